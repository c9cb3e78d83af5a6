import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openActivation, type Opener } from '../../api/activation/open.ts';
import type { ApiPorts } from '../../api/ports.ts';
import { openDatabase, type Database } from '../../db/client.ts';
import { companyRegisterOf } from '../../runtime/outside.ts';
import { newEmail } from '../support/accounts.ts';
import { ask, installation, json, newCompany } from '../support/installation.ts';
import { databaseUrl } from '../support/postgres.ts';
import { activate, mailsTo, textOf } from '../support/signing.ts';

let database: Database;
beforeAll(() => {
  database = openDatabase(databaseUrl(), 1);
});
afterAll(() => database.close());

describe('an activation whose address is in a domain that takes no mail', () => {
  it.each([
    ['nb', 'Ingen e-postserver tar imot e-post for dette domenet. Se etter skrivefeil i adressen.'],
    ['en', 'No mail server takes mail for this domain. Look for a slip in the address.'],
  ] as const)('is not opened, and %s says why', async (language, detail) => {
    const { tenantId, organisationNumber, key } = await newCompany({ status: 'none' });
    const asked: string[] = [];
    const takesMail = (domain: string): Promise<boolean> => {
      asked.push(domain);
      return Promise.resolve(false);
    };
    const companyRegister = companyRegisterOf({
      enhetsregisteretUrl: installation().addresses['enhetsregisteret'] ?? '',
    });
    // As far as it comes: nothing is written down, sent or started.
    const ports = { database, companyRegister } as unknown as ApiPorts;
    const opener: Opener = { tenantId, acceptedBy: 'key_test', acceptedFrom: null, language };
    const opening = openActivation({ ...ports, mailDomains: { takesMail } }, opener, {
      organisationNumber,
      email: 'kari@frima.no',
      language,
      termsVersion: (await ask('GET', '/v1/terms', null)).body.version,
      termsAccepted: true,
      erp: { name: 'Mamut', version: '24.0.1034' },
    });
    await expect(opening).rejects.toMatchObject({
      status: 422,
      code: 'email-undeliverable',
      message: detail,
    });
    expect(asked).toEqual(['frima.no']);
    const { body } = await ask('GET', '/v1/activations/current', key);
    expect(body).toMatchObject({ company: { status: 'none' }, activation: null });
  });
});

it('the address that the wizard was given gets a link, and is used for replies once it was opened', async () => {
  const company = await newCompany({ status: 'none' });
  const email = newEmail();
  expect((await activate(company, { email })).status).toBe(202);
  const token = await vi.waitFor(async () => {
    const texts = await Promise.all((await mailsTo(email)).map(textOf));
    const found = texts.flatMap((text) => /confirm-email#([\w-]{43})/.exec(text)?.[1] ?? []);
    expect(found).toHaveLength(1);
    return found[0];
  }, 10_000);
  const confirmed = await ask('POST', '/v1/email-links/confirm', null, json({ token }));
  expect(confirmed.body).toEqual({ email });
  const { body } = await ask('GET', '/v1/settings', company.key);
  const effects: { setting: string; waitsFor: string | null }[] = body.effects;
  expect(effects.find(({ setting }) => setting === 'company.email')?.waitsFor).toBeNull();
});
