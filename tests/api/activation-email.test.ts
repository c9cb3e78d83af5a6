import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openActivation, type Opener } from '../../api/activation/open.ts';
import type { Workflows } from '../../api/ports.ts';
import { openDatabase, type Database } from '../../db/client.ts';
import { companyRegisterOf } from '../../runtime/outside.ts';
import { ask, installation, newCompany } from '../support/installation.ts';
import { databaseUrl } from '../support/postgres.ts';

const workflows = { wakeActivation: () => Promise.resolve() } as Partial<Workflows> as Workflows;
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
    const ports = { database, workflows, companyRegister, graceSeconds: 1 };
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
