import { and, asc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Invoice } from '../invoice/model.ts';
import type { ScanStatus } from '../policy/scan.ts';
import type { ReadDraft } from '../policy/scan-draft.ts';
import { sellerKeyOf } from '../policy/scan-seller.ts';
import { during, paged, planForValues, when } from './filter.ts';
import { scanRuns, scans, type ScanRow, type ScanRunRow } from './schema/scan.ts';
import type { TenantTransaction } from './tenant.ts';

/** One scan of the tenant, or null. */
export async function readScan(
  transaction: TenantTransaction,
  tenantId: string,
  id: string,
): Promise<ScanRow | null> {
  const [row] = await transaction
    .select()
    .from(scans)
    .where(and(eq(scans.tenantId, tenantId), eq(scans.id, id)));
  return row ?? null;
}

/** The scan, locked until the end of the transaction, with its newest run; or null. */
export async function lockScan(
  transaction: TenantTransaction,
  tenantId: string,
  id: string,
): Promise<{ scan: ScanRow; run: ScanRunRow } | null> {
  const [scan] = await transaction
    .select()
    .from(scans)
    .where(and(eq(scans.tenantId, tenantId), eq(scans.id, id)))
    .for('update');
  if (!scan) return null;
  const [run] = await transaction
    .select()
    .from(scanRuns)
    .where(and(eq(scanRuns.scanId, id), eq(scanRuns.number, scan.runNumber)));
  return run ? { scan, run } : null;
}

export async function updateScan(
  transaction: TenantTransaction,
  id: string,
  change: Partial<ScanRow>,
): Promise<void> {
  await transaction
    .update(scans)
    .set({ ...change, updatedAt: sql`clock_timestamp()` })
    .where(eq(scans.id, id));
}

/** The documents that a file was split into, in the order of their pages. */
export const childrenOf = (transaction: TenantTransaction, id: string): Promise<ScanRow[]> =>
  transaction.select().from(scans).where(eq(scans.splitFrom, id)).orderBy(asc(scans.id));

/** All runs of a scan, oldest first. */
export const scanRunsOf = (transaction: TenantTransaction, id: string): Promise<ScanRunRow[]> =>
  transaction.select().from(scanRuns).where(eq(scanRuns.scanId, id)).orderBy(asc(scanRuns.number));

export interface ScanFilter {
  readonly statuses?: readonly ScanStatus[] | undefined;
  /** Organisation number, VAT number or name, as `sellerKey` has it. */
  readonly seller?: string | undefined;
  readonly number?: string | undefined;
  readonly arrivalId?: string | undefined;
  /** Certainty below this, of what has been read. */
  readonly certaintyBelow?: number | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

/** A page of scans after `cursor` (an id): newest first, or by number where one is searched. */
export async function listScans(
  transaction: TenantTransaction,
  tenantId: string,
  filter: ScanFilter,
  page: { limit: number; cursor: string | null },
): Promise<ScanRow[]> {
  const { id, createdAt: at } = scans;
  const { where, order } = paged(scans, page.cursor, filter.number);
  const [, rows] = await Promise.all([
    planForValues(transaction),
    transaction
      .select()
      .from(scans)
      .where(
        and(
          eq(scans.tenantId, tenantId),
          when(filter.statuses, (statuses) => inArray(scans.status, [...statuses])),
          when(filter.seller, (seller) => eq(scans.sellerKey, seller)),
          when(filter.arrivalId, (arrivalId) => eq(scans.arrivalId, arrivalId)),
          when(filter.certaintyBelow, (certainty) => lt(scans.certainty, Math.fround(certainty))),
          during('scn', { id, at }, filter),
          where,
        ),
      )
      .orderBy(...order)
      .limit(page.limit),
  ]);
  return rows;
}

/** What lists and checks know of a draft. */
export const draftColumns = (
  draft: Pick<ReadDraft, 'invoice' | 'kind' | 'certainty'>,
): Partial<ScanRow> => ({
  kind: draft.kind,
  certainty: draft.certainty,
  ...invoiceColumns(draft.invoice),
});

/** The same of an invoice alone. Texts that are empty are not known. */
export const invoiceColumns = (invoice: Invoice): Partial<ScanRow> => ({
  number: invoice.number || null,
  issueDate: invoice.issueDate || null,
  dueDate: invoice.dueDate ?? null,
  currency: invoice.currency || null,
  amountDue: invoice.totals.amountDue || null,
  sellerName: invoice.seller.name || null,
  sellerKey: sellerKeyOf(invoice),
  account: invoice.payment.accounts[0]?.id ?? null,
});
