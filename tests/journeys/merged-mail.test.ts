import { beforeAll, describe, expect, it } from 'vitest';
import {
  ask,
  installation,
  json,
  mails,
  newCompany,
  sampleInvoice,
  until,
  type Answer,
  type Company,
} from '../support/installation.ts';
import { painted, pdfOfPages } from '../support/pdf.ts';

let company: Company;

beforeAll(async () => {
  company = await newCompany();
  await ask('PATCH', '/v1/settings', company.key, json({ sending: { emailForm: 'merged' } }));
});

async function mailed(name: string, files: readonly File[]): Promise<Answer['body']> {
  const body = new FormData();
  body.set('invoice', new Blob([sampleInvoice()], { type: 'application/xml' }), 'invoice.xml');
  for (const file of files) body.append('attachment', file);
  body.set('options', JSON.stringify({ method: 'email', email: 'kunde@example.com' }));
  const headers = { 'idempotency-key': name };
  const sent = await ask('POST', '/v1/deliveries', company.key, { headers, body });
  if (sent.status !== 202) throw new Error(sent.bytes.toString());
  return until(company.key, sent.body.id);
}

async function mailOf(delivery: Answer['body']): Promise<{ id: string; names: string[] }> {
  const [mail] = await mails(delivery.runs[0].attempts[0].messageId);
  return {
    id: mail?.id ?? '',
    names: mail?.attachments.map(({ filename }) => filename) ?? [],
  };
}

const texts = (delivery: Answer['body']): string[] =>
  delivery.timeline.map(({ text }: { text: { en: string } }) => text.en);
const pdf = (name: string, bytes: Uint8Array): File =>
  new File([bytes as Uint8Array<ArrayBuffer>], name, { type: 'application/pdf' });

describe('a mail with one PDF', () => {
  it('has the PDF attachments behind the invoice, and what cannot be merged beside it', async () => {
    const time = pdf('timer.pdf', pdfOfPages([{ content: painted('TIMER', 50, 500) }]));
    const list = new File(['a;b'], 'timer.csv', { type: 'text/csv' });
    const delivery = await mailed('merged', [time, list]);
    const { names } = await mailOf(delivery);
    expect(names).toEqual([expect.stringMatching(/^faktura-.*\.pdf$/), 'timer.csv']);
    expect(texts(delivery)).toContain(
      'Attachments that could not be merged with the invoice, and are attached by themselves: timer.csv (not-pdf).',
    );
  });

  it('has a link instead where it would be larger than 5 MB', async () => {
    const page = { content: `${painted('STOR', 50, 500)}% ${'x'.repeat(5_000_000)}\n` };
    const delivery = await mailed('large', [pdf('stor.pdf', pdfOfPages([page]))]);
    const { id, names } = await mailOf(delivery);
    expect(names).toEqual([]);
    const shown = await fetch(`${installation().addresses['mail']}/api/messages/${id}`);
    const path = /\/invoice\/[\w-]{43}/.exec(await shown.text())?.[0] ?? '';
    const visit = await fetch(`${installation().addresses['api']}${path}/attachments/1`);
    expect([visit.status, (await visit.arrayBuffer()).byteLength > 5_000_000]).toEqual([200, true]);
    expect(texts(delivery)).toContainEqual(expect.stringContaining('the mail has a link instead'));
  });
});
