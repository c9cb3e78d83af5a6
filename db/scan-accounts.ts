import { eq, sql } from 'drizzle-orm';
import type { PostalAddress } from '../policy/postal-address.ts';
import type { ScanAccountState } from '../policy/scanning.ts';
import { scanAccounts } from './schema/settings.ts';
import type { TenantTransaction } from './tenant.ts';

/** A company's scan account with the addresses for its suppliers. */
export interface ScanAccount extends ScanAccountState {
  readonly address: string;
  readonly postalAddress: PostalAddress;
}

/** Null where the company has never had one. */
export const readScanAccount = async (
  transaction: TenantTransaction,
  tenantId: string,
): Promise<ScanAccount | null> => toAccount(await select(transaction, tenantId));

/** The same, locked until the transaction ends. */
export const lockScanAccount = async (
  transaction: TenantTransaction,
  tenantId: string,
): Promise<ScanAccount | null> => toAccount(await select(transaction, tenantId).for('update'));

const select = (transaction: TenantTransaction, tenantId: string) =>
  transaction.select().from(scanAccounts).where(eq(scanAccounts.tenantId, tenantId));

function toAccount([row]: readonly (typeof scanAccounts.$inferSelect)[]): ScanAccount | null {
  if (!row) return null;
  const { status, address, postalAddress, nextAt } = row;
  return { status, address, postalAddress, nextAt: nextAt?.getTime() ?? null };
}

export async function writeScanAccount(
  transaction: TenantTransaction,
  tenantId: string,
  { status, address, postalAddress, nextAt }: ScanAccount,
): Promise<void> {
  const row = {
    status,
    address,
    postalAddress,
    nextAt: nextAt === null ? null : new Date(nextAt),
    updatedAt: sql`now()`,
  };
  await transaction
    .insert(scanAccounts)
    .values({ tenantId, ...row })
    .onConflictDoUpdate({ target: scanAccounts.tenantId, set: row });
}
