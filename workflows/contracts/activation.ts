import type { SearchAttributePair } from '@temporalio/common';
import { defineSignal } from '@temporalio/workflow';
import type { Activation } from '../../activities/activation.ts';
import { activationWorkflowId } from '../../policy/workflow-ids.ts';
import { searchAttributes } from './outbound.ts';

export type { Activation } from '../../activities/activation.ts';

export const activationQueue = 'activation';
export const activationWorkflow = 'activateCompany';

/** Something has changed in Postgres: the next step may be another one. Safe to send at any time. */
export const wake = defineSignal('wake');

/** Id, queue, search attributes and summary of an activation's workflow. */
export function activationStart(activation: Activation): {
  workflowId: string;
  taskQueue: string;
  args: [Activation];
  typedSearchAttributes: SearchAttributePair[];
  staticSummary: string;
} {
  return {
    workflowId: activationWorkflowId(activation.activationId),
    taskQueue: activationQueue,
    args: [activation],
    typedSearchAttributes: [
      { key: searchAttributes.tenant, value: activation.tenantId },
      { key: searchAttributes.stage, value: 'inviting' },
    ],
    staticSummary: 'Aktivering',
  };
}
