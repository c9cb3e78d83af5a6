import { and, count, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import type { DeliveryStatus } from '../policy/delivery.ts';
import { firstIdOf } from './id.ts';
import { deliveries, received } from './schema.ts';
import { notificationPlaces, notificationSettings } from './schema/settings.ts';
import { usage } from './schema/usage.ts';
import type { TenantTransaction } from './tenant.ts';

export type NotificationPlace = typeof notificationPlaces.$inferSelect;

/** How far the company's people have been told, locked; null while another worker is at it. */
export async function lockNotificationPlace(
  transaction: TenantTransaction,
  tenantId: string,
): Promise<NotificationPlace | null> {
  await transaction.insert(notificationPlaces).values({ tenantId }).onConflictDoNothing();
  const [row] = await transaction
    .select()
    .from(notificationPlaces)
    .where(eq(notificationPlaces.tenantId, tenantId))
    .for('update', { skipLocked: true });
  return row ?? null;
}

export async function moveNotificationPlace(
  transaction: TenantTransaction,
  tenantId: string,
  change: Partial<Omit<NotificationPlace, 'tenantId'>>,
): Promise<void> {
  await transaction
    .update(notificationPlaces)
    .set(change)
    .where(eq(notificationPlaces.tenantId, tenantId));
}

export type Wishes = Omit<typeof notificationSettings.$inferSelect, 'tenantId'>;

/** What each of the company's subjects has chosen; who has chosen nothing has no row. */
export const listWishes = (transaction: TenantTransaction, tenantId: string): Promise<Wishes[]> =>
  transaction
    .select({
      subject: notificationSettings.subject,
      received: notificationSettings.received,
      sent: notificationSettings.sent,
      sendErrors: notificationSettings.sendErrors,
      report: notificationSettings.report,
      reportedUntil: notificationSettings.reportedUntil,
    })
    .from(notificationSettings)
    .where(eq(notificationSettings.tenantId, tenantId));

/** This subject has its report up to and with the day. */
export async function noteReport(
  transaction: TenantTransaction,
  tenantId: string,
  subject: string,
  reportedUntil: string,
): Promise<void> {
  await transaction
    .update(notificationSettings)
    .set({ reportedUntil })
    .where(
      and(eq(notificationSettings.tenantId, tenantId), eq(notificationSettings.subject, subject)),
    );
}

const undelivered: DeliveryStatus[] = ['failed', 'returned', 'needs-attention'];

/** What a report tells of the days `from` to `to`; `begin` and `end` are the instants around them. */
export async function countForReport(
  transaction: TenantTransaction,
  tenantId: string,
  days: { readonly from: string; readonly to: string; readonly begin: Date; readonly end: Date },
): Promise<{ delivered: number; received: number; undelivered: number }> {
  const within = (prefix: 'dlv' | 'rcv', id: typeof deliveries.id | typeof received.id) =>
    and(
      gte(id, firstIdOf(prefix, days.begin.getTime())),
      lt(id, firstIdOf(prefix, days.end.getTime())),
    );
  const [[sent], [came], [stuck]] = await Promise.all([
    transaction
      .select({ number: sql<number>`count(distinct ${usage.subjectId})::int` })
      .from(usage)
      .where(
        and(
          eq(usage.tenantId, tenantId),
          sql`${usage.day} between ${days.from} and ${days.to}`,
          sql`${usage.subjectId} like 'dlv\\_%'`,
        ),
      ),
    transaction
      .select({ number: count() })
      .from(received)
      .where(and(eq(received.tenantId, tenantId), within('rcv', received.id))),
    transaction
      .select({ number: count() })
      .from(deliveries)
      .where(
        and(
          eq(deliveries.tenantId, tenantId),
          inArray(deliveries.status, undelivered),
          within('dlv', deliveries.id),
        ),
      ),
  ]);
  return {
    delivered: sent?.number ?? 0,
    received: came?.number ?? 0,
    undelivered: stuck?.number ?? 0,
  };
}

/** Somebody who is no longer a member has no wishes in the company. */
export async function forgetWishes(
  transaction: TenantTransaction,
  tenantId: string,
  userId: string,
): Promise<void> {
  await transaction
    .delete(notificationSettings)
    .where(
      and(eq(notificationSettings.tenantId, tenantId), eq(notificationSettings.subject, userId)),
    );
}
