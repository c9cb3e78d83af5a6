import { and, eq } from 'drizzle-orm';
import type { CompanyStatus } from '../policy/company.ts';
import type { Settings } from '../policy/settings.ts';
import { apiKeys, tenants } from './schema.ts';
import type { TenantTransaction } from './tenant.ts';

export interface Company {
  readonly tenantId: string;
  readonly name: string;
  readonly organisationNumber: string;
  readonly status: CompanyStatus;
  readonly settings: Settings;
}

/** The tenant's own company. */
export async function readCompany(
  transaction: TenantTransaction,
  tenantId: string,
): Promise<Company | null> {
  const [company] = await transaction.select().from(tenants).where(eq(tenants.tenantId, tenantId));
  return company ?? null;
}

export async function insertCompany(
  transaction: TenantTransaction,
  company: Company,
): Promise<void> {
  await transaction.insert(tenants).values(company);
}

/** Stores a key's hash; the key itself is shown once and never kept. */
export async function insertKey(
  transaction: TenantTransaction,
  key: { id: string; tenantId: string; name: string; hash: string; scopes: string[] },
): Promise<void> {
  await transaction.insert(apiKeys).values(key);
}

export async function readScopes(transaction: TenantTransaction, keyId: string): Promise<string[]> {
  const [key] = await transaction
    .select({ scopes: apiKeys.scopes })
    .from(apiKeys)
    .where(eq(apiKeys.id, keyId));
  return key?.scopes ?? [];
}

export async function revokeKey(
  transaction: TenantTransaction,
  tenantId: string,
  keyId: string,
  at: Date,
): Promise<void> {
  await transaction
    .update(apiKeys)
    .set({ revokedAt: at })
    .where(and(eq(apiKeys.tenantId, tenantId), eq(apiKeys.id, keyId)));
}

export async function updateCompany(
  transaction: TenantTransaction,
  tenantId: string,
  change: Partial<Pick<Company, 'name' | 'status'>>,
): Promise<void> {
  await transaction.update(tenants).set(change).where(eq(tenants.tenantId, tenantId));
}
