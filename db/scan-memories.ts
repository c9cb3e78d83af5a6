import { and, asc, eq, sql } from 'drizzle-orm';
import { scanMemories, type ScanMemoryRow } from './schema/scan.ts';
import type { TenantTransaction } from './tenant.ts';

/** What corrections have taught about the company's sellers, by name. */
export const readMemories = (
  transaction: TenantTransaction,
  tenantId: string,
): Promise<ScanMemoryRow[]> =>
  transaction
    .select()
    .from(scanMemories)
    .where(eq(scanMemories.tenantId, tenantId))
    .orderBy(asc(scanMemories.sellerName), asc(scanMemories.sellerKey));

/** Keeps what was learnt of a seller; what was known before gives way. */
export async function keepMemory(
  transaction: TenantTransaction,
  memory: Omit<ScanMemoryRow, 'updatedAt'>,
): Promise<void> {
  await transaction
    .insert(scanMemories)
    .values(memory)
    .onConflictDoUpdate({
      target: [scanMemories.tenantId, scanMemories.sellerKey],
      set: {
        memory: memory.memory,
        sellerName: memory.sellerName,
        learntFrom: memory.learntFrom,
        updatedAt: sql`clock_timestamp()`,
      },
    });
}

/** Forgets a seller; false where nothing was known. */
export async function forgetMemory(
  transaction: TenantTransaction,
  tenantId: string,
  sellerKey: string,
): Promise<boolean> {
  const gone = await transaction
    .delete(scanMemories)
    .where(and(eq(scanMemories.tenantId, tenantId), eq(scanMemories.sellerKey, sellerKey)))
    .returning({ sellerKey: scanMemories.sellerKey });
  return gone.length > 0;
}
