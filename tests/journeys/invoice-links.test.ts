import postgres from 'postgres';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  ask,
  deliver,
  installation,
  json,
  mails,
  newCompany,
  sampleInvoice,
  type Answer,
  type Company,
} from '../support/installation.ts';
import { superuserUrl } from '../support/postgres.ts';

let company: Company;
let delivery: Answer['body'];
/** Path of the page that the mail leads to. */
let path: string;

beforeAll(async () => {
  company = await newCompany();
  await ask('PATCH', '/v1/settings', company.key, json({ sending: { emailForm: 'link' } }));
  const xml = sampleInvoice('LENKE-&lt;b&gt;1');
  delivery = await deliver(company.key, { method: 'email', email: 'kunde@example.com' }, xml);
  const [mail] = await mails(delivery.runs[0].attempts[0].messageId);
  expect(mail?.attachments).toEqual([]);
  const shown = await fetch(`${installation().addresses['mail']}/api/messages/${mail?.id}`);
  path = /\/invoice\/[\w-]{43}/.exec(await shown.text())?.[0] ?? '';
});

const visit = (more = '', init: RequestInit = {}): Promise<Response> =>
  fetch(`${installation().addresses['api']}${path}${more}`, init);
const object = (reason: string): Promise<Response> =>
  visit('/objection', { method: 'POST', body: new URLSearchParams({ reason }) });
const events = async (code: string): Promise<{ text: { nb: string } }[]> => {
  const { body } = await ask('GET', `/v1/deliveries/${delivery.id}`, company.key);
  return body.timeline.filter((event: { code: string }) => event.code === code);
};

describe('the link in the mail of an invoice', () => {
  it('shows the invoice without a log-in, runs nothing, and is found by no search engine', async () => {
    expect(await events('delivery.opened')).toHaveLength(0);
    const response = await visit();
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(page).toContain('Faktura');
    expect(page).toContain('LENKE-&lt;b&gt;1');
    expect(page).not.toMatch(/<script|https?:\/\/(?!schema)/i);
    expect(response.headers.get('x-robots-tag')).toContain('noindex');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    await visit('?language=en');
    expect(await events('delivery.opened')).toHaveLength(1);
  });

  it('gives the PDF', async () => {
    const pdf = await visit('/pdf');
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect((await visit('/attachments/1')).status).toBe(404);
  });

  it('takes one objection, which its sender sees', async () => {
    expect((await object(' \u200b ')).status).toBe(422);
    expect(await (await object('Feil antall:\r\n<script>8</script>')).text()).toContain('sendt');
    expect((await object('Enda en')).status).toBe(200);
    const [objection, ...more] = await events('delivery.objected');
    expect(objection?.text.nb).toBe(
      'Mottakeren har en innsigelse: «Feil antall: <script>8</script>».',
    );
    expect(more).toEqual([]);
  });

  it('is reminded of once where nobody has opened it, and not where somebody has', async () => {
    await ask('PATCH', '/v1/settings', company.key, json({ sending: { reminderDays: 3 } }));
    const email = `glemsom-${process.pid}@example.com`;
    const other = await deliver(company.key, { method: 'email', email });
    const admin = postgres(superuserUrl(), { max: 1 });
    const planned = await admin`select remind_at is null as never from invoice_links
      where tenant_id = ${company.tenantId} order by id`;
    expect(planned.map((row) => row['never'])).toEqual([true, false]);
    await admin`update invoice_links set remind_at = now() where tenant_id = ${company.tenantId}`;
    await admin.end();
    for (const end = Date.now() + 15_000; ;) {
      const response = await fetch(`${installation().addresses['mail']}/api/messages?limit=200`);
      const { data } = (await response.json()) as { data: { to: string[]; subject: string }[] };
      const toOther = data.filter(({ to }) => to.includes(email)).map(({ subject }) => subject);
      if (toOther[0]?.startsWith('Påminnelse: faktura')) break;
      if (Date.now() > end) throw new Error(`No reminder came: ${toOther.join()}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const { body } = await ask('GET', `/v1/deliveries/${other.id}`, company.key);
    const codes = body.timeline.map(({ code }: { code: string }) => code);
    expect(codes.filter((code: string) => code === 'delivery.reminded')).toHaveLength(1);
    expect(await events('delivery.reminded')).toHaveLength(0);
  });

  it('says the same of an old link and of one that never was', async () => {
    path = `${path.slice(0, -3)}aaa`;
    expect((await visit()).status).toBe(410);
    expect((await visit('/pdf')).status).toBe(410);
    expect((await object('x')).status).toBe(410);
    path = '/invoice/..%2f..%2fetc';
    expect((await visit()).status).toBe(410);
  });
});
