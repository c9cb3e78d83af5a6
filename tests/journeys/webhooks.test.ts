import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWebhookReceiver, type WebhookReceiver } from '../../channels/webhook/stand-in.ts';
import { ask, deliver, json, newCompany, type Company } from '../support/installation.ts';

let receiver: WebhookReceiver;
let company: Company;

beforeEach(async () => {
  receiver = await startWebhookReceiver({ host: '127.0.0.1', port: 0 });
  company = await newCompany();
});
afterEach(() => receiver.close());

const patience = { timeout: 15_000, interval: 100 };

interface Webhook {
  readonly id: string;
  readonly secret: string;
}

interface Message {
  readonly calls: readonly { readonly code: string | null }[];
}

/** A webhook to this path of the receiver, which trusts its secret. */
async function subscribe(path: string, types = ['delivery.*']): Promise<Webhook> {
  const url = `${receiver.url}${path}`;
  const { status, body } = await ask('POST', '/v1/webhooks', company.key, json({ url, types }));
  expect(status).toBe(201);
  receiver.trust(body.secret);
  return body;
}

const sendOne = async (): Promise<string> =>
  (await deliver(company.key, { method: 'email', email: 'kunde@example.com' })).id;

const read = async (id: string) => (await ask('GET', `/v1/webhooks/${id}`, company.key)).body;
const messages = async (id: string, query = '') =>
  (await ask('GET', `/v1/webhooks/${id}/deliveries?${query}`, company.key)).body.data;
const post = (id: string, verb: string, body: object) =>
  ask('POST', `/v1/webhooks/${id}/${verb}`, company.key, json(body));

describe('a webhook', () => {
  it('is told each event of a delivery, signed, as the list of events has it', async () => {
    await subscribe('/hook');
    const id = await sendOne();
    await expect.poll(() => receiver.seen.length, patience).toBe(3);
    expect(receiver.seen.every(({ isVerified }) => isVerified)).toBe(true);
    const events = (await ask('GET', `/v1/events?subject=${id}`, company.key)).body.data;
    const told = receiver.seen.map(({ body }) => JSON.parse(body) as { id: string });
    expect(told.toSorted((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }))).toEqual(
      events,
    );
    expect(receiver.seen.map((one) => one.id).sort()).toEqual(told.map((one) => one.id).sort());
  });

  it('is told what it has asked for, from then on, and shows it', async () => {
    await sendOne();
    const { id } = await subscribe('/hook', ['delivery.delivered', 'received.*']);
    await sendOne();
    await expect.poll(() => receiver.seen.length, patience).toBe(1);
    await expect.poll(async () => (await messages(id))[0]?.status, patience).toBe('delivered');
    expect(await messages(id)).toMatchObject([
      { type: 'delivery.delivered', code: null, nextTryAt: null, calls: [{ status: 204 }] },
    ]);
  });

  it('is tried again under the same id when its receiver has failed', async () => {
    const { id } = await subscribe('/flaky/1', ['delivery.delivered']);
    await sendOne();
    await expect.poll(() => receiver.seen.length, patience).toBe(2);
    expect(new Set(receiver.seen.map((one) => one.id)).size).toBe(1);
    await expect.poll(async () => (await messages(id))[0]?.status, patience).toBe('delivered');
    const [message] = await messages(id);
    const [first, second] = message.calls;
    expect([first.status, second.status]).toEqual([503, 204]);
    expect(Date.parse(second.at) - Date.parse(first.at)).toBeGreaterThanOrEqual(490);
  });

  it('follows no redirect, and waits for the receiver to be mended', async () => {
    const { id } = await subscribe('/status/302', ['delivery.delivered']);
    await sendOne();
    await expect.poll(async () => (await messages(id))[0]?.calls.length, patience).toBe(1);
    expect(await messages(id)).toMatchObject([{ status: 'pending', calls: [{ status: 302 }] }]);
    expect(receiver.seen.map(({ path }) => path)).toEqual(['/status/302']);
    // Mended, and not waited for: sent now.
    await ask('PATCH', `/v1/webhooks/${id}`, company.key, json({ url: `${receiver.url}/hook` }));
    const [{ eventId }] = await messages(id);
    expect((await post(id, 'replay', { eventIds: [eventId] })).body).toEqual({ count: 1 });
    await expect.poll(async () => (await messages(id))[0]?.status, patience).toBe('delivered');
  });

  it('is switched off when its receiver is gone, says so, and catches up when it is on again', async () => {
    const { id } = await subscribe('/status/410', ['delivery.delivered']);
    await sendOne();
    await expect.poll(async () => (await read(id)).enabled, patience).toBe(false);
    expect((await read(id)).disabledReason).toBe('gone');
    const said = (await ask('GET', `/v1/events?subject=${id}`, company.key)).body.data;
    expect(said).toMatchObject([
      { type: 'webhook.disabled', data: { parameters: { reason: 'gone' } } },
    ]);
    await sendOne();
    expect((await post(id, 'replay', { from: '2026-01-01T00:00:00Z' })).body.code).toBe(
      'webhook-disabled',
    );
    const body = { enabled: true, url: `${receiver.url}/hook` };
    await ask('PATCH', `/v1/webhooks/${id}`, company.key, json(body));
    const arrived = async () => (await messages(id, 'status=delivered')).length;
    await expect.poll(arrived, patience).toBe(2);
    expect((await read(id)).disabledReason).toBeNull();
  });

  it('is sent once more what it asks for, under the same ids', async () => {
    const { id } = await subscribe('/hook', ['delivery.accepted', 'delivery.delivered']);
    await sendOne();
    await expect
      .poll(async () => (await messages(id, 'status=delivered')).length, patience)
      .toBe(2);
    const from = new Date(Date.now() - 60_000).toISOString();
    expect((await post(id, 'replay', { from, failedOnly: true })).body).toEqual({ count: 0 });
    expect((await post(id, 'replay', { from })).body).toEqual({ count: 2 });
    await expect.poll(() => receiver.seen.length, patience).toBe(4);
    expect(new Set(receiver.seen.map((one) => one.id)).size).toBe(2);
  });

  it('signs with the old secret beside the new one until the overlap is over', async () => {
    const hook = await subscribe('/hook', ['delivery.delivered']);
    const rotated = await post(hook.id, 'rotate-secret', {});
    expect(rotated.body.secret).toMatch(/^whsec_/);
    expect(rotated.body.secret).not.toBe(hook.secret);
    await sendOne();
    await expect.poll(() => receiver.seen.length, patience).toBe(1);
    expect(receiver.seen[0]).toMatchObject({ isVerified: true, signatures: 2 });
    const last = await post(hook.id, 'rotate-secret', { overlapHours: 0 });
    receiver.trust(last.body.secret);
    await sendOne();
    await expect.poll(() => receiver.seen.length, patience).toBe(2);
    expect(receiver.seen[1]).toMatchObject({ isVerified: true, signatures: 1 });
    expect(JSON.stringify(await read(hook.id))).not.toContain('whsec_');
  });

  it('that is deleted is told nothing more', async () => {
    const { id } = await subscribe('/hook');
    expect((await ask('DELETE', `/v1/webhooks/${id}`, company.key)).status).toBe(204);
    await sendOne();
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(receiver.seen).toEqual([]);
    expect((await ask('GET', `/v1/webhooks/${id}`, company.key)).status).toBe(404);
    expect((await ask('GET', '/v1/webhooks', company.key)).body.data).toEqual([]);
  });

  it('to a name at a private address is not called', async () => {
    const url = 'https://localhost:8443/hook';
    const { body } = await ask(
      'POST',
      '/v1/webhooks',
      company.key,
      json({ url, types: ['delivery.*'] }),
    );
    await sendOne();
    const codes = async () => (await messages(body.id)).map((one: Message) => one.calls[0]?.code);
    await expect
      .poll(codes, patience)
      .toEqual(['address-private', 'address-private', 'address-private']);
  });

  it.each([
    ['http://erp.example.com/hook', 422, 'url-not-https'],
    ['https://10.0.0.1/hook', 422, 'address-private'],
    ['https://[::1]/hook', 422, 'address-private'],
    ['https://erp.example.com:22/hook', 422, 'port-not-allowed'],
    ['https://user:password@erp.example.com/hook', 422, 'url-has-login'],
    ['erp.example.com', 400, 'request-invalid'],
  ])('cannot be made to %s: %i %s', async (url, status, code) => {
    const answer = await ask('POST', '/v1/webhooks', company.key, json({ url }));
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('is one of twenty at most', async () => {
    const url = 'https://erp.example.com/hook';
    for (let made = 0; made < 20; made++)
      expect((await ask('POST', '/v1/webhooks', company.key, json({ url }))).status).toBe(201);
    const answer = await ask('POST', '/v1/webhooks', company.key, json({ url }));
    expect([answer.status, answer.body.code]).toEqual([409, 'too-many-webhooks']);
  });
});

describe('the receiver in docs/webhooks.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'autoinvoice-webhook-'));
  let child: ChildProcess;
  let printed = '';

  afterEach(() => {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs the very text of the page. */
  async function runReceiver(secret: string): Promise<string> {
    const page = readFileSync(
      fileURLToPath(new URL('../../docs/webhooks.md', import.meta.url)),
      'utf8',
    );
    const text = /```js\n(.*?)```/s.exec(page)?.[1] ?? '';
    writeFileSync(join(folder, 'receiver.mjs'), text);
    const port = await freePort();
    child = spawn(process.execPath, [join(folder, 'receiver.mjs')], {
      env: { ...process.env, WEBHOOK_SECRET: secret, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    const url = `http://127.0.0.1:${port}/`;
    await expect
      .poll(
        () =>
          fetch(url).then(
            () => true,
            () => false,
          ),
        patience,
      )
      .toBe(true);
    return url;
  }

  const freePort = (): Promise<number> =>
    new Promise((resolve) => {
      const probe = createServer().listen(0, '127.0.0.1', () => {
        const { port } = probe.address() as AddressInfo;
        probe.close(() => resolve(port));
      });
    });

  it('takes what we send, and nothing else', async () => {
    const made = await subscribe('/hook', ['delivery.delivered']);
    const url = await runReceiver(made.secret);
    await ask('PATCH', `/v1/webhooks/${made.id}`, company.key, json({ url }));
    await sendOne();
    await expect.poll(async () => (await messages(made.id))[0]?.status, patience).toBe('delivered');
    const forged = await fetch(url, {
      method: 'POST',
      headers: {
        'webhook-id': 'evt_1',
        'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
        'webhook-signature': 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
      },
      body: '{"data":{"text":{"en":"Forged"}}}',
    });
    expect(forged.status).toBe(401);
    expect(printed).toContain('Delivered over e-mail.');
    expect(printed).not.toContain('Forged');
  });
});
