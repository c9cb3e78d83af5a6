import type { z } from 'zod';
import type { StoredAnswer } from '../db/idempotency.ts';
import { Problem } from './problem.ts';

/** The answer that was given under the key, or a 422 problem where that was for another request. */
export function repeated<T>(
  stored: StoredAnswer,
  requestSha256: string,
  schema: z.ZodType<T>,
): { answer: T; isRepeat: true } {
  if (stored.requestSha256 !== requestSha256) {
    throw new Problem(
      422,
      'idempotency-mismatch',
      'This Idempotency-Key was used for another document, other files or other options. Use a new key.',
    );
  }
  return { answer: schema.parse(stored.answer), isRepeat: true };
}
