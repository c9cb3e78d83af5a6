import type { SearchAttributePair } from '@temporalio/common';
import type { ScanForward } from '../../activities/scan-forward.ts';
import { scanForwardWorkflowId } from '../../policy/workflow-ids.ts';
import { searchAttributes } from './outbound.ts';
import { scanQueue } from './scan.ts';

export const scanForwardWorkflow = 'forwardDocument';

/** Id, queue, search attributes and summary of a forwarded mail's workflow. */
export const scanForwardStart = (
  forward: ScanForward,
): {
  workflowId: string;
  taskQueue: string;
  args: [ScanForward];
  typedSearchAttributes: SearchAttributePair[];
  staticSummary: string;
} => ({
  workflowId: scanForwardWorkflowId(forward.forwardId),
  taskQueue: scanQueue,
  args: [forward],
  typedSearchAttributes: [
    { key: searchAttributes.tenant, value: forward.tenantId },
    { key: searchAttributes.stage, value: 'sending' },
  ],
  staticSummary: 'Videresending av dokument som ikke er faktura',
});

export type { ScanForward } from '../../activities/scan-forward.ts';
