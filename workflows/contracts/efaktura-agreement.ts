import type { SearchAttributePair } from '@temporalio/common';
import type { AgreementSubject } from '../../activities/efaktura-agreement.ts';
import { agreementWorkflowId } from '../../policy/workflow-ids.ts';
import { activationQueue } from './activation.ts';
import { searchAttributes } from './outbound.ts';

export const agreementWorkflow = 'followAgreement';

/** Id, queue, search attributes and summary of a company's eFaktura agreement. It waits for a signature, as activation does. */
export function agreementStart(subject: AgreementSubject): {
  workflowId: string;
  taskQueue: string;
  args: [AgreementSubject];
  typedSearchAttributes: SearchAttributePair[];
  staticSummary: string;
} {
  return {
    workflowId: agreementWorkflowId(subject.agreementId),
    taskQueue: activationQueue,
    args: [subject],
    typedSearchAttributes: [{ key: searchAttributes.tenant, value: subject.tenantId }],
    staticSummary: 'eFaktura-avtale',
  };
}
