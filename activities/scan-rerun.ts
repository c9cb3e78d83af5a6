import type { Database } from '../db/client.ts';
import { promise } from '../db/deadlines.ts';
import {
  openNextOfBatch,
  openRunsOf,
  readBatch,
  readBatchResults,
  setBatchStatus,
} from '../db/scan-batches.ts';
import { withTenant } from '../db/tenant.ts';
import { progressOf, type BatchProgress } from '../policy/scan-rerun.ts';
import { rerunWorkflowId } from '../policy/workflow-ids.ts';
import { dueSoon, type ScanRun, type ScanStepPolicy } from './scan-steps.ts';

/** A batch of re-runs: the input of its workflow. */
export interface RerunBatch {
  readonly tenantId: string;
  readonly batchId: string;
}

export type BatchStep = { readonly progress: BatchProgress } & (
  | { readonly kind: 'run'; readonly run: ScanRun }
  | { readonly kind: 'paused' | 'exhausted' | 'cancelled' }
);

export interface RerunActivities {
  /** Runs that an earlier workflow of the batch opened and that are not over. */
  openRuns(batch: RerunBatch): Promise<readonly ScanRun[]>;
  /** Opens the run of the next document, unless the batch is paused, cancelled, or has none left. */
  takeNextScan(batch: RerunBatch): Promise<BatchStep>;
  /** Closes the batch after its last document. */
  closeBatch(batch: RerunBatch): Promise<BatchProgress>;
}

export function createRerunActivities(
  database: Database,
  policy: Pick<ScanStepPolicy, 'graceSeconds'>,
): RerunActivities {
  return {
    openRuns: ({ tenantId, batchId }) =>
      withTenant(database, tenantId, async (transaction) => {
        const runs = await openRunsOf(transaction, batchId);
        return runs.map(({ scanId, run }) => ({ tenantId, scanId, run }));
      }),
    takeNextScan: ({ tenantId, batchId }) =>
      withTenant(database, tenantId, async (transaction): Promise<BatchStep> => {
        const batch = await readBatch(transaction, tenantId, batchId);
        if (!batch) throw new Error(`There is no batch ${batchId}.`);
        const isPaused = batch.status === 'paused';
        const isOpen = isPaused || batch.status === 'running';
        if (isOpen) {
          const workflowId = rerunWorkflowId(batchId);
          const dueAt = dueSoon(policy);
          await promise(transaction, { workflowId, tenantId, subjectId: batchId, dueAt });
        }
        const next =
          batch.status === 'running'
            ? await openNextOfBatch(transaction, batch, dueSoon(policy))
            : null;
        const progress = progressOf(await readBatchResults(transaction, batchId));
        if (next) return { kind: 'run', run: { tenantId, ...next }, progress };
        if (isPaused) return { kind: 'paused', progress };
        return { kind: batch.status === 'cancelled' ? 'cancelled' : 'exhausted', progress };
      }),
    closeBatch: ({ tenantId, batchId }) =>
      withTenant(database, tenantId, async (transaction) => {
        const progress = progressOf(await readBatchResults(transaction, batchId));
        await setBatchStatus(transaction, tenantId, batchId, 'done');
        return progress;
      }),
  };
}
