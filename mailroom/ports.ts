import type { Database } from '../db/client.ts';
import type { DocumentStore } from '../documents/store.ts';
import type { ReceivedDocument } from '../workflows/contracts/inbound.ts';
import type { ScanRun } from '../workflows/contracts/scan.ts';
import type { ScanForward } from '../workflows/contracts/scan-forward.ts';
import type { Resolver } from './authentication.ts';

/** Temporal, as the mailroom needs it: what is not started here the sweeper starts. Nothing here throws. */
export interface MailroomWorkflows {
  startScan(run: ScanRun): Promise<void>;
  startInbound(document: ReceivedDocument, sender: string): Promise<void>;
  startScanForward(forward: ScanForward): Promise<void>;
}

/** What the mailroom needs. Wired in `runtime/mailroom.ts`. */
export interface MailroomPorts {
  readonly database: Database;
  readonly documents: DocumentStore;
  readonly workflows: MailroomWorkflows;
  readonly resolver: Resolver;
  /** The attempt that a return path was made for; null where we have not made it. */
  readonly readReturnPath: (address: string) => string | null;
  /** How long after a promised act the sweeper looks. */
  readonly graceSeconds: number;
  /** Behind the @ of Message-IDs. */
  readonly messageIdDomain: string;
  /** Tells the operator what went wrong on our side; without what stands in the mail. */
  readonly tellError: (message: string, error: unknown) => void;
}
