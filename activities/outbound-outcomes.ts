import type { AvtaleGiro } from '../policy/consumers.ts';
import type { Letter } from '../policy/letter.ts';
import type { FailureKind } from '../policy/failure.ts';

/** How a call to a channel ended. */
export type CallOutcome =
  | {
      readonly kind: 'delivered';
      /** What became of AvtaleGiro, for a consumer with a mandate. */
      readonly avtaleGiro?: Exclude<AvtaleGiro, 'none'>;
      readonly kid?: string;
    }
  | {
      readonly kind: 'handed-over';
      /** Of a letter. */
      readonly letter?: Letter;
    }
  /** Nothing was called: the attempt was settled or handed over before (an operator's Reset). */
  | { readonly kind: 'settled' }
  | CallFailure;

export interface CallFailure {
  readonly kind: 'failed';
  readonly failure: FailureKind;
  readonly code: string;
  readonly detail: string;
  readonly retryAfterSeconds: number | null;
}

/** What a look-up of a receipt gave: `absent` means that the other side has never seen the message. */
export type ReceiptState = 'delivered' | 'waiting' | 'absent';
