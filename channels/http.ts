import http from 'node:http';
import https from 'node:https';
import { Failure } from '../policy/failure.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers?: Record<string, string>;
  readonly body?: Uint8Array;
  readonly timeoutSeconds: number;
  /** The other side takes it for another one each time: it goes on a connection of its own, and never by itself again. */
  readonly isOnce?: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;
  readonly text: string;
  readonly bytes: Uint8Array;
}

const answerLimitBytes = 1_000_000;
const agents = {
  'http:': new http.Agent({ keepAlive: true, timeout: 60_000 }),
  'https:': new https.Agent({ keepAlive: true, timeout: 60_000 }),
};

/** Node's code of an error, such as `ECONNREFUSED`; empty where there is none. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const isCertificateError = (code: string): boolean =>
  /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS/.test(code);

class LostAnswer extends Error {
  readonly connected: boolean;
  readonly reused: boolean;
  constructor(cause: unknown, connected: boolean, reused: boolean) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.connected = connected;
    this.reused = reused;
  }
}

/** The wait that the other side asks for; a date is not honoured, it needs their clock. */
function readRetryAfter(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,5}$/.test(value) ? Number(value) : undefined;
}

function once(request: HttpRequest, fresh: boolean): Promise<HttpAnswer> {
  const url = new URL(request.url);
  const secure = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    let connected = false;
    const call = (secure ? https : http).request(url, {
      method: request.method,
      headers: {
        ...request.headers,
        ...(request.body && { 'content-length': String(request.body.byteLength) }),
      },
      agent: fresh ? false : agents[secure ? 'https:' : 'http:'],
    });
    const timer = setTimeout(
      () => call.destroy(new Error(`no answer in ${request.timeoutSeconds} s`)),
      request.timeoutSeconds * 1000,
    );
    const lose = (error: unknown): void => {
      clearTimeout(timer);
      reject(new LostAnswer(error, connected, call.reusedSocket));
    };
    call.on('socket', (socket) => {
      // A kept socket was connected before; a listener more on it with each call would pile up.
      if (!socket.connecting) connected = true;
      else socket.once(secure ? 'secureConnect' : 'connect', () => (connected = true));
    });
    call.on('error', lose);
    call.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > answerLimitBytes) call.destroy(new Error('the answer is too large'));
        else chunks.push(chunk);
      });
      response.on('error', lose);
      response.on('end', () => {
        clearTimeout(timer);
        const bytes = Buffer.concat(chunks);
        resolve({
          status: response.statusCode ?? 0,
          retryAfterSeconds: readRetryAfter(response.headers['retry-after']),
          text: bytes.toString('utf8'),
          bytes,
        });
      });
    });
    call.end(request.body);
  });
}

/**
 * The other side's answer, whatever its status.
 * Throws `service-unavailable` where nothing can have arrived (refused, no such host), and for a
 * POST `outcome-unknown` where it may have. A POST carries a message id, so that one whose idle
 * connection had just been closed is sent once more on a new one, unless it `isOnce`.
 */
export async function call(request: HttpRequest): Promise<HttpAnswer> {
  let mayHaveArrived = false;
  for (let fresh = request.isOnce === true; ; fresh = true) {
    try {
      return await once(request, fresh);
    } catch (error) {
      if (!(error instanceof LostAnswer)) throw error;
      mayHaveArrived ||= error.connected && request.method === 'POST';
      if (error.reused && !fresh && ['ECONNRESET', 'EPIPE'].includes(codeOf(error.cause))) continue;
      const where = `${request.method} ${new URL(request.url).host}: ${error.message}`;
      if (mayHaveArrived) {
        throw new Failure('outcome-unknown', where, { code: 'answer-lost', cause: error });
      }
      if (isCertificateError(codeOf(error.cause))) {
        throw new Failure('misconfigured', where, { code: 'certificate-refused', cause: error });
      }
      throw new Failure('service-unavailable', where, { code: 'unreachable', cause: error });
    }
  }
}

/** `text` as JSON, or null: an answer that is not JSON is decided upon by its status. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
