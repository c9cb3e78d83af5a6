import { and, eq } from 'drizzle-orm';
import { currentTime } from './clock.ts';
import type { ScanEngine, ScanRunOpener } from '../policy/scan.ts';
import { scanWorkflowId } from '../policy/workflow-ids.ts';
import { fulfil, promise } from './deadlines.ts';
import { updateScan } from './scans.ts';
import { scanRuns, type ScanRow } from './schema/scan.ts';
import type { TenantTransaction } from './tenant.ts';

export interface NextScanRun {
  readonly openedBy: ScanRunOpener;
  readonly engine: ScanEngine;
  readonly batchId?: string;
  /** The words that were read are still those of its pages. */
  readonly keepsWords?: boolean;
  /** When the sweeper starts the workflow if nobody else has. */
  readonly dueAt: Date;
}

/**
 * Opens the next run of a scan and returns its number: the arrival, a split, a re-run and a repair all come here.
 * The caller starts its workflow; if it cannot, the sweeper does.
 */
export async function openNextScanRun(
  transaction: TenantTransaction,
  { id, tenantId, runNumber }: Pick<ScanRow, 'id' | 'tenantId' | 'runNumber'>,
  { openedBy, engine, batchId, keepsWords = false, dueAt }: NextScanRun,
): Promise<number> {
  const number = runNumber + 1;
  await transaction.insert(scanRuns).values({
    tenantId,
    scanId: id,
    number,
    openedBy,
    engine,
    batchId: batchId ?? null,
    status: 'open',
  });
  const isFirst = openedBy === 'arrival' || openedBy === 'split';
  if (!isFirst) {
    // A repair goes on where the rows are; everything else reads or interprets anew.
    const anew = {
      status: 'received',
      code: null,
      ...(!keepsWords && { wordsSha256: null }),
    } as const;
    await updateScan(transaction, id, { runNumber: number, ...(openedBy !== 'repair' && anew) });
  }
  await promise(transaction, {
    workflowId: scanWorkflowId(id, number),
    tenantId,
    subjectId: id,
    dueAt,
  });
  return number;
}

/** Closes a run: nothing is promised for it any more. */
export async function closeScanRun(
  transaction: TenantTransaction,
  scanId: string,
  number: number,
): Promise<void> {
  await transaction
    .update(scanRuns)
    .set({ status: 'closed', closedAt: currentTime() })
    .where(and(eq(scanRuns.scanId, scanId), eq(scanRuns.number, number)));
  await fulfil(transaction, scanWorkflowId(scanId, number));
}
