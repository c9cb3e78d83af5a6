import { CliError, exitCodes } from './failure.ts';

/** What a schema of the API lets through. */
export type Output<S> = S extends { _zod: { output: infer O } } ? O : never;

export interface Page<T> {
  readonly data: readonly T[];
  readonly nextCursor: string | null;
}

type Query = Readonly<Record<string, string | number | undefined>>;
interface Body {
  readonly json?: unknown;
  readonly form?: FormData;
  readonly xml?: Uint8Array;
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The API as the commands use it. Throws `CliError`. */
export interface Client {
  get<T>(path: string, query?: Query): Promise<T>;
  post<T>(path: string, body?: Body): Promise<T>;
  put<T>(path: string, body?: Body): Promise<T>;
  patch<T>(path: string, body?: Body): Promise<T>;
}

const patienceMs = 60_000;

/** Asks with this key; a refusal becomes words that say what to do. */
export function createClient(
  { url, key }: { url: string; key: string },
  signal: AbortSignal,
): Client {
  async function ask<T>(method: string, path: string, given: Body): Promise<T> {
    const address = new URL(url + path);
    for (const [name, value] of Object.entries(given.query ?? {})) {
      if (value !== undefined) address.searchParams.set(name, String(value));
    }
    const headers: Record<string, string> = { authorization: `Bearer ${key}`, ...given.headers };
    if (given.xml) headers['content-type'] = 'application/xml';
    if (given.json !== undefined) headers['content-type'] = 'application/json';
    const body =
      given.form ??
      (given.xml && new Uint8Array(given.xml)) ??
      (given.json === undefined ? null : JSON.stringify(given.json));
    try {
      const answer = await fetch(address, {
        method,
        headers,
        body,
        signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
      });
      const text = await answer.text();
      if (!answer.ok) throw refused(answer, text);
      return (text === '' ? undefined : JSON.parse(text)) as T;
    } catch (error) {
      if (error instanceof CliError || signal.aborted) throw error;
      throw unreachable(url, error);
    }
  }
  return {
    get: (path, query = {}) => ask('GET', path, { query }),
    post: (path, body = {}) => ask('POST', path, body),
    put: (path, body = {}) => ask('PUT', path, body),
    patch: (path, body = {}) => ask('PATCH', path, body),
  };
}

interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly findings?: readonly { readonly path: string; readonly text: string }[];
  readonly requestId?: string;
}

function readProblem(text: string): Problem {
  try {
    return JSON.parse(text) as Problem;
  } catch {
    return {};
  }
}

function refused({ status, headers }: Response, text: string): CliError {
  const { code = `http-${status}`, detail, findings = [], requestId } = readProblem(text);
  const words = detail ?? `The service answered ${status}.`;
  if (status === 401) {
    const hint = 'Set AUTOINVOICE_API_KEY to a key that is not revoked.';
    return new CliError(code, words, { exitCode: exitCodes.unreachable, hint });
  }
  if (status === 503) {
    const seconds = headers.get('retry-after');
    const when = seconds === null ? 'in a moment' : `in ${seconds} seconds`;
    const hint = `Run the same command again ${when}: nothing is done twice.`;
    return new CliError(code, words, { exitCode: exitCodes.unreachable, hint, isPassing: true });
  }
  if (status >= 500) {
    const hint = requestId === undefined ? undefined : `Request ${requestId} in the service's log.`;
    return new CliError(code, words, { findings, ...(hint !== undefined && { hint }) });
  }
  return new CliError(code, words, { findings });
}

function unreachable(url: string, error: unknown): CliError {
  const isLate = error instanceof Error && error.name === 'TimeoutError';
  const cause = error instanceof Error ? error.cause : undefined;
  const why = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return new CliError(
    isLate ? 'service-silent' : 'service-unreachable',
    isLate
      ? `The service at ${url} did not answer within ${patienceMs / 1000} seconds.`
      : `No service answers at ${url}${why}.`,
    {
      exitCode: exitCodes.unreachable,
      hint: 'Start it with: npm start\nor name another one: AUTOINVOICE_URL=http://127.0.0.1:…',
      isPassing: true,
    },
  );
}
