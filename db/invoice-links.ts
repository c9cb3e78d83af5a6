import { and, eq, isNull, sql } from 'drizzle-orm';
import { appendEvents } from './events.ts';
import { newId } from './id.ts';
import { deliveries, type DeliveryRow } from './schema.ts';
import { invoiceLinks } from './schema/invoice-links.ts';
import type { TenantTransaction } from './tenant.ts';

/** Keeps the link of an attempt's mail, which is the same at every try of it. */
export async function keepInvoiceLink(
  transaction: TenantTransaction,
  link: {
    readonly tenantId: string;
    readonly deliveryId: string;
    readonly attemptId: string;
    readonly hash: string;
    readonly expiresAt: Date;
    readonly remindAt: Date | null;
  },
): Promise<void> {
  await transaction
    .insert(invoiceLinks)
    .values({ ...link, id: newId('lnk') })
    .onConflictDoNothing({ target: invoiceLinks.attemptId });
}

/** The delivery that the link is for. */
export async function readLinkedDelivery(
  transaction: TenantTransaction,
  linkId: string,
): Promise<DeliveryRow | null> {
  const [row] = await transaction
    .select({ delivery: deliveries })
    .from(invoiceLinks)
    .innerJoin(deliveries, eq(deliveries.id, invoiceLinks.deliveryId))
    .where(eq(invoiceLinks.id, linkId));
  return row?.delivery ?? null;
}

/** Remembers that the invoice was looked at; the first time is an event. */
export async function openInvoiceLink(
  transaction: TenantTransaction,
  linkId: string,
): Promise<void> {
  const [row] = await transaction
    .update(invoiceLinks)
    .set({ openedAt: sql`now()` })
    .where(and(eq(invoiceLinks.id, linkId), isNull(invoiceLinks.openedAt)))
    .returning();
  if (!row) return;
  const { tenantId, deliveryId: subjectId } = row;
  await appendEvents(transaction, [{ tenantId, subjectId, code: 'delivery.opened' }]);
}

/** Marks the link as reminded of; null where it was before, or its recipient has been there meanwhile. */
export async function takeReminder(
  transaction: TenantTransaction,
  linkId: string,
): Promise<{ deliveryId: string; attemptId: string } | null> {
  const { id, remindedAt, openedAt, objectedAt } = invoiceLinks;
  const [row] = await transaction
    .update(invoiceLinks)
    .set({ remindedAt: sql`now()` })
    .where(and(eq(id, linkId), isNull(remindedAt), isNull(openedAt), isNull(objectedAt)))
    .returning({ deliveryId: invoiceLinks.deliveryId, attemptId: invoiceLinks.attemptId });
  return row ?? null;
}

/** Records what the buyer has against the invoice, once: what comes after it changes nothing. */
export async function objectByLink(
  transaction: TenantTransaction,
  linkId: string,
  objection: string,
): Promise<void> {
  const [row] = await transaction
    .update(invoiceLinks)
    .set({ objectedAt: sql`now()` })
    .where(and(eq(invoiceLinks.id, linkId), isNull(invoiceLinks.objectedAt)))
    .returning();
  if (!row) return;
  const { tenantId, deliveryId: subjectId } = row;
  await appendEvents(transaction, [
    { tenantId, subjectId, code: 'delivery.objected', parameters: { objection } },
  ]);
}
