import { currentTime } from '../db/clock.ts';
import { insertAttempt, updateAttempt } from '../db/attempts.ts';
import { promise } from '../db/deadlines.ts';
import { readPrices } from '../db/terms-and-prices.ts';
import { noteUsage } from '../db/usage.ts';
import { norwegianDay } from '../invoice/date.ts';
import { lockDelivery, updateDelivery, type LockedDelivery } from '../db/deliveries.ts';
import { appendEvents, type NewEvent } from '../db/events.ts';
import { derivedId, derivedUuid } from '../db/id.ts';
import { closeRun } from '../db/runs.ts';
import type { AttemptRow } from '../db/schema.ts';
import type { TenantTransaction } from '../db/tenant.ts';
import type { ChannelName } from '../policy/channels.ts';
import type { AttentionCode, DeliveryStatus } from '../policy/delivery.ts';
import type { EventParameters } from '../policy/events/event.ts';
import { letterCharges } from '../policy/letter.ts';
import { priceOf, serviceOf } from '../policy/prices.ts';
import { callTimeoutSeconds } from '../policy/retry.ts';
import { nextStep, type Step } from '../policy/route.ts';
import { outboundWorkflowId } from '../policy/workflow-ids.ts';
import { readRouteFacts } from './outbound-facts.ts';
import type { CallOutcome } from './outbound-outcomes.ts';

/** One run of a delivery: the input of its workflow and of every step of it. */
export interface OutboundRun {
  readonly tenantId: string;
  readonly deliveryId: string;
  readonly run: number;
}

/** What the workflow does next; decided by `policy/route.ts` and written to Postgres before it is returned. */
export type StepTaken =
  | {
      readonly kind: 'send';
      readonly channel: ChannelName;
      readonly attemptId: string;
      readonly tries: number;
      readonly isFallback: boolean;
      /** The channel before a fallback. */
      readonly fallbackFrom?: ChannelName;
    }
  | { readonly kind: 'look-up-receipt'; readonly channel: ChannelName; readonly attemptId: string }
  | {
      readonly kind: 'wait';
      readonly until: string;
      readonly reason: 'not-before' | 'next-try' | 'receipt';
      readonly channel: ChannelName | null;
      readonly code: string | null;
    }
  | { readonly kind: 'ask'; readonly code: AttentionCode; readonly channel: ChannelName | null }
  | {
      readonly kind: 'finished';
      readonly status: 'delivered' | 'failed' | 'returned';
      readonly code: string | null;
      readonly channel: ChannelName | null;
      readonly tries: number;
      /** Since the acceptance. */
      readonly seconds?: number;
    }
  /** Another run took over, or a person ended the delivery; `status` is the delivery's. */
  | { readonly kind: 'superseded'; readonly status: DeliveryStatus };

/** How a call ended; `next` is what comes next, where the success is recorded already. */
export type CallMade = CallOutcome & { readonly next?: StepTaken };

export interface StepPolicy {
  /** How long an unavailable channel is tried before the next one. */
  readonly deadlineSeconds: number;
  /** How long after a promised act the sweeper looks. */
  readonly graceSeconds: number;
  /** How long the pauses between repeats are: 1, and less where somebody tries things out. */
  readonly pauseScale: number;
  /** Right side of the Message-IDs. */
  readonly messageIdDomain: string;
}

/** A locked delivery whose run is still the one in force, with the transaction that holds it. */
export interface RunInForce extends LockedDelivery {
  readonly transaction: TenantTransaction;
  readonly now: Date;
}

/** Locks the delivery; null when this run is closed or another one is in force. */
export async function lockRun(
  transaction: TenantTransaction,
  { tenantId, deliveryId, run }: OutboundRun,
): Promise<RunInForce | null> {
  const locked = await lockDelivery(transaction, tenantId, deliveryId);
  if (!locked || locked.run.number !== run || locked.run.status !== 'open') return null;
  return { ...locked, transaction, now: currentTime() };
}

/** Decides the next step and writes what it means, in the caller's transaction. */
export async function advance(held: RunInForce, policy: StepPolicy): Promise<StepTaken> {
  const facts = await readRouteFacts(held.transaction, held);
  return take(held, policy, nextStep(facts, held.now.toISOString()));
}

async function take(held: RunInForce, policy: StepPolicy, step: Step): Promise<StepTaken> {
  const { transaction, delivery, run, attempts, now } = held;
  const last = attempts.at(-1);
  const unfinished = attempts.find((row) => row.status === 'open' || row.status === 'unknown');
  const event = (code: NewEvent['code'], parameters: EventParameters): NewEvent => ({
    tenantId: delivery.tenantId,
    subjectId: delivery.id,
    code,
    parameters,
  });
  const dueAfter = (from: Date, seconds: number): Promise<void> =>
    promise(transaction, {
      workflowId: outboundWorkflowId(delivery.id, run.number),
      tenantId: delivery.tenantId,
      subjectId: delivery.id,
      dueAt: new Date(from.getTime() + (seconds + policy.graceSeconds) * 1000),
    });
  switch (step.kind) {
    case 'send': {
      const { channel, fallbackFrom } = step;
      const attempt = unfinished ?? newAttempt(held, policy, channel);
      const tries = attempt.tries + 1;
      const reason = last?.code ?? 'recipient-unknown';
      const kind = last?.failureKind ?? 'recipient-unknown';
      const isFallback = fallbackFrom !== null;
      const price = isFallback && channel === 'print' ? await letterPrice(transaction, now) : {};
      await Promise.all([
        unfinished
          ? updateAttempt(transaction, attempt.id, { tries, inCall: true, nextTryAt: null })
          : insertAttempt(transaction, { ...attempt, tries, inCall: true }),
        updateDelivery(transaction, delivery.id, { status: 'sending', channel, code: null }),
        dueAfter(now, callTimeoutSeconds[channel]),
        appendEvents(transaction, [
          ...(!isFallback
            ? []
            : [
                event('delivery.fell-back', {
                  from: fallbackFrom,
                  channel,
                  reason,
                  kind,
                  ...price,
                }),
              ]),
          ...(unfinished ? [] : [event('delivery.attempt-started', { channel })]),
        ]),
      ]);
      return {
        kind: 'send',
        channel,
        attemptId: attempt.id,
        tries,
        isFallback,
        ...(fallbackFrom !== null && { fallbackFrom }),
      };
    }
    case 'look-up-receipt':
      await dueAfter(now, callTimeoutSeconds[step.channel]);
      return { kind: 'look-up-receipt', channel: step.channel, attemptId: unfinished?.id ?? '' };
    case 'wait': {
      const code = step.reason === 'next-try' ? (unfinished?.code ?? null) : null;
      await Promise.all([
        updateDelivery(transaction, delivery.id, {
          status: 'waiting',
          code,
          ...(unfinished && { channel: unfinished.channel }),
        }),
        dueAfter(new Date(step.until), 0),
      ]);
      return { ...step, channel: unfinished?.channel ?? null, code };
    }
    case 'ask': {
      const channel = unfinished?.channel ?? null;
      await Promise.all([
        updateDelivery(transaction, delivery.id, {
          status: 'needs-attention',
          code: step.code,
          ...(channel && { channel }),
        }),
        promise(transaction, {
          workflowId: outboundWorkflowId(delivery.id, run.number),
          tenantId: delivery.tenantId,
          subjectId: delivery.id,
          dueAt: endOfTime,
        }),
        delivery.status === 'needs-attention'
          ? undefined
          : appendEvents(transaction, [
              event('delivery.needs-attention', { reason: step.code, ...(channel && { channel }) }),
            ]),
      ]);
      return { kind: 'ask', code: step.code, channel };
    }
    case 'abandon': {
      if (!unfinished) throw new Error('An attempt can be abandoned only while it is unfinished.');
      await updateAttempt(transaction, unfinished.id, {
        status: 'abandoned',
        inCall: false,
        closedAt: now,
      });
      const rest = attempts.map((row) =>
        row.id === unfinished.id ? { ...row, status: 'abandoned' as const } : row,
      );
      return advance({ ...held, attempts: rest }, policy);
    }
    case 'finish': {
      const { status, code } = step;
      const channel = last?.channel ?? null;
      const isNews = !(status === 'returned' && delivery.status === 'returned');
      await Promise.all([
        updateDelivery(transaction, delivery.id, {
          status,
          code,
          channel,
          ...(status === 'failed' && { duplicateKey: null }),
        }),
        closeRun(transaction, delivery.id, run.number, now),
        status === 'delivered' && last && noteDelivered(transaction, last, now),
        isNews &&
          appendEvents(transaction, [
            event(`delivery.${status}`, {
              ...(channel && { channel }),
              ...(code && { reason: code }),
              ...(last?.failureKind && { kind: last.failureKind }),
            }),
          ]),
      ]);
      return {
        kind: 'finished',
        status,
        code,
        channel,
        tries: attempts.reduce((sum, row) => sum + row.tries, 0),
        seconds: Math.round((now.getTime() - delivery.acceptedAt.getTime()) / 1000),
      };
    }
  }
}

/** Far enough that the sweeper leaves the row alone until a person has answered. */
const endOfTime = new Date('9999-01-01T00:00:00Z');

/**
 * One attempt per delivery, run and channel, so its ids follow from these: where a backup is restored that knows nothing
 * of it, the other side sees the message that it has had, and not a second one.
 */
function newAttempt(
  { delivery, run, attempts, now }: RunInForce,
  policy: StepPolicy,
  channel: ChannelName,
): AttemptRow {
  const place = [delivery.id, run.number, channel] as const;
  const id = derivedId('atm', ...place);
  const uuid = (): string => derivedUuid(...place);
  const messageIds: Record<ChannelName, () => string> = {
    'visma-network': uuid,
    peppol: uuid,
    efaktura: uuid,
    vipps: uuid,
    email: () => `<${id}@${policy.messageIdDomain}>`,
    print: () => id,
  };
  return {
    id,
    tenantId: delivery.tenantId,
    deliveryId: delivery.id,
    runNumber: run.number,
    ordinal: attempts.length + 1,
    channel,
    messageId: messageIds[channel](),
    status: 'open',
    failureKind: null,
    code: null,
    detail: null,
    tries: 0,
    unknownTries: 0,
    looks: 0,
    inCall: true,
    mayHavePassed: false,
    awaitsReceipt: false,
    letter: null,
    nextTryAt: null,
    deadlineAt: new Date(now.getTime() + policy.deadlineSeconds * 1000),
    openedAt: now,
    closedAt: null,
  };
}

/** What was delivered, with its price; of a letter also its pages and their colour. */
async function noteDelivered(
  transaction: TenantTransaction,
  { id, tenantId, deliveryId, channel, letter }: AttemptRow,
  at: Date,
): Promise<void> {
  const charges = letter ? letterCharges(letter) : [{ service: serviceOf[channel], quantity: 1 }];
  for (const charge of charges) {
    await noteUsage(transaction, { id, ...charge, tenantId, subjectId: deliveryId, at });
  }
}

/** What the letter costs the sender at least, as the timeline tells it. */
async function letterPrice(transaction: TenantTransaction, at: Date): Promise<EventParameters> {
  const prices = await readPrices({ orm: transaction });
  const { amount, currency } = priceOf(prices, 'print-letter', norwegianDay(at));
  return { priceAmount: amount, priceCurrency: currency };
}
