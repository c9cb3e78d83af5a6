import type { SearchAttributePair } from '@temporalio/common';
import { defineSignal } from '@temporalio/workflow';
import type { NetworkSubject } from '../../activities/networks.ts';
import { networksWorkflowId } from '../../policy/workflow-ids.ts';
import { inboundQueue } from './inbound.ts';
import { searchAttributes } from './outbound.ts';

export const networksWorkflow = 'registerNetwork';

/** The switch was turned, or somebody wants it to be looked at now. */
export const wake = defineSignal('wake');

/** Id, queue, search attributes and summary of a company's registration in one network. */
export function networksStart(subject: NetworkSubject): {
  workflowId: string;
  taskQueue: string;
  args: [NetworkSubject];
  typedSearchAttributes: SearchAttributePair[];
  staticSummary: string;
} {
  return {
    workflowId: networksWorkflowId(subject.tenantId, subject.network),
    taskQueue: inboundQueue,
    args: [subject],
    typedSearchAttributes: [
      { key: searchAttributes.tenant, value: subject.tenantId },
      { key: searchAttributes.channel, value: subject.network },
    ],
    staticSummary: subject.network === 'peppol' ? 'Peppol (ELMA)' : 'Visma-nettverket',
  };
}
