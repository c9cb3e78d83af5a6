import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { PDFParse } from 'pdf-parse';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startMailCatcher } from '../../channels/email/stand-in.ts';
import type { SigningCredentials } from '../../signing/authorization.ts';
import type { SigningDocument } from '../../signing/signing.ts';
import { startSigningStandIn, type SigningStandIn } from '../../signing/stand-in.ts';
import { createVismaSign, type VismaSignOptions } from '../../signing/visma-sign.ts';
import { renderPdf } from '../../rendering/pdf.ts';
import { sample } from '../rendering/printed.ts';

const organisation: SigningCredentials = {
  kind: 'organisation',
  clientId: '00000000-0000-4000-8000-000000000001',
  secret: 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=',
};
const partner: SigningCredentials = {
  kind: 'partner',
  clientId: 'partner',
  secret: 'partner-secret',
  asOrganisation: '00000000-0000-4000-8000-0000000000aa',
};
const faultsKey = 'key-of-the-faults';
const invitation = { email: 'kari@example.com', language: 'nb', message: 'Velkommen.' } as const;
const small = Buffer.from('%PDF-1.4\n%%EOF\n');

let folder: string;
let catcher: Awaited<ReturnType<typeof startMailCatcher>>;
let standIn: SigningStandIn;
let clock: number;
let count = 0;

const start = (more: Partial<Parameters<typeof startSigningStandIn>[0]> = {}) =>
  startSigningStandIn({
    host: '127.0.0.1',
    port: 0,
    file: path.join(folder, 'signing.json'),
    smtpUrl: catcher.smtpUrl,
    client: organisation,
    partner: { ...partner, organisation: partner.asOrganisation },
    faultsKey,
    requestsPerSecond: 1000,
    now: () => clock,
    ...more,
  });
const service = (more: Partial<VismaSignOptions> = {}) =>
  createVismaSign({
    url: standIn.url,
    credentials: organisation,
    timeoutSeconds: 5,
    now: () => clock,
    ...more,
  });
const faults = async (method: 'POST' | 'DELETE' | 'GET', body?: unknown): Promise<number> => {
  const { status } = await fetch(`${standIn.origin}/faults`, {
    method,
    headers: { authorization: `Bearer ${faultsKey}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return status;
};
const newName = (): string => `AutoInvoice act_${++count}`;
async function invited(name = newName()): Promise<string> {
  const { id } = await service().createDocument({ name, validUntil: '2026-12-24' });
  await service().addFile(id, { filename: 'avtale.pdf', bytes: small });
  await service().invite(id, invitation);
  return id;
}
/** The link that the mail about this document carries. */
async function linkFor(name: string): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const list = (await (await fetch(`${catcher.pageUrl}/api/messages?limit=500`)).json()) as {
      data: { id: string; subject: string }[];
    };
    const mail = list.data.find(({ subject }) => subject.endsWith(`: ${name}`));
    if (mail) {
      const one = (await (await fetch(`${catcher.pageUrl}/api/messages/${mail.id}`)).json()) as {
        text: string;
      };
      return /http:\S+/.exec(one.text)?.[0] ?? '';
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`No mail about ${name}`);
}
async function play(name: string, form: Record<string, string>): Promise<Response> {
  const link = new URL(await linkFor(name));
  const passphrase = link.searchParams.get('passphrase') ?? '';
  return fetch(link.origin + link.pathname, {
    method: 'POST',
    body: new URLSearchParams({ passphrase, ...form }),
  });
}
async function until(
  id: string,
  isReached: (document: SigningDocument) => boolean,
): Promise<SigningDocument> {
  for (let tries = 0; tries < 100; tries++) {
    const document = await service().readDocument(id);
    if (document && isReached(document)) return document;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Document ${id} did not get there`);
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'signing-'));
  catcher = await startMailCatcher({
    host: '127.0.0.1',
    smtpPort: 0,
    httpPort: 0,
    folder: path.join(folder, 'mail'),
    credentials: { user: 'autoinvoice', password: 'secret' },
  });
  clock = Date.parse('2026-11-24T12:00:00Z');
  standIn = await start();
});
beforeEach(async () => {
  clock = Date.parse('2026-11-24T12:00:00Z');
  await faults('DELETE');
});
afterAll(async () => {
  await standIn.close();
  await catcher.close();
  await rm(folder, { recursive: true });
});

describe.each([
  ['an organisation for itself', organisation],
  ['a partner for its organisation', partner],
])('Visma Sign, called by %s', (_who, credentials) => {
  const sign = () => service({ credentials });

  it('takes a document from its making to its signature', async () => {
    const name = newName();
    expect(await sign().findDocument(name)).toBeNull();
    const { id } = await sign().createDocument({ name, validUntil: '2026-12-24' });
    const bare = { id, name, status: 'new', rawStatus: 'new', hasFile: false, invitations: [] };
    expect(await sign().readDocument(id)).toEqual(bare);
    expect(await sign().findDocument(name)).toEqual(bare);

    const given = await renderPdf(sample('credit-note.xml'), { language: 'nb' });
    await sign().addFile(id, { filename: 'avtale å (1).pdf', bytes: given });
    expect(await sign().readDocument(id)).toEqual({ ...bare, hasFile: true });

    await sign().invite(id, { ...invitation, name: 'Kari Nordmann' });
    const waiting = await until(id, ({ invitations }) => invitations[0]?.status === 'new');
    expect(waiting).toMatchObject({
      status: 'pending',
      invitations: [{ status: 'new', email: 'kari@example.com' }],
    });

    const page = await (await fetch(await linkFor(name))).text();
    expect(page).toContain(name);
    expect(page).toContain('BankID');
    expect((await sign().readDocument(id))?.invitations[0]?.status).toBe('opened');
    expect((await play(name, { action: 'sign', name: ' ' })).status).toBe(400);
    const done = await play(name, { action: 'sign', name: 'Kari Nordmann' });
    expect(await done.text()).toContain('Dokumentet er signert');
    expect((await play(name, { action: 'decline' })).status).toBe(409);

    expect(await sign().findDocument(name)).toEqual({
      ...bare,
      status: 'signed',
      rawStatus: 'signed',
      hasFile: true,
      invitations: [
        {
          status: 'signed',
          email: 'kari@example.com',
          signedBy: 'Kari Nordmann',
          signedAt: '2026-11-24T12:00:00.000Z',
        },
      ],
    });
    const signed = Buffer.from(await sign().readFile(id));
    expect(signed.subarray(0, given.length).equals(Buffer.from(given))).toBe(true);
    const parser = new PDFParse({ data: new Uint8Array(signed) });
    const { pages } = await parser.getText();
    await parser.destroy();
    expect(pages).toHaveLength(2);
    expect(pages[0]?.text).toContain('Fjordbygg');
    expect(pages[1]?.text).toContain('Signert av: Kari Nordmann');
    await expect(sign().cancel(id)).rejects.toMatchObject({
      kind: 'not-permitted',
      code: 'document-signed',
    });
  });
});

describe('a document at Visma Sign', () => {
  it.each([
    ['decline', 'declined'],
    ['expire', 'expired'],
  ])('is cancelled where the signer lets it %s', async (action, status) => {
    const name = newName();
    const id = await invited(name);
    expect((await play(name, { action })).status).toBe(200);
    expect(await service().readDocument(id)).toMatchObject({
      status: 'cancelled',
      invitations: [{ status }],
    });
  });

  it('ends with its last day', async () => {
    const id = await invited();
    clock = Date.parse('2026-12-24T23:00:00Z');
    expect((await service().readDocument(id))?.status).toBe('pending');
    clock = Date.parse('2026-12-25T01:00:00Z');
    expect((await service().readDocument(id))?.status).toBe('cancelled');
  });

  it('is cancelled once, and what is gone is gone', async () => {
    const name = newName();
    const id = await invited(name);
    await service().cancel(id);
    await service().cancel(id);
    await service().cancel('00000000-0000-4000-8000-00000000dead');
    expect((await service().readDocument(id))?.status).toBe('cancelled');
    expect((await play(name, { action: 'sign', name: 'Kari' })).status).toBe(409);
  });

  it('takes one PDF under 10 MB, before anybody is invited', async () => {
    const { id } = await service().createDocument({ name: newName(), validUntil: '2026-12-24' });
    const add = (bytes: Uint8Array) => service().addFile(id, { filename: 'a.pdf', bytes });
    const refused = { kind: 'misconfigured', code: 'signing-400' };
    await expect(service().invite(id, invitation)).rejects.toMatchObject(refused);
    await expect(add(Buffer.from('no pdf'))).rejects.toMatchObject(refused);
    await expect(add(Buffer.concat([small, Buffer.alloc(10_000_000)]))).rejects.toMatchObject(
      refused,
    );
    await add(small);
    await expect(add(small)).rejects.toMatchObject(refused);
    await service().invite(id, invitation);
    await expect(add(small)).rejects.toMatchObject(refused);
  });

  it.each([
    ['', 400],
    ['x'.repeat(100), 201],
    ['x'.repeat(101), 400],
  ])('has a name of 1 to 100 characters', async (name, status) => {
    const created = service().createDocument({ name, validUntil: '2026-12-24' });
    if (status === 201) await expect(created).resolves.toBeDefined();
    else await expect(created).rejects.toMatchObject({ code: `signing-${status}` });
  });

  it('is found by its whole name, on later pages too, and the living one before one that has ended', async () => {
    const name = newName();
    const ids: string[] = [];
    for (let at = 0; at < 25; at++) {
      const { id } = await service().createDocument({
        name: at < 23 ? `${name} ${at}` : name,
        validUntil: '2026-12-24',
      });
      ids.push(id);
    }
    await service().cancel(ids[23] ?? '');
    expect((await service().findDocument(name))?.id).toBe(ids[24]);
  });

  it('outlives a restart, with a mail that could not be sent', async () => {
    await standIn.close();
    standIn = await start({ smtpUrl: 'smtp://127.0.0.1:1' });
    const name = newName();
    const id = await invited(name);
    expect((await service().readDocument(id))?.invitations[0]?.status).toBe('sending');
    await standIn.close();
    standIn = await start();
    await until(id, ({ invitations }) => invitations[0]?.status === 'new');
    expect((await fetch(await linkFor(name))).status).toBe(200);
    const saved = await readFile(path.join(folder, 'signing.json'), 'utf8');
    expect(JSON.parse(saved)).toContainEqual(expect.objectContaining({ uuid: id }));
  });

  it('is signed by itself where the stand-in is told so, after a restart too', async () => {
    const id = await invited();
    await standIn.close();
    standIn = await start({ signsByItself: { afterSeconds: 0.2, name: 'Ola Nordmann' } });
    const signed = await until(id, ({ status }) => status === 'signed');
    expect(signed.invitations[0]?.signedBy).toBe('Ola Nordmann');
    await standIn.close();
    standIn = await start();
  });

  it('shows its page to nobody without the passphrase', async () => {
    const name = newName();
    await invited(name);
    const link = new URL(await linkFor(name));
    link.searchParams.set('passphrase', 'wrong');
    expect((await fetch(link)).status).toBe(404);
  });
});

describe('Visma Sign refuses', () => {
  it.each<[string, Partial<VismaSignOptions>]>([
    ['a wrong secret', { credentials: { ...organisation, secret: 'AAAA' } }],
    ['a stranger', { credentials: { ...organisation, clientId: 'stranger' } }],
    ['a clock that is an hour off', { now: () => clock + 3_600_000 }],
    ['a partner with a wrong secret', { credentials: { ...partner, secret: 'wrong' } }],
  ])('%s', async (_name, more) => {
    await expect(service(more).findDocument('x')).rejects.toMatchObject({
      kind: 'misconfigured',
      code: 'signing-401',
    });
  });

  it('a partner at an organisation that has not given access', async () => {
    const credentials = { ...partner, asOrganisation: 'other' };
    await expect(service({ credentials }).findDocument('x')).rejects.toMatchObject({
      kind: 'misconfigured',
      code: 'signing-403',
    });
  });

  it('more requests a second than it allows', async () => {
    await standIn.close();
    standIn = await start({ requestsPerSecond: 20 });
    const asked = await Promise.allSettled(
      Array.from({ length: 21 }, () => service().readDocument('none')),
    );
    const refused = asked.filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject([{ reason: { kind: 'rate-limited', retryAfterSeconds: 1 } }]);
    clock += 1001;
    expect(await service().readDocument('none')).toBeNull();
    await standIn.close();
    standIn = await start();
  });

  it('whoever has no key of the faults', async () => {
    const answer = await fetch(`${standIn.origin}/faults`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(401);
    expect(await faults('POST', { kind: 'unheard-of' })).toBe(400);
  });
});

describe('a partner’s token', () => {
  it('is kept until shortly before it expires, and replaced where it is refused', async () => {
    const sign = service({ credentials: partner });
    await sign.findDocument('x');
    await faults('POST', { kind: '500', calls: ['token'] });
    await sign.findDocument('x');
    clock += 3_400_000;
    await sign.findDocument('x');
    clock += 120_000;
    await expect(sign.findDocument('x')).rejects.toMatchObject({ kind: 'service-unavailable' });
    await faults('DELETE');
    await sign.findDocument('x');
    // A restart forgets all tokens.
    const { port } = new URL(standIn.origin);
    await standIn.close();
    standIn = await start({ port: Number(port) });
    await sign.findDocument('x');
  });
});

describe('when Visma Sign fails', () => {
  it.each([
    ['401', { kind: 'misconfigured', code: 'signing-401' }],
    ['403', { kind: 'misconfigured', code: 'signing-403' }],
    ['429', { kind: 'rate-limited', code: 'signing-429', retryAfterSeconds: 7 }],
    [
      '429-without-retry-after',
      { kind: 'rate-limited', code: 'signing-429', retryAfterSeconds: 60 },
    ],
    ['500', { kind: 'service-unavailable', code: 'signing-500' }],
    ['silence', { kind: 'service-unavailable', code: 'signing-unreachable' }],
    ['answer-lost', { kind: 'service-unavailable', code: 'signing-unreachable' }],
  ])('with %s, a look at a document is repeated or the operator asked', async (kind, failure) => {
    const id = await invited();
    await faults('POST', { kind, calls: ['read'] });
    await expect(service({ timeoutSeconds: 0.3 }).readDocument(id)).rejects.toMatchObject(failure);
  });

  it('404 says that there is no such document', async () => {
    const id = await invited();
    await faults('POST', { kind: '404' });
    expect(await service().readDocument(id)).toBeNull();
    const missing = { kind: 'misconfigured', code: 'document-missing' };
    await expect(service().invite(id, invitation)).rejects.toMatchObject(missing);
    await expect(service().addFile(id, { filename: 'a', bytes: small })).rejects.toMatchObject(
      missing,
    );
    await expect(service().readFile(id)).rejects.toMatchObject({ code: 'file-missing' });
  });

  it.each(['silence', 'answer-lost'] as const)(
    'nobody knows whether something was made where there is %s',
    async (kind) => {
      const [name, validUntil] = [newName(), '2026-12-24'];
      const sign = service({ timeoutSeconds: 0.3 });
      const { id } = await sign.createDocument({ name: newName(), validUntil });
      await faults('POST', { kind, calls: ['create', 'invite', 'add-file'] });
      const hasHappened = kind === 'answer-lost';
      const unknown = { kind: 'outcome-unknown', code: 'signing-answer-lost' };
      await expect(sign.createDocument({ name, validUntil })).rejects.toMatchObject(unknown);
      expect((await sign.findDocument(name)) !== null).toBe(hasHappened);
      const file = { filename: 'a.pdf', bytes: small };
      await expect(sign.addFile(id, file)).rejects.toMatchObject(unknown);
      expect((await sign.readDocument(id))?.hasFile).toBe(hasHappened);
      await expect(sign.invite(id, invitation)).rejects.toMatchObject(unknown);
      expect((await sign.readDocument(id))?.invitations).toHaveLength(hasHappened ? 1 : 0);
    },
  );

  it('nothing has arrived where nobody listens', async () => {
    const other = http.createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await new Promise((resolve) => other.close(resolve));
    const away = service({ url: `http://127.0.0.1:${port}/api/v1` });
    await expect(
      away.createDocument({ name: 'x', validUntil: '2026-12-24' }),
    ).rejects.toMatchObject({ kind: 'service-unavailable', code: 'signing-unreachable' });
  });

  it('a status that nobody knows is shown as it is', async () => {
    const id = await invited();
    await faults('POST', { kind: 'unknown-status' });
    expect(await service().readDocument(id)).toMatchObject({
      status: 'unknown',
      rawStatus: 'awaiting_seal',
    });
  });

  it('a document without its file shows so', async () => {
    const id = await invited();
    await faults('POST', { kind: 'file-missing' });
    expect((await service().readDocument(id))?.hasFile).toBe(false);
    await expect(service().readFile(id)).rejects.toMatchObject({
      kind: 'misconfigured',
      code: 'file-missing',
    });
  });

  it('a signed file with another hash than it came with is not taken', async () => {
    const id = await invited();
    await faults('POST', { kind: 'file-damaged', times: 1 });
    await expect(service().readFile(id)).rejects.toMatchObject({
      kind: 'service-unavailable',
      code: 'file-damaged',
    });
    await faults('POST', { kind: 'file-other', times: 1 });
    const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    expect(sha(await service().readFile(id))).not.toBe(sha(small));
    expect(sha(await service().readFile(id))).toBe(sha(small));
  });

  it.each([
    ['is no JSON', 200, {}, 'nonsense', 'service-unavailable'],
    ['has another shape', 200, {}, '{"documents":1}', 'service-unavailable'],
  ])('an answer that %s is not believed', async (_name, status, headers, body, kind) => {
    const other = http.createServer((_request, response) => {
      response.writeHead(status, headers).end(body);
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}/api/v1`;
    try {
      await expect(service({ url }).findDocument('x')).rejects.toMatchObject({ kind });
    } finally {
      other.close();
    }
  });
});
