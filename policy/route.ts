import type { ChannelName, DeliveryMethod } from './channels.ts';
import {
  isUnfinished,
  type AttemptFacts,
  type AttentionCode,
  type RunPurpose,
} from './delivery.ts';
import type { FailureKind } from './failure.ts';
import { maximumPrintFallbacksPerHour, maximumUnknownTries } from './retry.ts';

/** All that the route is decided from. Every fact is read from Postgres in one transaction. */
export interface RouteFacts {
  readonly method: DeliveryMethod;
  /** What the run is for, and since which run attempts count as tried. */
  readonly run: { readonly purpose: RunPurpose; readonly since: number };
  /** Set by a reroute: this channel and no other. */
  readonly onlyChannel: ChannelName | null;
  /** Channels that the company has on, the sender has not disabled, and that have an address to send to. */
  readonly usable: readonly ChannelName[];
  readonly notBefore: string | null;
  /** Every attempt of the delivery, oldest first. */
  readonly attempts: readonly AttemptFacts[];
  /** Letters that this company's fallbacks of the same cause have made in the last hour. */
  readonly printFallbacksLastHour: number;
  /** A person has said that held letters of this run may go. */
  readonly holdReleased: boolean;
}

export type Step =
  | {
      readonly kind: 'send';
      readonly channel: ChannelName;
      readonly fallbackFrom: ChannelName | null;
    }
  | { readonly kind: 'look-up-receipt'; readonly channel: ChannelName }
  | {
      readonly kind: 'wait';
      readonly until: string;
      readonly reason: 'not-before' | 'next-try' | 'receipt';
    }
  | { readonly kind: 'ask'; readonly code: AttentionCode }
  | { readonly kind: 'abandon'; readonly channel: ChannelName }
  | {
      readonly kind: 'finish';
      readonly status: 'delivered' | 'failed' | 'returned';
      readonly code: string | null;
    };

/** Channels of a method in the order in which they are tried. Source: docs/decisions/0004-fallback-order.md */
const channelsOf: Record<DeliveryMethod, readonly ChannelName[]> = {
  automatic: ['visma-network', 'peppol', 'efaktura', 'vipps', 'email', 'print'],
  efaktura: ['efaktura', 'vipps', 'email', 'print'],
  einvoice: ['visma-network', 'peppol'],
  email: ['email'],
  print: ['print'],
};

/** Whom a failure speaks of; only one that speaks of the recipient may change the channel. */
const speaksOf: Record<FailureKind, 'recipient' | 'invoice' | 'set-up' | 'weather'> = {
  'recipient-unknown': 'recipient',
  'recipient-refused': 'recipient',
  'invoice-invalid': 'invoice',
  'not-permitted': 'set-up',
  misconfigured: 'set-up',
  'service-unavailable': 'weather',
  'rate-limited': 'weather',
  'outcome-unknown': 'weather',
};

/**
 * What a run does next: resume the unfinished attempt if there is one, else pick a channel, else end.
 * Falls back only for the methods `automatic` and `efaktura`, and never while an attempt may have arrived.
 */
export function nextStep(facts: RouteFacts, now: string): Step {
  const unfinished = facts.attempts.find(isUnfinished);
  return unfinished ? resume(unfinished, now) : pickChannel(facts, now);
}

function resume(attempt: AttemptFacts, now: string): Step {
  const { channel, nextTryAt } = attempt;
  const isDue = nextTryAt === null || nextTryAt <= now;
  if (attempt.awaitsReceipt) {
    if (isDue) return { kind: 'look-up-receipt', channel };
    return attempt.deadlineAt <= now
      ? { kind: 'ask', code: 'outcome-unknown' }
      : { kind: 'wait', until: nextTryAt, reason: 'receipt' };
  }
  if (attempt.unknownTries >= maximumUnknownTries) return { kind: 'ask', code: 'outcome-unknown' };
  // The last try is made at the deadline; a next one would come after it.
  const isLastTryDone =
    attempt.failure !== null && nextTryAt !== null && nextTryAt > attempt.deadlineAt;
  if (isLastTryDone) {
    if (attempt.deadlineAt > now)
      return { kind: 'wait', until: attempt.deadlineAt, reason: 'next-try' };
    if (attempt.mayHavePassed) return { kind: 'ask', code: 'outcome-unknown' };
    return attempt.failure.kind === 'misconfigured'
      ? { kind: 'ask', code: 'misconfigured' }
      : { kind: 'abandon', channel };
  }
  if (isDue) return { kind: 'send', channel, fallbackFrom: null };
  return { kind: 'wait', until: nextTryAt, reason: 'next-try' };
}

function pickChannel(facts: RouteFacts, now: string): Step {
  const ofThisRun = facts.attempts.filter((attempt) => attempt.runNumber >= facts.run.since);
  const last = ofThisRun.at(-1);
  const isReturnRun = facts.run.purpose === 'returned';
  if (last?.status === 'accepted') return { kind: 'finish', status: 'delivered', code: null };
  const failure = last?.failure ?? null;
  /** What the bounce said that this run is on account of. */
  const bounce = isReturnRun && !last ? (facts.attempts.at(-1)?.failure ?? null) : null;
  if (failure && ['invoice', 'set-up'].includes(speaksOf[failure.kind])) {
    return { kind: 'finish', status: 'failed', code: failure.code };
  }
  if (facts.notBefore !== null && facts.notBefore > now) {
    return { kind: 'wait', until: facts.notBefore, reason: 'not-before' };
  }
  const tried = isReturnRun ? facts.attempts : ofThisRun;
  const [channel] = candidates(facts).filter((name) => !tried.some((a) => a.channel === name));
  if (channel === undefined) {
    const code = (failure ?? bounce)?.code ?? 'no-channel';
    return { kind: 'finish', status: isReturnRun ? 'returned' : 'failed', code };
  }
  const fallbackFrom =
    last?.channel ?? (isReturnRun ? (facts.attempts.at(-1)?.channel ?? null) : null);
  // One that speaks of us (a blocked sender) is no reason for a letter: a person decides.
  if (bounce && speaksOf[bounce.kind] === 'set-up' && !facts.holdReleased) {
    return { kind: 'ask', code: 'misconfigured' };
  }
  const isHeld =
    fallbackFrom !== null &&
    channel === 'print' &&
    !facts.holdReleased &&
    facts.printFallbacksLastHour >= maximumPrintFallbacksPerHour;
  return isHeld ? { kind: 'ask', code: 'fallback-held' } : { kind: 'send', channel, fallbackFrom };
}

function candidates(facts: RouteFacts): readonly ChannelName[] {
  if (facts.onlyChannel !== null) return [facts.onlyChannel];
  if (facts.run.purpose === 'returned' && !fallsBack(facts.method)) return [];
  return channelsOf[facts.method].filter((name) => facts.usable.includes(name));
}

/** Whether another channel may be tried when one cannot reach the recipient. */
export const fallsBack = (method: DeliveryMethod): boolean =>
  method === 'automatic' || method === 'efaktura';

/** The channels that a method may use at all. */
export const channelsFor = (method: DeliveryMethod): readonly ChannelName[] => channelsOf[method];
