import { currentTime } from '../../db/clock.ts';
import {
  endActivation,
  lockActivation,
  renewDocument,
  updateActivation,
} from '../../db/activations.ts';
import { promise } from '../../db/deadlines.ts';
import { appendEvents } from '../../db/events.ts';
import type { ActivationRow } from '../../db/schema/activations.ts';
import { withTenant, type TenantTransaction } from '../../db/tenant.ts';
import { refuseActivationAction, type ActivationAction } from '../../policy/activation-actions.ts';
import { activationWorkflowId } from '../../policy/workflow-ids.ts';
import type { ApiPorts } from '../ports.ts';
import { activationRefused, expiryFrom, type Language } from './open.ts';
import { activationUnknown } from './view.ts';

type ActionPorts = Pick<ApiPorts, 'database' | 'graceSeconds' | 'now'> & {
  readonly workflows: Pick<ApiPorts['workflows'], 'wakeActivation'>;
};

/**
 * Carries out what a person asks of an activation, in one transaction; the workflow is woken after it, and the
 * sweeper wakes it where Temporal is away just then. 404 for another company's, 409 where the status forbids it.
 */
export async function actOnActivation(
  ports: ActionPorts,
  { tenantId, id, language }: { tenantId: string; id: string; language: Language },
  action: ActivationAction,
): Promise<void> {
  const at = ports.now?.() ?? currentTime();
  await withTenant(ports.database, tenantId, async (transaction) => {
    const row = await lockActivation(transaction, tenantId, id);
    if (!row) throw activationUnknown(id);
    const refusal = refuseActivationAction(action, {
      status: row.status,
      code: row.code,
      isEnded: row.endedAt !== null,
    });
    if (refusal) throw activationRefused(refusal, language);
    await carryOut(transaction, row, action, at);
    await promise(transaction, {
      workflowId: activationWorkflowId(id),
      tenantId,
      subjectId: id,
      dueAt: new Date(at.getTime() + ports.graceSeconds * 1000),
    });
  });
  await ports.workflows.wakeActivation({ tenantId, activationId: id });
}

async function carryOut(
  transaction: TenantTransaction,
  row: ActivationRow,
  action: ActivationAction,
  at: Date,
): Promise<void> {
  const event = { tenantId: row.tenantId, subjectId: row.id };
  switch (action.kind) {
    case 'cancel':
      await endActivation(transaction, row, { status: 'cancelled', at });
      await appendEvents(transaction, [{ ...event, code: 'activation.cancelled' }]);
      return;
    case 'restart':
      await renewDocument(transaction, row, { expiresAt: expiryFrom(at) });
      await appendEvents(transaction, [{ ...event, code: 'activation.restarted' }]);
      return;
    case 'change-email':
      await renewDocument(transaction, row, { email: action.email, expiresAt: expiryFrom(at) });
      await appendEvents(transaction, [{ ...event, code: 'activation.email-changed' }]);
      return;
    case 'accept':
    case 'reject': {
      const parameters = {
        answer: action.kind,
        reason: row.code ?? '',
        signer: row.signedBy ?? '',
      };
      await appendEvents(transaction, [{ ...event, code: 'activation.answered', parameters }]);
      if (action.kind === 'reject') {
        await endActivation(transaction, row, {
          status: 'cancelled',
          code: 'signature-rejected',
          at,
        });
      } else {
        // Each question is answered by itself: a file that is accepted says nothing of who signed it.
        const isAccepted = row.isAccepted || (row.code ?? '').startsWith('signer-');
        await updateActivation(transaction, row.id, { status: 'signed', code: null, isAccepted });
      }
    }
  }
}
