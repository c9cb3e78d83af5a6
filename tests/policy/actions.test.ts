import { describe, expect, it } from 'vitest';
import {
  deliveryActions,
  refuseAction,
  type ActionFacts,
  type ActionRefusal,
  type Answer,
  type DeliveryAction,
} from '../../policy/actions.ts';
import { deliveryStatuses, type DeliveryStatus } from '../../policy/delivery.ts';

const facts = (status: DeliveryStatus, given: Partial<ActionFacts> = {}): ActionFacts => ({
  status,
  code: 'fallback-held',
  mayHavePassed: false,
  isUnknown: false,
  ...given,
});

/** Written out, so that a change of the table in policy/ is seen. */
const allowed: Record<DeliveryStatus, readonly DeliveryAction[]> = {
  accepted: ['cancel', 'reroute'],
  sending: [],
  waiting: ['cancel', 'retry', 'reroute'],
  delivered: [],
  failed: ['retry', 'reroute'],
  cancelled: [],
  'needs-attention': ['cancel', 'reroute', 'answer'],
  returned: ['retry', 'reroute'],
};

describe('an action in a status', () => {
  const all = deliveryStatuses.flatMap((status) =>
    deliveryActions.map((action) => ({
      status,
      action,
      expected: allowed[status].includes(action) ? null : 'wrong-state',
    })),
  );
  it.each(all)('$action while $status: $expected', ({ status, action, expected }) => {
    expect(refuseAction(action, facts(status), 'send')).toBe(expected);
  });
});

describe('an action where a message may be on its way', () => {
  const passed = { mayHavePassed: true };
  const unknown = { mayHavePassed: true, isUnknown: true, code: 'outcome-unknown' };
  it.each<[DeliveryAction, DeliveryStatus, Partial<ActionFacts>, ActionRefusal | null]>([
    ['cancel', 'waiting', passed, 'already-sent'],
    ['cancel', 'accepted', passed, 'already-sent'],
    ['cancel', 'needs-attention', unknown, 'already-sent'],
    ['reroute', 'waiting', passed, 'already-sent'],
    ['reroute', 'waiting', unknown, 'outcome-unknown'],
    ['reroute', 'needs-attention', unknown, 'outcome-unknown'],
    ['retry', 'waiting', unknown, null],
  ])('%s while %s (%j): %s', (action, status, given, expected) => {
    expect(refuseAction(action, facts(status, given))).toBe(expected);
  });
});

describe('an answer fits what is asked', () => {
  it.each<[string, Answer | undefined, ActionRefusal | null]>([
    ['outcome-unknown', 'arrived', null],
    ['outcome-unknown', 'not-arrived', null],
    ['outcome-unknown', 'send', 'wrong-state'],
    ['outcome-unknown', 'stop', 'wrong-state'],
    ['fallback-held', 'send', null],
    ['fallback-held', 'stop', null],
    ['fallback-held', 'arrived', 'wrong-state'],
    ['misconfigured', 'send', null],
    ['misconfigured', 'stop', null],
    ['misconfigured', 'not-arrived', 'wrong-state'],
    ['misconfigured', undefined, 'wrong-state'],
  ])('%s answered with %s: %s', (code, answer, expected) => {
    expect(refuseAction('answer', facts('needs-attention', { code }), answer)).toBe(expected);
  });
});
