import { STATUS_CODES } from 'node:http';
import { StoreUnavailable } from '../documents/store.ts';
import { Failure } from '../policy/failure.ts';

/** One place in the request, and what is wrong there. */
export interface Finding {
  /** Where: `query.limit`, `body.name`, or the path inside an invoice. */
  readonly path: string;
  readonly text: string;
  readonly line?: number;
  readonly column?: number;
  /** What to do about it. */
  readonly hint?: string | null;
  /** Of an invoice: the rule that it breaks, how much that matters, and the business term. */
  readonly rule?: string;
  readonly severity?: 'fatal' | 'warning';
  readonly term?: string | null;
  /** The day from which it matters, where that is to come. */
  readonly comesInForce?: string;
}

interface ProblemOptions {
  readonly title?: string;
  readonly findings?: readonly Finding[];
  readonly retryAfterSeconds?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** The body of every answer that is not a success (RFC 9457). */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly findings: readonly Finding[];
  readonly requestId: string;
}

/** A refusal that the caller may read: `throw new Problem(409, 'wrong-state', '…')`. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  /** Stable, kebab-case. */
  readonly code: string;
  readonly title: string;
  readonly findings: readonly Finding[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, detail: string, options: ProblemOptions = {}) {
    super(detail, { cause: options.cause });
    this.status = status;
    this.code = code;
    this.title = options.title ?? STATUS_CODES[status] ?? 'Error';
    this.findings = options.findings ?? [];
    this.headers = {
      ...options.headers,
      ...(options.retryAfterSeconds !== undefined && {
        'Retry-After': String(options.retryAfterSeconds),
      }),
    };
  }

  /** The body as it goes over the wire. */
  toBody(requestId: string): ProblemBody {
    const { status, code, title, findings, message } = this;
    const type = `urn:autoinvoice:problem:${code}`;
    return { type, title, status, detail: message, code, findings, requestId };
  }
}

/** What the caller is told about anything thrown. Unknown errors say nothing of themselves. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof URIError) {
    return new Problem(400, 'request-invalid', 'The address is not properly percent-encoded.');
  }
  if (isDatabaseUnreachable(error)) {
    return new Problem(
      503,
      'database-unavailable',
      'The database cannot be used just now. Nothing was stored; send the same request again.',
      { retryAfterSeconds: 5, cause: error },
    );
  }
  if (error instanceof StoreUnavailable) {
    return new Problem(
      503,
      'documents-unavailable',
      'Documents cannot be stored or read just now. Nothing was stored; send the same request again.',
      { retryAfterSeconds: 5, cause: error },
    );
  }
  if (error instanceof Failure && isPassing(error)) {
    return new Problem(503, error.code, error.message, {
      retryAfterSeconds: error.retryAfterSeconds ?? 5,
      cause: error,
    });
  }
  return new Problem(
    500,
    'internal-error',
    'Something went wrong on our side. The request id finds it in the log.',
    { cause: error },
  );
}

const isPassing = ({ kind }: Failure): boolean =>
  kind === 'service-unavailable' || kind === 'rate-limited';

/** Of postgres.js, of the operating system, and of PostgreSQL (57P: shutting down, 08: connection, 53: out of
 * disk, memory or connections, 58030: the disk fails). */
const unreachable =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|CONNECTION_CLOSED|CONNECTION_ENDED|CONNECTION_DESTROYED|CONNECT_TIMEOUT|57P0[1-4]|53...|58030|08...)$/;

/** True where the error, or what caused it, is the database being away or out of means. */
export function isDatabaseUnreachable(error: unknown): boolean {
  // A connector's Failure and fetch's TypeError speak of somebody else's connection.
  if (!(error instanceof Error) || error instanceof Failure || error instanceof TypeError) {
    return false;
  }
  if ('code' in error && typeof error.code === 'string' && unreachable.test(error.code)) {
    // A file that is not there has the code of a missing socket, but is no connection.
    return error.code !== 'ENOENT' || ('syscall' in error && error.syscall === 'connect');
  }
  return isDatabaseUnreachable(error.cause);
}
