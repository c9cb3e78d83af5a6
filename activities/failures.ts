import { ApplicationFailure } from '@temporalio/common';
import { Failure } from '../policy/failure.ts';

/**
 * Runs a step that leaves the house. A `Failure` becomes an `ApplicationFailure` whose type is the kind and whose
 * details are `[code, retryAfterSeconds]`; it is not repeated by Temporal, because the run decides with all facts
 * what comes next. Anything else is our own fault or a missing database: Temporal repeats the step.
 */
export async function carryFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw ApplicationFailure.create({
      type: error.kind,
      message: error.message,
      nonRetryable: true,
      details: [error.code, error.retryAfterSeconds ?? null],
      cause: error,
    });
  }
}

/** Ends an Update or a workflow with a code that the API answers. */
export const refusal = (code: string): ApplicationFailure =>
  ApplicationFailure.create({
    type: 'not-permitted',
    message: code,
    nonRetryable: true,
    details: [code],
  });

/** Has Temporal repeat the activity after so many seconds; `type` and `code` are what its page shows of why. */
export const repeatIn = (
  seconds: number,
  { type, code, message }: { type: string; code: string; message: string },
): ApplicationFailure =>
  ApplicationFailure.create({
    type,
    message,
    details: [code],
    nextRetryDelay: Math.round(seconds * 1000),
  });
