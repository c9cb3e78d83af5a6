import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import { defineUpdate } from '@temporalio/workflow';
import type { Action } from '../../activities/outbound-actions.ts';
import type { OutboundRun } from '../../activities/outbound-steps.ts';
import { outboundWorkflowId } from '../../policy/workflow-ids.ts';

export const outboundQueue = 'outbound';
export const outboundWorkflow = 'deliverInvoice';

/** What an operator sees and filters by. No personal data: these are plain text in Temporal. */
export const searchAttributes = {
  tenant: defineSearchAttributeKey('AiTenant', 'KEYWORD'),
  invoiceId: defineSearchAttributeKey('AiInvoiceId', 'KEYWORD'),
  invoiceNumber: defineSearchAttributeKey('AiInvoiceNo', 'KEYWORD'),
  channel: defineSearchAttributeKey('AiChannel', 'KEYWORD'),
  stage: defineSearchAttributeKey('AiStage', 'KEYWORD'),
  errorCode: defineSearchAttributeKey('AiErrorCode', 'KEYWORD'),
  receiver: defineSearchAttributeKey('AiReceiver', 'KEYWORD'),
  attempts: defineSearchAttributeKey('AiAttempts', 'INT'),
  fallback: defineSearchAttributeKey('AiFallback', 'BOOL'),
  needsAttention: defineSearchAttributeKey('AiNeedsAttention', 'BOOL'),
  batch: defineSearchAttributeKey('AiBatch', 'KEYWORD'),
  nextAttemptAt: defineSearchAttributeKey('AiNextAttemptAt', 'DATETIME'),
} as const;

/** A person's action on an open run; answers with the run that it opened, if any. Refused with the API's code. */
export const act = defineUpdate<{ openedRun: number | null }, [Action]>('act');

/** What is known of a delivery when its run is started. */
export interface OutboundStart {
  readonly run: OutboundRun;
  readonly number: string;
  readonly recipient: string | null;
  readonly amountDue: string;
  readonly currency: string;
}

/** Id, queue, search attributes and summary of a run's workflow. */
export function outboundStart(start: OutboundStart): {
  workflowId: string;
  taskQueue: string;
  args: [OutboundRun];
  typedSearchAttributes: SearchAttributePair[];
  staticSummary: string;
} {
  const { run, number, recipient } = start;
  return {
    workflowId: outboundWorkflowId(run.deliveryId, run.run),
    taskQueue: outboundQueue,
    args: [run],
    typedSearchAttributes: [
      { key: searchAttributes.tenant, value: run.tenantId },
      { key: searchAttributes.invoiceId, value: run.deliveryId },
      { key: searchAttributes.invoiceNumber, value: number },
      { key: searchAttributes.stage, value: 'accepted' },
      ...(recipient === null ? [] : [{ key: searchAttributes.receiver, value: recipient }]),
    ],
    staticSummary: `Faktura ${number}${recipient === null ? '' : ` → ${recipient}`} · ${start.amountDue} ${start.currency}`,
  };
}

export type { Action } from '../../activities/outbound-actions.ts';
export type { OutboundRun } from '../../activities/outbound-steps.ts';
