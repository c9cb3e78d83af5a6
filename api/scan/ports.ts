import type { Invoice } from '../../invoice/model.ts';
import type { DraftFacts } from '../../policy/scan-checks.ts';
import type { Acceptance, Rejection, ScanEnd, ScanRun } from '../../workflows/contracts/scan.ts';
import type { RerunBatch } from '../../workflows/contracts/rerun.ts';
import type { ApiPorts } from '../ports.ts';

/** Temporal, as scanning needs it. Wired in `runtime/scan-workflows.ts`. */
export interface ScanWorkflows {
  /** Starts a run, within a second or not at all: what is not started here the sweeper starts. Never throws. */
  startScan(run: ScanRun): Promise<void>;
  /** Starts a batch of re-runs, as above. */
  startRerun(batch: RerunBatch): Promise<void>;
  /** Tells a batch that it was paused, resumed or cancelled. Never throws: it looks by itself now and then. */
  tellRerun(batch: RerunBatch): Promise<void>;
  /** Has the draft accepted. Throws `ActionRefused` with the code, or `WorkflowsAway`. */
  acceptScan(run: ScanRun, acceptance: Acceptance): Promise<ScanEnd>;
  /** Has the document put aside; throws as above. */
  rejectScan(run: ScanRun, rejection: Rejection): Promise<ScanEnd>;
}

/** What the routes of scans need. */
export interface ScanPorts extends Pick<ApiPorts, 'database' | 'documents' | 'graceSeconds'> {
  readonly workflows: ScanWorkflows;
  /** Draws a page in a process with limits; the error's code is `no-such-page` where there is none. */
  readonly drawPage: (
    bytes: Uint8Array,
    view: { readonly page: number; readonly width: number; readonly turned: number },
  ) => Promise<
    | { readonly png: Uint8Array }
    | { readonly error: { readonly code: string; readonly detail: string } }
  >;
  /** What the company register says of an invoice's seller; never throws for a register that is away. */
  readonly findSeller: (invoice: Pick<Invoice, 'seller'>) => Promise<DraftFacts['seller']>;
}
