import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { standInConsumers } from '../../channels/efaktura/stand-in-consumers.ts';
import {
  ask,
  dataFolder,
  deliver,
  installation,
  json,
  newCompany,
  newOrganisationNumber,
  sampleInvoice,
  send,
  until,
  type Answer,
  type Company,
} from '../support/installation.ts';
import { mailsTo, playSigner, signingLink } from '../support/signing.ts';

interface Shown {
  readonly number: string;
  readonly efakturaId: string;
  readonly route: string;
  readonly kid: string | null;
  readonly isDrawn: boolean;
}
const netbank = async (): Promise<Shown[]> => {
  const response = await fetch(`${installation().addresses['netbank']}api/invoices`);
  return ((await response.json()) as { data: Shown[] }).data;
};
const inNetbank = async (number: string): Promise<Shown | undefined> =>
  (await netbank()).find((one) => one.number === number);
const phoneOf = (name: string): string => standInConsumers[name]?.phone.slice(3) ?? '';

const agreementOf = (key: string) => ask('GET', '/v1/efaktura', key);
async function becomes(key: string, status: string): Promise<void> {
  for (const end = Date.now() + 20_000; ;) {
    const { body } = await agreementOf(key);
    if (body.status === status) return;
    if (Date.now() > end) throw new Error(`The agreement is ${JSON.stringify(body)}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
const consumersOn = (company: Company, more: object = {}) =>
  ask('PATCH', '/v1/settings', company.key, json({ consumers: { requested: true, ...more } }));

/** The sample with another KID. */
const withKid = (number: string, kid: string): string =>
  sampleInvoice(number).replace(/(<cbc:PaymentID>)[^<]*/, `$1${kid}`);

describe('the look-up of a consumer', () => {
  let refuser: Company;
  beforeAll(async () => {
    refuser = await newCompany();
  });
  const lookUp = (key: string, contact: object): Promise<Answer> =>
    ask('POST', '/v1/lookup/consumers', key, json(contact));
  const email = 'forbruker@example.com';

  it('tells each channel in the order in which an invoice tries them, and why not', async () => {
    const { key } = await newCompany();
    const off = await lookUp(key, { phone: phoneOf('netbank') });
    expect(off.body.channels.slice(0, 2)).toEqual([
      { channel: 'efaktura', reachable: false, code: 'channel-disabled' },
      { channel: 'vipps', reachable: false, code: 'channel-disabled' },
    ]);
    await ask('PATCH', '/v1/settings', key, json({ consumers: { requested: true } }));
    await becomes(key, 'active');
    const bank = await lookUp(key, { phone: phoneOf('netbank'), email });
    expect(bank.body).toEqual({
      channels: [
        { channel: 'efaktura', reachable: true, code: null },
        { channel: 'vipps', reachable: false, code: 'consumer-not-receiving' },
        { channel: 'email', reachable: true, code: null },
        { channel: 'print', reachable: false, code: 'address-incomplete' },
      ],
      avtaleGiro: false,
    });
    const { body } = await lookUp(key, { phone: phoneOf('unavailable'), hasPostalAddress: true });
    expect(body.channels).toMatchObject([
      { code: 'consumer-look-up-unavailable' },
      { code: 'consumer-not-receiving' },
      { code: 'email-missing' },
      { channel: 'print', reachable: true },
    ]);
    expect((await lookUp(key, { phone: phoneOf('avtaleGiro') })).body.avtaleGiro).toBe(true);
    const nobody = await lookUp(key, { phone: '99999999' });
    expect(nobody.body.channels[0]).toMatchObject({ code: 'consumer-not-receiving' });
  });

  it.each([
    [{}, 'contact-missing'],
    [{ name: 'Kari Nordmann' }, 'contact-missing'],
    [{ phone: '22000000' }, 'phone-invalid'],
    [{ email: 'kari' }, 'email-invalid'],
    [{ phone: '01020341250' }, 'national-identity-number'],
    [{ email, name: '01020341250' }, 'national-identity-number'],
  ])('by %j is refused: %s', async (contact, code) => {
    const { status, body, bytes } = await lookUp(refuser.key, contact);
    expect([status, body.code]).toEqual([422, code]);
    expect(bytes.toString()).not.toContain('01020341250');
  });

  it('of a company asks its bank only where it is a customer for eFaktura', async () => {
    const { key } = await newCompany();
    const organisationNumber = newOrganisationNumber();
    const customer = { name: 'Enk', organisationNumber, phone: phoneOf('vipps') };
    const channels = async (): Promise<{ channel: string; code: string | null }[]> =>
      (await ask('GET', `/v1/lookup/receivers?organisationNumber=${organisationNumber}`, key)).body
        .channels;
    expect((await channels()).map(({ channel }) => channel)).toEqual([
      'visma-network',
      'peppol',
      'efaktura',
      'vipps',
      'email',
      'print',
    ]);
    expect((await channels())[2]).toMatchObject({ code: 'not-a-consumer' });
    await ask('PATCH', '/v1/settings', key, json({ consumers: { requested: true } }));
    await becomes(key, 'active');
    await ask('PUT', '/v1/customers/1', key, json({ ...customer, method: 'efaktura' }));
    expect((await channels())[2]).toMatchObject({ code: 'consumer-not-receiving' });
    expect((await channels())[3]).toMatchObject({ channel: 'vipps', reachable: true });
  });
});

describe('an invoice to a consumer', () => {
  let company: Company;
  let serial = 0;
  const number = (): string => `EF-${process.pid}-${++serial}`;
  const deliverTo = (name: string, options: Record<string, string> = {}, xml?: string) =>
    deliver(
      company.key,
      { method: 'efaktura', phone: phoneOf(name), ...options },
      xml ?? sampleInvoice(number()),
    );

  beforeAll(async () => {
    company = await newCompany();
    const { body } = await consumersOn(company, { avtaleGiro: true });
    expect(body.effects).toMatchObject([
      { setting: 'consumers.requested', waitsFor: 'agreement' },
      ...body.effects.slice(1),
    ]);
    await becomes(company.key, 'active');
  });

  it('stands in the netbank of one who receives there', async () => {
    const own = number();
    const delivery = await deliverTo('netbank', {}, sampleInvoice(own));
    expect(delivery).toMatchObject({ status: 'delivered', channel: 'efaktura' });
    expect(await inNetbank(own)).toMatchObject({ efakturaId: 'efi-1', route: 'efaktura' });
    const page = await fetch(installation().addresses['netbank'] ?? '');
    expect(await page.text()).toContain(own);
  });

  it('goes on to Vipps, and from there to e-mail, where the consumer receives neither', async () => {
    expect(await deliverTo('vipps')).toMatchObject({ status: 'delivered', channel: 'vipps' });
    const email = 'nina.nei@example.no';
    const delivery = await deliverTo('neither', { email });
    expect(delivery.runs[0].attempts.map(({ channel }: { channel: string }) => channel)).toEqual([
      'efaktura',
      'vipps',
      'email',
    ]);
    expect(delivery.status).toBe('delivered');
    expect(await mailsTo(email)).toHaveLength(1);
  });

  it('falls back where the consumer has ended the agreement since the look-up', async () => {
    const delivery = await deliverTo('left', { email: 'sverre@example.no' });
    expect(delivery).toMatchObject({ status: 'delivered', channel: 'email' });
    expect(delivery.timeline.map(({ text }: { text: { en: string } }) => text.en)).toContainEqual(
      expect.stringContaining('the consumer has ended the agreement'),
    );
  });

  it('is drawn by AvtaleGiro with a KID, and says so where it has none', async () => {
    const own = number();
    await deliverTo('avtaleGiro', {}, withKid(own, '1234567897'));
    expect(await inNetbank(own)).toMatchObject({ kid: '1234567897', isDrawn: true });
    const without = await deliverTo('avtaleGiro', {}, withKid(number(), 'ingen'));
    expect(without.timeline.map(({ code }: { code: string }) => code)).toContain(
      'delivery.avtale-giro-left-out',
    );
  });

  it('follows the customer register', async () => {
    const customer = { name: 'Kari Nordmann', method: 'efaktura', phone: '+47 900 00 001' };
    const put = await ask('PUT', '/v1/customers/k-1', company.key, json(customer));
    expect(put.body).toMatchObject({ phone: '+4790000001' });
    const delivery = await deliver(company.key, { customerNumber: 'k-1' });
    expect(delivery.channel).toBe('efaktura');
  });

  it('with a national identity number is refused, and the number is nowhere afterwards', async () => {
    const secret = '01020341250';
    const xml = sampleInvoice(number()).replace(/(<cbc:BuyerReference>)[^<]*/, `$1${secret}`);
    const answers = [
      await send(company.key, xml, { method: 'efaktura', phone: phoneOf('netbank') }),
      await send(company.key, sampleInvoice(), { customerNumber: secret }),
      await ask('PUT', `/v1/customers/${secret}`, company.key, json({ name: 'Kari' })),
      await ask('PUT', '/v1/customers/k-2', company.key, json({ name: 'Kari', phone: secret })),
    ];
    for (const { status, body, bytes } of answers) {
      expect([status, body.code]).toEqual([422, 'national-identity-number']);
      expect(bytes.toString()).not.toContain(secret);
    }
    expect(filesWith(secret)).toEqual([]);
    const { bytes } = await ask('GET', '/v1/company/export', company.key);
    expect(gunzipSync(bytes).includes(secret)).toBe(false);
  });

  it('is none once the agreement is ended', async () => {
    await ask('PATCH', '/v1/settings', company.key, json({ consumers: { requested: false } }));
    await becomes(company.key, 'off');
    const { body } = await send(company.key, sampleInvoice(number()), {
      method: 'efaktura',
      phone: phoneOf('netbank'),
      email: 'kari@example.no',
    });
    expect((await until(company.key, body.id)).channel).toBe('email');
  });
});

/** Files of the installation, documents and logs included, that contain the text. */
function filesWith(text: string): string[] {
  const wanted = Buffer.from(text);
  return readdirSync(dataFolder(), { recursive: true, encoding: 'utf8' })
    .map((name) => join(dataFolder(), name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile())
    .filter((file) => readFileSync(file).includes(wanted));
}

describe('the eFaktura agreement that another provider has', () => {
  it('is transferred by a form: declined, a person has a new one sent, and that one is signed', async () => {
    const company = await newCompany({ organisationNumber: newOrganisationNumber('8997') });
    const email = `signer-${company.organisationNumber}@example.no`;
    await consumersOn(company, { signerEmail: email });
    await becomes(company.key, 'signing');
    await playSigner(await signingLink(email), 'decline');
    await becomes(company.key, 'error');
    expect((await agreementOf(company.key)).body).toMatchObject({ code: 'transfer-declined' });
    expect((await ask('POST', '/v1/efaktura/check', company.key)).status).toBe(202);
    await playSigner(await signingLink(email, 2), 'sign');
    await becomes(company.key, 'active');
    const { body } = await agreementOf(company.key);
    expect(body.lastEvent.text.nb).toContain('på plass');
    expect((await ask('POST', '/v1/efaktura/check', company.key)).status).toBe(409);
  });
});
