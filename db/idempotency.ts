import { and, eq } from 'drizzle-orm';
import { idempotencyKeys } from './schema.ts';
import type { TenantTransaction } from './tenant.ts';

export interface StoredAnswer {
  readonly requestSha256: string;
  readonly answer: unknown;
}

/** The answer that was given under this key, or null. */
export async function readAnswer(
  transaction: TenantTransaction,
  tenantId: string,
  key: string,
): Promise<StoredAnswer | null> {
  const [row] = await transaction
    .select({ requestSha256: idempotencyKeys.requestSha256, answer: idempotencyKeys.answer })
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.tenantId, tenantId), eq(idempotencyKeys.key, key)));
  return row ?? null;
}

/**
 * Takes the key with its finished answer, in the transaction that makes it true. False where another request
 * has it: a concurrent one is waited for by the unique index.
 */
export async function takeKey(
  transaction: TenantTransaction,
  entry: { tenantId: string; key: string } & StoredAnswer,
): Promise<boolean> {
  const taken = await transaction
    .insert(idempotencyKeys)
    .values(entry)
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key });
  return taken.length > 0;
}
