import { and, asc, eq, gte, inArray, isNull, lt, sql, type SQL } from 'drizzle-orm';
import { currentTime } from './clock.ts';
import type { ScanEngine, ScanStatus } from '../policy/scan.ts';
import { mayRerun } from '../policy/scan-rerun.ts';
import { rerunWorkflowId } from '../policy/workflow-ids.ts';
import { fulfil, promise } from './deadlines.ts';
import { appendEvents } from './events.ts';
import { newId } from './id.ts';
import { openNextScanRun } from './scan-runs.ts';
import { readDraft } from './scan-drafts.ts';
import { lockScan } from './scans.ts';
import {
  scanBatches,
  scanBatchItems,
  scanDrafts,
  scans,
  type ScanBatchRow,
} from './schema/scan.ts';
import type { TenantTransaction } from './tenant.ts';

export interface RerunFilter {
  readonly statuses: readonly ScanStatus[];
  readonly ids?: readonly string[] | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

/**
 * Makes a batch of the scans that the filter finds and that may be read again. Those that another batch has not
 * finished, and those that a person has corrected, are left out: the same request twice reads nothing twice.
 */
export async function openBatch(
  transaction: TenantTransaction,
  tenantId: string,
  { statuses, ids, from, to }: RerunFilter,
  { engine, dueAt }: { engine: ScanEngine; dueAt: Date },
): Promise<ScanBatchRow> {
  const id = newId('bat');
  const isBusy = sql`exists (select 1 from scan_batch_items i join scan_batches b on b.id = i.batch_id
    where i.scan_id = ${scans.id} and i.outcome is null and b.status in ('running','paused'))`;
  const isCorrected = sql`exists (select 1 from ${scanDrafts} d where d.scan_id = ${scans.id} and cardinality(d.corrected) > 0)`;
  const chosen: (SQL | undefined)[] = [
    eq(scans.tenantId, tenantId),
    inArray(scans.status, [...statuses]),
    ids && inArray(scans.id, [...ids]),
    from && gte(scans.createdAt, from),
    to && lt(scans.createdAt, to),
    sql`not ${isBusy}`,
    sql`not ${isCorrected}`,
  ];
  const found = await transaction
    .select({ id: scans.id })
    .from(scans)
    .where(and(...chosen))
    .orderBy(asc(scans.id));
  const isEmpty = found.length === 0;
  const [batch] = await transaction
    .insert(scanBatches)
    .values({
      id,
      tenantId,
      engine,
      status: isEmpty ? 'done' : 'running',
      total: found.length,
      closedAt: isEmpty ? currentTime() : null,
    })
    .returning();
  if (!batch) throw new Error('The batch was not written.');
  if (isEmpty) return batch;
  await transaction.execute(sql`
    insert into scan_batch_items (batch_id, position, tenant_id, scan_id)
    select ${id}, row_number() over (order by found.id), ${tenantId}, found.id
    from unnest(${sql.param(`{${found.map((row) => row.id).join(',')}}`)}::text[]) as found (id)`);
  await promise(transaction, { workflowId: rerunWorkflowId(id), tenantId, subjectId: id, dueAt });
  return batch;
}

export async function readBatch(
  transaction: TenantTransaction,
  tenantId: string,
  id: string,
): Promise<ScanBatchRow | null> {
  const [row] = await transaction
    .select()
    .from(scanBatches)
    .where(and(eq(scanBatches.tenantId, tenantId), eq(scanBatches.id, id)));
  return row ?? null;
}

export interface BatchResult {
  readonly scanId: string;
  /** The scan's status after this run; `skipped` where it could not be read again; null: not yet. */
  readonly outcome: string | null;
  readonly code: string | null;
}

/** What has become of each document, in the order of the batch; brought up to date first. */
export async function readBatchResults(
  transaction: TenantTransaction,
  batchId: string,
): Promise<BatchResult[]> {
  await transaction.execute(sql`
    update scan_batch_items i set outcome = s.status, code = s.code
    from scans s, scan_runs r
    where i.batch_id = ${batchId} and i.outcome is null and s.id = i.scan_id
      and r.scan_id = i.scan_id and r.batch_id = i.batch_id and r.status = 'closed'
      and r.number >= i.run_number and s.run_number = r.number`);
  return transaction
    .select({
      scanId: scanBatchItems.scanId,
      outcome: scanBatchItems.outcome,
      code: scanBatchItems.code,
    })
    .from(scanBatchItems)
    .where(eq(scanBatchItems.batchId, batchId))
    .orderBy(asc(scanBatchItems.position));
}

/** Opens the run of the next document, or null where none is left. One that may not be read again is passed over. */
export async function openNextOfBatch(
  transaction: TenantTransaction,
  { id: batchId, tenantId, engine }: ScanBatchRow,
  dueAt: Date,
): Promise<{ scanId: string; run: number } | null> {
  for (;;) {
    const [item] = await transaction
      .select()
      .from(scanBatchItems)
      .where(
        and(
          eq(scanBatchItems.batchId, batchId),
          isNull(scanBatchItems.outcome),
          isNull(scanBatchItems.runNumber),
        ),
      )
      .orderBy(asc(scanBatchItems.position))
      .limit(1);
    if (!item) return null;
    const { scanId } = item;
    const mark = (change: { runNumber?: number; outcome?: string; code?: string }) =>
      transaction
        .update(scanBatchItems)
        .set(change)
        .where(
          and(eq(scanBatchItems.batchId, batchId), eq(scanBatchItems.position, item.position)),
        );
    const held = await lockScan(transaction, tenantId, scanId);
    const draft = await readDraft(transaction, tenantId, scanId);
    const refused = held ? mayRerun(held.scan, held.run, draft, currentTime()) : 'scan-unknown';
    if (!held || refused !== null) {
      await mark({ outcome: 'skipped', code: refused ?? 'scan-unknown' });
      continue;
    }
    const run = await openNextScanRun(transaction, held.scan, {
      openedBy: 'rerun',
      engine,
      batchId,
      dueAt,
    });
    await mark({ runNumber: run });
    await appendEvents(transaction, [{ tenantId, subjectId: scanId, code: 'scan.rerun' }]);
    return { scanId, run };
  }
}

/** Runs of the batch that have been opened and are not closed: a workflow that was lost goes on with them. */
export const openRunsOf = (
  transaction: TenantTransaction,
  batchId: string,
): Promise<{ scanId: string; run: number }[]> =>
  transaction.execute<{ scanId: string; run: number }>(sql`
    select r.scan_id as "scanId", r.number as run from scan_runs r
    where r.batch_id = ${batchId} and r.status = 'open' order by r.scan_id`);

/** Pauses, resumes or cancels a batch that is not over; returns it as it is then. */
export async function setBatchStatus(
  transaction: TenantTransaction,
  tenantId: string,
  id: string,
  status: ScanBatchRow['status'],
): Promise<ScanBatchRow | null> {
  const isOver = status === 'done' || status === 'cancelled';
  await transaction
    .update(scanBatches)
    .set({ status, ...(isOver && { closedAt: currentTime() }) })
    .where(
      and(
        eq(scanBatches.tenantId, tenantId),
        eq(scanBatches.id, id),
        inArray(scanBatches.status, ['running', 'paused']),
      ),
    );
  if (isOver) await fulfil(transaction, rerunWorkflowId(id));
  return readBatch(transaction, tenantId, id);
}
