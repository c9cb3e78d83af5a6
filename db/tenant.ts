import { sql } from 'drizzle-orm';
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { currentActor } from './actor.ts';
import { setClock } from './clock.ts';
import type { Database } from './client.ts';

/** A transaction that sees the rows of one tenant. */
export type TenantTransaction = Parameters<Parameters<PostgresJsDatabase['transaction']>[0]>[0];

/**
 * Runs `work` in one transaction that sees and writes the rows of this tenant only.
 * The one way to tenant data: without it, row-level security answers with no rows.
 */
export const withTenant = <T>(
  database: Database,
  tenantId: string,
  work: (transaction: TenantTransaction) => Promise<T>,
): Promise<T> => within(database, { tenantId, userId: '' }, work);

/** The same for what belongs to a person: the user, secrets, log-ins, and (to be read) memberships. */
export const withUser = <T>(
  database: Database,
  userId: string,
  work: (transaction: TenantTransaction) => Promise<T>,
): Promise<T> => within(database, { tenantId: '', userId }, work);

/** Both: what a person does in a company. */
export const withMember = <T>(
  database: Database,
  scope: { readonly tenantId: string; readonly userId: string },
  work: (transaction: TenantTransaction) => Promise<T>,
): Promise<T> => within(database, scope, work);

function within<T>(
  database: Database,
  { tenantId, userId }: { readonly tenantId: string; readonly userId: string },
  work: (transaction: TenantTransaction) => Promise<T>,
): Promise<T> {
  return database.orm.transaction(async (transaction) => {
    // Not awaited before the first query: both travel in one round trip, in this order.
    const isSet = transaction
      .execute<{ now: number }>(
        sql`select set_config('app.tenant_id', ${tenantId}, true), set_config('app.user_id', ${userId}, true),
          set_config('app.actor_id', ${currentActor()}, true),
          extract(epoch from clock_timestamp())::float8 * 1000 as now`,
      )
      .then(([answer]) => answer && setClock(answer.now));
    const [result] = await Promise.all([work(transaction), isSet]);
    return result;
  });
}
