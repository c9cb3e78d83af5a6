import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createApi, createApiServer } from '../../api/app.ts';
import { newKey } from '../../api/auth.ts';
import { createMetrics } from '../../api/metrics.ts';
import { deliveryOptions } from '../../api/outbound/addressing.ts';
import { Problem } from '../../api/problem.ts';
import { page, pageQuery, route } from '../../api/route.ts';
import { uploadBody } from '../../api/upload.ts';
import { run } from '../../cli/run.ts';

const company = newKey('company');
const operator = newKey('operator');
const anything = z.record(z.string(), z.unknown());

/** What the service was asked, and how its deliveries end, by the text of the file. */
const asked: { key?: string; options?: unknown; files?: string[]; body?: unknown }[] = [];
const polls = new Map<string, number>();
let unavailable = 0;

const delivery = (id: string, status: string): Record<string, unknown> => ({
  id,
  status,
  number: id.slice(4),
  code: status === 'failed' ? 'recipient-unknown' : null,
  channel: 'peppol',
  documentType: 'invoice',
  amountDue: '1250.50',
  currency: 'NOK',
  seller: { name: 'Selger AS' },
  buyer: { name: 'Kjøper \u001b[31mAS' },
  updatedAt: '2026-03-31T12:00:00.000Z',
  timeline: [
    {
      at: '2026-03-31T12:00:00.000Z',
      code: 'delivery.fell-back',
      channel: 'print',
      text: { nb: 'Sendes som brev', en: 'Goes as a letter' },
      price: { amount: '12.00', currency: 'NOK' },
    },
  ],
});

const routes = [
  route({
    method: 'post',
    path: '/v1/deliveries',
    operationId: 'create',
    summary: '',
    security: 'company',
    scopes: [],
    idempotent: true,
    body: uploadBody(deliveryOptions),
    answers: { 202: { description: '', schema: anything } },
    problems: [],
    handle: ({ body, idempotencyKey }) => {
      const text = new TextDecoder().decode(body.invoice.bytes);
      const files = [body.invoice, ...body.attachments].map((file) => file.filename);
      asked.push({ key: idempotencyKey, options: body.options, files });
      if (text === 'away') throw new Problem(503, 'database-unavailable', 'Away.');
      if (text === 'wrong') {
        throw new Problem(422, 'buyer-missing', 'There is no buyer.', {
          findings: [{ path: '/Invoice', text: 'no buyer' }],
        });
      }
      const id = `dlv_${text}`;
      return { status: 202, body: { id, status: 'accepted', number: text } };
    },
  }),
  route({
    method: 'get',
    path: '/v1/deliveries/{id}',
    operationId: 'get',
    summary: '',
    security: 'company',
    scopes: [],
    params: z.object({ id: z.string() }),
    answers: { 200: { description: '', schema: anything } },
    problems: [],
    handle: ({ params: { id } }) => {
      if (unavailable-- > 0) throw new Problem(503, 'database-unavailable', 'Away.');
      if (id === 'dlv_none') throw new Problem(404, 'delivery-unknown', 'No such delivery.');
      const count = (polls.get(id) ?? 0) + 1;
      polls.set(id, count);
      const end = id.slice(4);
      const isUnderWay = end === 'never' || count < 2;
      return { status: 200, body: delivery(id, isUnderWay ? 'sending' : end) };
    },
  }),
  route({
    method: 'get',
    path: '/v1/deliveries',
    operationId: 'list',
    summary: '',
    security: 'company',
    scopes: [],
    query: pageQuery.extend({ status: z.string().optional() }),
    answers: { 200: { description: '', schema: page(anything) } },
    problems: [],
    handle: ({ query: { cursor, status = 'delivered' } }) => ({
      status: 200,
      body:
        cursor === undefined
          ? { data: [delivery('dlv_2', status)], nextCursor: 'next' }
          : { data: [delivery('dlv_1', status)], nextCursor: null },
    }),
  }),
  route({
    method: 'post',
    path: '/v1/deliveries/{id}/answer',
    operationId: 'answer',
    summary: '',
    security: 'company',
    scopes: [],
    params: z.object({ id: z.string() }),
    body: z.object({ answer: z.string() }),
    answers: { 200: { description: '', schema: anything } },
    problems: [],
    handle: ({ params, body }) => ({
      status: 200,
      body: { ...delivery(params.id, 'sending'), body },
    }),
  }),
  route({
    method: 'get',
    path: '/v1/lookup/receivers',
    operationId: 'lookup',
    summary: '',
    security: 'company',
    scopes: [],
    query: z.object({ organisationNumber: z.string() }),
    answers: { 200: { description: '', schema: anything } },
    problems: [],
    handle: ({ query }) => ({
      status: 200,
      body: {
        ...query,
        channels: [
          { channel: 'peppol', reachable: true, code: null },
          { channel: 'email', reachable: false, code: 'email-missing' },
        ],
      },
    }),
  }),
  ...['companies', 'keys', 'access-point-keys'].map((name) =>
    route({
      method: 'post',
      path: `/v1/admin/${name}`,
      operationId: name,
      summary: '',
      security: 'operator',
      body: anything,
      answers: { 201: { description: '', schema: anything } },
      problems: [],
      handle: ({ body }) => {
        asked.push({ body });
        return { status: 201, body: { tenantId: 't_1', apiKey: 'ai_live_x' } };
      },
    }),
  ),
];

let server: Server;
let url: string;
let folder: string;
beforeAll(async () => {
  const nothing = (): void => undefined;
  const fine = async (): Promise<void> => undefined;
  server = createApiServer(
    createApi({
      routes,
      version: '0',
      metrics: createMetrics(),
      log: { info: nothing, error: nothing },
      readiness: {
        checkDatabase: fine,
        checkDocuments: fine,
        checkTemporal: fine,
        describeReaders: () => ({ engines: [], isWithoutNetwork: true }),
      },
      auth: {
        findCompanyKey: async (hash) =>
          hash === company.hash ? { tenantId: 't_1', keyId: 'key_1', scopes: [] } : null,
        findAccessPointKey: async () => null,
        operatorKeyHash: operator.hash,
        publicUrl: 'http://127.0.0.1',
        findSession: async () => null,
        findVendorKey: async () => null,
      },
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = mkdtempSync(join(tmpdir(), 'autoinvoice-cli-'));
  const tenants = [{ name: 'A', organisationNumber: '987654325', apiKey: company.key }];
  writeFileSync(
    join(folder, 'installation.json'),
    JSON.stringify({ addresses: { api: url }, tenants }),
  );
  writeFileSync(join(folder, 'operator.json'), JSON.stringify({ key: operator.key }));
  for (const text of ['delivered', 'failed', 'never', 'wrong', 'away']) {
    writeFileSync(join(folder, `${text}.xml`), text);
  }
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  asked.length = 0;
  polls.clear();
  unavailable = 0;
});

async function cli(
  args: string[],
  more: { environment?: Record<string, string>; signal?: AbortSignal; hasColour?: boolean } = {},
): Promise<{ code: number; out: string; err: string; lines: () => Record<string, unknown>[] }> {
  let out = '';
  let err = '';
  const code = await run(args, {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    environment: { AUTOINVOICE_DATA: folder, ...more.environment },
    workingFolder: folder,
    hasColour: more.hasColour ?? false,
    signal: more.signal ?? new AbortController().signal,
  });
  const lines = (): Record<string, unknown>[] =>
    out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { code, out, err, lines };
}

describe('autoinvoice send', () => {
  it('prints a row per file, and goes on after one that cannot be read or is refused', async () => {
    const { code, out } = await cli(['send', 'none.xml', 'wrong.xml', 'delivered.xml']);
    expect(code).toBe(1);
    const [heading, ...rows] = out.trimEnd().split('\n');
    expect(heading).toMatch(/^FILE +NUMBER +STATUS/);
    expect(rows[0]).toContain('file-unreadable: none.xml: There is no such file.');
    expect(rows[1]).toContain('buyer-missing: There is no buyer. · /Invoice: no buyer');
    expect(rows[2]).toMatch(/^delivered.xml +delivered +accepted +dlv_delivered$/);
  });

  it('prints one JSON line per file and nothing else', async () => {
    const { code, lines, err } = await cli(['send', 'none.xml', 'delivered.xml', '--json']);
    expect(lines()).toEqual([
      { file: 'none.xml', error: { code: 'file-unreadable', detail: expect.any(String) } },
      { file: 'delivered.xml', id: 'dlv_delivered', status: 'accepted', number: 'delivered' },
    ]);
    expect([code, err]).toEqual([1, '']);
  });

  it('ends with 0 when every file was accepted', async () => {
    expect((await cli(['send', 'delivered.xml', 'failed.xml'])).code).toBe(0);
  });

  it('sends the options, and has the same key for the same bytes and options only', async () => {
    const options = ['--method', 'email', '--email', 'a@b.no', '--disable', 'print,peppol'];
    const more = ['--not-before', '2026-03-31T08:00Z', '--customer', '7'];
    await cli(['send', 'delivered.xml', ...options, ...more]);
    expect(asked[0]?.options).toEqual({
      method: 'email',
      email: 'a@b.no',
      disabledChannels: ['print', 'peppol'],
      notBefore: '2026-03-31T08:00:00.000Z',
      customerNumber: '7',
    });
    await cli(['send', 'delivered.xml', ...more, ...options]);
    await cli(['send', 'delivered.xml']);
    await cli(['send', 'failed.xml']);
    await cli(['send', 'delivered.xml', '--attach', 'failed.xml']);
    expect(asked[4]?.files).toEqual(['delivered.xml', 'failed.xml']);
    const keys = asked.map((request) => request.key);
    expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(keys[1]).toBe(keys[0]);
    expect(new Set(keys).size).toBe(4);
  });

  it.each([
    ['delivered', 0],
    ['failed', 1],
  ])('with --wait waits until it is %s and ends with %i', async (status, exitCode) => {
    const { code, lines } = await cli(['send', `${status}.xml`, '--wait', '--json']);
    expect(lines()).toMatchObject([{ file: `${status}.xml`, status, channel: 'peppol' }]);
    expect(code).toBe(exitCode);
  });

  it('goes on waiting while the service is away for a moment', async () => {
    unavailable = 2;
    expect((await cli(['send', 'delivered.xml', '--wait'])).code).toBe(0);
  });

  it('stops waiting after the timeout and says how it stands', async () => {
    const args = ['send', 'never.xml', '--wait', '--timeout', '1', '--json'];
    const { code, lines } = await cli(args);
    expect(lines()[0]).toMatchObject({ status: 'sending', error: { code: 'still-under-way' } });
    expect(code).toBe(1);
  });

  it('shows what was accepted before the service went away, and says what to do', async () => {
    const { code, lines, err } = await cli(['send', 'delivered.xml', 'away.xml', '--json']);
    expect(lines()).toHaveLength(1);
    expect(code).toBe(3);
    expect(err).toContain('Run the same command again');
  });

  it('shows what was accepted when it is stopped', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 300);
    const args = ['send', 'never.xml', '--wait', '--json'];
    const { code, lines } = await cli(args, { signal: stop.signal });
    expect(lines()[0]).toMatchObject({ id: 'dlv_never' });
    expect(code).toBe(130);
  });

  it.each([
    [['send'], 'missing required argument'],
    [['send', 'a.xml', '--method', 'pigeon'], 'Allowed choices are automatic'],
    [['send', 'a.xml', '--disable', 'fax'], 'fax is not one of'],
    [['send', 'a.xml', '--not-before', 'soon'], 'no date'],
    [['send', 'a.xml', '--timeout', '0'], 'no whole number'],
    [['sned', 'a.xml'], 'Did you mean send?'],
  ])('%j is wrong use: exit 2', async (args, words) => {
    const { code, err, out } = await cli(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(words);
  });
});

describe('autoinvoice deliveries', () => {
  it('reads all pages up to the limit', async () => {
    const { lines } = await cli(['deliveries', '--json', '--status', 'failed']);
    expect(lines().map((line) => [line['id'], line['status']])).toEqual([
      ['dlv_2', 'failed'],
      ['dlv_1', 'failed'],
    ]);
    expect((await cli(['deliveries', '--json', '--limit', '1'])).lines()).toHaveLength(1);
  });

  it('shows a person a table, in which foreign text cannot steer the terminal', async () => {
    const { out } = await cli(['deliveries']);
    expect(out).toMatch(/2026-03-31 14:00:00 +2 +Kjøper {2}?\[31mAS +1250.50 NOK +delivered/);
    expect(out).not.toContain('\u001b');
    expect((await cli(['deliveries'], { hasColour: true })).out).toContain('\u001b[32mdelivered');
  });

  it('--watch shows each change once, until it is stopped', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 1500);
    const { code, lines } = await cli(['deliveries', '--watch', '--json'], { signal: stop.signal });
    expect(lines().map((line) => line['id'])).toEqual(['dlv_1', 'dlv_2']);
    expect(code).toBe(0);
  });
});

describe('autoinvoice delivery', () => {
  it('tells what happened, in the language of the person', async () => {
    const { out } = await cli(['delivery', 'dlv_delivered']);
    expect(out).toContain('2026-03-31 14:00:00  Goes as a letter (12.00 NOK)');
    const norwegian = await cli(['delivery', 'dlv_x'], { environment: { LANG: 'nb_NO.UTF-8' } });
    expect(norwegian.out).toContain('Sendes som brev');
  });

  it('says so where there is none', async () => {
    const { code, err } = await cli(['delivery', 'dlv_none']);
    expect([code, err]).toEqual([1, 'No such delivery. [delivery-unknown]\n']);
  });

  it('that waits for a person is answered', async () => {
    await cli(['delivery', 'dlv_needs-attention']);
    const { out } = await cli(['delivery', 'dlv_needs-attention']);
    expect(out).toContain('autoinvoice answer dlv_needs-attention send|stop');
    const { lines } = await cli(['answer', 'dlv_1', 'send', '--json']);
    expect(lines()[0]).toMatchObject({ id: 'dlv_1', body: { answer: 'send' } });
  });
});

it('autoinvoice lookup tells which channels reach a buyer and why the others do not', async () => {
  const { out } = await cli(['lookup', '987654325']);
  expect(out).toMatch(/peppol +yes\nemail +no +email-missing\n/);
});

describe('autoinvoice admin', () => {
  it('creates a company with settings and prints one JSON line', async () => {
    const args = ['admin', 'create-company', '--name', 'A', '--organisation-number', '987654325'];
    const set = ['--set', 'sending.duplicates=allow', 'networks.peppol=false'];
    const { code, lines } = await cli([...args, '--authenticated', ...set]);
    expect([code, lines()]).toEqual([0, [{ tenantId: 't_1', apiKey: 'ai_live_x' }]]);
    expect(asked[0]?.body).toEqual({
      name: 'A',
      organisationNumber: '987654325',
      status: 'authenticated',
      settings: { sending: { duplicates: 'allow' }, networks: { peppol: false } },
    });
    const wrong = await cli([...args, '--set', 'sending.emial=false']);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('sending.maySendForOthers');
    expect((await cli([...args, '--set', 'sending.email=no'])).code).toBe(2);
  });

  it('creates keys', async () => {
    await cli(['admin', 'create-key', '--tenant', 't_1', '--scopes', 'deliveries:read']);
    await cli(['admin', 'create-access-point-key', '--networks', 'peppol,visma']);
    expect(asked.map((request) => request.body)).toEqual([
      { tenantId: 't_1', scopes: ['deliveries:read'] },
      { networks: ['peppol', 'visma'] },
    ]);
  });
});

describe('the service', () => {
  it('that is not there: exit 3 and how to start it', async () => {
    const none = await cli(['deliveries'], { environment: { AUTOINVOICE_DATA: '/nowhere' } });
    expect([none.code, none.out]).toEqual([3, '']);
    expect(none.err).toContain('npm start');
    const environment = { AUTOINVOICE_URL: 'http://127.0.0.1:9', AUTOINVOICE_API_KEY: 'ai_live_x' };
    const silent = await cli(['deliveries', '--json'], { environment });
    expect([silent.code, silent.out]).toEqual([3, '']);
    expect(silent.err).toContain('No service answers at http://127.0.0.1:9');
  });

  it('that refuses the key: exit 3', async () => {
    const environment = { AUTOINVOICE_API_KEY: newKey('company').key };
    const { code, err } = await cli(['send', 'delivered.xml'], { environment });
    expect([code, err.includes('AUTOINVOICE_API_KEY')]).toEqual([3, true]);
  });

  it('elsewhere is not shown the keys of this installation', async () => {
    const environment = { AUTOINVOICE_URL: url.replace('127.0.0.1', 'localhost') };
    const { code, err } = await cli(['deliveries'], { environment });
    expect([code, err.includes('key-missing')]).toEqual([3, true]);
    expect((await cli(['admin', 'revoke-key', 'k'], { environment })).err).toContain('operator');
  });

  it('is asked as the company that --company names', async () => {
    expect((await cli(['deliveries', '--company', '987 654 325'])).code).toBe(0);
    expect((await cli(['deliveries', '--company', '987654333'])).err).toContain('987654333');
  });
});

it('help has examples and the exit codes', async () => {
  const { code, out, err } = await cli(['send', '--help']);
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/Exit codes:[^]*Examples:/);
});
