import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { apiKeys } from './schema.ts';
import type { TenantTransaction } from './tenant.ts';

export type Key = Omit<typeof apiKeys.$inferSelect, 'hash' | 'tenantId'>;

const columns = {
  id: apiKeys.id,
  name: apiKeys.name,
  scopes: apiKeys.scopes,
  createdAt: apiKeys.createdAt,
  lastUsedAt: apiKeys.lastUsedAt,
  expiresAt: apiKeys.expiresAt,
  revokedAt: apiKeys.revokedAt,
};

/** Stores a key's hash; the key itself is shown once and never kept. */
export async function insertKey(
  transaction: TenantTransaction,
  key: { id: string; tenantId: string; name: string; hash: string; scopes: string[] },
): Promise<void> {
  await transaction.insert(apiKeys).values(key);
}

/** Writes down that the key is in use. */
export async function noteKeyUse(transaction: TenantTransaction, keyId: string): Promise<void> {
  await transaction
    .update(apiKeys)
    .set({ lastUsedAt: sql`now()` })
    .where(eq(apiKeys.id, keyId));
}

/** The company's keys, newest first, revoked ones too. */
export const listKeys = (transaction: TenantTransaction, tenantId: string): Promise<Key[]> =>
  transaction
    .select(columns)
    .from(apiKeys)
    .where(eq(apiKeys.tenantId, tenantId))
    .orderBy(desc(apiKeys.id))
    .limit(1000);

/** The key, locked against a second change at the same time. */
export async function lockKey(
  transaction: TenantTransaction,
  tenantId: string,
  keyId: string,
): Promise<Key | null> {
  const [key] = await transaction
    .select(columns)
    .from(apiKeys)
    .where(and(eq(apiKeys.tenantId, tenantId), eq(apiKeys.id, keyId)))
    .for('update');
  return key ?? null;
}

/** The key opens for so long still; when that is. */
export async function letKeyExpire(
  transaction: TenantTransaction,
  keyId: string,
  seconds: number,
): Promise<Date> {
  const [key] = await transaction
    .update(apiKeys)
    .set({ expiresAt: sql`now() + make_interval(secs => ${seconds})` })
    .where(eq(apiKeys.id, keyId))
    .returning({ expiresAt: apiKeys.expiresAt });
  if (!key?.expiresAt) throw new Error(`There is no key ${keyId}.`);
  return key.expiresAt;
}

/** From now on the key opens nothing. False where it was revoked before. */
export async function revokeKey(
  transaction: TenantTransaction,
  tenantId: string,
  keyId: string,
): Promise<boolean> {
  const revoked = await transaction
    .update(apiKeys)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiKeys.tenantId, tenantId), eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  return revoked.length > 0;
}
