import { Failure } from '../policy/failure.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body?: Uint8Array;
  readonly timeoutSeconds: number;
  /** A lost answer is then the same as none. */
  readonly mayBeRepeated: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** A signed PDF is the largest that is ever answered. */
const answerLimitBytes = 30_000_000;

/** Nothing of the request can have reached the service. */
const neverArrived = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT)/;
const certificateRefused = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS/;

/**
 * The service's answer, whatever its status. Throws `service-unavailable` where there is none, and
 * `outcome-unknown` where the request may not be repeated and may have arrived.
 */
export async function call(request: HttpRequest): Promise<HttpAnswer> {
  const { method, url, headers, body, timeoutSeconds } = request;
  try {
    const response = await fetch(url, {
      method,
      // A kept connection that ends just then would look like a lost answer.
      headers: { ...headers, connection: 'close' },
      ...(body && { body: Buffer.from(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    });
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      if (size > answerLimitBytes) throw new Error('the answer is too large');
      chunks.push(chunk);
    }
    return { status: response.status, headers: response.headers, body: Buffer.concat(chunks) };
  } catch (error) {
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const code = reason instanceof Error && 'code' in reason ? String(reason.code) : '';
    const message = reason instanceof Error ? reason.message : String(reason);
    const where = `${method} ${new URL(url).host}: ${message}`;
    if (certificateRefused.test(code)) {
      throw new Failure('misconfigured', where, { code: 'certificate-refused', cause: error });
    }
    if (request.mayBeRepeated || neverArrived.test(code)) {
      throw new Failure('service-unavailable', where, {
        code: 'signing-unreachable',
        cause: error,
      });
    }
    throw new Failure('outcome-unknown', where, { code: 'signing-answer-lost', cause: error });
  }
}

/** The body as JSON, or null. */
export function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
