import { and, eq, sql } from 'drizzle-orm';
import { scanDrafts, type ScanDraftRow } from './schema/scan.ts';
import type { TenantTransaction } from './tenant.ts';

/** The draft of a scan, or null while there is none. */
export async function readDraft(
  transaction: TenantTransaction,
  tenantId: string,
  scanId: string,
): Promise<ScanDraftRow | null> {
  const [row] = await transaction
    .select()
    .from(scanDrafts)
    .where(and(eq(scanDrafts.tenantId, tenantId), eq(scanDrafts.scanId, scanId)));
  return row ?? null;
}

/** Keeps what was read as the scan's draft; an earlier one gives way, with the next version. */
export async function keepDraft(
  transaction: TenantTransaction,
  draft: Pick<ScanDraftRow, 'scanId' | 'tenantId' | 'read'>,
): Promise<void> {
  const { invoice } = draft.read;
  await transaction
    .insert(scanDrafts)
    .values({ ...draft, invoice, version: 1 })
    .onConflictDoUpdate({
      target: scanDrafts.scanId,
      set: {
        read: draft.read,
        invoice,
        corrected: [],
        findings: [],
        version: sql`${scanDrafts.version} + 1`,
        updatedAt: sql`clock_timestamp()`,
      },
    });
}

export async function updateDraft(
  transaction: TenantTransaction,
  scanId: string,
  change: Partial<ScanDraftRow>,
): Promise<void> {
  await transaction
    .update(scanDrafts)
    .set({ ...change, updatedAt: sql`clock_timestamp()` })
    .where(eq(scanDrafts.scanId, scanId));
}
