import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createWebhookConnector,
  type WebhookConnectorOptions,
} from '../../channels/webhook/connector.ts';
import { webhookSecret } from '../../channels/webhook/signature.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../channels/webhook/stand-in.ts';
import { Failure } from '../../policy/failure.ts';

const read = (name: string): string =>
  readFileSync(
    fileURLToPath(new URL(`../fixtures/tls/localhost.${name}.pem`, import.meta.url)),
    'utf8',
  );
const secret = webhookSecret('an installation key', 'whk_1', 1);

let receiver: WebhookReceiver;
afterEach(() => receiver.close());

const post = (
  url: string,
  options: Partial<WebhookConnectorOptions> = {},
  secrets = [secret],
): Promise<{ status: number; retryAfterSeconds: number | null }> =>
  createWebhookConnector({ privateHosts: ['127.0.0.1'], timeoutSeconds: 1, ...options }).post({
    url,
    id: 'evt_1',
    timestamp: Math.floor(Date.now() / 1000),
    body: '{"text":"blå"}',
    secrets,
  });

const failureOf = (promise: Promise<unknown>): Promise<Failure> =>
  promise.then(
    () => {
      throw new Error('It did not fail.');
    },
    (error: unknown) => {
      if (error instanceof Failure) return error;
      throw error;
    },
  );

describe('a message to a receiver', () => {
  beforeEach(async () => {
    receiver = await startWebhookReceiver({ host: '127.0.0.1', port: 0 });
    receiver.trust(secret);
  });

  it('is verified by the receiver from its three headers and its bytes', async () => {
    expect(await post(`${receiver.url}/hook`)).toEqual({ status: 204, retryAfterSeconds: null });
    expect(receiver.seen).toEqual([
      { id: 'evt_1', path: '/hook', body: '{"text":"blå"}', signatures: 1, isVerified: true },
    ]);
  });

  it('is refused where another secret signed it', async () => {
    const other = webhookSecret('an installation key', 'whk_2', 1);
    expect((await post(`${receiver.url}/hook`, {}, [other])).status).toBe(401);
    receiver.trust(webhookSecret('an installation key', 'whk_1', 2));
    expect((await post(`${receiver.url}/hook`)).status).toBe(401);
  });

  it('is verified by either secret while one replaces the other', async () => {
    const next = webhookSecret('an installation key', 'whk_1', 2);
    for (const trusted of [secret, next]) {
      receiver.trust(trusted);
      expect((await post(`${receiver.url}/hook`, {}, [next, secret])).status).toBe(204);
    }
    expect(receiver.seen[0]?.signatures).toBe(2);
  });

  it.each([410, 500, 429, 200])('gives the status %i back', async (status) => {
    expect((await post(`${receiver.url}/status/${status}`)).status).toBe(status);
  });

  it('does not follow a redirect', async () => {
    expect((await post(`${receiver.url}/status/302`)).status).toBe(302);
    expect(receiver.seen.map(({ path }) => path)).toEqual(['/status/302']);
  });

  it('is given up when no answer has come in time', async () => {
    const began = Date.now();
    const failure = await failureOf(post(`${receiver.url}/hang/40`));
    expect([failure.kind, failure.code]).toEqual(['service-unavailable', 'no-answer']);
    expect(Date.now() - began).toBeLessThan(5000);
    expect(receiver.seen).toHaveLength(1);
  });

  it('cannot be delivered where nobody listens', async () => {
    await receiver.close();
    const failure = await failureOf(post(`${receiver.url}/hook`));
    expect([failure.kind, failure.code]).toEqual(['service-unavailable', 'unreachable']);
  });
});

describe('a receiver at a private address', () => {
  beforeEach(async () => {
    receiver = await startWebhookReceiver({
      host: '127.0.0.1',
      port: 0,
      tls: { key: read('key'), cert: read('cert') },
    });
    receiver.trust(secret);
  });
  const tls = { privateHosts: ['localhost'], extraCa: read('cert') };

  it('is called where the operator has named its host, by https with its certificate', async () => {
    const url = `https://localhost:${new URL(receiver.url).port}/hook`;
    expect((await post(url, tls)).status).toBe(204);
    const failure = await failureOf(post(url, { privateHosts: ['localhost'] }));
    expect([failure.kind, failure.code]).toEqual(['misconfigured', 'certificate-refused']);
  });

  it.each(['https://127.0.0.1/', 'https://[::1]/', 'https://2130706433/', 'http://localhost/'])(
    '%s is refused as it stands in the URL',
    async (url) => {
      const failure = await failureOf(post(url, { privateHosts: [] }));
      expect(failure.kind).toBe('not-permitted');
    },
  );

  it('is refused when a name leads to it, however the other addresses look', async () => {
    const asked: string[] = [];
    const lookup: WebhookConnectorOptions['lookup'] = (host, _options, done) => {
      asked.push(host);
      done(null, [
        { address: '93.184.216.34', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    };
    const failure = await failureOf(post('https://rebind.example/', { privateHosts: [], lookup }));
    expect([failure.kind, failure.code]).toEqual(['not-permitted', 'address-private']);
    expect(asked).toEqual(['rebind.example']);
    expect(receiver.seen).toEqual([]);
  });

  it('is refused when the system itself looks the name up', async () => {
    const failure = await failureOf(post('https://localhost:8443/', { privateHosts: [] }));
    expect([failure.kind, failure.code]).toEqual(['not-permitted', 'address-private']);
  });
});
