import { secondsToNextCall } from './activation.ts';
import type { FailureKind } from './failure.ts';
import { maximumUnknownTries } from './retry.ts';

const final: readonly FailureKind[] = [
  'recipient-unknown',
  'recipient-refused',
  'invoice-invalid',
  'not-permitted',
];

/**
 * Seconds until one of our own mails is tried again, or null where another try cannot help or comes too late.
 * A lost answer is not repeated for ever: the mail may be there each time. `tries` counts the one that failed.
 */
export function secondsToNextMail(
  failure: { readonly kind: FailureKind; readonly retryAfterSeconds?: number | undefined },
  tries: number,
  secondsLeft: number,
): number | null {
  if (final.includes(failure.kind)) return null;
  if (failure.kind === 'outcome-unknown' && tries >= maximumUnknownTries) return null;
  return secondsLeft <= 0 ? null : secondsToNextCall(tries, failure.retryAfterSeconds);
}
