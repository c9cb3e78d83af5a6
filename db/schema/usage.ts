import { boolean, date, integer, numeric, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Service } from '../../policy/prices.ts';
import { instant } from './instant.ts';

export const usage = pgTable(
  'usage',
  {
    /** The attempt that delivered, or the received invoice: what was done once is charged once. */
    id: text().notNull(),
    service: text().$type<Service>().notNull(),
    tenantId: text('tenant_id').notNull(),
    subjectId: text('subject_id').notNull(),
    /** In Norway. */
    day: date().notNull(),
    at: instant('at').notNull(),
    /** How many: letters, pages. */
    quantity: integer().notNull().default(1),
    /** For all of them. */
    amount: numeric().notNull(),
    currency: text().notNull(),
    priceIsExample: boolean('price_is_example').notNull(),
  },
  (table) => [primaryKey({ columns: [table.id, table.service] })],
);
export type UsageRow = typeof usage.$inferSelect;
