import { bigint, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { DisabledReason } from '../../policy/webhook.ts';
import { instant } from './instant.ts';

export const webhookEndpoints = pgTable('webhook_endpoints', {
  id: text().primaryKey(),
  tenantId: text('tenant_id').notNull(),
  url: text().notNull(),
  description: text(),
  /** Event codes and groups (`delivery.*`); null: all. */
  types: text().array(),
  status: text().$type<'enabled' | 'disabled' | 'deleted'>().notNull(),
  disabledReason: text('disabled_reason').$type<DisabledReason>(),
  secretGeneration: integer('secret_generation').notNull().default(1),
  /** Until when the secret before this one signs as well. */
  previousSecretUntil: instant('previous_secret_until'),
  /** Position of the last event that was looked at; null: none yet. */
  lastPosition: bigint('last_position', { mode: 'number' }),
  /** When a message last arrived. */
  succeededAt: instant('succeeded_at'),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});
export type WebhookEndpointRow = typeof webhookEndpoints.$inferSelect;

/** One call of a webhook. */
export interface WebhookTry {
  readonly at: string;
  readonly status: number | null;
  readonly code: string | null;
  readonly milliseconds: number;
}

export const webhookMessageStatuses = ['pending', 'delivered', 'failed'] as const;
export type WebhookMessageStatus = (typeof webhookMessageStatuses)[number];

export const webhookMessages = pgTable(
  'webhook_messages',
  {
    endpointId: text('endpoint_id').notNull(),
    position: bigint({ mode: 'number' }).notNull(),
    tenantId: text('tenant_id').notNull(),
    status: text().$type<WebhookMessageStatus>().notNull(),
    /** Why it failed. */
    code: text(),
    /** Calls of this round; a replay begins a new one. */
    tries: integer().notNull().default(0),
    nextTryAt: instant('next_try_at'),
    /** The calls of all rounds, the last twenty. */
    calls: jsonb().$type<readonly WebhookTry[]>().notNull().default([]),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.endpointId, table.position] })],
);
export type WebhookMessageRow = typeof webhookMessages.$inferSelect;
