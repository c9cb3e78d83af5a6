import { secondsFromNow } from '../../db/clock.ts';
import { readCompany } from '../../db/companies.ts';
import { lockDelivery, updateDelivery } from '../../db/deliveries.ts';
import { appendEvents } from '../../db/events.ts';
import { openNextRun } from '../../db/runs.ts';
import type { AttemptRow, DeliveryRow } from '../../db/schema.ts';
import { withTenant } from '../../db/tenant.ts';
import { actionFacts, refuseAction, type ActionRefusal } from '../../policy/actions.ts';
import { channelsOn } from '../../policy/settings.ts';
import type { Action, OutboundStart } from '../../workflows/contracts/outbound.ts';
import { ActionRefused, WorkflowsAway, type ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { duplicateKeyOf, refusingDuplicates } from './accept.ts';
import { deliveryUnknown } from './view.ts';

const refusals: Record<ActionRefusal, string> = {
  'wrong-state': 'The delivery’s status does not allow this now.',
  'already-sent': 'The message has been handed over, or may have been. It cannot be taken back.',
  'outcome-unknown': 'It is unknown whether an earlier message arrived. Answer that first.',
};

const refused = (code: string): Problem =>
  new Problem(409, code, refusals[code as ActionRefusal] ?? refusals['wrong-state']);

/**
 * Carries out what a person asks of a delivery: by its run while that is open, else by opening the next run.
 * 404, 409 with the reason, or 503 while Temporal is away (nothing is stored then).
 */
export async function act(
  ports: ApiPorts,
  tenantId: string,
  id: string,
  action: Action,
): Promise<void> {
  const { database, workflows } = ports;
  const { locked, company } = await withTenant(database, tenantId, async (transaction) => ({
    locked: await lockDelivery(transaction, tenantId, id),
    company: await readCompany(transaction, tenantId),
  }));
  if (!locked || !company) throw deliveryUnknown(id);
  const { delivery, run, attempts } = locked;
  const code = judge(action, delivery, attempts);
  if (code) throw refused(code);
  if (action.kind === 'reroute') {
    if (!channelsOn(company.settings)[action.channel]) {
      throw new Problem(
        422,
        'channel-disabled',
        `"${action.channel}" is switched off in this company’s settings.`,
      );
    }
    requireAddress(delivery, action.channel);
  }
  const start = (number: number): OutboundStart => startOf(delivery, number);
  try {
    if (run.status === 'open') {
      const { openedRun } = await workflows.act(start(run.number), action);
      if (openedRun !== null) await workflows.startOutbound(start(openedRun));
      return;
    }
    await workflows.check();
  } catch (error) {
    if (error instanceof ActionRefused) throw refused(error.code);
    if (error instanceof WorkflowsAway) {
      throw new Problem(
        503,
        'workflows-unavailable',
        'Temporal does not answer; nothing was changed.',
        { retryAfterSeconds: 5 },
      );
    }
    throw error;
  }
  const duplicateKey = duplicateKeyOf(company.settings, delivery);
  const entry = { tenantId, number: delivery.number, duplicateKey };
  const opened = await refusingDuplicates(database, entry, () =>
    withTenant(database, tenantId, async (transaction) => {
      const again = await lockDelivery(transaction, tenantId, id);
      const now = again && judge(action, again.delivery, again.attempts);
      if (!again || again.run.status === 'open' || now) throw refused(now ?? 'wrong-state');
      const dueAt = secondsFromNow(ports.graceSeconds);
      await updateDelivery(transaction, id, { duplicateKey });
      if (action.kind === 'reroute') {
        await appendEvents(transaction, [
          {
            tenantId,
            subjectId: id,
            code: 'delivery.rerouted',
            parameters: { channel: action.channel },
          },
        ]);
        return openNextRun(transaction, again.delivery, {
          openedBy: 'reroute',
          onlyChannel: action.channel,
          dueAt,
        });
      }
      return openNextRun(transaction, again.delivery, { openedBy: 'retry', dueAt });
    }),
  );
  await workflows.startOutbound(start(opened));
}

function judge(
  action: Action,
  delivery: DeliveryRow,
  attempts: readonly AttemptRow[],
): ActionRefusal | null {
  return refuseAction(
    action.kind,
    actionFacts(delivery, attempts),
    action.kind === 'answer' ? action.answer : undefined,
  );
}

function requireAddress(
  delivery: DeliveryRow,
  channel: Extract<Action, { kind: 'reroute' }>['channel'],
): void {
  const has = {
    email: delivery.email !== null,
    print: delivery.hasPostalAddress,
    peppol: delivery.recipient !== null,
    'visma-network': delivery.recipient !== null,
    efaktura: delivery.phone !== null || delivery.email !== null,
    vipps: delivery.phone !== null || delivery.email !== null,
  };
  const missing = {
    email: 'email-missing',
    print: 'address-incomplete',
    peppol: 'recipient-missing',
    'visma-network': 'recipient-missing',
    efaktura: 'phone-missing',
    vipps: 'phone-missing',
  };
  if (!has[channel]) {
    throw new Problem(422, missing[channel], `The delivery has no address for "${channel}".`);
  }
}

/** What a run's workflow is started with. */
export const startOf = (delivery: DeliveryRow, run: number): OutboundStart => ({
  run: { tenantId: delivery.tenantId, deliveryId: delivery.id, run },
  number: delivery.number,
  recipient: delivery.recipient,
  amountDue: delivery.amountDue,
  currency: delivery.currency,
});
