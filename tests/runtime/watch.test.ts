import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createMetrics } from '../../api/metrics.ts';
import { serveHealth } from '../../runtime/watch/server.ts';
import {
  ask,
  dataFolder,
  installation,
  newCompany,
  sampleInvoice,
  until,
} from '../support/installation.ts';

type Line = Readonly<Record<string, unknown>>;

/** What the installation has written of one delivery. */
const linesOf = (subjectId: string): Line[] =>
  readFileSync(join(dataFolder(), 'logs', 'service.log'), 'utf8')
    .split('\n')
    .filter((line) => line.includes(subjectId))
    .map((line) => JSON.parse(line) as Line)
    .filter((line) => line['subjectId'] === subjectId);

async function send(key: string, requestId: string, email: string) {
  const query = new URLSearchParams({ method: 'email', email }).toString();
  const answer = await ask('POST', `/v1/deliveries?${query}`, key, {
    headers: {
      'content-type': 'application/xml',
      'idempotency-key': requestId,
      'x-request-id': requestId,
    },
    body: sampleInvoice(),
  });
  return { id: answer.body.id as string, requestId: answer.headers.get('x-request-id') };
}

describe('one invoice', () => {
  it('can be followed through the log from the request to each activity', async () => {
    const { key } = await newCompany();
    const sent = await send(key, 'erp-4711.a', 'kunde@example.com');
    await until(key, sent.id);
    expect(sent.requestId).toBe('erp-4711.a');
    const lines = linesOf(sent.id);
    const [request] = lines.filter(({ route }) => route === '/v1/deliveries');
    expect(request).toMatchObject({ requestId: 'erp-4711.a', method: 'POST', status: 202 });
    await expect
      .poll(() => linesOf(sent.id).filter(({ activity }) => activity === 'sendEmail'))
      .toMatchObject([{ workflowId: `outbound/${sent.id}/1`, attempt: 1, outcome: 'done' }]);
  });

  it('that is refused shows why, without its recipient', async () => {
    const { key } = await newCompany();
    const { id } = await send(key, 'erp-4711.b', 'unknown@hos-kunden.example');
    await until(key, id);
    const failed = () => linesOf(id).filter(({ outcome }) => outcome === 'failed');
    await expect.poll(failed).toMatchObject([{ kind: 'recipient-unknown' }]);
    expect(JSON.stringify(linesOf(id))).not.toContain('hos-kunden');
  });

  it('has a request id of ours where the client’s is not one', async () => {
    const { key } = await newCompany();
    const answer = await ask('GET', '/v1/deliveries', key, {
      headers: { 'x-request-id': 'a b"} c' },
    });
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a worker', () => {
  let stop: () => Promise<void> = () => Promise.resolve();
  afterEach(() => stop());

  it('counts what it did in /metrics', async () => {
    const { key } = await newCompany();
    await until(key, (await send(key, 'erp-4711.c', 'kunde@example.com')).id);
    await until(key, (await send(key, 'erp-4711.d', 'unknown@example.com')).id);
    const scrape = async () => (await fetch(`${installation().addresses['api']}/metrics`)).text();
    const counted = (name: string) =>
      expect.poll(scrape).toMatch(new RegExp(`^autoinvoice_${name} [1-9]`, 'm'));
    await counted('deliveries_total\\{channel="email",outcome="delivered"\\}');
    await counted('delivery_seconds_count\\{channel="email"\\}');
    await counted('activity_failures_total\\{channel="email",kind="recipient-unknown"\\}');
    await counted('schedule_to_start_seconds_count\\{queue="outbound"\\}');
  });

  it.each([
    [true, 200],
    [false, 503],
  ])('that works: %s, answers its health check with %i', async (isWell, status) => {
    const metrics = createMetrics();
    metrics.counter({ name: 'tries_total', help: 'Tries.', labels: [] }).add({});
    const health = await serveHealth({ host: '127.0.0.1', port: 0 }, metrics, async () => isWell);
    stop = () => health.stop();
    const origin = `http://127.0.0.1:${health.port}`;
    expect((await fetch(`${origin}/healthz`)).status).toBe(status);
    expect(await (await fetch(`${origin}/metrics`)).text()).toContain('autoinvoice_tries_total 1');
    expect((await fetch(`${origin}/v1/deliveries`)).status).toBe(404);
  });

  it('that cannot ask is not well', async () => {
    const at = { host: '127.0.0.1', port: 0 };
    const health = await serveHealth(at, createMetrics(), () => Promise.reject(new Error('away')));
    stop = () => health.stop();
    expect((await fetch(`http://127.0.0.1:${health.port}/healthz`)).status).toBe(503);
  });
});
