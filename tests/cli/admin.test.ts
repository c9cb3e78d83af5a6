import { expect, it } from 'vitest';
import { askAs, cookieOf, mailTo, newEmail } from '../support/accounts.ts';
import { cliOf } from '../support/cli.ts';
import { ask, json, newCompany, newOrganisationNumber } from '../support/installation.ts';

const cli = cliOf('');

it('autoinvoice admin create-vendor-key makes a key that makes companies, and nothing else', async () => {
  const { code, out } = await cli('admin', 'create-vendor-key', '--name', 'Regnskap AS');
  const { key } = JSON.parse(out) as { key: string };
  expect([code, key]).toEqual([0, expect.stringMatching(/^ai_/)]);
  const body = json({ name: 'Kunde AS', organisationNumber: newOrganisationNumber() });
  expect((await ask('POST', '/v1/vendor/companies', key, body)).status).toBe(201);
  expect((await ask('GET', '/v1/deliveries', key)).status).toBe(401);
});

it('autoinvoice admin invite sends the first superuser of a company a link', async () => {
  const { tenantId } = await newCompany();
  const email = newEmail();
  const { code, out } = await cli('admin', 'invite', email, '--tenant', tenantId);
  expect([code, out]).toEqual([0, expect.stringMatching(/^\{"invitationId":"ivt_\w+"\}\n$/)]);
  const { token } = await mailTo(email);
  const joining = json({ token, name: 'Kari Nordmann', password: 'riktig hest batteri stift' });
  const joined = await ask('POST', '/v1/invitations/accept', null, joining);
  expect([joined.status, joined.body.tenantId]).toEqual([201, tenantId]);
  const session = await askAs(cookieOf(joined), 'GET', '/v1/session');
  expect(session.body.company.role).toBe('superuser');
  const nobody = await cli('admin', 'invite', email, '--tenant', 't_none');
  expect([nobody.code, nobody.err]).toEqual([1, expect.stringContaining('t_none')]);
});
