import { updateAttempt } from '../db/attempts.ts';
import { promise } from '../db/deadlines.ts';
import { updateDelivery } from '../db/deliveries.ts';
import { appendEvents } from '../db/events.ts';
import { closeRun, openNextRun, releaseHold } from '../db/runs.ts';
import type { TenantTransaction } from '../db/tenant.ts';
import { actionFacts, refuseAction, type Answer } from '../policy/actions.ts';
import type { ChannelName } from '../policy/channels.ts';
import { outboundWorkflowId } from '../policy/workflow-ids.ts';
import { refusal } from './failures.ts';
import { lockRun, type OutboundRun, type RunInForce, type StepPolicy } from './outbound-steps.ts';

/** What a person asks of an open run. */
export type Action =
  | { readonly kind: 'cancel' }
  | { readonly kind: 'retry' }
  | { readonly kind: 'reroute'; readonly channel: ChannelName }
  | { readonly kind: 'answer'; readonly answer: Answer };

/**
 * Judges the action on the locked delivery and carries it out, in one transaction.
 * Refused actions end as a failure with the code that the API answers.
 */
export async function applyAction(
  transaction: TenantTransaction,
  run: OutboundRun,
  action: Action,
  policy: StepPolicy,
): Promise<{ openedRun: number | null }> {
  const held = await lockRun(transaction, run);
  if (!held) throw refusal('wrong-state');
  const { delivery, attempts } = held;
  const unfinished = attempts.find((row) => row.status === 'open' || row.status === 'unknown');
  const refused = refuseAction(
    action.kind,
    actionFacts(delivery, attempts),
    action.kind === 'answer' ? action.answer : undefined,
  );
  if (refused) throw refusal(refused);
  const abandon =
    unfinished &&
    updateAttempt(transaction, unfinished.id, {
      status: 'abandoned',
      inCall: false,
      closedAt: held.now,
    });
  const say = (
    code: 'delivery.cancelled' | 'delivery.rerouted' | 'delivery.answered' | 'delivery.failed',
    parameters = {},
  ): Promise<void> =>
    appendEvents(transaction, [
      { tenantId: run.tenantId, subjectId: run.deliveryId, code, parameters },
    ]);
  switch (action.kind) {
    case 'cancel':
      await Promise.all([
        abandon,
        updateDelivery(transaction, delivery.id, {
          status: 'cancelled',
          code: null,
          duplicateKey: null,
        }),
        closeRun(transaction, delivery.id, run.run, held.now),
        say('delivery.cancelled'),
      ]);
      return { openedRun: null };
    case 'retry':
      await Promise.all([
        unfinished && updateAttempt(transaction, unfinished.id, { nextTryAt: null }),
        delivery.notBefore && updateDelivery(transaction, delivery.id, { notBefore: null }),
        soon(held, policy),
      ]);
      return { openedRun: null };
    case 'reroute': {
      await Promise.all([abandon, closeRun(transaction, delivery.id, run.run, held.now)]);
      const openedRun = await openNextRun(transaction, delivery, {
        openedBy: 'reroute',
        onlyChannel: action.channel,
        dueAt: dueSoon(held, policy),
      });
      await say('delivery.rerouted', { channel: action.channel });
      return { openedRun };
    }
    case 'answer':
      await Promise.all([say('delivery.answered', { answer: action.answer }), soon(held, policy)]);
      await applyAnswer(held, action.answer, policy);
      return { openedRun: null };
  }
}

async function applyAnswer(held: RunInForce, answer: Answer, policy: StepPolicy): Promise<void> {
  const { transaction, delivery, run, attempts, now } = held;
  const unfinished = attempts.find((row) => row.status === 'open' || row.status === 'unknown');
  const settle = async (change: Parameters<typeof updateAttempt>[2]): Promise<void> => {
    if (unfinished) await updateAttempt(transaction, unfinished.id, { inCall: false, ...change });
  };
  switch (answer) {
    case 'arrived':
      return settle({ status: 'accepted', closedAt: now });
    case 'not-arrived':
      return settle({
        status: 'refused',
        failureKind: 'recipient-refused',
        code: 'not-arrived',
        closedAt: now,
      });
    case 'send':
      await settle({
        nextTryAt: null,
        failureKind: null,
        code: null,
        deadlineAt: new Date(now.getTime() + policy.deadlineSeconds * 1000),
      });
      return releaseHold(transaction, delivery.id, run.number);
    case 'stop':
      await settle({ status: 'abandoned', closedAt: now });
      await Promise.all([
        updateDelivery(transaction, delivery.id, {
          status: 'failed',
          code: 'stopped',
          duplicateKey: null,
        }),
        closeRun(transaction, delivery.id, run.number, now),
        appendEvents(transaction, [
          {
            tenantId: delivery.tenantId,
            subjectId: delivery.id,
            code: 'delivery.failed',
            parameters: { reason: 'stopped' },
          },
        ]),
      ]);
  }
}

const dueSoon = ({ now }: RunInForce, policy: StepPolicy): Date =>
  new Date(now.getTime() + policy.graceSeconds * 1000);

const soon = (held: RunInForce, policy: StepPolicy): Promise<void> =>
  promise(held.transaction, {
    workflowId: outboundWorkflowId(held.delivery.id, held.run.number),
    tenantId: held.delivery.tenantId,
    subjectId: held.delivery.id,
    dueAt: dueSoon(held, policy),
  });
