import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { gunzipSync } from 'node:zlib';
import postgres from 'postgres';
import { expect, it } from 'vitest';
import { askAs, expectStatus, join, signUp } from '../support/accounts.ts';
import { ask, dataFolder, deliver, json, newCompany } from '../support/installation.ts';
import { superuserUrl } from '../support/postgres.ts';

/** Names and contents of a tar archive, read as POSIX has it. */
function untar(bytes: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (let at = 0; bytes[at];) {
    const name = bytes.toString('ascii', at, at + 100).replace(/\0.*$/s, '');
    const size = Number.parseInt(bytes.toString('ascii', at + 124, at + 135), 8);
    files.set(name, bytes.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

it('a company’s data is taken out whole, then erased, and other companies notice nothing', async () => {
  const kari = await signUp();
  const viewer = await join(kari.cookie, 'viewer');
  const made = await askAs(kari.cookie, 'POST', '/v1/keys', json({ name: 'regnskap' }));
  const { apiKey } = made.body;
  await ask('PUT', '/v1/customers/C-1', apiKey, json({ name: 'Kunde AS' }));
  const other = await newCompany();
  const kept = await deliver(other.key, { method: 'email', email: 'kunde@example.com' });
  const admin = postgres(superuserUrl(), { max: 1 });
  // A delivered invoice of a company that the operator authenticated, in this one’s name.
  await admin`update tenants set status = 'authenticated',
    settings = jsonb_set(settings, '{sending,maySendForOthers}', 'true') where tenant_id = ${kari.tenantId}`;
  const own = await deliver(apiKey, { method: 'email', email: 'kunde@example.com' });
  expect(own.status).toBe('delivered');

  expect((await askAs(viewer.cookie, 'GET', '/v1/company/export')).status).toBe(403);
  const { bytes, headers } = await askAs(kari.cookie, 'GET', '/v1/company/export');
  expect(headers.get('content-disposition')).toContain('.tar.gz');
  const files = untar(gunzipSync(bytes));
  const names = [...files.keys()];
  expect(files.get('tables/deliveries-1.jsonl')?.toString()).toContain(own.id);
  expect(files.get('tables/customers-1.jsonl')?.toString()).toContain('Kunde AS');
  const documents = names.filter((name) => name.startsWith('documents/'));
  expect(documents.length).toBeGreaterThan(0);
  for (const name of documents) {
    const sha256 = createHash('sha256')
      .update(files.get(name) ?? '')
      .digest('hex');
    expect(name).toBe(`documents/${sha256}`);
  }
  const all = [...files.values()].map(String).join('');
  expect(all).not.toContain(other.tenantId);
  expect(all).not.toContain('"hash"');
  expect(all).not.toContain(kept.id);

  const { body: session } = await askAs(kari.cookie, 'GET', '/v1/session');
  const number: string = session.company.organisationNumber;
  const erase = (by: string, given = number) =>
    askAs(by, 'DELETE', `/v1/company?organisationNumber=${given}`);
  expect((await erase(viewer.cookie)).status).toBe(403);
  expect((await ask('DELETE', `/v1/company?organisationNumber=${number}`, apiKey)).status).toBe(
    403,
  );
  expect((await erase(kari.cookie, '999999999')).body.code).toBe('organisation-number-wrong');
  expect((await erase(kari.cookie)).body.code).toBe('still-receiving');
  await admin`update tenants set settings = jsonb_set(settings, '{networks}', '{"visma":false,"peppol":false}')
    where tenant_id = ${kari.tenantId}`;
  await admin`insert into deadlines (workflow_id, tenant_id, subject_id, due_at)
    values ('outbound/erase/1', ${kari.tenantId}, 'test', '9999-01-01')`;
  expect((await erase(kari.cookie)).body.code).toBe('work-open');
  await admin`delete from deadlines where tenant_id = ${kari.tenantId}`;
  await expectStatus(204, erase(kari.cookie));

  expect((await ask('GET', '/v1/deliveries', apiKey)).status).toBe(401);
  expect((await askAs(kari.cookie, 'GET', '/v1/session')).status).toBe(401);
  const tables = await admin`select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'tenant_id'`;
  for (const { name } of tables) {
    const rows =
      await admin`select to_jsonb(t) as row from ${admin(String(name))} t where tenant_id = ${kari.tenantId}`;
    const left = name === 'tenants' || name === 'events' ? 1 : 0;
    expect([name, rows.length]).toEqual([name, left]);
    expect(JSON.stringify(rows)).not.toContain(number);
  }
  expect(existsSync(joinPath(dataFolder(), 'documents', kari.tenantId))).toBe(false);
  await admin.end();
  expect((await ask('GET', `/v1/deliveries/${kept.id}`, other.key)).status).toBe(200);
  const document = await ask('GET', `/v1/deliveries/${kept.id}/document`, other.key);
  expect(document.status).toBe(200);
});
