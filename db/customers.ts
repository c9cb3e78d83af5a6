import { and, asc, eq, gt } from 'drizzle-orm';
import { currentTime } from './clock.ts';
import { customers } from './schema.ts';
import type { TenantTransaction } from './tenant.ts';

export type Customer = Omit<typeof customers.$inferSelect, 'tenantId' | 'updatedAt'>;

const columns = {
  customerNumber: customers.customerNumber,
  name: customers.name,
  organisationNumber: customers.organisationNumber,
  email: customers.email,
  phone: customers.phone,
  method: customers.method,
  address: customers.address,
  printFormat: customers.printFormat,
  autoInvoice: customers.autoInvoice,
};

/** What a customer may be given without: a new one gets the company's, an existing one keeps its own. */
type CustomerDefaults = Pick<Customer, 'printFormat' | 'autoInvoice'>;

/** Creates the customer with this number, or replaces what is given of it. */
export async function putCustomer(
  transaction: TenantTransaction,
  tenantId: string,
  customer: Omit<Customer, keyof CustomerDefaults> & {
    [K in keyof CustomerDefaults]: CustomerDefaults[K] | undefined;
  },
  defaults: CustomerDefaults,
): Promise<Customer> {
  const { printFormat, autoInvoice, ...given } = customer;
  const [row] = await transaction
    .insert(customers)
    .values({
      tenantId,
      ...given,
      printFormat: printFormat === undefined ? defaults.printFormat : printFormat,
      autoInvoice: autoInvoice ?? defaults.autoInvoice,
    })
    .onConflictDoUpdate({
      target: [customers.tenantId, customers.customerNumber],
      set: {
        ...given,
        ...(printFormat !== undefined && { printFormat }),
        ...(autoInvoice !== undefined && { autoInvoice }),
        updatedAt: currentTime(),
      },
    })
    .returning(columns);
  if (!row) throw new Error(`Customer ${given.customerNumber} was not written.`);
  return row;
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
