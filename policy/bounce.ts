import type { AttemptStatus, DeliveryStatus } from './delivery.ts';

/** What is known when a bounce of an attempt's mail has come. */
export interface BounceFacts {
  readonly delivery: { readonly status: DeliveryStatus; readonly code: string | null };
  readonly attempt: {
    readonly status: AttemptStatus;
    readonly code: string | null;
    /** No attempt was made after it. */
    readonly isLast: boolean;
  };
}

export type BounceEffect =
  /** The delivery came back, and its next run is opened. */
  | 'return'
  /** Its call is not recorded yet: looked at again soon. */
  | 'wait'
  /** A person was asked whether it arrived: it did not. */
  | 'answer'
  /** Nothing: it is known that it did not arrive. */
  | 'known'
  /** Nothing: it has come back before, was cancelled, or has been sent in another way since. */
  | 'ignore';

const ended: readonly DeliveryStatus[] = ['returned', 'cancelled', 'failed'];

/** What a bounce does to its delivery. Only one that was delivered by just this attempt comes back. */
export function bounceEffect({ delivery, attempt }: BounceFacts): BounceEffect {
  switch (attempt.status) {
    case 'open':
      return 'wait';
    case 'unknown':
      return delivery.status === 'needs-attention' && delivery.code === 'outcome-unknown'
        ? 'answer'
        : 'wait';
    case 'accepted':
      if (!attempt.isLast || ended.includes(delivery.status)) return 'ignore';
      // Otherwise the step that makes it `delivered` has yet to come.
      return delivery.status === 'delivered' ? 'return' : 'wait';
    case 'refused':
      return attempt.code === 'not-arrived' ? 'known' : 'ignore';
    case 'abandoned':
      return 'ignore';
  }
}
