import type { SearchAttributePair } from '@temporalio/common';
import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { RerunBatch } from '../../activities/scan-rerun.ts';
import type { BatchProgress } from '../../policy/scan-rerun.ts';
import { rerunWorkflowId } from '../../policy/workflow-ids.ts';
import { searchAttributes } from './outbound.ts';
import { scanQueue } from './scan.ts';

export const rerunWorkflow = 'rerunScans';

/** How far the batch has come. */
export const rerunProgress = defineQuery<BatchProgress>('progress');
/** Paused, resumed or cancelled: the row says which. */
export const batchChanged = defineSignal('changed');

/** Id, queue, search attributes and summary of a batch's workflow. */
export const rerunStart = (
  batch: RerunBatch,
): {
  workflowId: string;
  taskQueue: string;
  args: [RerunBatch];
  typedSearchAttributes: SearchAttributePair[];
  staticSummary: string;
} => ({
  workflowId: rerunWorkflowId(batch.batchId),
  taskQueue: scanQueue,
  args: [batch],
  typedSearchAttributes: [
    { key: searchAttributes.tenant, value: batch.tenantId },
    { key: searchAttributes.batch, value: batch.batchId },
    { key: searchAttributes.stage, value: 'running' },
  ],
  staticSummary: 'Ny lesing av skannede dokumenter',
});

export type { RerunBatch } from '../../activities/scan-rerun.ts';
