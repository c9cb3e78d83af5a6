import { beforeAll, describe, expect, it } from 'vitest';
import { norwegianDay } from '../../invoice/date.ts';
import {
  ask,
  deliver,
  newCompany,
  sampleInvoice,
  until,
  type Company,
} from '../support/installation.ts';
import { samplePdf } from '../support/scans.ts';

let sender: Company;
let receiver: Company;
let ids: string[];
const today = norwegianDay(new Date());
const days = `from=${today}&to=${today}`;

beforeAll(async () => {
  [sender, receiver] = [await newCompany(), await newCompany()];
  const inside = await deliver(sender.key, { recipient: `0192:${receiver.organisationNumber}` });
  const mail = await deliver(sender.key, { method: 'email', email: 'kunde@example.com' });
  const letter = await deliver(sender.key, { method: 'print' });
  const failed = await deliver(sender.key, { method: 'email', email: 'unknown@example.com' });
  ids = [inside.id, mail.id, letter.id];
  expect([inside, mail, letter, failed].map(({ status }) => status)).toEqual([
    'delivered',
    'delivered',
    'delivered',
    'failed',
  ]);
});

describe('the usage of a company', () => {
  it('has a row for each invoice that was delivered, with its price, and none for what failed', async () => {
    const { body } = await ask('GET', `/v1/usage?${days}`, sender.key);
    const prices = (await ask('GET', '/v1/prices', null)).body.prices;
    const priceOf = (service: string): unknown =>
      prices.find((price: { service: string }) => price.service === service).amount;
    const rows = body.data.map((row: Record<string, unknown>) => [
      row['subjectId'],
      row['service'],
      row['amount'],
    ]);
    expect(rows).toHaveLength(3);
    expect(rows).toEqual(
      expect.arrayContaining(
        ['einvoice-out', 'email', 'print-letter'].map((service, at) => [
          ids[at],
          service,
          priceOf(service),
        ]),
      ),
    );
    expect(body.sums).toEqual(
      ['einvoice-out', 'email', 'print-letter'].map((service) => ({
        service,
        currency: 'NOK',
        count: 1,
        amount: priceOf(service),
      })),
    );
  });

  it('is charged to the receiver for what it received', async () => {
    const { body } = await ask('GET', `/v1/usage?${days}`, receiver.key);
    expect(body.data).toMatchObject([{ service: 'einvoice-in' }]);
    expect(JSON.stringify(body)).not.toContain(ids[0]);
  });

  it('comes in pages, and of the days that are asked for', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = `${days}&limit=1${cursor && `&cursor=${cursor}`}`;
      const { body } = await ask('GET', `/v1/usage?${query}`, sender.key);
      seen.push(...body.data.map((row: { subjectId: string }) => row.subjectId));
      cursor = body.nextCursor;
    }
    expect(seen.toSorted()).toEqual(ids.toSorted());
    const before = await ask('GET', '/v1/usage?from=2026-01-01&to=2026-01-31', sender.key);
    expect(before.body).toEqual({ data: [], nextCursor: null, sums: [] });
    expect((await ask('GET', '/v1/usage?from=2026-02-30&to=x', sender.key)).status).toBe(400);
  });

  it('of a letter has its pages and their colour, as they were told before', async () => {
    const company = await newCompany({
      settings: { sending: { maySendForOthers: true, colour: true, duplex: false } },
    });
    const body = new FormData();
    body.set('invoice', new Blob([sampleInvoice()], { type: 'application/xml' }), 'invoice.xml');
    const pdf = new Blob([await samplePdf()], { type: 'application/pdf' });
    body.append('attachment', pdf, 'timeliste.pdf');
    body.append('attachment', new Blob(['timer'], { type: 'text/csv' }), 'timer.csv');
    body.set('options', JSON.stringify({ method: 'print' }));
    const sent = await ask('POST', '/v1/deliveries', company.key, {
      headers: { 'idempotency-key': 'letter' },
      body,
    });
    const { body: letter } = await ask('GET', `/v1/deliveries/${sent.body.id}/letter`, company.key);
    expect(letter).toMatchObject({
      colour: true,
      leftOut: [{ filename: 'timer.csv', reason: 'not-pdf' }],
      charges: [
        { service: 'print-letter', quantity: 1 },
        { service: 'print-page', quantity: letter.pages - 1 },
        { service: 'print-colour-page', quantity: letter.pages },
      ],
    });
    expect(letter.pages).toBeGreaterThan(1);
    const delivery = await until(company.key, sent.body.id);
    expect(delivery.timeline.map(({ text }: { text: { en: string } }) => text.en)).toContainEqual(
      'Attachments that were not printed with the letter: timer.csv (not-pdf).',
    );
    const used = await ask('GET', `/v1/usage?${days}`, company.key);
    const charges = used.body.data.map((row: Record<string, unknown>) => [
      row['service'],
      row['quantity'],
      row['amount'],
    ]);
    expect(charges.toSorted()).toEqual(
      letter.charges
        .map((one: Record<string, unknown>) => [one['service'], one['quantity'], one['amount']])
        .toSorted(),
    );
  });

  it('is a CSV file too', async () => {
    const answer = await ask('GET', `/v1/usage/export?${days}`, sender.key);
    expect(answer.headers.get('content-type')).toContain('text/csv');
    const lines = answer.bytes.toString().trimEnd().split('\r\n');
    expect(lines[0]).toBe('day,at,service,subject,quantity,amount,currency');
    expect(lines).toHaveLength(4);
    expect(lines.some((line) => line.includes(`print-letter,${ids[2]},`))).toBe(true);
  });
});
