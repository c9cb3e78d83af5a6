import { secondsFromNow } from '../db/clock.ts';
import { fulfil, isOverdue, promise } from '../db/deadlines.ts';
import { readBatch } from '../db/scan-batches.ts';
import { readForward } from '../db/scan-forwards.ts';
import { lockScan } from '../db/scans.ts';
import { closeScanRun, openNextScanRun } from '../db/scan-runs.ts';
import { withTenant } from '../db/tenant.ts';
import { rerunWorkflowId, scanForwardWorkflowId, scanWorkflowId } from '../policy/workflow-ids.ts';
import type { ScanRun } from '../workflows/contracts/scan.ts';
import type { RerunBatch } from '../workflows/contracts/rerun.ts';
import type { ScanForward } from '../workflows/contracts/scan-forward.ts';
import type { SweeperOptions } from './sweeper-options.ts';
import { statusOf } from './workflow-status.ts';

/** Reading waits its turn and may take half an hour: a run is stuck only long after that. */
const stuckSeconds = 4 * 3600;

/**
 * A run of a scan whose promise is late. Missing: the same id is started. Running: it waits for its turn. Ended without
 * its scan: the next run takes over.
 */
export async function makeScanGood(
  { database, client, starter, log, graceSeconds }: SweeperOptions,
  { tenantId, scanId, run }: ScanRun,
): Promise<void> {
  const workflowId = scanWorkflowId(scanId, run);
  const status = await statusOf(client, workflowId);
  const next = await withTenant(database, tenantId, async (transaction) => {
    const held = await lockScan(transaction, tenantId, scanId);
    if (!held || held.run.number !== run || held.run.status !== 'open') {
      await closeScanRun(transaction, scanId, run);
      return null;
    }
    const dueAt = secondsFromNow(graceSeconds);
    if (status === null) {
      await promise(transaction, { workflowId, tenantId, subjectId: scanId, dueAt });
      return run;
    }
    if (status === 'RUNNING' && !(await isOverdue(transaction, workflowId, stuckSeconds)))
      return null;
    await closeScanRun(transaction, scanId, run);
    return openNextScanRun(transaction, held.scan, {
      openedBy: 'repair',
      engine: held.run.engine,
      ...(held.run.batchId !== null && { batchId: held.run.batchId }),
      dueAt,
    });
  });
  if (next === null) return;
  if (status === 'RUNNING') {
    await client.workflow
      .getHandle(workflowId)
      .terminate('Superseded: its promised act did not come.');
  }
  if (status !== null)
    log.error('A scan’s run was lost and the next one takes over.', { workflowId, status });
  await starter.ensureScan({ tenantId, scanId, run: next });
}

/** A forwarded mail whose promise is late: its workflow is started again, unless it runs. */
export async function makeForwardGood(
  { database, starter, graceSeconds }: SweeperOptions,
  { tenantId, forwardId }: ScanForward,
): Promise<void> {
  const workflowId = scanForwardWorkflowId(forwardId);
  const isOpen = await withTenant(database, tenantId, async (transaction) => {
    const forward = await readForward(transaction, tenantId, forwardId);
    if (forward?.status !== 'open') {
      await fulfil(transaction, workflowId);
      return false;
    }
    const dueAt = secondsFromNow(graceSeconds);
    await promise(transaction, { workflowId, tenantId, subjectId: forwardId, dueAt });
    return true;
  });
  if (isOpen) await starter.ensureScanForward({ tenantId, forwardId });
}

/** A batch whose promise is late: its workflow is started again, unless it runs. */
export async function makeRerunGood(
  { database, starter, graceSeconds }: SweeperOptions,
  { tenantId, batchId }: RerunBatch,
): Promise<void> {
  const workflowId = rerunWorkflowId(batchId);
  const isOpen = await withTenant(database, tenantId, async (transaction) => {
    const batch = await readBatch(transaction, tenantId, batchId);
    if (batch?.status !== 'running' && batch?.status !== 'paused') {
      await fulfil(transaction, workflowId);
      return false;
    }
    const dueAt = secondsFromNow(graceSeconds);
    await promise(transaction, { workflowId, tenantId, subjectId: batchId, dueAt });
    return true;
  });
  if (isOpen) await starter.ensureRerun({ tenantId, batchId });
}
