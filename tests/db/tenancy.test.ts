import { sql } from 'drizzle-orm';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertAppRole, openDatabase, type Database } from '../../db/client.ts';
import { setUpDatabase } from '../../db/set-up.ts';
import { withTenant } from '../../db/tenant.ts';
import { fillCompany, tenantTables } from '../support/filled-company.ts';
import { newCompany, type Company } from '../support/installation.ts';
import { databaseUrl, superuserUrl } from '../support/postgres.ts';

let admin: Sql;
let app: Database;
let tables: string[];
let one: Company;
let other: Company;

beforeAll(async () => {
  admin = postgres(superuserUrl(), { max: 2, onnotice: () => undefined });
  app = openDatabase(databaseUrl(), 3);
  tables = await tenantTables(admin);
  [one, other] = [await newCompany({ status: 'none' }), await newCompany()];
  await fillCompany(admin, one, other);
});

afterAll(async () => {
  await admin`delete from deadlines where tenant_id = ${one.tenantId} and due_at = '9999-01-01'`;
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

  it('may delete these few kinds of rows and no other', async () => {
    const rows = await admin`select table_name as name from information_schema.role_table_grants
      where grantee = 'autoinvoice_app' and privilege_type in ('DELETE', 'TRUNCATE')`;
    expect(rows.map((row) => String(row['name'])).toSorted()).toEqual([
      'deadlines',
      'memberships',
      'notification_settings',
      'scan_memories',
    ]);
  });
});
