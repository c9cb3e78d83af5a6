import { expect, it } from 'vitest';
import type { FailureKind } from '../../policy/failure.ts';
import { secondsToNextMail } from '../../policy/mail-tries.ts';

const table: [FailureKind, number | undefined, number, number, number | null][] = [
  ['service-unavailable', undefined, 1, 3600, 5],
  ['service-unavailable', undefined, 3, 3600, 20],
  ['service-unavailable', 90, 1, 3600, 90],
  ['service-unavailable', undefined, 1, 0, null],
  ['misconfigured', undefined, 9, 3600, 1280],
  ['recipient-unknown', undefined, 1, 3600, null],
  ['recipient-refused', undefined, 1, 3600, null],
  ['outcome-unknown', undefined, 2, 3600, 10],
  ['outcome-unknown', undefined, 3, 3600, null],
];

it.each(table)(
  'a mail of ours that failed as %s (wait %s s) at try %i with %i s left is tried again after %s s',
  (kind, retryAfterSeconds, tries, secondsLeft, seconds) => {
    expect(secondsToNextMail({ kind, retryAfterSeconds }, tries, secondsLeft)).toBe(seconds);
  },
);
