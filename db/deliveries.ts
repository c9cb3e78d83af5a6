import { and, eq, sql } from 'drizzle-orm';
import type { ChannelName } from '../policy/channels.ts';
import type { DeliveryStatus } from '../policy/delivery.ts';
import type { Settings } from '../policy/settings.ts';
import { during, paged, planForValues, when } from './filter.ts';
import {
  attempts,
  deliveries,
  runs,
  tenants,
  type AttemptRow,
  type DeliveryRow,
} from './schema.ts';
import type { TenantTransaction } from './tenant.ts';

export type NewDelivery = Omit<
  typeof deliveries.$inferInsert,
  'status' | 'code' | 'channel' | 'runNumber' | 'onlyChannel' | 'acceptedAt' | 'updatedAt'
>;

/** Stores a delivery as `accepted`; its first run is opened in the same transaction. */
export async function insertDelivery(
  transaction: TenantTransaction,
  delivery: NewDelivery,
): Promise<void> {
  await transaction.insert(deliveries).values({ ...delivery, status: 'accepted', runNumber: 1 });
}

/** The id of the delivery that holds this duplicate key, if any. */
export async function findDuplicate(
  transaction: TenantTransaction,
  tenantId: string,
  duplicateKey: string,
): Promise<string | null> {
  const [row] = await transaction
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(eq(deliveries.tenantId, tenantId), eq(deliveries.duplicateKey, duplicateKey)));
  return row?.id ?? null;
}

export interface DeliveryFilter {
  readonly status?: DeliveryStatus | undefined;
  readonly channel?: ChannelName | undefined;
  /** Organisation number of the buyer. */
  readonly buyer?: string | undefined;
  /** Beginning of the invoice number. */
  readonly number?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  readonly code?: string | undefined;
}

/** A page of deliveries after `cursor` (an id): newest first, or by number where one is searched. */
export async function listDeliveries(
  transaction: TenantTransaction,
  tenantId: string,
  filter: DeliveryFilter,
  page: { limit: number; cursor: string | null },
): Promise<DeliveryRow[]> {
  const { id, acceptedAt: at } = deliveries;
  const { where, order } = paged(deliveries, page.cursor, filter.number);
  const [, rows] = await Promise.all([
    planForValues(transaction),
    transaction
      .select()
      .from(deliveries)
      .where(
        and(
          eq(deliveries.tenantId, tenantId),
          when(filter.status, (status) => eq(deliveries.status, status)),
          when(filter.channel, (channel) => eq(deliveries.channel, channel)),
          when(filter.code, (code) => eq(deliveries.code, code)),
          when(filter.buyer, (buyer) => eq(deliveries.buyerId, buyer)),
          during('dlv', { id, at }, filter),
          where,
        ),
      )
      .orderBy(...order)
      .limit(page.limit),
  ]);
  return rows;
}

/** One delivery of the tenant, or null. */
export async function readDelivery(
  transaction: TenantTransaction,
  tenantId: string,
  id: string,
): Promise<DeliveryRow | null> {
  const [row] = await transaction
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.tenantId, tenantId), eq(deliveries.id, id)));
  return row ?? null;
}

export interface LockedDelivery {
  readonly delivery: DeliveryRow;
  readonly run: typeof runs.$inferSelect;
  readonly settings: Settings;
  readonly attempts: AttemptRow[];
}

/**
 * The delivery with its newest run, all attempts (oldest first) and the company's settings.
 * Its row is locked until the transaction ends, so that every change of a delivery comes one after the other.
 */
export async function lockDelivery(
  transaction: TenantTransaction,
  tenantId: string,
  id: string,
): Promise<LockedDelivery | null> {
  const [[row], attemptRows] = await Promise.all([
    transaction
      .select({ delivery: deliveries, run: runs, settings: tenants.settings })
      .from(deliveries)
      .innerJoin(
        runs,
        and(eq(runs.deliveryId, deliveries.id), eq(runs.number, deliveries.runNumber)),
      )
      .innerJoin(tenants, eq(tenants.tenantId, deliveries.tenantId))
      .where(and(eq(deliveries.tenantId, tenantId), eq(deliveries.id, id)))
      .for('update', { of: deliveries }),
    attemptsOf(transaction, id),
  ]);
  return row ? { ...row, attempts: attemptRows } : null;
}

/** All attempts of a delivery, oldest first. */
export const attemptsOf = (
  transaction: TenantTransaction,
  deliveryId: string,
): Promise<AttemptRow[]> =>
  transaction
    .select()
    .from(attempts)
    .where(eq(attempts.deliveryId, deliveryId))
    .orderBy(attempts.ordinal);

/** All runs of a delivery, oldest first. */
export const runsOf = (
  transaction: TenantTransaction,
  deliveryId: string,
): Promise<(typeof runs.$inferSelect)[]> =>
  transaction.select().from(runs).where(eq(runs.deliveryId, deliveryId)).orderBy(runs.number);

/** Changes a delivery's own row. */
export async function updateDelivery(
  transaction: TenantTransaction,
  id: string,
  change: Partial<typeof deliveries.$inferInsert>,
): Promise<void> {
  await transaction
    .update(deliveries)
    .set({ ...change, updatedAt: sql`now()` })
    .where(eq(deliveries.id, id));
}

/** Ids of the deliveries that wait for a person because of `code`. */
export async function listAsking(
  transaction: TenantTransaction,
  tenantId: string,
  code: string,
): Promise<string[]> {
  const rows = await transaction
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.tenantId, tenantId),
        eq(deliveries.status, 'needs-attention'),
        eq(deliveries.code, code),
      ),
    );
  return rows.map((row) => row.id);
}
