import { and, desc, eq, gte, lt, sql } from 'drizzle-orm';
import type { LoggedEvent } from './events.ts';
import { when } from './filter.ts';
import { apiKeys, events } from './schema.ts';
import { users } from './schema/accounts.ts';
import type { TenantTransaction } from './tenant.ts';

export interface AuditFilter {
  /** A code or how it begins: `key.`. */
  readonly code?: string | undefined;
  readonly actorId?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

export interface AuditedEvent extends LoggedEvent {
  readonly actorId: string | null;
  /** Of a member, or of a key; null for anybody else. */
  readonly actorName: string | null;
}

/** Who did what, newest first, before the event at `before`. */
export const readAudit = (
  transaction: TenantTransaction,
  tenantId: string,
  { before, limit, ...filter }: AuditFilter & { before: number | null; limit: number },
): Promise<AuditedEvent[]> =>
  transaction
    .select({
      position: events.position,
      at: events.at,
      code: events.code,
      subjectId: events.subjectId,
      parameters: events.parameters,
      actorId: events.actorId,
      actorName: sql<string | null>`coalesce(${users.name}, ${apiKeys.name})`,
    })
    .from(events)
    .leftJoin(users, eq(users.userId, events.actorId))
    .leftJoin(apiKeys, eq(apiKeys.id, events.actorId))
    .where(
      and(
        eq(events.tenantId, tenantId),
        before === null ? undefined : lt(events.position, before),
        when(filter.code, (code) => sql`starts_with(${events.code}, ${code})`),
        when(filter.actorId, (actorId) => eq(events.actorId, actorId)),
        when(filter.subjectId, (subjectId) => eq(events.subjectId, subjectId)),
        when(filter.from, (from) => gte(events.at, from)),
        when(filter.to, (to) => lt(events.at, to)),
      ),
    )
    .orderBy(desc(events.position))
    .limit(limit);
