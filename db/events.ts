import { and, asc, desc, eq, gte, sql } from 'drizzle-orm';
import type { EventParameters } from '../policy/events/event.ts';
import type { EventCode } from '../policy/events/texts.ts';
import { when } from './filter.ts';
import { events } from './schema.ts';
import type { TenantTransaction } from './tenant.ts';

export interface NewEvent {
  readonly tenantId: string;
  readonly code: EventCode;
  /** The delivery, received invoice or company it is about. */
  readonly subjectId: string;
  readonly parameters?: EventParameters;
}

/** Appends to the one event log, in the transaction of the change. */
export async function appendEvents(
  transaction: TenantTransaction,
  newEvents: readonly NewEvent[],
): Promise<void> {
  if (newEvents.length === 0) return;
  await transaction
    .insert(events)
    .values(newEvents.map((event) => ({ ...event, parameters: event.parameters ?? {} })));
}

export interface StoredEvent {
  readonly at: Date;
  readonly code: EventCode;
  readonly parameters: EventParameters;
}

/** All events of one subject, oldest first. */
export const eventsOf = (
  transaction: TenantTransaction,
  subjectId: string,
): Promise<StoredEvent[]> =>
  transaction
    .select({ at: events.at, code: events.code, parameters: events.parameters })
    .from(events)
    .where(eq(events.subjectId, subjectId))
    .orderBy(asc(events.position));

/** Letters made by fallbacks of this cause within the last hour. */
export async function countPrintFallbacks(
  transaction: TenantTransaction,
  tenantId: string,
  reason: string,
): Promise<number> {
  const [row] = await transaction.execute<{ count: number }>(sql`
    select count(*)::int as count from events
    where tenant_id = ${tenantId} and code = 'delivery.fell-back' and at > now() - interval '1 hour'
      and parameters ->> 'channel' = 'print' and parameters ->> 'reason' = ${reason}`);
  return row?.count ?? 0;
}

export interface LoggedEvent extends StoredEvent {
  readonly position: number;
  readonly subjectId: string;
}

const loggedColumns = {
  position: events.position,
  at: events.at,
  code: events.code,
  subjectId: events.subjectId,
  parameters: events.parameters,
};

export interface EventFilter {
  readonly code?: EventCode | undefined;
  readonly subjectId?: string | undefined;
}

/**
 * The order in which readers pass through the log. Not by position alone: positions are given out before
 * transactions end, so a reader that had passed 6 would never see a 5 that was committed later.
 */
const readingOrder = [asc(events.transactionId), asc(events.position)] as const;

/** Rows that no running transaction can still come before: a reader that stays among them skips none. */
const isSettled = sql`${events.transactionId} < pg_snapshot_xmin(pg_current_snapshot())`;

/**
 * The company's events after the one at position `after`, in reading order; those of the last 30 days where `after`
 * is null. Null: there is no event at that position. Reading on from the last one seen loses and repeats none.
 */
export async function readEvents(
  transaction: TenantTransaction,
  tenantId: string,
  after: number | null,
  limit: number,
  filter: EventFilter = {},
): Promise<LoggedEvent[] | null> {
  let start = gte(events.at, sql`now() - interval '30 days'`);
  if (after !== null) {
    const [seen] = await transaction
      .select({ transactionId: events.transactionId })
      .from(events)
      .where(and(eq(events.tenantId, tenantId), eq(events.position, after)));
    if (!seen) return null;
    start = sql`(${events.transactionId}, ${events.position}) > (${seen.transactionId}::xid8, ${after}::bigint)`;
  }
  return transaction
    .select(loggedColumns)
    .from(events)
    .where(
      and(
        eq(events.tenantId, tenantId),
        isSettled,
        start,
        when(filter.code, (code) => eq(events.code, code)),
        when(filter.subjectId, (subjectId) => eq(events.subjectId, subjectId)),
      ),
    )
    .orderBy(...readingOrder)
    .limit(limit);
}

/** The position after which nothing has been readable yet; null where the company has no event. */
export async function lastEvent(
  transaction: TenantTransaction,
  tenantId: string,
): Promise<number | null> {
  const [last] = await transaction
    .select({ position: events.position })
    .from(events)
    .where(and(eq(events.tenantId, tenantId), isSettled))
    .orderBy(desc(events.transactionId), desc(events.position))
    .limit(1);
  return last?.position ?? null;
}

/** One event of the company, or null. */
export async function readEvent(
  transaction: TenantTransaction,
  tenantId: string,
  position: number,
): Promise<LoggedEvent | null> {
  const [event] = await transaction
    .select(loggedColumns)
    .from(events)
    .where(and(eq(events.tenantId, tenantId), eq(events.position, position)));
  return event ?? null;
}
