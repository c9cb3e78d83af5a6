import postgres from 'postgres';
import { deliveriesAndReceived } from './migrations/0001-deliveries-and-received.ts';
import { doors } from './migrations/0002-doors.ts';
import { printFormats } from './migrations/0003-print-formats.ts';
import { accounts } from './migrations/0004-accounts.ts';
import { activations } from './migrations/0005-activations.ts';
import { settingsAndNetworks } from './migrations/0006-settings-and-networks.ts';
import { scans } from './migrations/0007-scans.ts';
import { erasure } from './migrations/0008-erasure.ts';
import { webhooks } from './migrations/0008-webhooks.ts';
import { usageRows } from './migrations/0009-usage.ts';
import { lists } from './migrations/0010-lists.ts';
import { releaseThreshold } from './migrations/0011-release-threshold.ts';
import { bounces } from './migrations/0012-bounces.ts';
import { reminders } from './migrations/0018-reminders.ts';
import { notifications } from './migrations/0017-notifications.ts';
import { invoiceLinks } from './migrations/0016-invoice-links.ts';
import { scanPages } from './migrations/0013-scan-pages.ts';
import { accountMails } from './migrations/0014-account-mails.ts';
import { efaktura } from './migrations/0015-efaktura.ts';
import { letters } from './migrations/0019-letters.ts';
import { measures } from './migrations/0020-measures.ts';
import { keys } from './migrations/0021-keys.ts';
import { wishes } from './migrations/0022-wishes.ts';
import { retention } from './migrations/0023-retention.ts';

/** Forward only; a landed one is never edited. */
const migrations = [
  deliveriesAndReceived,
  doors,
  printFormats,
  accounts,
  activations,
  settingsAndNetworks,
  scans,
  erasure,
  webhooks,
  usageRows,
  lists,
  releaseThreshold,
  bounces,
  invoiceLinks,
  scanPages,
  accountMails,
  efaktura,
  notifications,
  reminders,
  letters,
  measures,
  keys,
  wishes,
  retention,
];

/** Held while roles and tables are changed, so that two processes can start at once. */
const setUpLock = 4_127_001;

export interface SetUpOptions {
  /** Connection of a role that may create roles and tables. */
  readonly ownerUrl: string;
  /** Password that the app's role gets. */
  readonly appPassword: string;
  /** Names of the migrations to run, where the tables must be as they were; default: all. */
  readonly only?: readonly string[];
}

/**
 * Creates the three roles where they are missing and brings the tables up to date; safe to run at every start.
 * The owner runs migrations, `autoinvoice_app` is what the service connects as, `autoinvoice_doors` owns the doors.
 */
export async function setUpDatabase(options: SetUpOptions): Promise<void> {
  const sql = postgres(options.ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql`select pg_advisory_lock(${setUpLock})`;
    await sql.unsafe(roles(options.appPassword));
    await sql`create table if not exists migrations (name text primary key, at timestamptz not null default now())`;
    const done = new Set(
      (await sql`select name from migrations`).map((row) => String(row['name'])),
    );
    const { only = migrations.map(({ name }) => name) } = options;
    const unknown = only.filter((one) => !migrations.some(({ name }) => name === one));
    if (unknown.length > 0)
      throw new Error(`A newer version has made this: ${unknown.join(', ')} is not known here.`);
    const wanted = migrations.filter(({ name }) => only.includes(name) && !done.has(name));
    for (const migration of wanted) {
      await sql.begin(async (transaction) => {
        await transaction.unsafe(migration.sql);
        await transaction`insert into migrations (name) values (${migration.name})`;
      });
    }
    await sql.unsafe(erasableTables);
    await sql.unsafe(readableEvents);
  } finally {
    await sql.end();
  }
}

/** The door that erases a company reaches every table with rows of companies, also those that come later. */
const erasableTables = `
do $$
declare
  name text;
begin
  for name in select c.relname from pg_attribute a join pg_class c on c.oid = a.attrelid
              where a.attname = 'tenant_id' and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
                and c.relname <> 'tenants' loop
    execute format('grant select, delete on %I to autoinvoice_doors', name);
  end loop;
end $$;
`;

/** The same server and database as the owner's, as the role of the app. */
export function appUrl(ownerUrl: string, appPassword: string): string {
  const url = new URL(ownerUrl);
  url.username = 'autoinvoice_app';
  url.password = appPassword;
  return url.href;
}

/**
 * Where a dump was restored into another server, whose count of transactions is behind: its events would stay
 * unreadable until the count has caught up. They get the oldest number, and are read by position.
 */
const readableEvents = `
update events set transaction_id = '1'
where transaction_id >= pg_snapshot_xmax(pg_current_snapshot())
  and (select transaction_id >= pg_snapshot_xmax(pg_current_snapshot()) from events order by position desc limit 1)`;

function roles(appPassword: string): string {
  const password = `'${appPassword.replaceAll("'", "''")}'`;
  return `
do $$ begin
  if not exists (select from pg_roles where rolname = 'autoinvoice_app') then create role autoinvoice_app login; end if;
  if not exists (select from pg_roles where rolname = 'autoinvoice_doors') then create role autoinvoice_doors nologin; end if;
end $$;
alter role autoinvoice_app with login password ${password};
grant autoinvoice_doors to current_user;
grant usage on schema public to autoinvoice_app;
grant usage, create on schema public to autoinvoice_doors;
`;
}
