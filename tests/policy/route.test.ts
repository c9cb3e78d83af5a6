import { describe, expect, it } from 'vitest';
import { channelNames, type ChannelName, type DeliveryMethod } from '../../policy/channels.ts';
import type { AttemptFacts } from '../../policy/delivery.ts';
import type { FailureKind } from '../../policy/failure.ts';
import { maximumPrintFallbacksPerHour, maximumUnknownTries } from '../../policy/retry.ts';
import { nextStep, type RouteFacts, type Step } from '../../policy/route.ts';

const now = '2026-03-31T12:00:00.000Z';
const before = '2026-03-31T11:59:00.000Z';
const later = '2026-03-31T12:01:00.000Z';
const deadline = '2026-04-01T11:00:00.000Z';
const everything = channelNames;

const facts = (given: Partial<RouteFacts> = {}): RouteFacts => ({
  method: 'automatic',
  run: { purpose: 'send', since: 1 },
  onlyChannel: null,
  usable: everything,
  notBefore: null,
  attempts: [],
  printFallbacksLastHour: 0,
  holdReleased: false,
  ...given,
});

const attempt = (given: Partial<AttemptFacts> = {}): AttemptFacts => ({
  runNumber: 1,
  channel: 'peppol',
  status: 'open',
  failure: null,
  tries: 1,
  unknownTries: 0,
  mayHavePassed: false,
  awaitsReceipt: false,
  nextTryAt: null,
  deadlineAt: deadline,
  ...given,
});

const refused = (
  channel: ChannelName,
  kind: FailureKind = 'recipient-unknown',
  given: Partial<AttemptFacts> = {},
): AttemptFacts =>
  attempt({ channel, status: 'refused', failure: { kind, code: `${kind}-code` }, ...given });

const abandoned = (channel: ChannelName): AttemptFacts =>
  refused(channel, 'service-unavailable', { status: 'abandoned' });

/** The channels that a run tries when each of them does not know the recipient, and how it ends. */
function triedInOrder(given: Partial<RouteFacts>): (ChannelName | Step)[] {
  const tried: ChannelName[] = [];
  for (;;) {
    const attempts = tried.map((channel) => refused(channel));
    const step = nextStep(facts({ ...given, attempts }), now);
    if (step.kind !== 'send') return [...tried, step];
    tried.push(step.channel);
  }
}

describe('a run tries the channels of its method in order', () => {
  const failed = { kind: 'finish', status: 'failed', code: 'recipient-unknown-code' } as const;
  it.each<[DeliveryMethod, readonly ChannelName[], readonly ChannelName[]]>([
    ['automatic', everything, everything],
    ['efaktura', everything, ['efaktura', 'vipps', 'email', 'print']],
    ['einvoice', everything, ['visma-network', 'peppol']],
    ['email', everything, ['email']],
    ['print', everything, ['print']],
    ['automatic', ['print', 'peppol'], ['peppol', 'print']],
    ['automatic', ['email'], ['email']],
    ['einvoice', ['peppol', 'email'], ['peppol']],
  ])('%s with %j usable: %j', (method, usable, order) => {
    expect(triedInOrder({ method, usable })).toEqual([...order, failed]);
  });

  it('ends as no-channel where nothing reaches the recipient', () => {
    expect(nextStep(facts({ usable: [] }), now)).toEqual({
      kind: 'finish',
      status: 'failed',
      code: 'no-channel',
    });
  });

  it('says from which channel it falls back', () => {
    expect(nextStep(facts(), now)).toMatchObject({ channel: 'visma-network', fallbackFrom: null });
    expect(nextStep(facts({ attempts: [refused('peppol')] }), now)).toMatchObject({
      channel: 'visma-network',
      fallbackFrom: 'peppol',
    });
  });
});

describe('only a failure that speaks of the recipient, or a passed deadline, changes the channel', () => {
  it.each<[FailureKind, string]>([
    ['recipient-unknown', 'send'],
    ['recipient-refused', 'send'],
    ['invoice-invalid', 'failed'],
    ['not-permitted', 'failed'],
    ['misconfigured', 'failed'],
  ])('%s: %s', (kind, expected) => {
    const step = nextStep(facts({ attempts: [refused('peppol', kind)] }), now);
    expect(step.kind === 'finish' ? step.status : step.kind).toBe(expected);
  });

  it('goes on after an attempt that was abandoned at its deadline', () => {
    const attempts = [abandoned('visma-network')];
    expect(nextStep(facts({ attempts }), now)).toEqual({
      kind: 'send',
      channel: 'peppol',
      fallbackFrom: 'visma-network',
    });
  });
});

describe('an unfinished attempt is resumed, never replaced', () => {
  const weather = { kind: 'service-unavailable', code: 'smp-unavailable' } as const;
  const lost = { kind: 'outcome-unknown', code: 'outcome-unknown' } as const;
  const ours = { kind: 'misconfigured', code: 'smtp-login-refused' } as const;
  const resend: Step = { kind: 'send', channel: 'peppol', fallbackFrom: null };
  const ask = (code: 'outcome-unknown' | 'misconfigured'): Step => ({ kind: 'ask', code });
  it.each<[string, Partial<AttemptFacts>, Step]>([
    ['a call that was begun and not recorded', { mayHavePassed: true }, resend],
    ['after the deadline, where no call has failed', { deadlineAt: before }, resend],
    ['a retry that is due', { failure: weather, nextTryAt: now }, resend],
    [
      'a retry that is not due',
      { failure: weather, nextTryAt: later },
      { kind: 'wait', until: later, reason: 'next-try' },
    ],
    [
      'a receipt that is not due',
      { awaitsReceipt: true, nextTryAt: later },
      { kind: 'wait', until: later, reason: 'receipt' },
    ],
    [
      'a receipt that is due',
      { awaitsReceipt: true, nextTryAt: before },
      { kind: 'look-up-receipt', channel: 'peppol' },
    ],
    [
      'a receipt after the deadline',
      { awaitsReceipt: true, nextTryAt: before, deadlineAt: before, failure: weather },
      { kind: 'look-up-receipt', channel: 'peppol' },
    ],
    [
      'a lost answer',
      { status: 'unknown', failure: lost, unknownTries: 1, mayHavePassed: true, nextTryAt: before },
      resend,
    ],
    [
      'too many lost answers',
      { status: 'unknown', failure: lost, unknownTries: maximumUnknownTries, mayHavePassed: true },
      ask('outcome-unknown'),
    ],
    [
      'the last try, at the deadline',
      { failure: weather, deadlineAt: now, nextTryAt: now },
      resend,
    ],
    [
      'a wish to be asked again after the deadline',
      { failure: weather, deadlineAt: later, nextTryAt: `${later}1` },
      { kind: 'wait', until: later, reason: 'next-try' },
    ],
    [
      'the deadline, where nothing got past the call',
      { failure: weather, deadlineAt: now, nextTryAt: later },
      { kind: 'abandon', channel: 'peppol' },
    ],
    [
      'the deadline, where a call may have passed',
      { failure: weather, deadlineAt: before, nextTryAt: now, mayHavePassed: true },
      ask('outcome-unknown'),
    ],
    [
      'the deadline, where an answer was lost',
      {
        status: 'unknown',
        failure: lost,
        unknownTries: 1,
        deadlineAt: before,
        nextTryAt: now,
        mayHavePassed: true,
      },
      ask('outcome-unknown'),
    ],
    [
      'the deadline with our set-up wrong: never a fallback',
      { failure: ours, deadlineAt: before, nextTryAt: now },
      ask('misconfigured'),
    ],
    [
      'our set-up wrong before the deadline',
      { failure: ours, nextTryAt: later },
      { kind: 'wait', until: later, reason: 'next-try' },
    ],
  ])('%s', (_case, given, expected) => {
    expect(nextStep(facts({ attempts: [attempt(given)] }), now)).toEqual(expected);
  });

  it('also where a later run found it', () => {
    const attempts = [attempt({ channel: 'email', runNumber: 1 })];
    const step = nextStep(facts({ run: { purpose: 'retry', since: 2 }, attempts }), now);
    expect(step).toMatchObject({ kind: 'send', channel: 'email' });
  });

  it('also before notBefore, because it was begun', () => {
    const step = nextStep(facts({ notBefore: later, attempts: [attempt()] }), now);
    expect(step.kind).toBe('send');
  });
});

describe('a run waits until notBefore', () => {
  it.each([
    [later, 'wait'],
    [now, 'send'],
    [before, 'send'],
    [null, 'send'],
  ])('notBefore %s: %s', (notBefore, kind) => {
    expect(nextStep(facts({ notBefore }), now).kind).toBe(kind);
  });
});

describe('a run is delivered by its accepted attempt', () => {
  const accepted = attempt({ status: 'accepted' });
  it('and ends', () => {
    expect(nextStep(facts({ attempts: [accepted] }), now)).toEqual({
      kind: 'finish',
      status: 'delivered',
      code: null,
    });
  });
  it('but not by one of an earlier run', () => {
    const run = { purpose: 'retry', since: 2 } as const;
    expect(nextStep(facts({ run, attempts: [accepted] }), now)).toMatchObject({
      kind: 'send',
      channel: 'visma-network',
    });
  });
  it('a repair counts the attempts of the run that it repairs', () => {
    const attempts = [refused('visma-network'), refused('peppol')];
    const run = { purpose: 'send', since: 1 } as const;
    expect(nextStep(facts({ run, attempts }), now)).toMatchObject({ channel: 'efaktura' });
  });
});

describe('a rerouted run tries that channel and no other', () => {
  const run = { purpose: 'reroute', since: 2 } as const;
  const earlier = refused('email');
  it('sends there, also outside the method and where it was tried before', () => {
    const given = { run, method: 'einvoice', onlyChannel: 'email', attempts: [earlier] } as const;
    expect(nextStep(facts(given), now)).toEqual({
      kind: 'send',
      channel: 'email',
      fallbackFrom: null,
    });
  });
  it('fails where that channel cannot reach the recipient', () => {
    const attempts = [earlier, refused('email', 'recipient-refused', { runNumber: 2 })];
    expect(nextStep(facts({ run, onlyChannel: 'email', attempts }), now)).toEqual({
      kind: 'finish',
      status: 'failed',
      code: 'recipient-refused-code',
    });
  });
});

describe('a run after a return', () => {
  const run = { purpose: 'returned', since: 2 } as const;
  const letter = attempt({ channel: 'print', status: 'accepted' });
  const rest = { kind: 'finish', status: 'returned', code: 'no-channel' };
  it('tries the channels that no run has tried', () => {
    const attempts = [refused('visma-network'), attempt({ channel: 'email', status: 'accepted' })];
    expect(nextStep(facts({ run, attempts }), now)).toEqual({
      kind: 'send',
      channel: 'peppol',
      fallbackFrom: 'email',
    });
  });
  it.each<[string, Partial<RouteFacts>]>([
    ['no channel is left', { usable: ['print'], attempts: [letter] }],
    ['the method has one channel', { method: 'print', attempts: [letter] }],
    ['the method is einvoice', { method: 'einvoice', attempts: [letter] }],
  ])('rests as returned where %s', (_case, given) => {
    expect(nextStep(facts({ run, ...given }), now)).toEqual(rest);
  });
  it('asks a person where the bounce speaks of us, and goes on when they say so', () => {
    const bounced = (kind: FailureKind): AttemptFacts =>
      attempt({ channel: 'email', status: 'accepted', failure: { kind, code: `${kind}-code` } });
    const after = (given: Partial<RouteFacts>): Step =>
      nextStep(facts({ run, usable: ['email', 'print'], ...given }), now);
    const letters = { kind: 'send', channel: 'print', fallbackFrom: 'email' };
    expect(after({ attempts: [bounced('misconfigured')] })).toEqual({
      kind: 'ask',
      code: 'misconfigured',
    });
    expect(after({ attempts: [bounced('misconfigured')], holdReleased: true })).toEqual(letters);
    expect(after({ attempts: [bounced('recipient-unknown')] })).toEqual(letters);
    expect(after({ attempts: [bounced('recipient-unknown')], usable: ['email'] })).toEqual({
      ...rest,
      code: 'recipient-unknown-code',
    });
  });
  it('is returned again where the rest refuses too', () => {
    const attempts = [letter, refused('email', 'recipient-unknown', { runNumber: 2 })];
    expect(nextStep(facts({ run, usable: ['email', 'print'], attempts }), now)).toEqual({
      kind: 'finish',
      status: 'returned',
      code: 'recipient-unknown-code',
    });
  });
});

describe('letters that many fallbacks of one cause would make are held', () => {
  const many = { printFallbacksLastHour: maximumPrintFallbacksPerHour };
  const attempts = [refused('email')];
  const usable = ['email', 'print'] as const;
  it.each<[string, Partial<RouteFacts>, string]>([
    ['too many in an hour', { ...many, attempts }, 'ask'],
    ['one fewer', { printFallbacksLastHour: maximumPrintFallbacksPerHour - 1, attempts }, 'send'],
    ['a person has said that they may go', { ...many, attempts, holdReleased: true }, 'send'],
    ['print was asked for: no fallback', { ...many, method: 'print' }, 'send'],
    ['the fallback is to another channel', { ...many, attempts: [refused('peppol')] }, 'send'],
  ])('%s: %s', (_case, given, kind) => {
    expect(nextStep(facts({ usable, ...given }), now).kind).toBe(kind);
  });
});
