import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { superuserUrl } from '../support/postgres.ts';

let admin: Sql;
beforeAll(() => {
  admin = postgres(superuserUrl(), { max: 1 });
});
afterAll(() => admin.end());

describe('the doors, by which something is asked before the company is known', () => {
  it('are these, and each gives ids and nothing of a document', async () => {
    const rows = await admin`select p.proname as name, pg_get_function_result(p.oid) as gives
      from pg_proc p where p.pronamespace = 'public'::regnamespace order by 1`;
    const found = 'TABLE(tenant_id text, id text)';
    expect(Object.fromEntries(rows.map((row) => [row['name'], row['gives']]))).toEqual({
      door_access_point_key: 'TABLE(id text, networks text[])',
      door_activation: found,
      door_activations_asking: found,
      door_add_account_mail: 'void',
      door_add_access_point_key: 'void',
      door_add_link: 'void',
      door_add_vendor_key: 'void',
      door_attempt: found,
      door_bounces_pending: found,
      door_claim_account_mails:
        'TABLE(id text, email text, sealed text, tries integer, seconds_left integer)',
      door_company_key: 'TABLE(tenant_id text, id text, scopes text[], is_noted boolean)',
      door_count_try: 'TABLE(count integer, seconds_left integer)',
      door_drop_account_mail: 'void',
      door_due: found,
      door_erase_company: 'void',
      door_erase_expired: 'TABLE(kind text, id text, documents text[])',
      door_email_link: found,
      door_forget_tries: 'void',
      door_identity: 'TABLE(user_id text)',
      door_invitation: found,
      door_invoice_link: found,
      door_key: found,
      door_measures: 'TABLE(name text, first text, second text, value double precision)',
      door_message: found,
      door_notifications_due: found,
      door_number_authenticated: found,
      door_participant: found,
      door_retry_account_mail: 'void',
      door_reminders_due: found,
      door_retention_due: found,
      door_revoke_access_point_key: 'TABLE(id text)',
      door_scan_account: found,
      door_revoke_vendor_key: 'TABLE(id text)',
      door_session: 'TABLE(tenant_id text, id text, user_id text)',
      door_use_link: 'TABLE(email text)',
      door_user: 'TABLE(user_id text)',
      door_vendor_key: 'TABLE(id text)',
      door_webhooks_behind: found,
    });
  });

  it('run as their own role with a fixed search path, and only the app may call them', async () => {
    const rows =
      await admin`select p.proname as name, p.prosecdef as definer, p.proowner::regrole::text as owner,
      p.proconfig as config, p.proacl::text as acl
      from pg_proc p where p.pronamespace = 'public'::regnamespace`;
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect({ ...row }).toEqual({
        name: row['name'],
        definer: true,
        owner: 'autoinvoice_doors',
        config: ['search_path=public, pg_temp'],
        acl: '{autoinvoice_doors=X/autoinvoice_doors,autoinvoice_app=X/autoinvoice_doors}',
      });
    }
  });

  it('belong to a role that nobody can log in as and that bypasses nothing', async () => {
    const [role] = await admin`select rolcanlogin, rolsuper, rolbypassrls from pg_roles
      where rolname = 'autoinvoice_doors'`;
    expect(role).toEqual({ rolcanlogin: false, rolsuper: false, rolbypassrls: false });
  });

  it.each(['access_point_keys', 'account_mails', 'vendor_keys', 'links', 'tries'])(
    'are the app’s only way to %s, which belong to no company',
    async (table) => {
      const rows =
        await admin`select grantee, privilege_type from information_schema.role_table_grants
        where table_name = ${table} and grantee = 'autoinvoice_app'`;
      expect(rows).toHaveLength(0);
    },
  );
});
