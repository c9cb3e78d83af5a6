import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDatabase, type Database } from '../../db/client.ts';
import { withTenant } from '../../db/tenant.ts';
import { askAs, expectStatus, join, signUp, type Person } from '../support/accounts.ts';
import { fillCompany, tenantTables } from '../support/filled-company.ts';
import {
  ask,
  dataFolder,
  json,
  newCompany,
  type Answer,
  type Company,
} from '../support/installation.ts';
import { turnNetwork, untilNetworkIs } from '../support/networks.ts';
import { databaseUrl, superuserUrl } from '../support/postgres.ts';

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

let admin: Sql;
let app: Database;
let tables: string[];
/** The superuser of the company that leaves. */
let kari: Person;
let company: Company;
let other: Company;

const leave = (cookie: string, number = company.organisationNumber): Promise<Answer> =>
  askAs(cookie, 'DELETE', `/v1/company?organisationNumber=${number}`);

/** Rows of the company in each table, as the service sees them in its name. */
async function countRows({ tenantId }: Company): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const table of tables) {
    const [row] = await withTenant(app, tenantId, (transaction) =>
      transaction.execute<{ count: number }>(
        sql`select count(*)::int as count from ${sql.identifier(table)} where tenant_id = ${tenantId}`,
      ),
    );
    counts.set(table, row?.count ?? 0);
  }
  return counts;
}

beforeAll(async () => {
  admin = postgres(superuserUrl(), { max: 1 });
  app = openDatabase(databaseUrl(), 2);
  tables = await tenantTables(admin);
  kari = await signUp();
  const { body: session } = await askAs(kari.cookie, 'GET', '/v1/session');
  const made = await askAs(kari.cookie, 'POST', '/v1/keys', json({ name: 'regnskap' }));
  const { organisationNumber } = session.company;
  company = { tenantId: kari.tenantId, key: made.body.apiKey, organisationNumber };
  other = await newCompany({ status: 'none' });
  const sender = await newCompany();
  await Promise.all([fillCompany(admin, company, sender), fillCompany(admin, other, sender)]);
});
afterAll(async () => {
  await admin`delete from deadlines where tenant_id = ${other.tenantId} and due_at = '9999-01-01'`;
  await app.close();
  await admin.end();
});

describe('a company that leaves', () => {
  it('does so by a superuser, with nothing on and nothing under way', async () => {
    const viewer = await join(kari.cookie, 'viewer');
    expect((await askAs(viewer.cookie, 'GET', '/v1/company/export')).status).toBe(403);
    expect((await leave(viewer.cookie)).status).toBe(403);
    const path = `/v1/company?organisationNumber=${company.organisationNumber}`;
    expect((await ask('DELETE', path, company.key)).status).toBe(403);
    expect((await leave(kari.cookie, '999999999')).body.code).toBe('organisation-number-wrong');
    expect((await leave(kari.cookie)).body.code).toBe('still-receiving');
    await ask('PUT', '/v1/scanning', company.key, json({ enabled: false }));
    for (const network of ['peppol', 'visma']) await turnNetwork(company.key, network, false);
    expect((await leave(kari.cookie)).body.code).toBe('work-open');
    await untilNetworkIs(company.key, 'off', 'peppol');
    await untilNetworkIs(company.key, 'off', 'visma');
  });

  it('takes every row and every document along', async () => {
    const { bytes, headers } = await askAs(kari.cookie, 'GET', '/v1/company/export');
    expect(headers.get('content-disposition')).toContain('.tar.gz');
    const files = untar(gunzipSync(bytes));
    const there = await countRows(company);
    for (const table of tables.filter((name) => name !== 'sessions')) {
      const lines = files.get(`tables/${table}-1.jsonl`)?.toString().trimEnd().split('\n') ?? [];
      expect([table, lines.length]).toEqual([table, there.get(table)]);
      expect([table, lines.length > 0]).toEqual([table, true]);
    }
    const documents = [...files].filter(([name]) => name.startsWith('documents/'));
    for (const [name, content] of documents) {
      expect(name).toBe(`documents/${createHash('sha256').update(content).digest('hex')}`);
    }
    const named = await admin`select table_name as table, column_name as column
      from information_schema.columns where table_schema = 'public' and column_name like '%sha256' and column_name <> 'request_sha256'
      and table_name = any(${tables})`;
    expect(named.length).toBeGreaterThan(4);
    for (const { table, column } of named) {
      const rows =
        await admin`select ${admin(String(column))} as sha256 from ${admin(String(table))}
        where tenant_id = ${company.tenantId}`;
      for (const { sha256 } of rows.filter((row) => /^[0-9a-f]{64}$/.test(String(row['sha256'])))) {
        expect([table, column, files.has(`documents/${sha256}`)]).toEqual([table, column, true]);
      }
    }
    const all = [...files.values()].map(String).join('');
    expect(all).not.toContain(other.tenantId);
    expect(all).not.toMatch(/"hash(es)?":/);
  });

  it('leaves nothing behind, and other companies notice nothing', async () => {
    const others = await countRows(other);
    expect([...others].filter(([, count]) => count === 0)).toEqual([]);
    await admin`delete from deadlines where tenant_id = ${company.tenantId} and due_at = '9999-01-01'`;
    await vi.waitFor(() => expectStatus(204, leave(kari.cookie)), {
      timeout: 15_000,
      interval: 200,
    });

    expect((await ask('GET', '/v1/deliveries', company.key)).status).toBe(401);
    expect((await askAs(kari.cookie, 'GET', '/v1/session')).status).toBe(401);
    for (const name of tables) {
      const rows = await admin`select to_jsonb(t) as row from ${admin(name)} t
        where t::text like ${`%${company.tenantId}%`}`;
      // An empty row keeps the id from being used again, and an event says that the company has left.
      const left = name === 'tenants' || name === 'events' ? 1 : 0;
      expect([name, rows.length]).toEqual([name, left]);
      expect(JSON.stringify(rows)).not.toContain(company.organisationNumber);
    }
    expect(existsSync(joinPath(dataFolder(), 'documents', company.tenantId))).toBe(false);
    for (const [table, count] of await countRows(other)) {
      expect([table, count >= (others.get(table) ?? 0)]).toEqual([table, true]);
    }
    const { data } = (await ask('GET', '/v1/deliveries', other.key)).body;
    const document = await ask('GET', `/v1/deliveries/${data[0].id}/document`, other.key);
    expect(document.status).toBe(200);
  });
});
