import type { SearchAttributePair } from '@temporalio/common';
import type { ReceivedDocument } from '../../activities/inbound.ts';
export type { ReceivedDocument } from '../../activities/inbound.ts';
import { inboundWorkflowId } from '../../policy/workflow-ids.ts';
import { searchAttributes } from './outbound.ts';

export const inboundQueue = 'inbound';
export const inboundWorkflow = 'receiveDocument';

/** Id, queue, search attributes and summary of the reading of one received document. */
export function inboundStart(
  document: ReceivedDocument,
  sender: string,
): {
  workflowId: string;
  taskQueue: string;
  args: [ReceivedDocument];
  typedSearchAttributes: SearchAttributePair[];
  staticSummary: string;
} {
  return {
    workflowId: inboundWorkflowId(document.receivedId),
    taskQueue: inboundQueue,
    args: [document],
    typedSearchAttributes: [
      { key: searchAttributes.tenant, value: document.tenantId },
      { key: searchAttributes.stage, value: 'received' },
    ],
    staticSummary: `Mottatt fra ${sender}`,
  };
}
