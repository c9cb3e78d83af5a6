import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { companyRegisterOf, signingOf } from '../../runtime/outside.ts';

const folder = inject('dataFolder');
const read = (file: string) =>
  JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>;

describe('an embedded installation', () => {
  const { addresses } = JSON.parse(readFileSync(join(folder, 'installation.json'), 'utf8')) as {
    addresses: Record<string, string>;
  };
  const secrets = read('secrets.json');
  const settings = {
    vismaSignUrl: `${addresses['signing']}/api/v1`,
    vismaSignClientId: secrets['signingClientId'] ?? null,
    vismaSignSecret: secrets['signingSecret'] ?? null,
    vismaSignOrganisation: null,
    vismaSignTimeoutSeconds: 10,
  };

  it('has somewhere to have agreements signed', async () => {
    const { id } = await signingOf(settings).createDocument({
      name: 'Avtale',
      validUntil: '2099-12-31',
    });
    expect(await signingOf(settings).readDocument(id)).toMatchObject({ status: 'new' });
  });

  it('has no organisation that a partner acts for', async () => {
    const partner = { ...settings, vismaSignOrganisation: 'other' };
    await expect(signingOf(partner).findDocument('x')).rejects.toMatchObject({
      kind: 'misconfigured',
      code: 'signing-401',
    });
  });

  it('says what is missing where there are no credentials', async () => {
    const none = { ...settings, vismaSignSecret: null };
    await expect(signingOf(none).findDocument('x')).rejects.toMatchObject({
      kind: 'misconfigured',
      code: 'signing-not-set',
    });
  });

  it('knows the companies of Enhetsregisteret', async () => {
    const register = companyRegisterOf({
      enhetsregisteretUrl: addresses['enhetsregisteret'] ?? '',
    });
    expect(await register.findCompany('987654325')).toMatchObject({ name: 'FJORDBYGG DEMO AS' });
  });
});
