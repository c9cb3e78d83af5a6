import { eq } from 'drizzle-orm';
import type { CompanyStatus } from '../policy/company.ts';
import type { Settings } from '../policy/settings.ts';
import { tenants } from './schema.ts';
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

export async function updateCompany(
  transaction: TenantTransaction,
  tenantId: string,
  change: Partial<Pick<Company, 'name' | 'status'>>,
): Promise<void> {
  await transaction.update(tenants).set(change).where(eq(tenants.tenantId, tenantId));
}
