import {
  ApplicationFailure,
  setCurrentDetails,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { failureKinds, type FailureKind } from '../policy/failure.ts';
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

/** Keeps what an operator sees of a registration in step with Postgres. */
export function showState({ status, code }: { status: string; code: string | null }): void {
  if (status === 'error') setCurrentDetails(`**Noen må gjøre noe:** ${code}`);
  else setCurrentDetails(code === null ? status : `${status}: ${code}`);
  upsertSearchAttributes([
    { key: searchAttributes.stage, value: status },
    { key: searchAttributes.errorCode, value: code },
    { key: searchAttributes.needsAttention, value: status === 'error' },
  ]);
}
