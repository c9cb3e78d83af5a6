import { eq } from 'drizzle-orm';
import { attempts, type AttemptRow } from './schema.ts';
import type { TenantTransaction } from './tenant.ts';

/** Opens an attempt; its message id is the one that every try of it carries. */
export async function insertAttempt(
  transaction: TenantTransaction,
  attempt: typeof attempts.$inferInsert,
): Promise<void> {
  await transaction.insert(attempts).values(attempt);
}

export async function updateAttempt(
  transaction: TenantTransaction,
  id: string,
  change: Partial<typeof attempts.$inferInsert>,
): Promise<void> {
  await transaction.update(attempts).set(change).where(eq(attempts.id, id));
}

/** One attempt of the tenant, or null. */
export async function readAttempt(
  transaction: TenantTransaction,
  id: string,
): Promise<AttemptRow | null> {
  const [row] = await transaction.select().from(attempts).where(eq(attempts.id, id));
  return row ?? null;
}
