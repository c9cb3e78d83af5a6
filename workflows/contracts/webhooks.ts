import type { SearchAttributePair } from '@temporalio/common';
import { defineSignal } from '@temporalio/workflow';
import type { WebhookMessage } from '../../activities/webhooks.ts';
import { webhookWorkflowId } from '../../policy/workflow-ids.ts';
import { searchAttributes } from './outbound.ts';

export type { WebhookMessage } from '../../activities/webhooks.ts';

export const webhookQueue = 'webhooks';
export const webhookWorkflow = 'sendWebhook';

/** The message was opened again: its row is to be looked at now. */
export const lookAgain = defineSignal('lookAgain');

/** Id, queue, search attributes and summary of the sending of one event to one webhook. */
export function webhookStart(message: WebhookMessage): {
  workflowId: string;
  taskQueue: string;
  args: [WebhookMessage];
  typedSearchAttributes: SearchAttributePair[];
  staticSummary: string;
} {
  return {
    workflowId: webhookWorkflowId(message.endpointId, message.eventId),
    taskQueue: webhookQueue,
    args: [message],
    typedSearchAttributes: [
      { key: searchAttributes.tenant, value: message.tenantId },
      { key: searchAttributes.stage, value: 'pending' },
    ],
    staticSummary: `${message.eventId} → ${message.endpointId}`,
  };
}
