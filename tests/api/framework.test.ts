import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createApi, createApiServer } from '../../api/app.ts';
import { hashKey, newKey, type AuthPorts } from '../../api/auth.ts';
import { createMetrics } from '../../api/metrics.ts';
import { Problem, type ProblemBody } from '../../api/problem.ts';
import { page, pageQuery, route } from '../../api/route.ts';
import { uploadBody, bytesBody } from '../../api/upload.ts';
import { safeFilename } from '../../policy/file-name.ts';
import { Failure } from '../../policy/failure.ts';

const company = newKey('company');
const reader = newKey('company');
const accessPoint = newKey('access-point');
const operator = newKey('operator');
const auth: AuthPorts = {
  findCompanyKey: async (hash) => {
    if (hash === reader.hash) return { tenantId: 'ten_1', keyId: 'key_2', scopes: [] };
    const scopes = ['deliveries:write'];
    return hash === company.hash ? { tenantId: 'ten_1', keyId: 'key_1', scopes } : null;
  },
  findAccessPointKey: async (hash) => (hash === accessPoint.hash ? { networks: ['peppol'] } : null),
  operatorKeyHash: operator.hash,
  publicUrl: 'http://127.0.0.1',
  findSession: async () => null,
  findVendorKey: async () => null,
};

const thing = z.object({ name: z.string(), size: z.int() }).meta({ id: 'Thing' });
const options = z
  .object({
    method: z.enum(['automatic', 'email']).default('automatic'),
    disabledChannels: z.array(z.enum(['email', 'print'])).default([]),
  })
  .meta({ id: 'Options' });
const sent = z.object({
  files: z.array(z.string()),
  sizeBytes: z.int(),
  options: z.object(options.shape),
});

const routes = [
  route({
    method: 'put',
    path: '/v1/things/{id}',
    operationId: 'putThing',
    summary: 'Keep a thing',
    security: 'company',
    scopes: ['deliveries:write'],
    params: z.object({ id: z.string() }),
    body: thing,
    answers: { 200: { description: 'Kept.', schema: thing } },
    problems: [409],
    handle: async ({ body, params }) => {
      if (params.id === 'taken') throw new Problem(409, 'wrong-state', 'Taken.');
      if (params.id === 'bug') throw new Error('secret words of a bug');
      if (params.id === 'database') {
        throw new Error('query failed', {
          cause: Object.assign(new Error('no'), { code: 'CONNECTION_CLOSED' }),
        });
      }
      if (params.id === 'disk') throw Object.assign(new Error('query failed'), { code: '53100' });
      if (params.id === 'elsewhere') throw new Failure('service-unavailable', 'The SMP is away.');
      return { status: 200, body };
    },
  }),
  route({
    method: 'get',
    path: '/v1/things',
    operationId: 'listThings',
    summary: 'List things',
    security: 'company',
    scopes: [],
    query: pageQuery,
    answers: { 200: { description: 'Things.', schema: page(thing) } },
    problems: [],
    handle: ({ query }) => ({
      status: 200,
      body: { data: [{ name: 'one', size: query.limit }], nextCursor: null },
    }),
  }),
  route({
    method: 'post',
    path: '/v1/uploads',
    operationId: 'upload',
    summary: 'Send a file',
    security: 'company',
    scopes: [],
    idempotent: true,
    body: uploadBody(options),
    answers: { 202: { description: 'Taken.', schema: sent } },
    problems: [],
    handle: ({ body }) => {
      const files = [body.invoice, ...body.attachments];
      const sizeBytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
      const names = files.map((file) => file.filename);
      return { status: 202, body: { files: names, sizeBytes, options: body.options } };
    },
  }),
  route({
    method: 'post',
    path: '/v1/door',
    operationId: 'door',
    summary: 'Hand in',
    security: 'access-point',
    body: bytesBody('application/xml'),
    answers: { 200: { description: 'The same bytes.', contentType: 'application/xml' } },
    problems: [],
    handle: ({ body }) => ({
      status: 200,
      contentType: 'application/xml',
      bytes: body.bytes,
      filename: 'blå.xml',
    }),
  }),
  route({
    method: 'post',
    path: '/v1/things/{id}/stop',
    operationId: 'stopThing',
    summary: 'Stop a thing',
    security: 'company',
    scopes: [],
    params: z.object({ id: z.string() }),
    body: z.undefined(),
    answers: { 204: { description: 'Stopped.' } },
    problems: [],
    handle: () => ({ status: 204 }),
  }),
  route({
    method: 'get',
    path: '/v1/admin/state',
    operationId: 'adminState',
    summary: 'State',
    security: 'operator',
    answers: { 204: { description: 'Well.' } },
    problems: [],
    handle: () => ({ status: 204 }),
  }),
];

const lines: Record<string, unknown>[] = [];
const away = { documents: false, temporal: true };
let server: Server;
let url: string;
beforeAll(async () => {
  const keep = (message: string, fields: object = {}): number => lines.push({ message, ...fields });
  server = createApiServer(
    createApi({
      routes,
      auth,
      version: '0.0.0',
      metrics: createMetrics(),
      eventCodes: ['delivery.accepted'],
      log: { info: keep, error: keep },
      readiness: {
        checkDatabase: async () => undefined,
        checkDocuments: async () => {
          if (away.documents) throw new Error('away');
        },
        checkTemporal: async () => {
          if (away.temporal) throw new Error('away');
        },
        describeReaders: () => ({ engines: ['text', 'tesseract'], isWithoutNetwork: true }),
      },
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });
const json = { ...bearer(company.key), 'content-type': 'application/json' };
const upload = { ...bearer(company.key), 'idempotency-key': 'k1' };
const problemOf = async (answer: Response): Promise<ProblemBody> => {
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  return (await answer.json()) as ProblemBody;
};
const put = (id: string, body: string, headers = json): Promise<Response> =>
  fetch(`${url}/v1/things/${id}`, { method: 'PUT', headers, body });

describe('a request', () => {
  it('is parsed by its contract, without unknown fields', async () => {
    const answer = await put('a', '{"name":"n","size":1,"more":true}');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ name: 'n', size: 1 });
  });

  it.each([
    ['{"name":1}', 'request-invalid', ['body.name', 'body.size']],
    ['{"name":', 'not-json', ['body']],
    ['', 'not-json', ['body']],
    ['{"name":"a\\u0000b","size":1}', 'request-invalid', ['body.name']],
  ])('with the body %s is refused as %s, naming the place', async (body, code, paths) => {
    const answer = await put('a', body);
    expect(answer.status).toBe(400);
    const problem = await problemOf(answer);
    expect(problem).toMatchObject({ status: 400, code, type: `urn:autoinvoice:problem:${code}` });
    expect(problem.findings.map((finding) => finding.path)).toEqual(paths);
  });

  it('with a wrong query names the parameter, and a default is filled in', async () => {
    const wrong = await fetch(`${url}/v1/things?limit=1000`, { headers: bearer(company.key) });
    expect((await problemOf(wrong)).findings[0]?.path).toBe('query.limit');
    const twice = await fetch(`${url}/v1/things?limit=1&limit=2`, { headers: bearer(company.key) });
    expect(twice.status).toBe(400);
    const right = await fetch(`${url}/v1/things`, { headers: bearer(company.key) });
    expect(await right.json()).toEqual({ data: [{ name: 'one', size: 50 }], nextCursor: null });
  });

  it('with an address that is too long is told so as every other problem is told', async () => {
    const query = new URLSearchParams({ name: 'x'.repeat(20_000) }).toString();
    const answer = await fetch(`${url}/v1/things?${query}`, { headers: bearer(company.key) });
    expect(answer.status).toBe(431);
    expect(await problemOf(answer)).toMatchObject({ status: 431, code: 'headers-too-large' });
  });

  it('of another content type is told which one to use', async () => {
    const answer = await put('a', 'a=b', { ...json, 'content-type': 'text/plain' });
    expect(answer.status).toBe(415);
    expect((await problemOf(answer)).detail).toContain('application/json');
  });

  it('to a route without a body needs none, nor a content type', async () => {
    const headers = bearer(company.key);
    const answer = await fetch(`${url}/v1/things/a/stop`, { method: 'POST', headers });
    expect(answer.status).toBe(204);
  });

  it.each([
    ['taken', 409, 'wrong-state'],
    ['bug', 500, 'internal-error'],
    ['database', 503, 'database-unavailable'],
    ['disk', 503, 'database-unavailable'],
    ['elsewhere', 503, 'service-unavailable'],
  ])('to %s ends as %i %s', async (id, status, code) => {
    const answer = await put(id, '{"name":"n","size":1}');
    expect(answer.status).toBe(status);
    const problem = await problemOf(answer);
    expect(problem.code).toBe(code);
    expect(JSON.stringify(problem)).not.toContain('secret');
    expect(answer.headers.get('retry-after')).toBe(status === 503 ? '5' : null);
  });

  it('for nothing is 404, with the wrong method 405, in broken escapes 400', async () => {
    const nothing = await fetch(`${url}/v1/nothing`);
    expect([nothing.status, (await problemOf(nothing)).code]).toEqual([404, 'no-such-route']);
    const wrong = await fetch(`${url}/v1/things/a`, { method: 'POST' });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'PUT']);
    expect((await problemOf(wrong)).code).toBe('method-not-allowed');
    expect((await fetch(`${url}/v1/things/%zz`, { method: 'PUT' })).status).toBe(400);
  });

  it('has an id in answer, problem and log, the caller’s where it is sane', async () => {
    const headers = { ...bearer(company.key), 'x-request-id': 'caller-0001' };
    const given = await fetch(`${url}/v1/things`, { headers });
    expect(given.headers.get('x-request-id')).toBe('caller-0001');
    const logged = lines.find((line) => line['requestId'] === 'caller-0001');
    expect(logged).toMatchObject({ route: '/v1/things', status: 200, tenantId: 'ten_1' });
    const odd = await fetch(`${url}/v1/nothing`, { headers: { 'x-request-id': 'a b<script>' } });
    const { requestId } = await problemOf(odd);
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(odd.headers.get('x-request-id')).toBe(requestId);
  });

  it('is never answered without the security headers', async () => {
    const { headers } = await fetch(`${url}/v1/nothing`);
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

describe('a key', () => {
  const keys = { company, accessPoint, operator, unknown: newKey('company') };
  const doors: [keyof typeof keys, string, string][] = [
    ['company', 'GET', '/v1/things'],
    ['accessPoint', 'POST', '/v1/door'],
    ['operator', 'GET', '/v1/admin/state'],
  ];
  it.each(doors)('opens the door of a %s and no other', async (owner, method, path) => {
    for (const [name, { key }] of Object.entries(keys)) {
      const body = method === 'POST' ? { body: '<a/>' } : {};
      const headers = { ...bearer(key), 'content-type': 'application/xml' };
      const answer = await fetch(url + path, { method, headers, ...body });
      expect([name, answer.status < 300]).toEqual([name, name === owner]);
      if (name === owner) continue;
      expect([answer.status, (await problemOf(answer)).code]).toEqual([401, 'key-unknown']);
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    }
    const none = await fetch(url + path, { method });
    expect([none.status, (await problemOf(none)).code]).toEqual([401, 'key-missing']);
  });

  it('without the scope is refused', async () => {
    const answer = await put('a', '{}', { ...json, ...bearer(reader.key) });
    expect([answer.status, (await problemOf(answer)).code]).toEqual([403, 'scope-missing']);
  });

  it('is stored as a hash that does not show it', () => {
    expect(company.key).toMatch(/^ai_live_[\w-]{43}$/);
    expect(hashKey(company.key)).toBe(company.hash);
  });
});

describe('an upload', () => {
  const post = (
    body: string | FormData | Uint8Array<ArrayBuffer>,
    query = '',
    headers: Record<string, string> = {},
  ) =>
    fetch(`${url}/v1/uploads${query}`, {
      method: 'POST',
      headers: { ...upload, ...headers },
      body,
    });
  const xml = { 'content-type': 'application/xml; charset=utf-8' };

  it('may be the XML itself with the options in the query', async () => {
    const answer = await post('<a/>', '?method=email&disabledChannels=email,print', xml);
    expect(answer.status).toBe(202);
    const all = { method: 'email', disabledChannels: ['email', 'print'] };
    expect(await answer.json()).toEqual({ files: ['invoice.xml'], sizeBytes: 4, options: all });
    const wrong = await post('<a/>', '?method=pigeon', xml);
    expect((await problemOf(wrong)).findings[0]?.path).toBe('query.method');
  });

  it('may be multipart, with file names in UTF-8 and without folders', async () => {
    const form = new FormData();
    form.set('invoice', new File(['<a/>'], '../../blåbær.xml', { type: 'application/xml' }));
    form.append('attachment', new File(['1234'], 'C:\\temp\\æøå 文.pdf'));
    form.set('options', '{"method":"email"}');
    expect(await (await post(form)).json()).toEqual({
      files: ['blåbær.xml', 'æøå 文.pdf'],
      sizeBytes: 8,
      options: { method: 'email', disabledChannels: [] },
    });
  });

  it.each<[string, (form: FormData) => void]>([
    ['no invoice', (form) => form.delete('invoice')],
    ['two invoices', (form) => form.append('invoice', new File(['b'], 'b.xml'))],
    ['an unknown part', (form) => form.append('invoces', new File(['b'], 'b.xml'))],
    ['options that are no JSON', (form) => form.set('options', '{')],
    ['a wrong option', (form) => form.set('options', '{"method":1}')],
    [
      'too many attachments',
      (form) => {
        for (let i = 0; i < 21; i++) form.append('attachment', new File(['b'], 'b.xml'));
      },
    ],
  ])('with %s is refused', async (_what, change) => {
    const form = new FormData();
    form.set('invoice', new File(['a'], 'a.xml'));
    change(form);
    const answer = await post(form);
    expect(answer.status).toBe(400);
    expect((await problemOf(answer)).findings.length).toBeGreaterThan(0);
  });

  it('that is cut off in the middle is refused', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const body = '--x\r\nContent-Disposition: form-data; name="invoice"; filename="a"\r\n\r\nabc';
    const answer = await post(body, '', headers);
    expect([answer.status, (await problemOf(answer)).code]).toEqual([400, 'multipart-invalid']);
  });

  it('needs an idempotency key', async () => {
    const answer = await post('<a/>', '', { ...xml, 'idempotency-key': '' });
    expect([answer.status, (await problemOf(answer)).code]).toEqual([
      400,
      'idempotency-key-missing',
    ]);
  });

  it('of 30 MB is refused at once, and of endless length as soon as it is too long', async () => {
    const announced = await post(new Uint8Array(30_000_000), '', xml);
    expect([announced.status, (await problemOf(announced)).code]).toEqual([413, 'too-large']);
    const endless = await raw('Transfer-Encoding: chunked', (write) => {
      const piece = 'x'.repeat(1_000_000);
      write(`${piece.length.toString(16)}\r\n${piece}\r\n`);
    });
    expect(endless.answer).toMatch(/^HTTP\/1.1 413 /);
    expect(endless.sentBytes).toBeLessThan(200_000_000);
  });

  it('of 30 MB is refused before the body has come', async () => {
    const { answer, sentBytes } = await raw('Content-Length: 30000000', () => undefined);
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(sentBytes).toBe(0);
  });

  /** Writes pieces until an answer has come, and tells it when the server has hung up. */
  const raw = (header: string, send: (write: (text: string) => void) => void) =>
    new Promise<{ answer: string; sentBytes: number }>((resolve, reject) => {
      let text = '';
      let sentBytes = 0;
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => {
        socket.write(
          `POST /v1/uploads HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${company.key}\r\n` +
            `Idempotency-Key: k\r\nContent-Type: application/xml\r\n${header}\r\n\r\n`,
        );
        const next = (): void => {
          if (socket.destroyed || text !== '') return;
          send((piece) => {
            sentBytes += piece.length;
            socket.write(piece);
          });
          setTimeout(next, 5);
        };
        next();
      });
      socket.on('data', (bytes) => (text += String(bytes)));
      socket.on('close', () => resolve({ answer: text, sentBytes }));
      socket.on('error', (error) => (text === '' ? reject(error) : undefined));
    });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['..', 'attachment'],
    ['.htaccess', 'htaccess'],
    ['a\u202Efdp.exe\r\n', 'afdp.exe'],
    ['a:b|c.pdf', 'a_b_c.pdf'],
    [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(116)}.pdf`],
  ])('called %j is kept as %j', (name, safe) => expect(safeFilename(name)).toBe(safe));
});

it('bytes go out as they came, under a name in UTF-8', async () => {
  const headers = { ...bearer(accessPoint.key), 'content-type': 'application/xml' };
  const answer = await fetch(`${url}/v1/door`, { method: 'POST', headers, body: '<a>å</a>' });
  expect(await answer.text()).toBe('<a>å</a>');
  expect(answer.headers.get('content-type')).toBe('application/xml');
  expect(answer.headers.get('content-disposition')).toContain("filename*=UTF-8''bl%C3%A5.xml");
});

describe('the OpenAPI document', () => {
  type Operation = Record<string, unknown> & {
    operationId: string;
    security: Record<string, string[]>[];
    parameters: { name: string; in: string }[];
    responses: Record<string, unknown>;
  };
  const read = async () =>
    (await (await fetch(`${url}/openapi.json`)).json()) as {
      openapi: string;
      paths: Record<string, Record<string, Operation>>;
      components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
    };

  it('has every route, and names the public ones', async () => {
    const { openapi, paths } = await read();
    expect(openapi).toBe('3.1.0');
    const operations = Object.values(paths).flatMap((path) => Object.values(path));
    expect(operations.map((o) => o.operationId)).toEqual(
      expect.arrayContaining(routes.map((r) => r.operationId)),
    );
    const open = operations.filter((o) => o.security.length === 0).map((o) => o.operationId);
    expect(open.sort()).toEqual(['getHealth', 'getMetrics', 'getReadiness']);
  });

  it('has no reference that leads nowhere, and every parameter of a path', async () => {
    const document = await read();
    const references = JSON.stringify(document).matchAll(
      /"\$ref":"#\/components\/schemas\/(\w+)"/g,
    );
    const names = [...references].map(([, name]) => name ?? '');
    expect(names).toContain('Thing');
    expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(names));
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const { parameters } of Object.values(operations)) {
        const declared = parameters.filter((p) => p.in === 'path').map((p) => `{${p.name}}`);
        expect(declared).toEqual(path.match(/\{\w+\}/g) ?? []);
      }
    }
  });

  it('tells statuses, scopes, options and event codes', async () => {
    const { paths, components } = await read();
    const operation = paths['/v1/things/{id}']?.['put'];
    expect(Object.keys(operation?.responses ?? {})).toEqual([
      '200',
      '400',
      '401',
      '403',
      '409',
      '413',
      '415',
      '431',
      '503',
      'default',
    ]);
    expect(operation?.security).toEqual([
      { companyKey: ['deliveries:write'] },
      { session: ['deliveries:write'] },
    ]);
    const names = paths['/v1/uploads']?.['post']?.parameters.map((p) => p.name);
    expect(names).toEqual(['method', 'disabledChannels', 'Idempotency-Key']);
    expect(components.schemas['EventCode']).toMatchObject({ enum: ['delivery.accepted'] });
    expect(Object.keys(components.securitySchemes)).toHaveLength(5);
  });
});

describe('operations', () => {
  it('is ready while the database and the documents answer, whatever Temporal does', async () => {
    const ready = await fetch(`${url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({
      ready: true,
      temporal: 'away',
      readers: { engines: ['text', 'tesseract'], isWithoutNetwork: true },
    });
    away.documents = true;
    const unready = await fetch(`${url}/readyz`);
    away.documents = false;
    expect(unready.status).toBe(503);
    expect(await unready.json()).toMatchObject({ ready: false, documents: 'away' });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('shows metrics to this machine, and not through a proxy', async () => {
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toContain('http_request_duration_seconds_bucket');
    const forwarded = await fetch(`${url}/metrics`, { headers: { 'x-forwarded-for': '1.2.3.4' } });
    expect(forwarded.status).toBe(404);
  });

  it('serves the documentation from this machine only', async () => {
    const docs = await fetch(`${url}/docs`);
    const html = await docs.text();
    expect(docs.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(html).not.toMatch(/https?:/);
    for (const [, path] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect([path, (await fetch(url + path)).status]).toEqual([path, 200]);
    }
  });
});
