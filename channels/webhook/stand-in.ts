import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import { listen, readBody, stopListening, urlHost } from '../listen.ts';

/** A message as the receiver saw it. */
export interface SeenMessage {
  readonly id: string;
  readonly path: string;
  readonly body: string;
  /** How many signatures the message carried. */
  readonly signatures: number;
  /** Whether one of them fits a trusted secret, and the timestamp is not older than five minutes. */
  readonly isVerified: boolean;
}

export interface WebhookReceiver {
  readonly url: string;
  /** Everything that was posted, oldest first; a repeated message stands here again. */
  readonly seen: readonly SeenMessage[];
  /** The secrets that messages may be signed by. */
  trust(...secrets: readonly string[]): void;
  close(): Promise<void>;
}

const toleranceSeconds = 300;
const bodyLimitBytes = 1_000_000;

/**
 * A customer's receiver of webhooks. By its path it answers as real ones do: `/status/500` and any other status
 * (a redirect leads to `/elsewhere`), `/hang/40` after so many seconds, `/flaky/2` 503 to the first two calls of each
 * message; any other path takes the message (204), or refuses it (401) where it is not signed by a trusted secret.
 */
export async function startWebhookReceiver(options: {
  readonly host: string;
  readonly port: number;
  /** Given: it speaks https with this key and certificate. */
  readonly tls?: ServerOptions;
}): Promise<WebhookReceiver> {
  let trusted: readonly string[] = [];
  const seen: SeenMessage[] = [];
  const handle = async (request: IncomingMessage): Promise<{ status: number; wait: number }> => {
    const body = await readBody(request, bodyLimitBytes);
    if (body === null) return { status: 413, wait: 0 };
    const path = request.url ?? '/';
    const message = judge(request, body, trusted, path);
    seen.push(message);
    const [, kind = '', argument = '0'] = path.split('/');
    if (kind === 'status') return { status: Number(argument), wait: 0 };
    if (kind === 'hang') return { status: 204, wait: Number(argument) };
    const calls = seen.filter((one) => one.id === message.id && one.path === path).length;
    if (kind === 'flaky' && calls <= Number(argument)) return { status: 503, wait: 0 };
    return { status: message.isVerified ? 204 : 401, wait: 0 };
  };
  const answer: Parameters<typeof createHttpServer>[1] = (request, response) => {
    void handle(request).then(({ status, wait }) => {
      const headers = status >= 300 && status < 400 ? { location: '/elsewhere' } : {};
      setTimeout(() => response.writeHead(status, headers).end(), wait * 1000).unref();
    });
  };
  const server = options.tls ? createHttpsServer(options.tls, answer) : createHttpServer(answer);
  const port = await listen(server, options.host, options.port);
  return {
    url: `${options.tls ? 'https' : 'http'}://${urlHost(options.host)}:${port}`,
    seen,
    trust: (...secrets) => {
      trusted = secrets;
    },
    close: () => stopListening(server),
  };
}

function judge(
  { headers }: IncomingMessage,
  body: Buffer,
  secrets: readonly string[],
  path: string,
): SeenMessage {
  const header = (name: string): string => String(headers[name] ?? '');
  const [id, timestamp] = [header('webhook-id'), header('webhook-timestamp')];
  const signatures = header('webhook-signature').split(' ');
  const isRecent = Math.abs(Date.now() / 1000 - Number(timestamp)) <= toleranceSeconds;
  const isSigned = secrets.some((secret) => {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
    return signatures.some((signature) => {
      const [version, text = ''] = signature.split(',');
      const given = Buffer.from(text, 'base64');
      return (
        version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
      );
    });
  });
  return {
    id,
    path,
    body: body.toString('utf8'),
    signatures: signatures.length,
    isVerified: isRecent && isSigned,
  };
}
