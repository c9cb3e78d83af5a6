import { asc, eq, sql } from 'drizzle-orm';
import type { EventParameters } from '../policy/events/event.ts';
import type { EventCode } from '../policy/events/texts.ts';
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
