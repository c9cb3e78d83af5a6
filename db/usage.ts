import { and, asc, eq, gte, lte, sql } from 'drizzle-orm';
import { norwegianDay } from '../invoice/date.ts';
import type { Charge } from '../policy/letter.ts';
import { amountFor, priceOf, type Service } from '../policy/prices.ts';
import { usage, type UsageRow } from './schema/usage.ts';
import type { TenantTransaction } from './tenant.ts';
import { readPrices } from './terms-and-prices.ts';

/**
 * Notes a service with the price in force, in the transaction that makes it delivered.
 * The same attempt or received invoice again changes nothing.
 */
export async function noteUsage(
  transaction: TenantTransaction,
  noted: Pick<UsageRow, 'id' | 'tenantId' | 'subjectId' | 'at'> & Charge,
): Promise<void> {
  const day = norwegianDay(noted.at);
  const price = priceOf(await readPrices({ orm: transaction }), noted.service, day);
  const amount = amountFor(price, noted.quantity);
  const { currency, isExample: priceIsExample } = price;
  await transaction
    .insert(usage)
    .values({ ...noted, day, amount, currency, priceIsExample })
    .onConflictDoNothing();
}

/** What was delivered on these days (Norwegian, both included), oldest first, after a row. */
export const listUsage = (
  transaction: TenantTransaction,
  tenantId: string,
  days: { readonly from: string; readonly to: string },
  page: { readonly limit: number; readonly after: Pick<UsageRow, 'day' | 'id' | 'service'> | null },
): Promise<UsageRow[]> =>
  transaction
    .select()
    .from(usage)
    .where(
      and(
        eq(usage.tenantId, tenantId),
        gte(usage.day, days.from),
        lte(usage.day, days.to),
        page.after === null
          ? undefined
          : sql`(${usage.day}, ${usage.id}, ${usage.service}) > (${page.after.day}::date, ${page.after.id}, ${page.after.service})`,
      ),
    )
    .orderBy(asc(usage.day), asc(usage.id), asc(usage.service))
    .limit(page.limit);

export interface UsageSum {
  readonly service: Service;
  readonly currency: string;
  readonly count: number;
  readonly amount: string;
}

/** Count and sum of each service on these days. */
export const sumUsage = (
  transaction: TenantTransaction,
  tenantId: string,
  days: { readonly from: string; readonly to: string },
): Promise<UsageSum[]> =>
  transaction
    .select({
      service: usage.service,
      currency: usage.currency,
      count: sql<number>`sum(${usage.quantity})::int`,
      amount: sql<string>`sum(${usage.amount})::text`,
    })
    .from(usage)
    .where(and(eq(usage.tenantId, tenantId), gte(usage.day, days.from), lte(usage.day, days.to)))
    .groupBy(usage.service, usage.currency)
    .orderBy(asc(usage.service));
