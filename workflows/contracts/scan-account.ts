import type { SearchAttributePair } from '@temporalio/common';
import type { ScanAccountSubject } from '../../activities/scan-account.ts';
import { scanAccountWorkflowId } from '../../policy/workflow-ids.ts';
import { inboundQueue } from './inbound.ts';
import { searchAttributes } from './outbound.ts';

export const scanAccountWorkflow = 'followScanAccount';

/** Id, queue, search attributes and summary of the opening and closing of a scan account. */
export function scanAccountStart(subject: ScanAccountSubject): {
  workflowId: string;
  taskQueue: string;
  args: [ScanAccountSubject];
  typedSearchAttributes: SearchAttributePair[];
  staticSummary: string;
} {
  return {
    workflowId: scanAccountWorkflowId(subject.tenantId),
    taskQueue: inboundQueue,
    args: [subject],
    typedSearchAttributes: [{ key: searchAttributes.tenant, value: subject.tenantId }],
    staticSummary: 'Skanningkonto',
  };
}
