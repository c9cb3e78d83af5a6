import { beforeAll, describe, expect, it } from 'vitest';
import {
  askAs,
  expectStatus,
  join,
  mailTo,
  newEmail,
  signUp,
  type Person,
} from '../support/accounts.ts';
import {
  ask,
  json,
  newCompany,
  newOrganisationNumber,
  operatorKey,
} from '../support/installation.ts';

let kari: Person;
beforeAll(async () => {
  kari = await signUp();
});

const make = async (body: object): Promise<{ keyId: string; apiKey: string }> =>
  (await expectStatus(201, askAs(kari.cookie, 'POST', '/v1/keys', json(body)))).body;
const listed = async (id: string) => {
  const { body } = await askAs(kari.cookie, 'GET', '/v1/keys');
  return body.data.find((key: { id: string }) => key.id === id);
};

describe('a company’s key', () => {
  it('is made by a superuser, does what it was given and is listed without itself', async () => {
    const { keyId, apiKey } = await make({ name: 'regnskap', scopes: ['deliveries:read'] });
    expect(apiKey).toMatch(/^ai_live_[\w-]{43}$/);
    expect(await listed(keyId)).toMatchObject({
      name: 'regnskap',
      scopes: ['deliveries:read'],
      lastUsedAt: null,
      revokedAt: null,
    });
    expect((await ask('GET', '/v1/deliveries', apiKey)).status).toBe(200);
    const other = await ask('GET', '/v1/received', apiKey);
    expect([other.status, other.body.code]).toEqual([403, 'scope-missing']);
    const { lastUsedAt } = await listed(keyId);
    expect(Date.now() - Date.parse(lastUsedAt)).toBeLessThan(10_000);
    const { bytes } = await askAs(kari.cookie, 'GET', '/v1/keys');
    expect(bytes.toString()).not.toContain(apiKey);
  });

  it('that is revoked fails at the next request', async () => {
    const { keyId, apiKey } = await make({ name: 'gammel' });
    expect((await ask('GET', '/v1/deliveries', apiKey)).status).toBe(200);
    await expectStatus(200, askAs(kari.cookie, 'POST', `/v1/keys/${keyId}/revoke`));
    const after = await ask('GET', '/v1/deliveries', apiKey);
    expect([after.status, after.body.code]).toEqual([401, 'key-unknown']);
    const again = await askAs(kari.cookie, 'POST', `/v1/keys/${keyId}/rotate`, json({}));
    expect([again.status, again.body.code]).toEqual([409, 'wrong-state']);
  });

  it('is replaced with an overlap: both work, then only the new one', async () => {
    const { keyId, apiKey } = await make({ name: 'kasse', scopes: ['deliveries:read'] });
    const rotate = (overlapSeconds: number, id: string) =>
      askAs(kari.cookie, 'POST', `/v1/keys/${id}/rotate`, json({ overlapSeconds }));
    const second = await expectStatus(201, rotate(2, keyId));
    const works = async (key: string) => (await ask('GET', '/v1/deliveries', key)).status;
    expect([await works(apiKey), await works(second.body.apiKey)]).toEqual([200, 200]);
    await new Promise((resolve) => setTimeout(resolve, 2100));
    expect([await works(apiKey), await works(second.body.apiKey)]).toEqual([401, 200]);
    const third = await expectStatus(201, rotate(0, second.body.keyId));
    expect([await works(second.body.apiKey), await works(third.body.apiKey)]).toEqual([401, 200]);
    expect(await listed(third.body.keyId)).toMatchObject({
      name: 'kasse',
      scopes: ['deliveries:read'],
    });
  });

  it('makes no key that may do more than itself, and none of another company', async () => {
    const { apiKey } = await make({ name: 'liten', scopes: ['keys:write', 'deliveries:read'] });
    const more = json({ name: 'stor', scopes: ['deliveries:write'] });
    const refused = await ask('POST', '/v1/keys', apiKey, more);
    expect([refused.status, refused.body.code]).toEqual([403, 'scope-missing']);
    const same = await expectStatus(201, ask('POST', '/v1/keys', apiKey, json({ name: 'lik' })));
    expect((await listed(same.body.keyId)).scopes).toEqual(['deliveries:read', 'keys:write']);
    const big = await make({ name: 'stor' });
    const rotated = await ask('POST', `/v1/keys/${big.keyId}/rotate`, apiKey, json({}));
    expect([rotated.status, rotated.body.code]).toEqual([403, 'scope-missing']);
    const stranger = await newCompany();
    const theirs = await ask('POST', `/v1/keys/${big.keyId}/revoke`, stranger.key);
    expect([theirs.status, theirs.body.code]).toEqual([404, 'key-unknown']);
  });

  it('is no matter of accountants', async () => {
    const ola = await join(kari.cookie, 'accountant');
    expect((await askAs(ola.cookie, 'GET', '/v1/keys')).status).toBe(403);
  });
});

describe('an ERP vendor', () => {
  it('brings companies on board with its own key, and goes on with the company’s', async () => {
    const made = await expectStatus(
      201,
      ask('POST', '/v1/admin/vendor-keys', operatorKey(), json({ name: 'Mamut' })),
    );
    const vendor: string = made.body.key;
    const email = newEmail();
    const organisationNumber = newOrganisationNumber();
    const company = { name: 'Kunde AS', organisationNumber, superuser: { email, language: 'en' } };
    const created = await expectStatus(
      201,
      ask('POST', '/v1/vendor/companies', vendor, json(company)),
    );
    expect((await ask('GET', '/v1/settings', created.body.apiKey)).status).toBe(200);
    expect((await ask('GET', '/v1/settings', vendor)).status).toBe(401);
    expect(
      (await ask('POST', '/v1/vendor/companies', created.body.apiKey, json(company))).status,
    ).toBe(401);
    expect((await mailTo(email)).subject).toBe('Invitation to Kunde AS');
    const { body } = await ask('GET', '/v1/audit?code=company.', created.body.apiKey);
    expect(body.data[0]).toMatchObject({ code: 'company.created', actor: { id: made.body.keyId } });
    await ask('POST', `/v1/admin/keys/${made.body.keyId}/revoke`, operatorKey());
    expect((await ask('POST', '/v1/vendor/companies', vendor, json(company))).status).toBe(401);
  });
});

describe('the event log', () => {
  it('says who did what: a person, a key, or the operator', async () => {
    const { keyId, apiKey } = await make({ name: '=HYPERLINK("x")' });
    await expectStatus(
      200,
      ask('PATCH', '/v1/settings', apiKey, json({ sending: { duplicates: 'allow' } })),
    );
    const { body } = await askAs(kari.cookie, 'GET', `/v1/audit?subject=${keyId}`);
    expect(body.data).toHaveLength(1);
    expect(body.data[0]).toMatchObject({
      code: 'key.created',
      actor: { id: kari.userId, name: 'Kari Nordmann' },
      text: { en: 'The key “=HYPERLINK("x")” is made.' },
    });
    const byKey = await askAs(kari.cookie, 'GET', `/v1/audit?actor=${keyId}`);
    expect(byKey.body.data[0]).toMatchObject({ actor: { id: keyId, name: '=HYPERLINK("x")' } });
    const company = await newCompany();
    const made = await ask('GET', '/v1/audit?code=company.created', company.key);
    expect(made.body.data[0].actor).toEqual({ id: 'operator', name: null });
  });

  it('is read in pages and as a file that no spreadsheet takes for formulas', async () => {
    const first = await askAs(kari.cookie, 'GET', '/v1/audit?limit=2');
    expect(first.body.data).toHaveLength(2);
    const second = await askAs(
      kari.cookie,
      'GET',
      `/v1/audit?limit=2&cursor=${first.body.nextCursor}`,
    );
    const ids = [...first.body.data, ...second.body.data].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(4);
    const file = await askAs(kari.cookie, 'GET', '/v1/audit/export?code=settings.');
    expect(file.headers.get('content-type')).toContain('text/csv');
    const lines = file.bytes.toString().trim().split('\r\n');
    expect(lines[0]).toBe('id,at,code,subject,actor,actorName,text');
    expect(lines.join('\n')).toContain(`"'=HYPERLINK(""x"")"`);
    const none = await askAs(kari.cookie, 'GET', '/v1/audit?to=2020-01-01T00:00:00Z');
    expect(none.body).toEqual({ data: [], nextCursor: null });
  });
});
