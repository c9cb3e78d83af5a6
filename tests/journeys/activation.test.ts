import { describe, expect, it } from 'vitest';
import { standInCompanies } from '../../registers/enhetsregisteret-stand-in.ts';
import {
  ask,
  json,
  newCompany,
  newOrganisationNumber,
  operatorKey,
  sampleInvoice,
  send,
  until,
  type Company,
} from '../support/installation.ts';
import {
  activate,
  activationWhen,
  documentsOf,
  mailsTo,
  playSigner,
  signingLink,
} from '../support/signing.ts';

const applicant = (): Promise<Company> =>
  newCompany({ status: 'none', settings: { sending: { maySendForOthers: true } } });
const addressOf = ({ tenantId }: Company): string => `${tenantId}@example.com`;
const isAuthenticated = ({ company }: { company: { status: string } }): boolean =>
  company.status === 'authenticated';

const email = 'kunde@example.com';

describe('a company that comes on board', () => {
  it('accepts the terms, signs at Visma Sign, and can send', async () => {
    const company = await applicant();
    const before = await ask('GET', '/v1/activations/current', company.key);
    expect(before.body).toMatchObject({ company: { status: 'none' }, activation: null });

    const opened = await activate(company);
    expect(opened.status).toBe(202);
    expect(opened.body).toMatchObject({
      status: 'inviting',
      email: addressOf(company),
      terms: { version: 'eksempel-1' },
    });
    const { body: settings } = await ask('GET', '/v1/settings', company.key);
    expect(settings.company).toMatchObject({
      name: opened.body.companyName,
      email: addressOf(company),
      postalAddress: { country: 'NO' },
    });
    // What costs is off until its price is accepted.
    expect(settings.sending).toMatchObject({ email: true, print: false, printFormat: 'plain' });
    const { body: activated } = await ask('GET', '/v1/activations/current', company.key);
    expect(activated.company).toMatchObject({ status: 'activated' });
    expect(activated.company.name).toBe(activated.activation.companyName);

    const refused = await send(company.key, sampleInvoice(), { method: 'email', email });
    expect([refused.status, refused.body.code]).toEqual([403, 'company-not-authenticated']);
    expect(refused.body.detail).toContain('activated');

    const link = await signingLink(addressOf(company));
    await activationWhen(company.key, ({ activation }) => activation.status === 'waiting');
    expect(await playSigner(link, 'sign')).toBe(200);

    const { activation } = await activationWhen(company.key, isAuthenticated);
    expect(activation).toMatchObject({
      status: 'signed',
      code: null,
      signature: { signedBy: 'Kari Nordmann', role: 'DAGL' },
    });
    expect(activation.timeline.map(({ code }: { code: string }) => code)).toEqual([
      'company.activated',
      'activation.invited',
      'activation.signed',
      'company.authenticated',
    ]);
    const agreement = await ask('GET', `/v1/activations/${activation.id}/agreement`, company.key);
    expect(agreement.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(agreement.bytes.includes('Kari Nordmann')).toBe(true);
    expect(documentsOf(activation.id)).toHaveLength(1);

    const sent = await send(company.key, sampleInvoice(), { method: 'email', email });
    expect(await until(company.key, sent.body.id)).toMatchObject({ status: 'delivered' });
    const subjects = (await mailsTo(addressOf(company))).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject.includes('kan nå sende og motta'))).toHaveLength(1);
  });

  it('gets the open activation where it asks twice, also at the same moment', async () => {
    const company = await applicant();
    const answers = await Promise.all([activate(company), activate(company), activate(company)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 202]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    await signingLink(addressOf(company));
    expect(documentsOf(answers[0]?.body.id)).toHaveLength(1);
  });
});

describe('an activation that cannot be opened', () => {
  it.each([
    [{ organisationNumber: '123456785' }, 422, 'organisation-number-invalid'],
    [{ organisationNumber: '974760673' }, 422, 'organisation-number-differs'],
    [{ email: 'a@example.com\r\nBcc: b@example.com' }, 422, 'email-invalid'],
    [{ email: 'a@example.com, b@example.com' }, 422, 'email-invalid'],
    [{ termsVersion: 'eksempel-0' }, 409, 'terms-outdated'],
    [{ termsAccepted: false }, 422, 'terms-not-accepted'],
    [{ erp: { name: 'Mamut', version: '24.0.999' } }, 403, 'not-permitted'],
    [{ erp: { name: 'Mamut', version: 'abc' } }, 422, 'erp-version-unreadable'],
    [{ erp: { name: 'Mamut' } }, 400, 'request-invalid'],
  ])('%o: %i %s', async (change, status, code) => {
    const company = await applicant();
    const answer = await activate(company, change);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    const english = await activate(company, change, { 'accept-language': 'en' });
    if (status !== 400) expect(english.body.detail).not.toBe(answer.body.detail);
    const { body } = await ask('GET', '/v1/activations/current', company.key);
    expect(body).toMatchObject({ company: { status: 'none' }, activation: null });
  });

  it.each([
    ['bankrupt', 'company-bankrupt'],
    ['deleted', 'company-deleted'],
    ['removed', 'company-deleted'],
    ['subUnit', 'company-sub-unit'],
  ] as const)('%s: %s', async (name, code) => {
    const { body } = await ask(
      'POST',
      '/v1/admin/companies',
      operatorKey(),
      json({ name, organisationNumber: standInCompanies[name] }),
    );
    const organisationNumber = standInCompanies[name];
    const company = { tenantId: body.tenantId, key: body.apiKey, organisationNumber };
    const answer = await activate(company);
    expect([answer.status, answer.body.code]).toEqual([422, code]);
  });

  it('is refused where another company here is authenticated by the number, and says no more', async () => {
    const organisationNumber = newOrganisationNumber();
    const make = async (status: string): Promise<Company> => {
      const body = json({ name: 'Hemmelig navn', organisationNumber, status });
      const made = await ask('POST', '/v1/admin/companies', operatorKey(), body);
      return { tenantId: made.body.tenantId, key: made.body.apiKey, organisationNumber };
    };
    const [stranger] = [await make('none'), await make('authenticated')];
    const answer = await activate(stranger);
    expect([answer.status, answer.body.code]).toEqual([409, 'organisation-number-taken']);
    expect(answer.bytes.toString()).not.toContain('Hemmelig');
  });

  it('is not blocked by a stranger’s unfinished activation of the same number', async () => {
    const organisationNumber = newOrganisationNumber();
    const make = async (): Promise<Company> => {
      const body = json({ name: 'X', organisationNumber });
      const made = await ask('POST', '/v1/admin/companies', operatorKey(), body);
      return { tenantId: made.body.tenantId, key: made.body.apiKey, organisationNumber };
    };
    const [stranger, company] = [await make(), await make()];
    expect((await activate(stranger)).status).toBe(202);
    expect((await activate(company)).status).toBe(202);
    await playSigner(await signingLink(addressOf(company)), 'sign');
    await activationWhen(company.key, isAuthenticated);
    await playSigner(await signingLink(addressOf(stranger)), 'sign');
    const { activation } = await activationWhen(
      stranger.key,
      (current) => current.activation.status === 'needs-attention',
    );
    expect(activation.code).toBe('organisation-number-taken');
  });
});
