import { sql, type SQL } from 'drizzle-orm';
import type { NetworkName } from '../policy/channels.ts';
import type { Database } from './client.ts';
import type { TenantTransaction } from './tenant.ts';

/** What a door gives: whose it is, and the id of the row; nothing else is readable before `withTenant`. */
export interface Found {
  readonly tenantId: string;
  readonly id: string;
}

/** The pool, or a transaction: inside one, a second connection could be waited for for ever. */
export type Asker = Database | { readonly orm: TenantTransaction };

async function ask({ orm }: Asker, call: SQL): Promise<Found[]> {
  const rows = await orm.execute<{ tenant_id: string; id: string }>(
    sql`select tenant_id, id from ${call}`,
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, id: row.id }));
}

export interface FoundKey extends Found {
  readonly scopes: string[];
  /** Whether it is written down that the key was used in this minute. */
  readonly isNoted: boolean;
}

/** The company and key that a bearer key with this SHA-256 belongs to, unless it is revoked. */
export async function findCompanyKey({ orm }: Database, hash: string): Promise<FoundKey | null> {
  const [row] = await orm.execute<{
    tenant_id: string;
    id: string;
    scopes: string[];
    is_noted: boolean;
  }>(sql`select tenant_id, id, scopes, is_noted from door_company_key(${hash})`);
  return row
    ? { tenantId: row.tenant_id, id: row.id, scopes: row.scopes, isNoted: row.is_noted }
    : null;
}

/** The company that a key id belongs to, revoked or not. */
export const findKey = async (database: Database, keyId: string): Promise<Found | null> =>
  (await ask(database, sql`door_key(${keyId})`))[0] ?? null;

/** The authenticated company that receives over this network under this organisation number. */
export const findParticipant = async (
  database: Asker,
  organisationNumber: string,
  network: NetworkName,
): Promise<Found | null> =>
  (await ask(database, sql`door_participant(${organisationNumber}, ${network})`))[0] ?? null;

/** The delivery whose attempt sent this message (a bounce, a returned letter). */
export const findMessage = async (database: Database, messageId: string): Promise<Found | null> =>
  (await ask(database, sql`door_message(${messageId})`))[0] ?? null;

/** The delivery that this attempt is one of. */
export const findAttempt = async (database: Database, attemptId: string): Promise<Found | null> =>
  (await ask(database, sql`door_attempt(${attemptId})`))[0] ?? null;

/** Claims up to `atMost` bounces that nothing has come of yet, oldest first; none is given again for two seconds. */
export const claimBounces = (database: Database, atMost: number): Promise<Found[]> =>
  ask(database, sql`door_bounces_pending(${atMost})`);

/** Claims up to `atMost` overdue rows; `id` is the workflow id. The same row is not given again for five seconds. */
export const claimDue = (database: Database, atMost: number): Promise<Found[]> =>
  ask(database, sql`door_due(${atMost})`);

/** The networks that an access point's key may hand documents in for, or null. */
export async function findAccessPointKey(
  { orm }: Database,
  hash: string,
): Promise<{ id: string; networks: string[] } | null> {
  const [row] = await orm.execute<{ id: string; networks: string[] }>(
    sql`select id, networks from door_access_point_key(${hash})`,
  );
  return row ?? null;
}

/** Stores an access point's key; the same id again replaces it. */
export async function addAccessPointKey(
  { orm }: Database,
  key: { id: string; hash: string; networks: readonly NetworkName[] },
): Promise<void> {
  const networks = sql.param(`{${key.networks.join(',')}}`);
  await orm.execute(
    sql`select door_add_access_point_key(${key.id}, ${key.hash}, ${networks}::text[])`,
  );
}

/** False where there is no such key. */
export async function revokeAccessPointKey({ orm }: Database, keyId: string): Promise<boolean> {
  return (await orm.execute(sql`select id from door_revoke_access_point_key(${keyId})`)).length > 0;
}

/** The company whose scan account takes what comes to this mail address; `id` is the address. */
export const findScanAccount = async (database: Database, address: string): Promise<Found | null> =>
  (await ask(database, sql`door_scan_account(${address})`))[0] ?? null;

/** The company that an activation belongs to, for the operator. */
export const findActivation = async (database: Database, id: string): Promise<Found | null> =>
  (await ask(database, sql`door_activation(${id})`))[0] ?? null;

/** Activations that wait for a person or are held up, oldest first, for the operator. */
export const findActivationsAsking = (database: Database, atMost: number): Promise<Found[]> =>
  ask(database, sql`door_activations_asking(${atMost})`);

/** The company that has authenticated this organisation number; the caller may say no more than that there is one. */
export const findAuthenticated = async (
  database: Asker,
  organisationNumber: string,
): Promise<Found | null> =>
  (await ask(database, sql`door_number_authenticated(${organisationNumber})`))[0] ?? null;

/** The company that a link to confirm an address belongs to, by the SHA-256 of its token; `id` is the link. */
export const findEmailLink = async (database: Database, hash: string): Promise<Found | null> =>
  (await ask(database, sql`door_email_link(${hash})`))[0] ?? null;

/** The company that the link to an invoice belongs to, by the SHA-256 of its token; `id` is the link. */
export const findInvoiceLink = async (database: Database, hash: string): Promise<Found | null> =>
  (await ask(database, sql`door_invoice_link(${hash})`))[0] ?? null;

/** Links whose recipients are to be reminded of the invoice, longest overdue first. */
export const findRemindersDue = (database: Database, atMost: number): Promise<Found[]> =>
  ask(database, sql`door_reminders_due(${atMost})`);

/** Companies whose people are to be told of something, or get a report; those first that have waited longest. */
export const findNotificationsDue = (database: Database, atMost: number): Promise<Found[]> =>
  ask(database, sql`door_notifications_due(${atMost})`);

/** Webhooks that are on and have not been sent the newest events; those that are furthest behind first. */
export const findWebhooksBehind = (database: Database, atMost: number): Promise<Found[]> =>
  ask(database, sql`door_webhooks_behind(${atMost})`);
