import { countPrintFallbacks } from '../db/events.ts';
import { readAgreement } from '../db/efaktura.ts';
import type { LockedDelivery } from '../db/deliveries.ts';
import { findParticipant } from '../db/doors.ts';
import type { AttemptRow } from '../db/schema.ts';
import type { TenantTransaction } from '../db/tenant.ts';
import { organisationNumberOf } from '../invoice/participant-id.ts';
import type { ChannelName } from '../policy/channels.ts';
import { consumerChannels, mayBeConsumer } from '../policy/consumers.ts';
import { isUnfinished, type AttemptFacts } from '../policy/delivery.ts';
import type { RouteFacts } from '../policy/route.ts';

/** What the route needs to know of an attempt row. */
export const attemptFacts = (row: AttemptRow): AttemptFacts => ({
  runNumber: row.runNumber,
  channel: row.channel,
  status: row.status,
  failure:
    row.failureKind === null ? null : { kind: row.failureKind, code: row.code ?? row.failureKind },
  tries: row.tries,
  unknownTries: row.unknownTries,
  mayHavePassed: row.mayHavePassed,
  awaitsReceipt: row.awaitsReceipt,
  nextTryAt: row.nextTryAt?.toISOString() ?? null,
  deadlineAt: row.deadlineAt.toISOString(),
});

/** Reads all facts that the route is decided from, in the caller's transaction. */
export async function readRouteFacts(
  transaction: TenantTransaction,
  { delivery, run, settings, attempts }: LockedDelivery,
): Promise<RouteFacts> {
  const attemptsSoFar = attempts.map(attemptFacts);
  const usable: ChannelName[] = [];
  let printFallbacksLastHour = 0;
  const last = attemptsSoFar.at(-1);
  const isDelivered = last?.status === 'accepted' && last.runNumber >= run.since;
  // A channel is picked only when the last attempt of this run has ended and did not deliver.
  if (!isDelivered && !attemptsSoFar.some(isUnfinished)) {
    const number = delivery.recipient && organisationNumberOf(delivery.recipient);
    const lastCode = attempts.at(-1)?.code;
    const isConsumer = settings.consumers.requested && mayBeConsumer(delivery);
    const [member, agreement, fallbacks] = await Promise.all([
      number ? findParticipant({ orm: transaction }, number, 'visma') : null,
      isConsumer ? readAgreement(transaction, delivery.tenantId) : null,
      lastCode ? countPrintFallbacks(transaction, delivery.tenantId, lastCode) : 0,
    ]);
    printFallbacksLastHour = fallbacks;
    if (member) usable.push('visma-network');
    if (delivery.recipient) usable.push('peppol');
    if (agreement?.status === 'active') usable.push(...consumerChannels);
    if (settings.sending.email && delivery.email) usable.push('email');
    if (settings.sending.print && delivery.hasPostalAddress) usable.push('print');
  }
  return {
    method: delivery.method,
    run: { purpose: run.purpose, since: run.since },
    onlyChannel: delivery.onlyChannel,
    usable: usable.filter((channel) => !delivery.disabledChannels.includes(channel)),
    notBefore: delivery.notBefore?.toISOString() ?? null,
    attempts: attemptsSoFar,
    printFallbacksLastHour,
    holdReleased: run.holdReleased,
  };
}
