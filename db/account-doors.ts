import { sql } from 'drizzle-orm';
import type { LinkPurpose } from '../policy/sessions.ts';
import type { Database } from './client.ts';
import type { Asker, Found } from './doors.ts';

/** The log-in that a session token with this SHA-256 stands for, unless it has ended or run out. */
export async function findSession(
  { orm }: Database,
  hash: string,
): Promise<{ tenantId: string | null; id: string; userId: string } | null> {
  const [row] = await orm.execute<{ tenant_id: string | null; id: string; user_id: string }>(
    sql`select tenant_id, id, user_id from door_session(${hash})`,
  );
  return row ? { tenantId: row.tenant_id, id: row.id, userId: row.user_id } : null;
}

/** The user with this e-mail address, in whatever case it is written. */
export async function findUser({ orm }: Database, email: string): Promise<string | null> {
  const [row] = await orm.execute<{ user_id: string }>(
    sql`select user_id from door_user(${email})`,
  );
  return row?.user_id ?? null;
}

/** The user who is this subject at this identity provider. */
export async function findIdentity(
  { orm }: Database,
  issuer: string,
  subject: string,
): Promise<string | null> {
  const [row] = await orm.execute<{ user_id: string }>(
    sql`select user_id from door_identity(${issuer}, ${subject})`,
  );
  return row?.user_id ?? null;
}

/** The open invitation that a token with this SHA-256 belongs to. */
export async function findInvitation({ orm }: Database, hash: string): Promise<Found | null> {
  const [row] = await orm.execute<{ tenant_id: string; id: string }>(
    sql`select tenant_id, id from door_invitation(${hash})`,
  );
  return row ? { tenantId: row.tenant_id, id: row.id } : null;
}

/** Stores the hash of a link that goes out by e-mail. */
export async function addLink(
  { orm }: Asker,
  link: { id: string; hash: string; purpose: LinkPurpose; email: string; seconds: number },
): Promise<void> {
  const { id, hash, purpose, email, seconds } = link;
  await orm.execute(sql`select door_add_link(${id}, ${hash}, ${purpose}, ${email}, ${seconds})`);
}

/** Uses the link up: the address that it was sent to, or null where it is used, too old or unknown. */
export async function useLink(
  { orm }: Pick<Database, 'orm'>,
  hash: string,
  purpose: LinkPurpose,
): Promise<string | null> {
  const [row] = await orm.execute<{ email: string }>(
    sql`select email from door_use_link(${hash}, ${purpose})`,
  );
  return row?.email ?? null;
}

/** Counts one more try under this name; how many there were in the window that is running, and how long it still is. */
export async function countTry(
  { orm }: Database,
  name: string,
  windowSeconds: number,
): Promise<{ count: number; secondsLeft: number }> {
  const [row] = await orm.execute<{ count: number; seconds_left: number }>(
    sql`select count, seconds_left from door_count_try(${name}, ${windowSeconds})`,
  );
  return { count: row?.count ?? 0, secondsLeft: row?.seconds_left ?? 0 };
}

export async function forgetTries({ orm }: Database, name: string): Promise<void> {
  await orm.execute(sql`select door_forget_tries(${name})`);
}

/** The ERP vendor's key with this SHA-256, unless it is revoked. */
export async function findVendorKey({ orm }: Database, hash: string): Promise<string | null> {
  const [row] = await orm.execute<{ id: string }>(sql`select id from door_vendor_key(${hash})`);
  return row?.id ?? null;
}

/** Stores an ERP vendor's key. */
export async function addVendorKey(
  { orm }: Database,
  { id, name, hash }: { id: string; name: string; hash: string },
): Promise<void> {
  await orm.execute(sql`select door_add_vendor_key(${id}, ${name}, ${hash})`);
}

/** False where there is no such key. */
export async function revokeVendorKey({ orm }: Database, keyId: string): Promise<boolean> {
  return (await orm.execute(sql`select id from door_revoke_vendor_key(${keyId})`)).length > 0;
}
