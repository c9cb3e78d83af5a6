import { pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './instant.ts';

/** Links in mails that open an invoice without a log-in; the token itself stands in the mail only. */
export const invoiceLinks = pgTable('invoice_links', {
  id: text().primaryKey(),
  tenantId: text('tenant_id').notNull(),
  deliveryId: text('delivery_id').notNull(),
  attemptId: text('attempt_id').notNull(),
  /** SHA-256 of the token. */
  hash: text().notNull(),
  expiresAt: instant('expires_at').notNull(),
  openedAt: instant('opened_at'),
  objectedAt: instant('objected_at'),
  /** When the recipient is reminded if the link was not opened by then; null: never. */
  remindAt: instant('remind_at'),
  remindedAt: instant('reminded_at'),
});
