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
import {
  askAs,
  goodPassword,
  cookieOf,
  expectStatus,
  join,
  mailTo,
  newEmail,
} from '../support/accounts.ts';
import { samplePdf, scan } from '../support/scans.ts';
import { comeOnBoard } from '../support/signing.ts';

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
  /** Name of the first scheme, or null for a public route. */
  readonly security: string | null;
  readonly scopes: readonly string[];
  readonly contentTypes: readonly string[];
}

let routes: Route[];
/** A key or, in an object, the cookie of a session. */
type Caller = string | null | { readonly cookie: string };

let key: string;
let otherKey: string;
let revokedKey: string;
/** Sessions of people of the first company, and of the other one’s superuser. */
let superuser: Caller;
let viewer: Caller;
let otherSuperuser: Caller;
let loggedOut: Caller;
/** An id of the first company for every route that takes one, by what stands before it in the path. */
let ids: Record<string, string>;

/** Bodies that are right, so that only the id or the key can be what is refused. */
const bodies: Record<string, unknown> = {
  lookUpConsumer: { phone: '90000000' },
  rerunScans: {},
  correctScan: { fields: { number: 'X' } },
  rotateScanPage: { page: 1, quarters: 1 },
  splitScan: { documents: [[1], [2]] },
  mergeScans: { scans: [{ id: 'scn_none', version: 1 }] },
  rejectScan: { reason: 'Not ours' },
  rerouteDelivery: { channel: 'email' },
  answerDelivery: { answer: 'send' },
  answerDeliveries: { code: 'fallback-held', answer: 'stop' },
  putCustomer: { name: 'Kunde AS' },
  changeSettings: { consumers: {} },
  switchNetwork: { enabled: true },
  switchScanning: { enabled: false },
  sendEmailLink: { email: 'nobody@example.no' },
  confirmEmailLink: { token: 'none' },
  createCompany: { name: 'X', organisationNumber: '1' },
  createKey: { tenantId: 't_none' },
  createAccessPointKey: { networks: ['peppol'] },
  createWebhook: { url: 'https://erp.example.com/hook' },
  changeWebhook: { description: 'ERP' },
  rotateWebhookSecret: {},
  replayWebhook: { eventIds: ['evt_1'] },
  inviteByOperator: { tenantId: 't_none', email: 'ola@example.no', role: 'viewer' },
  signUp: { email: 'no address' },
  confirmSignUp: {
    token: 'none',
    name: 'Kari',
    password: '',
    company: { name: 'X', organisationNumber: '1' },
  },
  beginTotp: { password: '' },
  confirmTotp: { code: '0' },
  removeTotp: { password: '' },
  logIn: { email: 'no address', password: '' },
  chooseCompany: { tenantId: 't_none' },
  changeOwnNotifications: {},
  changePassword: { current: '', password: '' },
  askForPassword: { email: 'no address' },
  setPassword: { token: 'none', password: '' },
  changeMember: { role: 'accountant' },
  invite: { email: 'no address', role: 'viewer' },
  makeKey: { name: 'key' },
  rotateKey: {},
  createCompanyByVendor: { name: 'X', organisationNumber: '1' },
  createVendorKey: { name: 'X' },
  acceptInvitation: { token: 'none' },
  openActivation: {
    organisationNumber: '1',
    email: 'x@example.com',
    termsVersion: '0',
    termsAccepted: true,
    erp: { name: 'Mamut', version: '25' },
  },
  changeActivationEmail: { email: 'x@example.com' },
  addTerms: { version: 'x', validFrom: '2999-01-01', text: { nb: 'x', en: 'x' } },
  addPrice: { service: 'email', amount: '1.00', validFrom: '2999-01-01' },
};

/** The first superuser of a company that the operator made, invited as the operator does it. */
async function inviteSuperuser(tenantId: string): Promise<{ readonly cookie: string }> {
  const email = newEmail();
  const invitation = json({ tenantId, email, role: 'superuser' });
  await expectStatus(201, ask('POST', '/v1/admin/invitations', operatorKey(), invitation));
  const { token } = await mailTo(email);
  const body = json({ token, name: 'Kari Nordmann', password: goodPassword });
  const joined = await expectStatus(201, ask('POST', '/v1/invitations/accept', null, body));
  return { cookie: cookieOf(joined) };
}

beforeAll(async () => {
  const { body } = await ask('GET', '/openapi.json', null);
  routes = Object.entries(openApi.parse(body).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, security, requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      operationId,
      security: Object.keys(security[0] ?? {})[0] ?? null,
      scopes: Object.values(security[0] ?? {})[0] ?? [],
      contentTypes: Object.keys(requestBody?.content ?? {}),
    })),
  );
  const [one, other] = [await newCompany({ status: 'none' }), await newCompany()];
  const { activation } = await comeOnBoard(one);
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
  const people = await Promise.all([
    inviteSuperuser(one.tenantId),
    inviteSuperuser(other.tenantId),
  ]);
  [superuser, otherSuperuser] = people;
  viewer = await join(people[0].cookie, 'viewer');
  const member = await join(people[0].cookie, 'viewer');
  loggedOut = await join(people[0].cookie, 'superuser');
  await askAs((loggedOut as { cookie: string }).cookie, 'DELETE', '/v1/session');
  const invitation = await askAs(
    people[0].cookie,
    'POST',
    '/v1/invitations',
    json({ email: newEmail(), role: 'viewer' }),
  );
  const hook = { url: 'https://erp.example.com/hook', types: ['received.unreadable'] };
  const webhook = await ask('POST', '/v1/webhooks', one.key, json(hook));
  const batch = await ask('POST', '/v1/scans/rerun', one.key, json({}));
  ids = {
    deliveries: own.id,
    received: received.body.data[0].id,
    scans: scanned.body.scans[0].id,
    'scan-arrivals': scanned.body.arrivalId,
    'scan-batches': batch.body.id,
    activations: activation.id,
    members: member.userId,
    invitations: invitation.body.id,
    keys: made.body.keyId,
    webhooks: webhook.body.id,
  };
});

/** The path with an id of the first company, which no other may find. */
function pathOf(route: Route): string {
  const [, before = '', rest = ''] = /\/(\w[\w-]*)\/\{id\}(.*)$/.exec(route.path) ?? [];
  const id = ids[before];
  if (before !== '' && id === undefined) {
    throw new Error(
      `${route.method} ${route.path}${rest}: add an id of the first company as "${before}" to \`ids\` in tests/journeys/tenants.test.ts.`,
    );
  }
  return route.path
    .replace('{id}', id ?? '')
    .replace('{page}', '1')
    .replace('{customerNumber}', 'C-1')
    .replace('{network}', 'visma');
}

function askOf(
  caller: Caller,
  method: string,
  path: string,
  init: { headers: Record<string, string>; body?: string },
): Promise<Answer> {
  return typeof caller === 'object' && caller !== null
    ? askAs(caller.cookie, method, path, init)
    : ask(method, path, caller, init);
}

function call(route: Route, caller: Caller): Promise<Answer> {
  const path = pathOf(route);
  const type = route.contentTypes.find((name) => name !== 'multipart/form-data');
  const headers = {
    ...(type !== undefined && { 'content-type': type }),
    'idempotency-key': randomUUID(),
  };
  if (type === undefined) return askOf(caller, route.method, path, { headers });
  const body =
    type === 'application/json' ? JSON.stringify(bodies[route.operationId] ?? {}) : sampleInvoice();
  return askOf(caller, route.method, path, { headers, body });
}

const takesSession = ({ security }: Route): boolean =>
  security === 'companyKey' || security === 'session';

describe('the API description', () => {
  it('lists these public routes and no other', () => {
    const open = routes.filter(({ security }) => security === null);
    expect(open.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'GET /healthz',
      'GET /invoice/{token}',
      'GET /invoice/{token}/attachments/{place}',
      'GET /invoice/{token}/pdf',
      'GET /metrics',
      'GET /notices/{token}',
      'GET /readyz',
      'GET /schemas/invoice.json',
      'GET /v1/prices',
      'GET /v1/session/oidc',
      'GET /v1/session/oidc/callback',
      'GET /v1/terms',
      'POST /invoice/{token}/objection',
      'POST /notices/{token}',
      'POST /v1/email-links/confirm',
      'POST /v1/invitations/accept',
      'POST /v1/password-reset',
      'POST /v1/password-reset/confirm',
      'POST /v1/session',
      'POST /v1/signup',
      'POST /v1/signup/confirm',
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
    const wrong = (route: Route): Caller[] => [
      null,
      'ai_live_nonsense',
      revokedKey,
      loggedOut,
      { cookie: 'autoinvoice=nonsense' },
      route.path.startsWith('/v1/admin') ? key : operatorKey(),
      route.path.startsWith('/v1/access-point') ? key : installation().accessPoint.key,
      ...(takesSession(route) ? [] : [superuser]),
    ];
    for (const route of guarded) {
      for (const caller of wrong(route)) {
        const { status, headers } = await call(route, caller);
        expect([route.path, status]).toEqual([route.path, 401]);
        expect(headers.get('www-authenticate')).toContain('Bearer');
      }
    }
  });

  it('lets a viewer change nothing of the company', async () => {
    const changing = routes.filter(
      ({ method, security, scopes }) =>
        security === 'companyKey' &&
        method !== 'GET' &&
        scopes.some((scope) => !scope.endsWith(':read')),
    );
    expect(changing.length).toBeGreaterThan(10);
    for (const route of changing) {
      const { status, body } = await call(route, viewer);
      expect([route.operationId, status, body.code]).toEqual([
        route.operationId,
        403,
        'role-lacks-access',
      ]);
    }
  });
});

describe('another company’s key', () => {
  it('sees none of the company’s rows in a list, and the owner sees its own', async () => {
    const lists = routes.filter(
      ({ method, operationId, path }) =>
        // Print formats are the same for all.
        method === 'GET' &&
        operationId.startsWith('list') &&
        operationId !== 'listPrintFormats' &&
        !path.includes('{') &&
        // Asked for by days: tests/journeys/usage.test.ts.
        operationId !== 'listUsage' &&
        !path.startsWith('/v1/admin/'),
    );
    expect(lists.map(({ path }) => path).sort()).toEqual([
      '/v1/audit',
      '/v1/customers',
      '/v1/deliveries',
      '/v1/events',
      '/v1/invitations',
      '/v1/keys',
      '/v1/members',
      '/v1/received',
      '/v1/scan-arrivals',
      '/v1/scans',
      '/v1/webhooks',
    ]);
    const mine = [...Object.values(ids), 'Secret customer'];
    for (const { path } of lists) {
      const own = (await askOf(superuser, 'GET', path, { headers: {} })).bytes.toString();
      const other = (await askOf(otherSuperuser, 'GET', path, { headers: {} })).bytes.toString();
      expect([path, mine.some((text) => own.includes(text))]).toEqual([path, true]);
      expect([path, mine.filter((text) => other.includes(text))]).toEqual([path, []]);
    }
  });

  it('gets 404 on every route with an id, and the owner does not', async () => {
    const withId = routes
      .filter(({ path }) => path.includes('{id}') && !path.startsWith('/v1/admin'))
      // What the owner deletes it cannot ask for afterwards.
      .toSorted((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'));
    expect(withId.map(({ operationId }) => operationId)).toContain('getDelivery');
    for (const route of withId) {
      const byKey = await call(route, otherKey);
      const isForPeople = byKey.status === 403 && byKey.body.code === 'role-lacks-access';
      expect([route.operationId, isForPeople ? 404 : byKey.status]).toEqual([
        route.operationId,
        404,
      ]);
      const { status, body } = await call(route, otherSuperuser);
      expect([route.operationId, status]).toEqual([route.operationId, 404]);
      expect(body.code).toMatch(/^[a-z-]+-unknown$/);
      const own = await call(route, superuser);
      expect([route.operationId, own.status]).not.toEqual([route.operationId, 404]);
    }
  });

  it('writes a customer of its own under the same number', async () => {
    await ask('PUT', '/v1/customers/C-1', otherKey, json({ name: 'Own customer' }));
    const { body } = await ask('GET', '/v1/customers', key);
    expect(body.data.map(({ name }: { name: string }) => name)).toEqual(['Secret customer']);
  });
});
