import type { ScanEngine, ScanStatus } from '../policy/scan.ts';
import { secondsFromNow } from '../db/clock.ts';
import { promise } from '../db/deadlines.ts';
import { readScan, lockScan } from '../db/scans.ts';
import type { ScanRow, ScanRunRow } from '../db/schema/scan.ts';
import type { TenantTransaction } from '../db/tenant.ts';
import { scanWorkflowId } from '../policy/workflow-ids.ts';

/** One run of one scan: the input of its workflow. */
export interface ScanRun {
  readonly tenantId: string;
  readonly scanId: string;
  readonly run: number;
}

/** How a run ends. */
export type ScanEnd =
  | {
      /** The run is closed: a person decides, or nothing more happens. */
      readonly kind: 'settled';
      readonly status: ScanStatus;
      readonly code: string | null;
      readonly receivedId: string | null;
      /** A mail that sends the document on to the company's own people. */
      readonly forwardId: string | null;
      /** Runs of the documents that the file was split into: each has a workflow of its own. */
      readonly children: readonly ScanRun[];
    }
  /** Another run took over. */
  | { readonly kind: 'superseded'; readonly status: ScanStatus };

/** What comes next for a run. */
export type ScanStep =
  | { readonly kind: 'read'; readonly engine: ScanEngine }
  | { readonly kind: 'interpret' | 'judge' | 'accept' }
  | ScanEnd;

/** A run that is in force, on its locked scan. */
export interface ScanInForce {
  readonly transaction: TenantTransaction;
  readonly scan: ScanRow;
  readonly run: ScanRunRow;
}

export interface ScanStepPolicy {
  /** How long after a step the sweeper looks whether the run still lives. */
  readonly graceSeconds: number;
  /** Behind the @ of Message-IDs. */
  readonly messageIdDomain: string;
}

/** When the sweeper looks after a run whose next step is due now. */
export const dueSoon = ({ graceSeconds }: Pick<ScanStepPolicy, 'graceSeconds'>): Date =>
  secondsFromNow(graceSeconds);

/** The run on its locked scan, or null where it is closed or another one took over. */
export async function lockScanRun(
  transaction: TenantTransaction,
  { tenantId, scanId, run }: ScanRun,
): Promise<ScanInForce | null> {
  const held = await lockScan(transaction, tenantId, scanId);
  if (!held || held.run.number !== run || held.run.status !== 'open') return null;
  return { transaction, ...held };
}

/** What the rows say comes next; moves the promise of an open run. */
export async function nextScanStep(
  transaction: TenantTransaction,
  ref: ScanRun,
  policy: ScanStepPolicy,
): Promise<ScanStep> {
  const held = await lockScan(transaction, ref.tenantId, ref.scanId);
  if (!held) throw new Error(`There is no scan ${ref.scanId}.`);
  const { scan, run } = held;
  if (run.number !== ref.run) return { kind: 'superseded', status: scan.status };
  if (run.status === 'closed') return settled(scan);
  await promise(transaction, {
    workflowId: scanWorkflowId(ref.scanId, ref.run),
    tenantId: ref.tenantId,
    subjectId: ref.scanId,
    dueAt: dueSoon(policy),
  });
  if (scan.status === 'released') return { kind: 'accept' };
  if (scan.draftedByRun === run.number) return { kind: 'judge' };
  if (scan.wordsSha256 !== null) return { kind: 'interpret' };
  return { kind: 'read', engine: run.engine };
}

/** The end of a run, from the row that has just been written; with what is to be started. */
export const settled = (
  { status, code, receivedId }: Pick<ScanRow, 'status' | 'code'> & Partial<ScanRow>,
  started: { children?: readonly ScanRun[]; forwardId?: string | null } = {},
): ScanEnd => ({
  kind: 'settled',
  status,
  code,
  receivedId: receivedId ?? null,
  forwardId: started.forwardId ?? null,
  children: started.children ?? [],
});

/** A step of a run that is no longer in force has no effect. */
export async function withoutEffect(
  transaction: TenantTransaction,
  { tenantId, scanId, run }: ScanRun,
): Promise<ScanStep> {
  const scan = await readScan(transaction, tenantId, scanId);
  if (!scan) throw new Error(`There is no scan ${scanId}.`);
  return scan.runNumber === run ? settled(scan) : { kind: 'superseded', status: scan.status };
}
