import type { SearchAttributePair } from '@temporalio/common';
import { defineUpdate } from '@temporalio/workflow';
import type { Acceptance, Rejection } from '../../activities/scan-decisions.ts';
import type { ScanRun, ScanEnd } from '../../activities/scan-steps.ts';
import { scanWorkflowId } from '../../policy/workflow-ids.ts';
import { searchAttributes } from './outbound.ts';

export const scanQueue = 'scan';
export const scanWorkflow = 'scanDocument';

/** A person's acceptance of a draft; answers with the received invoice. Refused with the API's code. */
export const acceptScan = defineUpdate<ScanEnd, [Acceptance]>('accept');

/** A person's rejection. Refused with the API's code. */
export const rejectScan = defineUpdate<ScanEnd, [Rejection]>('reject');

/** Id, queue, search attributes and summary of a run's workflow. */
export function scanStart(
  run: ScanRun,
  batchId?: string,
): {
  workflowId: string;
  taskQueue: string;
  args: [ScanRun];
  typedSearchAttributes: SearchAttributePair[];
  staticSummary: string;
} {
  return {
    workflowId: scanWorkflowId(run.scanId, run.run),
    taskQueue: scanQueue,
    args: [run],
    typedSearchAttributes: [
      { key: searchAttributes.tenant, value: run.tenantId },
      { key: searchAttributes.invoiceId, value: run.scanId },
      { key: searchAttributes.stage, value: 'received' },
      ...(batchId === undefined ? [] : [{ key: searchAttributes.batch, value: batchId }]),
    ],
    staticSummary: run.run === 1 ? 'Skann' : `Skann, lesing ${run.run}`,
  };
}

export type { Acceptance, Rejection } from '../../activities/scan-decisions.ts';
export type { ScanRun, ScanEnd } from '../../activities/scan-steps.ts';
