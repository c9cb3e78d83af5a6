import {
  ApplicationFailure,
  condition,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { failureKinds, type FailureKind } from '../policy/failure.ts';
import { wake } from './contracts/networks.ts';
import { searchAttributes } from './contracts/outbound.ts';

/** A call that was not answered as it should, as the policies of registrations judge it. */
export interface FailedCall {
  readonly kind: 'failed';
  readonly failure: FailureKind;
  readonly code: string;
  readonly detail: string;
  readonly retryAfterSeconds: number | null;
}

/** What a failed call says; one that was never answered says that the other side is away. */
export function failedCall(cause: unknown): FailedCall {
  const isKnown = cause instanceof ApplicationFailure;
  const failure = (isKnown && failureKinds.find((kind) => kind === cause.type)) || undefined;
  const [code, retryAfterSeconds] = isKnown ? (cause.details ?? []) : [];
  return {
    kind: 'failed',
    failure: failure ?? 'service-unavailable',
    code: typeof code === 'string' ? code : (failure ?? 'no-answer'),
    detail: cause instanceof Error ? cause.message.slice(0, 500) : 'The call was not answered.',
    retryAfterSeconds: typeof retryAfterSeconds === 'number' ? retryAfterSeconds : null,
  };
}

interface State {
  readonly status: string;
  readonly code: string | null;
}
/** A step of a registration, as the row in Postgres says it: a call to make, a time to wait for, or nothing more. */
type Step<Call> = State & (Call | { kind: 'wait'; until: string } | { kind: 'finished' });

/**
 * Step after step, as the row in Postgres says, until nothing is left to do. `carryOut` makes the call and gives the
 * step after it; `again` goes on in a new history where this one has grown long.
 */
export async function followRow<Call extends { readonly kind: string }>(row: {
  readonly take: () => Promise<Step<Call>>;
  readonly carryOut: (step: Call) => Promise<Step<Call>>;
  readonly again: () => Promise<never>;
}): Promise<void> {
  let wakings = 0;
  setHandler(wake, () => {
    wakings++;
  });
  for (;;) {
    const seen = wakings;
    let step = await row.take();
    showState(step);
    while (isCall(step)) {
      step = await row.carryOut(step);
      showState(step);
    }
    if (step.kind === 'wait') {
      const milliseconds = Math.max(0, Date.parse(step.until) - Date.now());
      await condition(() => wakings !== seen, milliseconds);
    } else if (wakings === seen) return;
    if (workflowInfo().continueAsNewSuggested) await row.again();
  }
}

const isCall = <Call extends { readonly kind: string }>(step: Step<Call>): step is State & Call =>
  step.kind !== 'wait' && step.kind !== 'finished';

/** Keeps what an operator sees of a registration in step with Postgres. */
function showState({ status, code }: State): void {
  if (status === 'error') setCurrentDetails(`**Noen må gjøre noe:** ${code}`);
  else setCurrentDetails(code === null ? status : `${status}: ${code}`);
  upsertSearchAttributes([
    { key: searchAttributes.stage, value: status },
    { key: searchAttributes.errorCode, value: code },
    { key: searchAttributes.needsAttention, value: status === 'error' },
  ]);
}
