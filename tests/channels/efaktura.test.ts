import { mkdtemp, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEfakturaConnector } from '../../channels/efaktura/connector.ts';
import type { ConsumerInvoice, EfakturaProvider } from '../../channels/efaktura/provider.ts';
import { standInConsumers } from '../../channels/efaktura/stand-in-consumers.ts';
import { startEfakturaStandIn, type EfakturaStandIn } from '../../channels/efaktura/stand-in.ts';

const sample = readFileSync(
  fileURLToPath(new URL('../../runtime/demo/samples/peppol.xml', import.meta.url)),
);
const company = { organisationNumber: '987654325', name: 'Fjordbygg AS' };
const by = (name: string) => ({
  phone: standInConsumers[name]?.phone ?? null,
  email: null,
  name: '',
  postCode: null,
});

describe('a provider of eFaktura', () => {
  let folder: string;
  let standIn: EfakturaStandIn;
  let provider: EfakturaProvider;
  const open = async (activeAfterMs = 0, token = 'secret'): Promise<void> => {
    const host = '127.0.0.1';
    standIn = await startEfakturaStandIn({ host, port: 0, token: 'secret', folder, activeAfterMs });
    provider = createEfakturaConnector({ url: standIn.url, token, timeoutSeconds: 2 });
  };
  const shown = async (): Promise<{ uuid: string; isDrawn: boolean; amountDue: string }[]> => {
    const { data } = (await (await fetch(`${standIn.url}/api/invoices`)).json()) as { data: never };
    return data;
  };
  const invoice = (efakturaId: string, more: Partial<ConsumerInvoice> = {}): ConsumerInvoice => ({
    id: 'm-1',
    organisationNumber: company.organisationNumber,
    efakturaId,
    route: 'efaktura',
    document: sample,
    avtaleGiroKid: null,
    ...more,
  });
  const sendTo = async (name: string, more: Partial<ConsumerInvoice> = {}): Promise<void> => {
    const found = await provider.findConsumer(company.organisationNumber, by(name));
    await provider.send(invoice(found?.efakturaId ?? '', more));
  };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'efaktura-'));
    await open();
  });
  afterEach(async () => {
    await standIn.close();
    await rm(folder, { recursive: true });
  });

  it('makes a free agreement ours after a while, and keeps it over a restart', async () => {
    await standIn.close();
    await open(200);
    expect(await provider.agreementOf(company.organisationNumber)).toBe('free');
    await provider.orderAgreement(company);
    await provider.orderAgreement(company);
    expect(await provider.agreementOf(company.organisationNumber)).toBe('ordered');
    await standIn.close();
    await open(200);
    await vi.waitFor(async () =>
      expect(await provider.agreementOf(company.organisationNumber)).toBe('ours'),
    );
    await provider.endAgreement(company.organisationNumber);
    await provider.endAgreement(company.organisationNumber);
    expect(await provider.agreementOf(company.organisationNumber)).toBe('free');
  });

  it('gives up another provider’s agreement for a signed form only', async () => {
    const other = { organisationNumber: '899712340', name: 'Flytter AS' };
    expect(await provider.agreementOf(other.organisationNumber)).toBe('taken');
    await expect(provider.orderAgreement(other)).rejects.toMatchObject({ code: 'efaktura-409' });
    await provider.orderAgreement({ ...other, transferForm: Buffer.from('%PDF-1.7') });
    expect(await provider.agreementOf(other.organisationNumber)).toBe('ours');
  });

  it('takes nothing for a company without an agreement', async () => {
    await expect(provider.send(invoice('efi-1'))).rejects.toMatchObject({
      kind: 'not-permitted',
      code: 'agreement-not-active',
    });
  });

  it.each([
    ['netbank', { efaktura: 'RECEIVING', vipps: 'NOT_RECEIVING' }],
    ['vipps', { efaktura: 'NOT_RECEIVING', vipps: 'RECEIVING' }],
    ['unavailable', { efaktura: 'TEMPORARY_UNAVAILABLE', vipps: 'NOT_RECEIVING' }],
  ])('knows where %s receives', async (name, routes) => {
    await provider.orderAgreement(company);
    const found = await provider.findConsumer(company.organisationNumber, by(name));
    expect(found?.routes).toEqual(routes);
  });

  it('finds a consumer by e-mail, by name and post code, and nobody by a wrong number', async () => {
    await provider.orderAgreement(company);
    const find = (contact: object) =>
      provider.findConsumer(company.organisationNumber, { ...by(''), ...contact });
    expect((await find({ email: 'forbruker2@example.no' }))?.efakturaId).toBe('efi-2');
    expect((await find({ name: 'Kari Nordmann', postCode: '0155' }))?.efakturaId).toBe('efi-1');
    expect(await find({ phone: '+4799999999', email: 'forbruker2@example.no' })).toBeNull();
  });

  it('shows the consumer the invoice once, however often it comes', async () => {
    await provider.orderAgreement(company);
    await sendTo('netbank');
    await sendTo('netbank');
    expect(await shown()).toMatchObject([{ uuid: 'm-1', isDrawn: false }]);
    const page = await (await fetch(standIn.pageUrl)).text();
    expect(page).toContain('Må godkjennes');
  });

  it('marks what the bank draws, and refuses the mark without a mandate', async () => {
    await provider.orderAgreement(company);
    await sendTo('avtaleGiro', { avtaleGiroKid: '1234567897' });
    expect(await shown()).toMatchObject([{ isDrawn: true }]);
    const refused = sendTo('netbank', { id: 'm-2', avtaleGiroKid: '1234567897' });
    await expect(refused).rejects.toMatchObject({ kind: 'invoice-invalid' });
  });

  it('says that a consumer has left meanwhile', async () => {
    await provider.orderAgreement(company);
    await expect(sendTo('left')).rejects.toMatchObject({
      kind: 'recipient-unknown',
      code: 'receiver-not-found',
    });
  });

  it('whose answers are lost has kept it once', async () => {
    await provider.orderAgreement(company);
    await expect(sendTo('answerLost')).rejects.toMatchObject({ kind: 'outcome-unknown' });
    await expect(sendTo('answerLost')).rejects.toMatchObject({ code: 'answer-lost' });
    expect(await shown()).toHaveLength(1);
  });

  it('that refuses our token is our mistake, and one that is away the weather', async () => {
    await standIn.close();
    await open(0, 'wrong');
    await expect(provider.agreementOf('987654325')).rejects.toMatchObject({
      kind: 'misconfigured',
    });
    const away = createEfakturaConnector({ url: 'http://127.0.0.1:1', token: '' });
    await expect(away.send(invoice('efi-1'))).rejects.toMatchObject({
      kind: 'service-unavailable',
    });
  });
});
