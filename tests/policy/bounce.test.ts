import { describe, expect, it } from 'vitest';
import { bounceEffect, type BounceEffect } from '../../policy/bounce.ts';
import type { AttemptStatus, DeliveryStatus } from '../../policy/delivery.ts';

describe('a bounce', () => {
  it.each<[AttemptStatus, DeliveryStatus, string | null, BounceEffect]>([
    ['accepted', 'delivered', null, 'return'],
    // The mail server was quicker than our own record of the call.
    ['open', 'sending', null, 'wait'],
    ['open', 'waiting', null, 'wait'],
    ['unknown', 'waiting', null, 'wait'],
    ['unknown', 'needs-attention', 'outcome-unknown', 'answer'],
    // A person has said that it arrived, and the step that follows is under way.
    ['accepted', 'needs-attention', 'outcome-unknown', 'wait'],
    ['accepted', 'returned', null, 'ignore'],
    ['accepted', 'cancelled', null, 'ignore'],
    ['accepted', 'failed', 'stopped', 'ignore'],
    ['refused', 'delivered', 'mailbox-unknown', 'ignore'],
    ['refused', 'sending', 'not-arrived', 'known'],
    ['abandoned', 'cancelled', null, 'ignore'],
  ])('of an attempt that is %s, its delivery %s (%s): %s', (attempt, delivery, code, effect) => {
    expect(
      bounceEffect({
        delivery: { status: delivery, code },
        attempt: { status: attempt, code, isLast: true },
      }),
    ).toBe(effect);
  });

  it('of an attempt that others were made after changes nothing', () => {
    expect(
      bounceEffect({
        delivery: { status: 'delivered', code: null },
        attempt: { status: 'accepted', code: null, isLast: false },
      }),
    ).toBe('ignore');
  });
});
