/** Who acts next: docs/conventions.md, "Failures". Crosses Temporal as `ApplicationFailure.type`. */
export const failureKinds = [
  'invoice-invalid',
  'recipient-unknown',
  'recipient-refused',
  'not-permitted',
  'misconfigured',
  'service-unavailable',
  'rate-limited',
  'outcome-unknown',
] as const;

export type FailureKind = (typeof failureKinds)[number];

export interface FailureOptions {
  /** Stable kebab-case code that users and operators see. Default: the kind itself. */
  readonly code?: string;
  /** For `rate-limited`: when the other side wants to be asked again. */
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/**
 * What the outside world did to us, in the words of the party that must act next.
 * Connectors throw it and nothing else; `activities/failures.ts` carries it across Temporal.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly kind: FailureKind;
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(kind: FailureKind, message: string, options: FailureOptions = {}) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.code = options.code ?? kind;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
