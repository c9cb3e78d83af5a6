import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../db/client.ts';
import { storeFirstSettings } from '../../db/settings.ts';
import { withTenant } from '../../db/tenant.ts';
import {
  ask,
  deliver,
  installation,
  json,
  mails,
  newCompany,
  sampleInvoice,
  send,
  type Answer,
  type Company,
} from '../support/installation.ts';
import { mailTo, newEmail } from '../support/accounts.ts';
import { databaseUrl } from '../support/postgres.ts';

let company: Company;
beforeAll(async () => {
  company = await newCompany({ settings: {} });
});

const change = (section: object, headers: Record<string, string> = {}): Promise<Answer> => {
  const { headers: type, body } = json(section);
  return ask('PATCH', '/v1/settings', company.key, { headers: { ...type, ...headers }, body });
};
const effectOf = (answer: Answer, setting: string) =>
  answer.body.effects.find((one: { setting: string }) => one.setting === setting);

describe('settings', () => {
  it('are read with a version and with what each switch means now', async () => {
    const answer = await ask('GET', '/v1/settings', company.key);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('etag')).toBe(`"${answer.body.version}"`);
    expect(Object.keys(answer.body)).toEqual(
      expect.arrayContaining(['company', 'sending', 'scanning', 'consumers', 'networks']),
    );
    expect(effectOf(answer, 'sending.print')).toMatchObject({
      waitsFor: null,
      cost: { amount: '19.00', currency: 'NOK' },
    });
  });

  it('are changed one section at a time, and what is left out stays', async () => {
    const address = { lines: ['Storgata 1'], postCode: '0155', city: 'Oslo', country: 'NO' };
    const answer = await change({ company: { name: 'Firma AS', postalAddress: address } });
    expect(answer.body.company).toMatchObject({ name: 'Firma AS', postalAddress: address });
    const next = await change({ company: { website: 'firma.no' } });
    expect(next.body.company).toMatchObject({ name: 'Firma AS', website: 'https://firma.no/' });
    const two = await change({ company: { name: null }, consumers: { requested: true } });
    expect([two.status, two.body.code]).toEqual([400, 'request-invalid']);
    expect((await change({})).status).toBe(400);
  });

  it('are not overwritten by somebody who has read them before the last change', async () => {
    const read = (await ask('GET', '/v1/settings', company.key)).headers.get('etag') ?? '';
    const first = await change({ sending: { replyName: 'Kari' } }, { 'if-match': read });
    expect(first.status).toBe(200);
    const late = await change({ sending: { replyName: 'Ola' } }, { 'if-match': read });
    expect([late.status, late.body.code]).toEqual([412, 'settings-changed']);
    const again = late.headers.get('etag') ?? '';
    expect(again).toBe(first.headers.get('etag'));
    expect((await change({ sending: { replyName: 'Ola' } }, { 'if-match': again })).status).toBe(
      200,
    );
  });

  it('of which two are changed at once are both kept', async () => {
    await Promise.all([
      change({ sending: { replyPhone: '22 00 00 00' } }),
      change({ sending: { letterClass: 'priority' } }),
      change({ sending: { colour: true } }),
    ]);
    const { body } = await ask('GET', '/v1/settings', company.key);
    expect(body.sending).toMatchObject({
      replyPhone: '22 00 00 00',
      letterClass: 'priority',
      colour: true,
    });
  });

  it.each([
    [
      'an address with a line break',
      { company: { email: 'a@b.no\nBcc: c@d.no' } },
      'email-invalid',
    ],
    ['two addresses', { sending: { replyEmail: 'a@b.no,c@d.no' } }, 'email-invalid'],
    ['a web page that is none', { company: { website: 'javascript:alert(1)' } }, 'website-invalid'],
  ])('refuse %s', async (_case, section, code) => {
    const answer = await change(section);
    expect([answer.status, answer.body.code]).toEqual([422, code]);
  });

  it('tell who changed what, newest first, page by page', async () => {
    const own = await newCompany({ settings: {} });
    const patch = (section: object): Promise<Answer> =>
      ask('PATCH', '/v1/settings', own.key, json(section));
    await patch({ sending: { duplicates: 'allow' } });
    await patch({ notifications: { sent: true } });
    await patch({ sending: { duplicates: 'allow' } });
    const { body } = await ask('GET', '/v1/settings/history?limit=1', own.key);
    expect(body.data).toHaveLength(1);
    expect(body.data[0]).toMatchObject({
      setting: 'notifications.sent',
      from: 'false',
      to: 'true',
    });
    expect(body.data[0].by).toMatch(/^key_/);
    const next = await ask(
      'GET',
      `/v1/settings/history?limit=5&cursor=${body.nextCursor}`,
      own.key,
    );
    expect(next.body.data).toEqual([
      {
        at: expect.any(String),
        setting: 'sending.duplicates',
        from: 'refuse',
        to: 'allow',
        by: body.data[0].by,
        text: {
          nb: 'Innstillingen sending.duplicates er endret fra «refuse» til «allow».',
          en: 'The setting sending.duplicates was changed from “refuse” to “allow”.',
        },
      },
    ]);
    expect(next.body.nextCursor).toBeNull();
    const other = await ask('GET', '/v1/settings/history', company.key);
    expect(JSON.stringify(other.body)).not.toContain('duplicates');
  });
});

describe('letters', () => {
  it('are switched on only by somebody who has accepted what they cost', async () => {
    await change({ sending: { print: false } });
    const refused = await change({ sending: { print: true } });
    expect([refused.status, refused.body.code]).toEqual([409, 'price-not-accepted']);
    expect(refused.body.detail).toContain('19.00 NOK');
    const wrong = await change({ sending: { print: true, printPriceAccepted: '1.00 NOK' } });
    expect([wrong.status, wrong.body.code]).toEqual([409, 'price-changed']);
    const on = await change({ sending: { print: true, printPriceAccepted: '19.00 NOK' } });
    expect(on.body.sending.print).toBe(true);
    expect(effectOf(on, 'sending.print').now.en).toContain('printed and posted');
    const history = await ask('GET', '/v1/settings/history', company.key);
    expect(history.body.data.map(({ setting }: { setting: string }) => setting)).toContain(
      'sending.printPriceAccepted',
    );
  });
});

describe('a new customer', () => {
  const put = (number: string, more: object = {}): Promise<Answer> =>
    ask('PUT', `/v1/customers/${number}`, company.key, json({ name: 'Kunde', ...more }));

  it('starts with AutoInvoice and the print format as the company has set them', async () => {
    expect((await put('ON')).body).toMatchObject({ autoInvoice: true, printFormat: 'plain' });
    await change({ sending: { newCustomers: false, printFormat: 'giro' } });
    expect((await put('OFF')).body).toMatchObject({ autoInvoice: false, printFormat: 'giro' });
    // Those that are there are left alone, also when they are written again.
    expect((await put('ON')).body).toMatchObject({ autoInvoice: true, printFormat: 'plain' });
    const { body } = await ask('GET', '/v1/customers', company.key);
    expect(
      body.data.map((one: { customerNumber: string; autoInvoice: boolean }) => [
        one.customerNumber,
        one.autoInvoice,
      ]),
    ).toEqual([
      ['OFF', false],
      ['ON', true],
    ]);
  });

  it('that has it off gets nothing through AutoInvoice', async () => {
    await change({ sending: { maySendForOthers: true } });
    const refused = await send(company.key, sampleInvoice(), { customerNumber: 'OFF' });
    expect([refused.status, refused.body.code]).toEqual([422, 'customer-switched-off']);
    await put('OFF', { autoInvoice: true });
    const email = 'kunde@example.com';
    const sent = await send(company.key, sampleInvoice(), {
      customerNumber: 'OFF',
      method: 'email',
      email,
    });
    expect(sent.status).toBe(202);
  });
});

it('a company that activates starts with what the register says, and with no letters', async () => {
  const { tenantId, key } = await newCompany({ status: 'none', settings: {} });
  const database = openDatabase(databaseUrl(), 1);
  const postalAddress = { lines: ['Gata 1'], postCode: '0150', city: 'Oslo', country: 'NO' };
  const registered = { name: 'FIRMA AS', email: 'post@firma.no', postalAddress };
  await withTenant(database, tenantId, (transaction) =>
    storeFirstSettings(transaction, tenantId, registered, 'act_1'),
  );
  await database.close();
  const { body } = await ask('GET', '/v1/settings', key);
  expect(body.company).toMatchObject(registered);
  expect(body.sending.print).toBe(false);
});

describe('a reply address', () => {
  const patch = (key: string, section: object): Promise<Answer> =>
    ask('PATCH', '/v1/settings', key, json(section));
  const confirm = (token: string): Promise<Answer> =>
    ask('POST', '/v1/email-links/confirm', null, json({ token }));
  const mailed = async (
    key: string,
  ): Promise<{ replyTo: string; names: string[]; text: string }> => {
    const delivery = await deliver(key, { method: 'email', email: 'kunde@example.com' });
    const { messageId } = delivery.runs[0].attempts[0];
    const [mail] = await mails(messageId);
    if (!mail) throw new Error(`The mail ${messageId} has not come.`);
    const page = installation().addresses['mail'];
    const raw = await (await fetch(`${page}/api/messages/${mail.id}/raw`)).text();
    const { replyTo, attachments, text } = await simpleParser(raw);
    return {
      replyTo: replyTo?.text ?? '',
      names: attachments.map(({ filename }) => filename ?? ''),
      text: text ?? '',
    };
  };

  it('is used once the link in the mail to it was opened', async () => {
    const { key } = await newCompany();
    const email = newEmail();
    const answer = await patch(key, { company: { email } });
    expect(effectOf(answer, 'company.email')).toMatchObject({ waitsFor: 'link' });
    expect((await mailed(key)).replyTo).not.toContain(email);
    const { token, subject } = await mailTo(email);
    expect(subject).toContain('Confirm the address');
    expect([(await confirm(token)).body, (await confirm(token)).body]).toEqual([
      { email },
      { email },
    ]);
    const after = await ask('GET', '/v1/settings', key);
    expect(effectOf(after, 'company.email').waitsFor).toBeNull();
    expect((await mailed(key)).replyTo).toBe(email);
  });

  it('gets a new link on request, and the one before stays good', async () => {
    const { key } = await newCompany();
    const email = newEmail();
    await patch(key, { sending: { replyEmail: email } });
    const first = await mailTo(email);
    const again = (of: string): Promise<Answer> =>
      ask('POST', '/v1/settings/email-links', key, json({ email: of }));
    expect((await again(email)).status).toBe(202);
    expect((await again(newEmail())).body.code).toBe('wrong-state');
    expect((await confirm(first.token)).status).toBe(200);
    expect((await again(email)).body.code).toBe('wrong-state');
  });

  it.each(['none', 'x'.repeat(43)])(
    'is not confirmed by a token that is none: %s',
    async (token) => {
      expect([400, 410]).toContain((await confirm(token)).status);
    },
  );

  it('stands in the mail with name and telephone, which carries what the company has chosen', async () => {
    const { key } = await newCompany();
    await patch(key, { sending: { replyName: 'Kari Nordmann', replyPhone: '22 00 00 00' } });
    const both = await mailed(key);
    expect(both.text).toContain('Kari Nordmann, 22 00 00 00');
    expect(both.names).toEqual([expect.stringMatching(/\.pdf$/), expect.stringMatching(/\.xml$/)]);
    await patch(key, { sending: { emailForm: 'pdf' } });
    expect((await mailed(key)).names).toEqual([expect.stringMatching(/\.pdf$/)]);
  });
});

it('a letter is ordered as the company has set it', async () => {
  const { key } = await newCompany();
  const sending = { letterClass: 'priority', colour: true, duplex: false };
  await ask('PATCH', '/v1/settings', key, json({ sending }));
  const delivery = await deliver(key, { method: 'print' });
  const name = delivery.runs[0].attempts[0].messageId;
  const order = JSON.parse(
    readFileSync(join(installation().addresses['print'] ?? '', 'done', `${name}.json`), 'utf8'),
  ) as object;
  expect(order).toMatchObject(sending);
});

describe('the logo', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const put = (key: string, body: Uint8Array): Promise<Answer> =>
    ask('PUT', '/v1/settings/logo', key, { headers: { 'content-type': 'image/png' }, body });

  it('stands on the company’s PDFs as long as it has one', async () => {
    const { key } = await newCompany();
    const { id } = await deliver(key, { method: 'email', email: 'kunde@example.com' });
    const pdf = async (): Promise<Buffer> =>
      (await ask('GET', `/v1/deliveries/${id}/document?format=pdf`, key)).bytes;
    const plain = await pdf();
    expect(plain.includes('/Subtype /Image')).toBe(false);
    const { status, body } = await put(key, png);
    expect([status, body.logo]).toEqual([200, expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect((await pdf()).includes('/Subtype /Image')).toBe(true);
    const logo = await ask('GET', '/v1/settings/logo', key);
    expect([logo.headers.get('content-type'), logo.bytes.equals(png)]).toEqual(['image/png', true]);
    expect((await ask('DELETE', '/v1/settings/logo', key)).status).toBe(204);
    expect((await pdf()).equals(plain)).toBe(true);
    const gone = await ask('GET', '/v1/settings/logo', key);
    expect([gone.status, gone.body.code]).toEqual([404, 'logo-missing']);
  });

  it('is refused where it cannot be printed', async () => {
    const none = await put(company.key, Buffer.from('no picture'));
    expect([none.status, none.body.code]).toEqual([422, 'picture-unreadable']);
    const large = await put(company.key, Buffer.alloc(1_000_001));
    expect([large.status, large.body.code]).toEqual([413, 'too-large']);
  });
});
