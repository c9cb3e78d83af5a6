import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  condition,
  continueAsNew,
  ParentClosePolicy,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  startChild,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { RerunActivities, RerunBatch } from '../activities/scan-rerun.ts';
import type { ScanRun } from '../activities/scan-steps.ts';
import type { BatchProgress } from '../policy/scan-rerun.ts';
import { searchAttributes } from './contracts/outbound.ts';
import { batchChanged, rerunProgress } from './contracts/rerun.ts';
import { scanStart, scanWorkflow } from './contracts/scan.ts';

const database = proxyLocalActivities<RerunActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** Documents of one batch that are read at the same time; others come in between. */
const atOnce = 4;
/** Documents in one history; then the workflow goes on as a new one. */
const pageSize = 100;

/**
 * Reads the documents of a batch again, a few at a time. Which one is next, and whether the batch is paused or
 * cancelled, stands in Postgres; the readings are workflows of their own and outlive this one.
 */
export async function rerunScans(batch: RerunBatch): Promise<BatchProgress> {
  let changes = 0;
  let running = 0;
  let progress: BatchProgress = { total: 0, done: 0, failed: 0 };
  setHandler(batchChanged, () => void changes++);
  setHandler(rerunProgress, () => progress);
  const begin = (run: ScanRun): void => {
    running++;
    void readAgain(run, batch.batchId).finally(() => running--);
  };

  for (const run of await database.openRuns(batch)) begin(run);
  for (let taken = 0; taken < pageSize;) {
    await condition(() => running < atOnce);
    const seen = changes;
    const step = await database.takeNextScan(batch);
    ({ progress } = step);
    setCurrentDetails(
      `${progress.done} av ${progress.total} lest på nytt, ${progress.failed} feilet`,
    );
    if (step.kind === 'run') {
      taken++;
      begin(step.run);
    } else if (step.kind === 'paused') {
      // A signal that was lost is made good by looking now and then.
      await condition(() => changes !== seen, '1m');
    } else {
      await condition(() => running === 0);
      if (step.kind === 'exhausted') progress = await database.closeBatch(batch);
      const stage = step.kind === 'exhausted' ? 'done' : 'cancelled';
      upsertSearchAttributes([{ key: searchAttributes.stage, value: stage }]);
      return progress;
    }
  }
  await condition(() => running === 0);
  return continueAsNew<typeof rerunScans>(batch);
}

/** Resolves when the reading is over, however it ended: what came of it stands in Postgres. */
async function readAgain(run: ScanRun, batchId: string): Promise<void> {
  try {
    const child = await startChild(scanWorkflow, {
      ...scanStart(run, batchId),
      parentClosePolicy: ParentClosePolicy.ABANDON,
    });
    await child.result();
  } catch (error) {
    // Started by the sweeper already, or ended as failed: both are recorded where they happened.
    if (error instanceof WorkflowExecutionAlreadyStartedError) return;
  }
}
