import { and, eq, isNull, lt, ne } from 'drizzle-orm';
import type { NetworkName } from '../policy/channels.ts';
import { during, paged, planForValues, when } from './filter.ts';
import { received, type ReceivedRow, type ReceivedStatus } from './schema.ts';
import type { TenantTransaction } from './tenant.ts';

export type Arrival = Pick<
  ReceivedRow,
  | 'id'
  | 'tenantId'
  | 'origin'
  | 'network'
  | 'instanceId'
  | 'sender'
  | 'recipient'
  | 'documentTypeId'
  | 'processId'
  | 'documentSha256'
  | 'sizeBytes'
>;

/**
 * Keeps an arrival. Same instance id and same bytes: the row that is there already, `isNew` false.
 * The same instance id with other bytes is kept and marked as repeating the first.
 */
export async function keepArrival(
  transaction: TenantTransaction,
  arrival: Arrival,
): Promise<{ id: string; isNew: boolean; duplicateOf: string | null }> {
  const earlier = await transaction
    .select({ id: received.id, sha256: received.documentSha256 })
    .from(received)
    .where(
      and(eq(received.tenantId, arrival.tenantId), eq(received.instanceId, arrival.instanceId)),
    )
    .orderBy(received.id);
  const same = earlier.find((row) => row.sha256 === arrival.documentSha256);
  if (same) return { id: same.id, isNew: false, duplicateOf: null };
  const duplicateOf = earlier[0]?.id ?? null;
  const inserted = await transaction
    .insert(received)
    .values({ ...arrival, status: 'received', duplicateOf })
    .onConflictDoNothing()
    .returning({ id: received.id });
  if (inserted.length > 0) return { id: arrival.id, isNew: true, duplicateOf };
  return keepArrival(transaction, arrival);
}

export interface ReceivedFilter {
  readonly status?: ReceivedStatus | undefined;
  readonly network?: NetworkName | undefined;
  readonly seller?: string | undefined;
  readonly number?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

/** A page of received documents after `cursor` (an id): newest first, or by number where one is searched. */
export async function listReceived(
  transaction: TenantTransaction,
  tenantId: string,
  filter: ReceivedFilter,
  page: { limit: number; cursor: string | null },
): Promise<ReceivedRow[]> {
  const { id, receivedAt: at } = received;
  const { where, order } = paged(received, page.cursor, filter.number);
  const [, rows] = await Promise.all([
    planForValues(transaction),
    transaction
      .select()
      .from(received)
      .where(
        and(
          eq(received.tenantId, tenantId),
          when(filter.status, (status) => eq(received.status, status)),
          when(filter.network, (network) => eq(received.network, network)),
          when(filter.seller, (seller) => eq(received.sellerId, seller)),
          during('rcv', { id, at }, filter),
          where,
        ),
      )
      .orderBy(...order)
      .limit(page.limit),
  ]);
  return rows;
}

/** One received document of the tenant, or null. */
export async function readReceived(
  transaction: TenantTransaction,
  tenantId: string,
  id: string,
): Promise<ReceivedRow | null> {
  const [row] = await transaction
    .select()
    .from(received)
    .where(and(eq(received.tenantId, tenantId), eq(received.id, id)));
  return row ?? null;
}

export async function updateReceived(
  transaction: TenantTransaction,
  id: string,
  change: Partial<ReceivedRow>,
): Promise<void> {
  await transaction.update(received).set(change).where(eq(received.id, id));
}

/** An earlier document of the same seller with the same type and number: the invoice has come twice. */
export async function findRepeated(
  transaction: TenantTransaction,
  row: Pick<ReceivedRow, 'id' | 'tenantId' | 'sellerId' | 'number' | 'documentType'>,
): Promise<string | null> {
  if (row.sellerId === null || row.number === null || row.documentType === null) return null;
  const [earlier] = await transaction
    .select({ id: received.id })
    .from(received)
    .where(
      and(
        eq(received.tenantId, row.tenantId),
        eq(received.sellerId, row.sellerId),
        eq(received.number, row.number),
        eq(received.documentType, row.documentType),
        isNull(received.duplicateOf),
        ne(received.id, row.id),
        lt(received.id, row.id),
      ),
    )
    .orderBy(received.id)
    .limit(1);
  return earlier?.id ?? null;
}
