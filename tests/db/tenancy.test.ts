import { sql } from 'drizzle-orm';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertAppRole, openDatabase, type Database } from '../../db/client.ts';
import { setUpDatabase } from '../../db/set-up.ts';
import { withTenant } from '../../db/tenant.ts';
import { ask, deliver, json, newCompany, type Company } from '../support/installation.ts';
import { comeOnBoard } from '../support/signing.ts';
import { databaseUrl, superuserUrl } from '../support/postgres.ts';

let admin: Sql;
let app: Database;
let tables: string[];
let one: Company;
let other: Company;

/** Every table that has rows of tenants, as the database itself knows it. */
const tenantTables = async (on: Sql): Promise<string[]> => {
  const rows = await on`
    select c.table_name as name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and c.column_name = 'tenant_id' and t.table_type = 'BASE TABLE'
    order by 1`;
  return rows.map((row) => String(row['name']));
};

beforeAll(async () => {
  admin = postgres(superuserUrl(), { max: 2, onnotice: () => undefined });
  app = openDatabase(databaseUrl(), 3);
  tables = await tenantTables(admin);
  [one, other] = [await newCompany({ status: 'none' }), await newCompany()];
  await comeOnBoard(one);
  await deliver(other.key, { recipient: `0192:${one.organisationNumber}` });
  await deliver(one.key, { method: 'email', email: 'kunde@example.com' });
  await admin`insert into customers (tenant_id, customer_number, name, method)
    values (${one.tenantId}, 'C-1', 'Kunde', 'automatic')`;
  await insertScan(one.tenantId);
  await admin`insert into email_links (tenant_id, email, id, hashes, expires_at)
    values (${one.tenantId}, 'post@example.com', 'eml_test', '{}', now())`;
  await ask('PATCH', '/v1/settings', one.key, json({ notifications: { sent: true } }));
  await ask(
    'PUT',
    '/v1/scanning',
    one.key,
    json({ enabled: true, returnEmail: 'post@example.com' }),
  );
  await admin`insert into users (user_id, email, name, language)
    values ('usr_tenancy', 'tenancy@example.no', 'Kari', 'nb')`;
  await admin`insert into memberships (tenant_id, user_id, role)
    values (${one.tenantId}, 'usr_tenancy', 'viewer')`;
  await admin`insert into sessions (id, user_id, tenant_id, hash, idle_expires_at, expires_at)
    values ('ses_tenancy', 'usr_tenancy', ${one.tenantId}, 'tenancy', now(), now())`;
  await admin`insert into invitations (id, tenant_id, email, role, hash, expires_at)
    values ('ivt_tenancy', ${one.tenantId}, 'ola@example.no', 'viewer', 'tenancy', now())`;
  await admin`insert into bounces (id, tenant_id, delivery_id, attempt_id, raw_sha256, kind, settled_at)
    select 'bnc_t', tenant_id, delivery_id, id, '', 'delayed', now() from attempts
    where tenant_id = ${one.tenantId} limit 1`;
  await admin`insert into invoice_links (id, tenant_id, delivery_id, attempt_id, hash, expires_at)
    select 'lnk_t', tenant_id, delivery_id, id, 'tenancy', now() from attempts
    where tenant_id = ${one.tenantId} limit 1`;
  await admin`insert into notification_places (tenant_id) values (${one.tenantId})
    on conflict do nothing`;
  await insertWebhook(one.tenantId);
  await admin`insert into efaktura_agreements (tenant_id, id, status)
    values (${one.tenantId}, 'efa_t', 'off')`;
  await admin`insert into deadlines (workflow_id, tenant_id, subject_id, due_at)
    values ('outbound/test/1', ${one.tenantId}, 'test', '9999-01-01')`;
});

/** A webhook that is off, with a message. */
async function insertWebhook(tenantId: string): Promise<void> {
  await admin`insert into webhook_endpoints (id, tenant_id, url, status)
    values ('whk_t', ${tenantId}, 'https://example.com', 'disabled')`;
  await admin`insert into webhook_messages (endpoint_id, position, tenant_id, status)
    values ('whk_t', 1, ${tenantId}, 'failed')`;
}

/** One row in each table of scanning. */
async function insertScan(tenantId: string): Promise<void> {
  await admin`insert into scan_arrivals (id, tenant_id, source) values ('arr_t', ${tenantId}, 'upload')`;
  await admin`insert into scans (id, tenant_id, arrival_id, status, source, filename, content_type,
    document_sha256, size_bytes, run_number)
    values ('scn_t', ${tenantId}, 'arr_t', 'review', 'upload', 'a.pdf', 'application/pdf', '', 0, 1)`;
  await admin`insert into scan_runs (tenant_id, scan_id, number, opened_by, engine, status)
    values (${tenantId}, 'scn_t', 1, 'arrival', 'auto', 'closed')`;
  await admin`insert into scan_drafts (scan_id, tenant_id, version, invoice, read)
    values ('scn_t', ${tenantId}, 1, '{}', '{}')`;
  await admin`insert into scan_memories (tenant_id, seller_key, seller_name, memory, learnt_from)
    values (${tenantId}, 'x', 'x', '{}', 'scn_t')`;
  await admin`insert into scan_batches (id, tenant_id, status, engine, total)
    values ('bat_t', ${tenantId}, 'done', 'auto', 1)`;
  await admin`insert into scan_batch_items (batch_id, position, tenant_id, scan_id)
    values ('bat_t', 1, ${tenantId}, 'scn_t')`;
  await admin`insert into scan_forwards (id, tenant_id, arrival_id, reason, recipient, message_id, status)
    values ('fwd_t', ${tenantId}, 'arr_t', 'empty', 'a@example.com', 'm', 'sent')`;
}

afterAll(async () => {
  await admin`delete from deadlines where workflow_id = 'outbound/test/1'`;
  await app.close();
  await admin.end();
});

const count = async (
  table: string,
  where: ReturnType<typeof sql>,
  orm: Pick<Database['orm'], 'execute'>,
): Promise<number> => {
  const [row] = await orm.execute<{ count: string }>(
    sql`select count(*) from ${sql.identifier(table)} where ${where}`,
  );
  return Number(row?.count);
};

describe('rows of a company', () => {
  it('are in these tables', () => {
    expect(tables).toEqual([
      'activation_mails',
      'activations',
      'api_keys',
      'attempts',
      'bounces',
      'customers',
      'deadlines',
      'deliveries',
      'efaktura_agreements',
      'email_links',
      'events',
      'idempotency_keys',
      'invitations',
      'invoice_links',
      'memberships',
      'networks',
      'notification_places',
      'notification_settings',
      'received',
      'runs',
      'scan_accounts',
      'scan_arrivals',
      'scan_batch_items',
      'scan_batches',
      'scan_drafts',
      'scan_forwards',
      'scan_memories',
      'scan_runs',
      'scans',
      'sessions',
      'tenants',
      'usage',
      'webhook_endpoints',
      'webhook_messages',
    ]);
  });

  it('are not seen by a query without withTenant', async () => {
    for (const table of tables) {
      expect([table, await count(table, sql`true`, app.orm)]).toEqual([table, 0]);
    }
  });

  it('are seen by their company and by no other', async () => {
    const mine = sql`tenant_id = ${one.tenantId}`;
    for (const table of tables) {
      const seen = (tenantId: string): Promise<number> =>
        withTenant(app, tenantId, (transaction) => count(table, mine, transaction));
      expect([table, await seen(other.tenantId)]).toEqual([table, 0]);
      expect([table, await seen('')]).toEqual([table, 0]);
      expect([table, (await seen(one.tenantId)) > 0]).toEqual([table, true]);
    }
  });

  it('cannot be written or changed by another company', async () => {
    for (const table of tables) {
      const name = sql.identifier(table);
      const columns = (
        await admin`select column_name as name from information_schema.columns where table_schema = 'public'
          and table_name = ${table} and is_identity = 'NO' order by ordinal_position`
      ).map((row) => sql.identifier(String(row['name'])));
      const list = sql.join(columns, sql`, `);
      const steal = withTenant(app, other.tenantId, (transaction) =>
        transaction.execute(
          sql`insert into ${name} (${list}) select ${list} from jsonb_populate_recordset(null::${name},
            jsonb_build_array(jsonb_build_object('tenant_id', ${one.tenantId}::text)))`,
        ),
      );
      const said = await steal.then(
        () => 'inserted',
        (error: Error) => String((error.cause as Error | undefined)?.message ?? error.message),
      );
      expect([table, said]).toEqual([
        table,
        `new row violates row-level security policy for table "${table}"`,
      ]);
      const changed = await withTenant(app, other.tenantId, (transaction) =>
        transaction.execute(
          sql`update ${name} set tenant_id = tenant_id where tenant_id = ${one.tenantId} returning 1`,
        ),
      );
      expect([table, changed.length]).toEqual([table, 0]);
    }
  });

  it('stay with their company: a transaction of one tenant leaves nothing for the next', async () => {
    await withTenant(app, one.tenantId, (transaction) => count('tenants', sql`true`, transaction));
    expect(await count('tenants', sql`true`, app.orm)).toBe(0);
  });
});

describe('row-level security', () => {
  it('is enabled and forced on every table with rows of tenants', async () => {
    const rows =
      await admin`select relname as name, relrowsecurity as enabled, relforcerowsecurity as forced
      from pg_class where relnamespace = 'public'::regnamespace and relname = any(${tables}) order by 1`;
    expect(rows.map((row) => ({ ...row }))).toEqual(
      tables.map((name) => ({ name, enabled: true, forced: true })),
    );
  });

  it('has these policies: the app’s own rows, and all rows for doors and owner', async () => {
    const rows =
      await admin`select tablename, policyname, roles::text, cmd, permissive, qual, with_check
      from pg_policies where schemaname = 'public' order by tablename, policyname`;
    const own = `(tenant_id = NULLIF(current_setting('app.tenant_id'::text, true), ''::text))`;
    const all = { cmd: 'ALL', permissive: 'PERMISSIVE', qual: 'true', with_check: 'true' };
    const ofTenants = rows.filter(
      ({ tablename, policyname }) =>
        tables.includes(String(tablename)) && policyname !== 'own_person',
    );
    expect(ofTenants.map((row) => ({ ...row }))).toEqual(
      tables.flatMap((tablename) => [
        { tablename, policyname: 'all_rows_of_doors', roles: '{autoinvoice_doors}', ...all },
        { tablename, policyname: 'all_rows_of_owner', roles: '{postgres}', ...all },
        {
          tablename,
          policyname: 'own_rows',
          roles: '{autoinvoice_app}',
          ...all,
          qual: own,
          with_check: own,
        },
      ]),
    );
  });

  it('shows a person’s rows to that person, and a member’s name to the company', async () => {
    const rows =
      await admin`select tablename, policyname, cmd, qual, with_check from pg_policies where schemaname = 'public'
      and roles = '{autoinvoice_app}' and policyname <> 'own_rows' order by tablename, policyname`;
    const own = `(user_id = NULLIF(current_setting('app.user_id'::text, true), ''::text))`;
    const person = { policyname: 'own_person', cmd: 'ALL', qual: own };
    expect(rows.map((row) => ({ ...row, ...(row['cmd'] === 'SELECT' && { qual: '' }) }))).toEqual([
      { tablename: 'memberships', ...person, with_check: 'false' },
      { tablename: 'sessions', ...person, with_check: own },
      { tablename: 'user_identities', ...person, with_check: own },
      { tablename: 'user_secrets', ...person, with_check: own },
      { tablename: 'users', ...person, with_check: own },
      {
        tablename: 'users',
        policyname: 'people_of_company',
        cmd: 'SELECT',
        qual: '',
        with_check: null,
      },
    ]);
  });

  it('lets an owner that is no superuser touch every row in a backfill', async () => {
    const url = new URL(superuserUrl());
    await admin`drop database if exists backfill`;
    await admin`drop role if exists plain_owner`;
    await admin`create role plain_owner login createrole nosuperuser nobypassrls password 'plain'`;
    await admin`create database backfill owner plain_owner`;
    // As an operator of a managed server does it, where the roles are there already.
    await admin`grant autoinvoice_app, autoinvoice_doors to plain_owner with admin option`;
    url.pathname = '/backfill';
    url.username = 'plain_owner';
    url.password = 'plain';
    const appPassword = decodeURIComponent(new URL(databaseUrl()).password);
    await setUpDatabase({ ownerUrl: url.href, appPassword });
    const owner = postgres(url.href, { max: 1 });
    const [company] =
      await owner`insert into tenants (tenant_id, name, organisation_number, status, settings)
      values ('t_backfill', 'Firma', '810418052', 'none', '{}') returning tenant_id`;
    expect(company).toEqual({ tenant_id: 't_backfill' });
    expect((await owner`update tenants set name = 'Changed' returning name`).length).toBe(1);
    await owner.end();
    await admin`drop database backfill`;
    await admin`drop owned by plain_owner`;
    await admin`drop role plain_owner`;
  });
});

describe('the role that the service connects as', () => {
  it('is accepted: it owns nothing and bypasses nothing', async () => {
    await expect(assertAppRole(app)).resolves.toBeUndefined();
    const [role] = await admin`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
      (select count(*)::int from pg_class where relowner = r.oid) as owns
      from pg_roles r where rolname = 'autoinvoice_app'`;
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      owns: 0,
    });
  });

  it('is refused where it is a superuser', async () => {
    const database = openDatabase(superuserUrl(), 1);
    await expect(assertAppRole(database)).rejects.toThrow(/as "postgres".*every company/);
    await database.close();
  });

  it('may delete deadlines and memberships, and nothing else', async () => {
    const rows = await admin`select table_name as name from information_schema.role_table_grants
      where grantee = 'autoinvoice_app' and privilege_type in ('DELETE', 'TRUNCATE')`;
    expect(rows.map((row) => String(row['name'])).toSorted()).toEqual([
      'deadlines',
      'memberships',
      'scan_memories',
    ]);
  });
});
