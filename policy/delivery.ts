import type { ChannelName } from './channels.ts';
import type { FailureKind } from './failure.ts';

/** Statuses of a delivery as users see them. Source: docs/architecture.md, "Statuses". */
export const deliveryStatuses = [
  'accepted',
  'sending',
  'waiting',
  'delivered',
  'failed',
  'cancelled',
  'needs-attention',
  'returned',
] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

export const attemptStatuses = ['open', 'accepted', 'refused', 'unknown', 'abandoned'] as const;
export type AttemptStatus = (typeof attemptStatuses)[number];

/** What opened a run. Source: docs/architecture.md, "Runs". */
export const runOpeners = ['send', 'retry', 'reroute', 'returned', 'repair'] as const;
export type RunOpener = (typeof runOpeners)[number];

/** What a run is for; a repair goes on with what the repaired run was for. */
export type RunPurpose = Exclude<RunOpener, 'repair'>;

/** Why a person is asked. The run stays open until the answer. */
export const attentionCodes = ['outcome-unknown', 'fallback-held', 'misconfigured'] as const;
export type AttentionCode = (typeof attentionCodes)[number];

/** Facts about one attempt, as the route needs them. Instants are ISO texts in UTC. */
export interface AttemptFacts {
  readonly runNumber: number;
  readonly channel: ChannelName;
  readonly status: AttemptStatus;
  /** Kind and code of the last failure, null while none happened. */
  readonly failure: { readonly kind: FailureKind; readonly code: string } | null;
  /** Calls begun so far. */
  readonly tries: number;
  /** Calls in a row whose outcome is unknown. */
  readonly unknownTries: number;
  /** True when a call may have reached the other side: a worker died in it, or the answer was lost. */
  readonly mayHavePassed: boolean;
  /** The other side has the message and a receipt is awaited. */
  readonly awaitsReceipt: boolean;
  /** When the next call or look-up is due; null: now. */
  readonly nextTryAt: string | null;
  /** Until when an unavailable channel is tried again. */
  readonly deadlineAt: string;
}

export const isUnfinished = (attempt: AttemptFacts): boolean =>
  attempt.status === 'open' || attempt.status === 'unknown';
