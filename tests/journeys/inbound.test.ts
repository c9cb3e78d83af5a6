import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { billingInvoice } from '../../invoice/document-types.ts';
import { writeSbd } from '../../invoice/sbdh.ts';
import {
  ask,
  installation,
  json,
  newCompany,
  newOrganisationNumber,
  operatorKey,
  sampleInvoice,
  type Answer,
  type Company,
} from '../support/installation.ts';

let company: Company;
beforeAll(async () => {
  company = await newCompany();
});

interface Envelope {
  readonly document?: string;
  readonly instanceId?: string;
  readonly receiver?: string;
  readonly payload?: 'xml' | 'binary';
}

const sbd = (given: Envelope = {}): Uint8Array =>
  writeSbd({
    instanceId: given.instanceId ?? randomUUID(),
    sender: '0192:999999905',
    receiver: given.receiver ?? `0192:${company.organisationNumber}`,
    documentTypeId: billingInvoice.documentTypeId,
    processId: billingInvoice.processId,
    countryC1: 'NO',
    createdAt: '2026-11-20T10:00:00Z',
    document: Buffer.from(given.document ?? sampleInvoice()),
    payload: given.payload ?? 'binary',
  });

/** Hands in at the door, as an access point does. */
const handIn = (
  body: string | Uint8Array,
  network = 'peppol',
  key: string | null = installation().accessPoint.key,
): Promise<Answer> =>
  ask('POST', `/v1/access-point/inbound?network=${network}`, key, {
    headers: { 'content-type': 'application/xml' },
    body,
  });

/** The received document once it has been read. */
async function read(id: string): Promise<Answer['body']> {
  for (const end = Date.now() + 10_000; ;) {
    const { body } = await ask('GET', `/v1/received/${id}`, company.key);
    if (body.number !== null || body.status === 'unreadable') return body;
    if (Date.now() > end) throw new Error(`${id} is not read: ${JSON.stringify(body)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('a document that an access point hands in', () => {
  it('is kept byte by byte and read', async () => {
    const document = sampleInvoice();
    const instanceId = randomUUID();
    const { status, body } = await handIn(sbd({ document, instanceId }), 'visma');
    expect(status).toBe(200);
    expect(await read(body.id)).toMatchObject({
      status: 'received',
      network: 'visma',
      instanceId,
      sender: '0192:999999905',
      duplicateOf: null,
      documentType: 'invoice',
      currency: 'NOK',
      seller: { name: 'Fjordbygg Demo AS', organisationNumber: '987654325' },
    });
    const kept = await ask('GET', `/v1/received/${body.id}/document`, company.key);
    expect(kept.bytes.toString()).toBe(document);
    expect(kept.headers.get('content-type')).toBe('application/xml');
  });

  it('is the same one when it comes again with the same id, also at once', async () => {
    const bytes = sbd();
    const first = await handIn(bytes);
    const again = await Promise.all([handIn(bytes), handIn(bytes), handIn(bytes)]);
    for (const { status, body } of again) expect([status, body.id]).toEqual([200, first.body.id]);
  });

  it('is a duplicate when other bytes come under the same instance id', async () => {
    const instanceId = randomUUID();
    const first = await handIn(sbd({ instanceId }));
    const other = await handIn(sbd({ instanceId }));
    expect(other.status).toBe(200);
    expect(other.body.id).not.toBe(first.body.id);
    expect(await read(other.body.id)).toMatchObject({ duplicateOf: first.body.id });
    expect(await read(first.body.id)).toMatchObject({ duplicateOf: null });
  });

  it('is a duplicate when the same invoice comes under another instance id', async () => {
    const document = sampleInvoice();
    const first = await handIn(sbd({ document }));
    await read(first.body.id);
    const other = await handIn(sbd({ document }));
    expect(await read(other.body.id)).toMatchObject({ duplicateOf: first.body.id });
  });

  it.each([
    ['<not-an-invoice xmlns="urn:x"/>', 'wrong-root'],
    ['this is no XML', 'not-xml'],
    [sampleInvoice().replace('21235.25</cbc:Payable', '21 235</cbc:Payable'), null],
  ])('that cannot be read is kept as unreadable: %.30s', async (document, code) => {
    const { status, body } = await handIn(sbd({ document }));
    expect(status).toBe(200);
    if (code !== null) {
      expect(await read(body.id)).toMatchObject({ status: 'unreadable', unreadableCode: code });
      const confirm = await ask('POST', `/v1/received/${body.id}/confirm`, company.key);
      expect([confirm.status, confirm.body.code]).toEqual([409, 'wrong-state']);
    }
    const kept = await ask('GET', `/v1/received/${body.id}/document`, company.key);
    expect(kept.bytes.toString()).toBe(document);
  });

  it('is confirmed by the accounting system, once or twice', async () => {
    const { body } = await handIn(sbd());
    await read(body.id);
    const first = await ask('POST', `/v1/received/${body.id}/confirm`, company.key);
    expect([first.status, first.body.status]).toEqual([200, 'confirmed']);
    expect(first.body.confirmedAt).not.toBeNull();
    const second = await ask('POST', `/v1/received/${body.id}/confirm`, company.key);
    expect([second.status, second.body]).toEqual([200, first.body]);
    const { body: list } = await ask('GET', '/v1/received?status=confirmed', company.key);
    expect(list.data.map(({ id }: { id: string }) => id)).toContain(body.id);
  });
});

describe('the door', () => {
  it('refuses who has no key, a company’s key, or a key for another network', async () => {
    const made = await ask(
      'POST',
      '/v1/admin/access-point-keys',
      operatorKey(),
      json({ networks: ['peppol'] }),
    );
    const { key, keyId } = made.body;
    expect((await handIn(sbd(), 'peppol', key)).status).toBe(200);
    for (const [network, tried] of [
      ['peppol', null],
      ['peppol', company.key],
      ['peppol', operatorKey()],
      ['visma', key],
    ] as const) {
      expect((await handIn(sbd(), network, tried)).status).toBe(401);
    }
    expect((await ask('POST', `/v1/admin/keys/${keyId}/revoke`, operatorKey())).status).toBe(200);
    expect((await handIn(sbd(), 'peppol', key)).status).toBe(401);
  });

  it('does not know a recipient that is no company here', async () => {
    const receiver = `0192:${newOrganisationNumber()}`;
    const { status, body } = await handIn(sbd({ receiver }));
    expect([status, body.code]).toEqual([404, 'recipient-unknown']);
  });

  it('does not know a company that has switched the network off', async () => {
    const off = await newCompany({ settings: { networks: { peppol: false } } });
    const receiver = `0192:${off.organisationNumber}`;
    expect((await handIn(sbd({ receiver }), 'peppol')).status).toBe(404);
    expect((await handIn(sbd({ receiver }), 'visma')).status).toBe(200);
  });

  it.each([
    ['no envelope', sampleInvoice()],
    ['no XML', 'hello'],
    ['a DOCTYPE', '<!DOCTYPE x><x/>'],
    ['an empty one', ''],
  ])('keeps nothing of an envelope that cannot be read: %s', async (_case, body) => {
    const before = (await ask('GET', '/v1/received', company.key)).body.data.length;
    const answer = await handIn(body);
    expect([answer.status, answer.body.code]).toEqual([422, 'sbd-invalid']);
    expect((await ask('GET', '/v1/received', company.key)).body.data).toHaveLength(before);
  });
});
