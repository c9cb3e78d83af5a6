import { describe, expect, it } from 'vitest';
import {
  adviceOf,
  afterCall,
  closesAt,
  nextNetworkStep,
  offNetwork,
  renameInNetwork,
  switchNetwork,
  switchRefusal,
  type NetworkOutcome,
  type NetworkState,
} from '../../policy/networks.ts';

const now = Date.parse('2026-03-31T12:00:00Z');
const rules = { quietSeconds: 86_400, pauseScale: 1 };
const day = 86_400_000;
const state = (given: Partial<NetworkState>): NetworkState => ({ ...offNetwork, ...given });
const open = { isAuthenticated: true, peppolIsOff: true };
const failed = (failure: string, code: string, retryAfterSeconds: number | null = null) =>
  ({ kind: 'failed', failure, code, detail: '', retryAfterSeconds }) as NetworkOutcome;

describe('a new name of the company', () => {
  it.each([
    [{ status: 'active' }, 'register'],
    [{ status: 'pending', stage: 'register', code: 'elma-503', nextAt: now + day }, 'register'],
    [{ status: 'pending', stage: 'verify' }, 'register'],
    [{ status: 'error', stage: 'register', code: 'registered-elsewhere' }, 'register'],
    [{ status: 'pending', stage: 'deregister' }, null],
    [{ status: 'pending', stage: 'drain' }, null],
    [{ status: 'requested' }, null],
    [{ status: 'off' }, null],
  ] as [Partial<NetworkState>, 'register' | null][])('of %o: next %s', (given, stage) => {
    const before = state({ ...given, change: 4 });
    const after = renameInNetwork(before);
    expect(after?.stage ?? null).toBe(stage);
    // A call under way with the old name counts no more.
    if (after) expect(after).toEqual(state({ status: 'pending', stage: 'register', change: 5 }));
  });
});

describe('switching a network', () => {
  it.each([
    [
      'on before authentication',
      offNetwork,
      'peppol',
      true,
      { ...open, isAuthenticated: false },
      'requested',
      null,
    ],
    ['Visma on', offNetwork, 'visma', true, open, 'active', null],
    ['Peppol on', offNetwork, 'peppol', true, open, 'pending', 'register'],
    [
      'off what was only asked for',
      state({ status: 'requested' }),
      'peppol',
      false,
      open,
      'off',
      null,
    ],
    ['Peppol off', state({ status: 'active' }), 'peppol', false, open, 'pending', 'deregister'],
    [
      'Peppol off after a conflict',
      state({ status: 'error', stage: 'register' }),
      'peppol',
      false,
      open,
      'pending',
      'deregister',
    ],
    ['Visma off', state({ status: 'active' }), 'visma', false, open, 'off', null],
    [
      'Visma off while Peppol is being left',
      state({ status: 'active' }),
      'visma',
      false,
      { ...open, peppolIsOff: false },
      'pending',
      null,
    ],
    [
      'Peppol on again while it is being left',
      state({ status: 'pending', stage: 'drain' }),
      'peppol',
      true,
      open,
      'pending',
      'register',
    ],
  ] as const)('%s', (_case, before, network, on, facts, status, stage) => {
    const after = switchNetwork(before, network, on, facts);
    expect([after.status, after.stage]).toEqual([status, stage]);
    expect(after.change).toBe(before.change + 1);
  });

  it.each([
    ['visma', false, { visma: false, peppol: true, scanning: false }, 'peppol-first'],
    ['visma', false, { visma: false, peppol: false, scanning: true }, 'scanning-first'],
    ['visma', false, { visma: false, peppol: false, scanning: false }, null],
    ['peppol', true, { visma: false, peppol: true, scanning: false }, 'visma-first'],
    ['peppol', true, { visma: true, peppol: true, scanning: false }, null],
    ['peppol', false, { visma: true, peppol: false, scanning: true }, null],
  ] as const)('%s to %s is kept in order', (network, on, wanted, code) => {
    expect(switchRefusal(network, on, wanted)).toBe(code);
  });
});

describe('a registration', () => {
  const registering = state({ status: 'pending', stage: 'register', change: 1 });

  it('goes from ELMA to a look as senders look, to active', () => {
    const done: NetworkOutcome = { kind: 'done' };
    const verifying = afterCall(registering, done, now, rules);
    expect(verifying).toMatchObject({ status: 'pending', stage: 'verify' });
    expect(nextNetworkStep(verifying, now)).toEqual({ kind: 'verify', change: 1 });
    const active = afterCall(verifying, done, now, rules);
    expect(active).toMatchObject({ status: 'active', stage: null });
    expect(nextNetworkStep(active, now)).toEqual({ kind: 'finished' });
  });

  it.each([
    ['ELMA is away', failed('service-unavailable', 'elma-500'), 'pending', 5],
    ['ELMA says when', failed('rate-limited', 'elma-429', 60), 'pending', 60],
    ['another provider has it', failed('not-permitted', 'registered-elsewhere'), 'error', 21_600],
    ['our password is wrong', failed('misconfigured', 'elma-401'), 'error', 21_600],
    [
      'the network does not show it yet',
      failed('recipient-unknown', 'not-published'),
      'pending',
      5,
    ],
  ])('that does not work waits: %s', (_case, outcome, status, seconds) => {
    const after = afterCall(registering, outcome, now, rules);
    expect(after).toMatchObject({ status, stage: 'register', tries: 1 });
    expect(nextNetworkStep(after, now)).toEqual({ kind: 'wait', until: now + seconds * 1000 });
    expect(nextNetworkStep(after, now + seconds * 1000).kind).toBe('register');
  });

  it('is tried less and less often, at least every 15 minutes', () => {
    const pauses: number[] = [];
    let at = registering;
    for (let i = 0; i < 8; i++) {
      at = afterCall(at, failed('service-unavailable', 'elma-500'), now, rules);
      pauses.push(((at.nextAt ?? 0) - now) / 1000);
    }
    expect(pauses).toEqual([5, 15, 45, 135, 405, 900, 900, 900]);
  });

  it('that stays invisible needs somebody, and is made anew when it is looked at again', () => {
    let at = state({ status: 'pending', stage: 'verify' });
    for (let i = 0; i < 40; i++) {
      expect(at.status).toBe('pending');
      at = afterCall(at, failed('recipient-unknown', 'not-published'), now, rules);
    }
    expect(at).toMatchObject({ status: 'error', stage: 'register', code: 'not-published' });
  });
});

describe('leaving a network', () => {
  it('waits a quiet time after the registers were left', () => {
    const leaving = state({ status: 'pending', stage: 'deregister' });
    const draining = afterCall(leaving, { kind: 'done' }, now, rules);
    expect(draining).toMatchObject({ status: 'pending', stage: 'drain', leftAt: now });
    expect(nextNetworkStep(draining, now + day - 1).kind).toBe('wait');
    expect(nextNetworkStep(draining, now + day).kind).toBe('close');
  });

  it.each([
    ['nothing has come', null, now + day],
    ['the last one came before', now - day, now + day],
    ['one came half a day later', now + day / 2, now + 1.5 * day],
    ['they go on coming', now + 6.9 * day, now + 7 * day],
  ])(
    'closes a quiet time after the last invoice, but not later than a week: %s',
    (_case, last, at) => {
      expect(closesAt(now, last, rules)).toBe(at);
    },
  );
});

it('every code has something to do about it, in both languages', () => {
  const codes = ['registered-elsewhere', 'not-published', 'elma-500'];
  const texts = codes.map((code) => adviceOf(code));
  expect(new Set(texts.map(({ nb }) => nb)).size).toBe(3);
  expect(new Set(texts.map(({ en }) => en)).size).toBe(3);
});
