import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  ask,
  deliver,
  installation,
  json,
  newCompany,
  operatorKey,
  sampleInvoice,
  type Answer,
} from '../support/installation.ts';
import { samplePdf, scan } from '../support/scans.ts';

const operation = z.object({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  requestBody: z.object({ content: z.record(z.string(), z.unknown()) }).optional(),
});
const openApi = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
});

interface Route {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  /** Name of the scheme, or null for a public route. */
  readonly security: string | null;
  readonly contentTypes: readonly string[];
}

let routes: Route[];
let key: string;
let otherKey: string;
let revokedKey: string;
/** An id of the first company for every route that takes one. */
let ids: { delivery: string; received: string; scan: string };

/** Bodies that are right, so that only the id or the key can be what is refused. */
const bodies: Record<string, unknown> = {
  rerouteDelivery: { channel: 'email' },
  answerDelivery: { answer: 'send' },
  answerDeliveries: { code: 'fallback-held', answer: 'stop' },
  putCustomer: { name: 'Kunde AS' },
  changeSettings: { consumers: {} },
  switchNetwork: { enabled: true },
  switchScanning: { enabled: false },
  createCompany: { name: 'X', organisationNumber: '1' },
  createKey: { tenantId: 't_none' },
  createAccessPointKey: { networks: ['peppol'] },
};

beforeAll(async () => {
  const { body } = await ask('GET', '/openapi.json', null);
  routes = Object.entries(openApi.parse(body).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, security, requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      operationId,
      security: Object.keys(security[0] ?? {})[0] ?? null,
      contentTypes: Object.keys(requestBody?.content ?? {}),
    })),
  );
  const [one, other] = [await newCompany(), await newCompany()];
  key = one.key;
  otherKey = other.key;
  const made = await ask(
    'POST',
    '/v1/admin/keys',
    operatorKey(),
    json({ tenantId: one.tenantId, name: 'revoked' }),
  );
  revokedKey = made.body.apiKey;
  await ask('POST', `/v1/admin/keys/${made.body.keyId}/revoke`, operatorKey());
  const delivery = await deliver(other.key, { recipient: `0192:${one.organisationNumber}` });
  const received = await ask('GET', '/v1/received', one.key);
  const own = await deliver(one.key, { method: 'email', email: 'kunde@example.com' });
  await ask('PUT', '/v1/customers/C-1', one.key, json({ name: 'Secret customer' }));
  expect(delivery.status).toBe('delivered');
  const scanned = await scan(one.key, [{ name: 'a.pdf', bytes: await samplePdf() }]);
  ids = {
    delivery: own.id,
    received: received.body.data[0].id,
    scan: scanned.body.scans[0].id,
  };
});

function call(route: Route, caller: string | null): Promise<Answer> {
  const kind = (['received', 'scan'] as const).find((name) => route.path.includes(`/v1/${name}`));
  const id = ids[kind ?? 'delivery'];
  const path = route.path
    .replace('{id}', id)
    .replace('{customerNumber}', 'C-1')
    .replace('{network}', 'visma');
  const type = route.contentTypes.find((name) => name !== 'multipart/form-data');
  const headers = {
    ...(type !== undefined && { 'content-type': type }),
    'idempotency-key': randomUUID(),
  };
  if (type === undefined) return ask(route.method, path, caller, { headers });
  const body =
    type === 'application/json' ? JSON.stringify(bodies[route.operationId] ?? {}) : sampleInvoice();
  return ask(route.method, path, caller, { headers, body });
}

describe('the API description', () => {
  it('lists these public routes and no other', () => {
    const open = routes.filter(({ security }) => security === null);
    expect(open.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'GET /healthz',
      'GET /metrics',
      'GET /readyz',
      'GET /schemas/invoice.json',
    ]);
  });

  it('has a body here for each route that takes JSON only', () => {
    const withJson = routes.filter(
      ({ contentTypes }) => contentTypes.join() === 'application/json',
    );
    expect(withJson.map(({ operationId }) => operationId).sort()).toEqual(
      Object.keys(bodies).sort(),
    );
  });
});

describe('every route that is not public', () => {
  it('answers 401 without a key, with a revoked one, and with a key of another kind', async () => {
    const guarded = routes.filter(({ security }) => security !== null);
    expect(guarded.length).toBeGreaterThan(15);
    const wrong = (route: Route): (string | null)[] => [
      null,
      'ai_live_nonsense',
      revokedKey,
      route.path.startsWith('/v1/admin') ? key : operatorKey(),
      route.path.startsWith('/v1/access-point') ? key : installation().accessPoint.key,
    ];
    for (const route of guarded) {
      for (const caller of wrong(route)) {
        const { status, headers } = await call(route, caller);
        expect([route.path, status]).toEqual([route.path, 401]);
        expect(headers.get('www-authenticate')).toContain('Bearer');
      }
    }
  });
});

describe('another company’s key', () => {
  it('gets 404 on every route with an id, and the owner does not', async () => {
    const withId = routes.filter(
      ({ path }) => path.includes('{id}') && !path.startsWith('/v1/admin'),
    );
    expect(withId.map(({ operationId }) => operationId)).toContain('getDelivery');
    for (const route of withId) {
      const { status, body } = await call(route, otherKey);
      expect([route.operationId, status]).toEqual([route.operationId, 404]);
      expect(body.code).toMatch(/^(delivery|received|scan)-unknown$/);
      const own = await call(route, key);
      expect([route.operationId, own.status]).not.toEqual([route.operationId, 404]);
    }
  });

  it('sees none of the company’s rows in a list, and the owner sees its own', async () => {
    const lists = routes.filter(
      ({ method, operationId }) =>
        // Print formats are the same for all.
        method === 'GET' && operationId.startsWith('list') && operationId !== 'listPrintFormats',
    );
    expect(lists.map(({ path }) => path).sort()).toEqual([
      '/v1/customers',
      '/v1/deliveries',
      '/v1/events',
      '/v1/received',
      '/v1/scans',
    ]);
    for (const { path } of lists) {
      const own = (await ask('GET', path, key)).bytes.toString();
      const other = (await ask('GET', path, otherKey)).bytes.toString();
      const mine = [ids.delivery, ids.received, ids.scan, 'Secret customer'];
      expect([path, mine.some((text) => own.includes(text))]).toEqual([path, true]);
      expect([path, mine.filter((text) => other.includes(text))]).toEqual([path, []]);
    }
  });

  it('writes a customer of its own under the same number', async () => {
    await ask('PUT', '/v1/customers/C-1', otherKey, json({ name: 'Own customer' }));
    const { body } = await ask('GET', '/v1/customers', key);
    expect(body.data.map(({ name }: { name: string }) => name)).toEqual(['Secret customer']);
  });
});
