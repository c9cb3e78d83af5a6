import { updateAttempt } from '../db/attempts.ts';
import type { Database } from '../db/client.ts';
import { readDelivery } from '../db/deliveries.ts';
import { appendEvents } from '../db/events.ts';
import type { AttemptRow } from '../db/schema.ts';
import { withTenant } from '../db/tenant.ts';
import {
  isAnswerConclusive,
  maximumUnknownTries,
  receiptPatienceSeconds,
  secondsToNextLook,
  secondsToNextTry,
} from '../policy/retry.ts';
import type { CallFailure, CallOutcome, ReceiptState } from './outbound-outcomes.ts';
import { deliveredEvents, letterEvents, type AttemptEvents } from './outbound-attempt-events.ts';
import { applyAction, type Action } from './outbound-actions.ts';
import {
  advance,
  lockRun,
  type OutboundRun,
  type RunInForce,
  type StepPolicy,
  type StepTaken,
} from './outbound-steps.ts';

/** The steps of a run that touch Postgres only; each is one transaction and may be repeated. */
export interface OutboundDatabaseActivities {
  /** What comes next for this run. The first step of every workflow, also after a loss of Temporal. */
  takeNextStep(run: OutboundRun): Promise<StepTaken>;
  /** Records how the call of this attempt ended, and what comes next. */
  recordCall(run: OutboundRun, attemptId: string, outcome: CallOutcome): Promise<StepTaken>;
  /** Records what the look-up of a receipt gave, and what comes next. */
  recordLook(
    run: OutboundRun,
    attemptId: string,
    state: ReceiptState | CallFailure,
  ): Promise<StepTaken>;
  /** Carries out what a person asked for; returns the run that it opened, if any. */
  act(run: OutboundRun, action: Action): Promise<{ openedRun: number | null }>;
}

export function createOutboundDatabaseActivities(
  database: Database,
  policy: StepPolicy,
): OutboundDatabaseActivities {
  /** Runs `work` on the run's locked delivery; a superseded run has no effect. */
  const inRun = (
    run: OutboundRun,
    work: (held: RunInForce) => Promise<RunInForce>,
  ): Promise<StepTaken> =>
    withTenant(database, run.tenantId, async (transaction) => {
      const held = await lockRun(transaction, run);
      if (held) return advance(await work(held), policy);
      const delivery = await readDelivery(transaction, run.tenantId, run.deliveryId);
      return { kind: 'superseded', status: delivery?.status ?? 'failed' };
    });

  return {
    takeNextStep: (run) => inRun(run, forgetInterruptedCall),
    recordCall: (run, attemptId, outcome) =>
      inRun(run, (held) =>
        changeAttempt(held, attemptId, (attempt) =>
          isRecorded(attempt, outcome)
            ? null
            : afterCall(attempt, outcome, held.now, policy.pauseScale),
        ),
      ),
    recordLook: (run, attemptId, state) =>
      inRun(run, (held) =>
        changeAttempt(held, attemptId, (attempt) =>
          afterLook(attempt, state, held.now, policy.pauseScale),
        ),
      ),
    act: (run, action) =>
      withTenant(database, run.tenantId, (transaction) =>
        applyAction(transaction, run, action, policy),
      ),
  };
}

/** A call that was begun and never recorded may have reached the other side. */
async function forgetInterruptedCall(held: RunInForce): Promise<RunInForce> {
  const interrupted = held.attempts.find(
    (row) => row.inCall && (row.status === 'open' || row.status === 'unknown'),
  );
  if (!interrupted) return held;
  return changeAttempt(held, interrupted.id, () => ({
    change: { inCall: false, mayHavePassed: true },
    events: [],
  }));
}

interface AttemptChange {
  readonly change: Partial<AttemptRow>;
  readonly events: AttemptEvents;
}

async function changeAttempt(
  held: RunInForce,
  attemptId: string,
  decide: (attempt: AttemptRow) => AttemptChange | null,
): Promise<RunInForce> {
  const { transaction, delivery } = held;
  const attempt = held.attempts.find((row) => row.id === attemptId);
  const isUnfinished = attempt && (attempt.status === 'open' || attempt.status === 'unknown');
  const decided = isUnfinished ? decide(attempt) : null;
  if (!attempt || !decided) return held;
  await Promise.all([
    updateAttempt(transaction, attempt.id, decided.change),
    appendEvents(
      transaction,
      decided.events.map(({ code, parameters }) => ({
        tenantId: delivery.tenantId,
        subjectId: delivery.id,
        code,
        parameters: { channel: attempt.channel, ...parameters },
      })),
    ),
  ]);
  const attempts = held.attempts.map((row) =>
    row.id === attempt.id ? { ...row, ...decided.change } : row,
  );
  return { ...held, attempts };
}

/** A call may be recorded by its own activity and by the workflow again, which has not heard of that. */
const isRecorded = (attempt: AttemptRow, { kind }: CallOutcome): boolean =>
  (kind === 'failed' && !attempt.inCall) || (kind === 'handed-over' && attempt.awaitsReceipt);

function afterCall(
  attempt: AttemptRow,
  outcome: CallOutcome,
  now: Date,
  pauseScale: number,
): AttemptChange | null {
  const done = { inCall: false, closedAt: now, nextTryAt: null };
  switch (outcome.kind) {
    case 'delivered':
      return {
        change: { ...done, status: 'accepted', failureKind: null, code: null },
        events: deliveredEvents(outcome),
      };
    case 'handed-over': {
      const nextTryAt = inSeconds(now, secondsToNextLook(0) * pauseScale);
      const deadlineAt = inSeconds(now, receiptPatienceSeconds);
      const { letter } = outcome;
      const change = {
        inCall: false,
        awaitsReceipt: true,
        mayHavePassed: true,
        nextTryAt,
        deadlineAt,
        ...(letter && { letter }),
      } as const;
      return {
        change,
        events: letter ? letterEvents(letter) : [{ code: 'delivery.attempt-accepted' }],
      };
    }
    case 'settled':
      return null;
    case 'failed':
      return afterFailure(attempt, outcome, now, pauseScale);
  }
}

function afterFailure(
  attempt: AttemptRow,
  failure: CallFailure,
  now: Date,
  pauseScale: number,
): AttemptChange {
  const said = {
    inCall: false,
    failureKind: failure.failure,
    code: failure.code,
    detail: failure.detail,
  };
  const isRepeated = [
    'service-unavailable',
    'rate-limited',
    'misconfigured',
    'outcome-unknown',
  ].includes(failure.failure);
  if (!isRepeated) {
    if (attempt.mayHavePassed && !isAnswerConclusive(attempt.channel)) {
      return {
        change: { ...said, status: 'unknown', unknownTries: maximumUnknownTries },
        events: [],
      };
    }
    const change = {
      ...said,
      status: 'refused',
      closedAt: now,
      nextTryAt: null,
      awaitsReceipt: false,
    } as const;
    return {
      change,
      events: [
        {
          code: 'delivery.attempt-refused',
          parameters: { reason: failure.code, kind: failure.failure },
        },
      ],
    };
  }
  const isUnknown = failure.failure === 'outcome-unknown';
  const secondsLeft = (attempt.deadlineAt.getTime() - now.getTime()) / 1000;
  const nextTryAt = inSeconds(
    now,
    secondsToNextTry(attempt.tries, secondsLeft, failure.retryAfterSeconds ?? undefined) *
      pauseScale,
  );
  return {
    change: {
      ...said,
      ...(isUnknown && {
        status: 'unknown' as const,
        mayHavePassed: true,
        unknownTries: attempt.unknownTries + 1,
      }),
      nextTryAt,
    },
    events: [
      {
        code: 'delivery.retry-planned',
        parameters: { reason: failure.code, kind: failure.failure, at: nextTryAt.toISOString() },
      },
    ],
  };
}

function afterLook(
  attempt: AttemptRow,
  state: ReceiptState | CallFailure,
  now: Date,
  pauseScale: number,
): AttemptChange | null {
  const looks = attempt.looks + 1;
  const again = { looks, nextTryAt: inSeconds(now, secondsToNextLook(looks) * pauseScale) };
  if (typeof state === 'object') {
    // Only an answer about this message ends the wait; a look-up that fails is simply repeated.
    const isAnswer = ['recipient-unknown', 'recipient-refused', 'invoice-invalid'].includes(
      state.failure,
    );
    return isAnswer
      ? afterFailure({ ...attempt, mayHavePassed: false }, state, now, pauseScale)
      : { change: again, events: [] };
  }
  switch (state) {
    case 'delivered':
      return {
        change: {
          looks,
          status: 'accepted',
          awaitsReceipt: false,
          closedAt: now,
          nextTryAt: null,
          failureKind: null,
          code: null,
        },
        events: [],
      };
    case 'waiting':
      return { change: again, events: [] };
    case 'absent':
      // The other side has lost it: sent again under the same message id.
      return { change: { looks, awaitsReceipt: false, nextTryAt: null }, events: [] };
  }
}

const inSeconds = (from: Date, seconds: number): Date => new Date(from.getTime() + seconds * 1000);
