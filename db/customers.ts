import { and, asc, eq, gt } from 'drizzle-orm';
import { customers } from './schema.ts';
import type { TenantTransaction } from './tenant.ts';

export type Customer = Omit<typeof customers.$inferSelect, 'tenantId' | 'updatedAt'>;

const columns = {
  customerNumber: customers.customerNumber,
  name: customers.name,
  organisationNumber: customers.organisationNumber,
  email: customers.email,
  method: customers.method,
  address: customers.address,
  printFormat: customers.printFormat,
};

/** Creates or replaces the customer with this number. */
export async function putCustomer(
  transaction: TenantTransaction,
  tenantId: string,
  customer: Customer,
): Promise<void> {
  await transaction
    .insert(customers)
    .values({ tenantId, ...customer })
    .onConflictDoUpdate({
      target: [customers.tenantId, customers.customerNumber],
      set: { ...customer, updatedAt: new Date() },
    });
}

/** A page of customers by number, after `cursor`. */
export const listCustomers = (
  transaction: TenantTransaction,
  tenantId: string,
  page: { limit: number; cursor: string | null },
): Promise<Customer[]> =>
  transaction
    .select(columns)
    .from(customers)
    .where(
      and(
        eq(customers.tenantId, tenantId),
        page.cursor === null ? undefined : gt(customers.customerNumber, page.cursor),
      ),
    )
    .orderBy(asc(customers.customerNumber))
    .limit(page.limit);

/** The customer with this number, else the first one with this organisation number. */
export async function findCustomer(
  transaction: TenantTransaction,
  tenantId: string,
  by: { customerNumber: string } | { organisationNumber: string },
): Promise<Customer | null> {
  const [customer] = await transaction
    .select(columns)
    .from(customers)
    .where(
      and(
        eq(customers.tenantId, tenantId),
        'customerNumber' in by
          ? eq(customers.customerNumber, by.customerNumber)
          : eq(customers.organisationNumber, by.organisationNumber),
      ),
    )
    .orderBy(asc(customers.customerNumber))
    .limit(1);
  return customer ?? null;
}
