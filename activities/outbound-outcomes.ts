import type { AvtaleGiro } from '../policy/consumers.ts';
import type { Letter } from '../policy/letter.ts';
import type { FailureKind } from '../policy/failure.ts';
import type { Unmerged } from '../policy/merged-mail.ts';

/** How a call to a channel ended. */
export type CallOutcome =
  | {
      readonly kind: 'delivered';
      /** What became of AvtaleGiro, for a consumer with a mandate. */
      readonly avtaleGiro?: Exclude<AvtaleGiro, 'none'>;
      readonly kid?: string;
      /** Of a mail whose documents were to be merged: what it was not as asked for. */
      readonly merging?: Merging;
    }
  | {
      readonly kind: 'handed-over';
      /** Of a letter. */
      readonly letter?: Letter;
    }
  /** Nothing was called: the attempt was settled or handed over before (an operator's Reset). */
  | { readonly kind: 'settled' }
  | CallFailure;

/** What became of a mail that was to carry one PDF. */
export interface Merging {
  /** It was too large, and carries a link. */
  readonly isLink: boolean;
  /** Attachments that lie beside the PDF. */
  readonly unmerged: readonly Unmerged[];
}

export interface CallFailure {
  readonly kind: 'failed';
  readonly failure: FailureKind;
  readonly code: string;
  readonly detail: string;
  readonly retryAfterSeconds: number | null;
}

/** What a look-up of a receipt gave: `absent` means that the other side has never seen the message. */
export type ReceiptState = 'delivered' | 'waiting' | 'absent';
