import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { ask, json, newCompany, sampleInvoice, send } from '../support/installation.ts';

let key: string;
beforeAll(async () => {
  ({ key } = await newCompany());
});

const sample = sampleInvoice();
const change = (from: string | RegExp, to: string): string => {
  const changed = sample.replace(from, to);
  if (changed === sample) throw new Error(`The sample has no ${String(from)}`);
  return changed;
};
const megabyte = 1_000_000;

describe('what cannot be an invoice is refused with its own code, its place and what to do', () => {
  it.each<[string, number, string, () => string | Uint8Array, string | null]>([
    ['not XML', 400, 'not-xml', () => 'Hei', null],
    ['nothing', 400, 'not-xml', () => '', null],
    ['broken XML', 400, 'not-xml', () => sample.slice(0, 1000), null],
    [
      'another root',
      400,
      'wrong-root',
      () => '<?xml version="1.0"?><Order xmlns="urn:x"/>',
      '/Order',
    ],
    [
      'a DOCTYPE',
      400,
      'doctype-refused',
      () => change('<Invoice', '<!DOCTYPE Invoice [<!ENTITY a "b">]><Invoice'),
      null,
    ],
    [
      'the wrong encoding',
      400,
      'encoding-wrong',
      () => Buffer.from(sample.replace('Oslo', 'Tromsø'), 'latin1'),
      null,
    ],
    [
      '100,000 nested tags',
      400,
      'too-deep',
      () => `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`,
      null,
    ],
    ['30 MB', 413, 'too-large', () => Buffer.alloc(30 * megabyte, 0x20), null],
    [
      'no buyer',
      422,
      'buyer-missing',
      () => change(/<cac:AccountingCustomerParty>[^]*<\/cac:AccountingCustomerParty>/, ''),
      '/Invoice',
    ],
    [
      'an unknown currency',
      422,
      'currency-unknown',
      () => change('>NOK</cbc:DocumentCurrencyCode>', '>NKR</cbc:DocumentCurrencyCode>'),
      'DocumentCurrencyCode',
    ],
    [
      'a malformed amount',
      422,
      'amount-invalid',
      () => change(/(<cbc:PayableAmount[^>]*>)[^<]*/, '$143.976,00'),
      'PayableAmount',
    ],
  ])('%s: %d %s', async (_case, status, code, make, place) => {
    const answer = await send(key, make(), { method: 'email', email: 'kunde@example.com' });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ type: `urn:autoinvoice:problem:${code}`, status });
    expect(answer.body.detail.length).toBeGreaterThan(10);
    if (status !== 413) expect(answer.body.findings[0].line).toBeGreaterThan(0);
    if (place !== null) expect(answer.body.findings[0].path).toContain(place);
  });

  it('a number that is accepted already: 409 duplicate-number, naming the earlier delivery', async () => {
    const options = { method: 'email', email: 'kunde@example.com' };
    const xml = sampleInvoice();
    const first = await send(key, xml, options);
    const second = await send(key, xml, options);
    expect([second.status, second.body.code]).toEqual([409, 'duplicate-number']);
    expect(second.body.detail).toContain(first.body.id);
  });
});

describe('an address is one address', () => {
  it.each([
    ['two', 'a@example.com,b@example.com'],
    ['two with a space', 'a@example.com b@example.com'],
    ['a line break', 'a@example.com\r\nBcc: b@example.com'],
    ['a line feed', 'a@example.com\n'],
    ['a display name', 'Ola <a@example.com>'],
    ['no domain', 'ola'],
  ])('%s: refused', async (_case, email) => {
    const sent = await send(key, sampleInvoice(), { method: 'email', email });
    expect([sent.status, sent.body.code]).toEqual([422, 'email-invalid']);
    const kept = await ask('PUT', '/v1/customers/bad', key, json({ name: 'Kunde', email }));
    expect([kept.status, kept.body.code]).toEqual([422, 'email-invalid']);
  });
});

describe('options that are not as documented', () => {
  it.each([
    ['an unknown method', { method: 'fax' }, 400, 'request-invalid'],
    ['an unknown channel', { disabledChannels: 'fax' }, 400, 'request-invalid'],
    ['no instant', { notBefore: 'tomorrow' }, 400, 'request-invalid'],
    ['no participant id', { recipient: '987654325' }, 422, 'recipient-invalid'],
    ['an unknown customer', { customerNumber: 'nobody' }, 422, 'customer-unknown'],
  ])('%s', async (_case, options, status, code) => {
    const answer = await send(key, sampleInvoice(), { ...options });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('no key for repeats: 400 idempotency-key-missing', async () => {
    const answer = await ask('POST', '/v1/deliveries', key, {
      headers: { 'content-type': 'application/xml' },
      body: sampleInvoice(),
    });
    expect([answer.status, answer.body.code]).toEqual([400, 'idempotency-key-missing']);
  });

  it('another content type: 415', async () => {
    const answer = await ask('POST', '/v1/deliveries', key, {
      headers: { 'content-type': 'application/pdf', 'idempotency-key': randomUUID() },
      body: sampleInvoice(),
    });
    expect(answer.status).toBe(415);
  });
});

it('the process is still up after it, and its memory is flat', async () => {
  const memory = async (): Promise<number> => {
    const { bytes } = await ask('GET', '/metrics', null);
    return Number(/^process_resident_memory_bytes (\S+)/m.exec(bytes.toString())?.[1]);
  };
  const deep = `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`;
  const large = Buffer.alloc(24 * megabyte, 0x20);
  const round = async (): Promise<void> => {
    await Promise.all([deep, large, large].map((body) => send(key, body)));
  };
  for (let i = 0; i < 3; i++) await round();
  const before = await memory();
  for (let i = 0; i < 8; i++) await round();
  expect((await memory()) - before).toBeLessThan(150 * megabyte);
  expect((await ask('GET', '/readyz', null)).status).toBe(200);
});
