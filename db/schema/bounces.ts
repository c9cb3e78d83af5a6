import { pgTable, text } from 'drizzle-orm/pg-core';
import type { BounceEffect } from '../../policy/bounce.ts';
import type { FailureKind } from '../../policy/failure.ts';
import type { ReturnedMailVerdict } from '../../policy/returned-mail.ts';
import { instant } from './instant.ts';

/** Mails that came to the return path of an attempt, and what came of them. */
export const bounces = pgTable('bounces', {
  id: text().primaryKey(),
  tenantId: text('tenant_id').notNull(),
  deliveryId: text('delivery_id').notNull(),
  attemptId: text('attempt_id').notNull(),
  /** The mail as it came, in the document store. */
  rawSha256: text('raw_sha256').notNull(),
  kind: text().$type<ReturnedMailVerdict['kind']>().notNull(),
  /** Only of one that has failed. */
  failureKind: text('failure_kind').$type<FailureKind>(),
  code: text(),
  detail: text(),
  /** Null until it is settled. */
  effect: text().$type<Exclude<BounceEffect, 'wait' | 'answer'> | 'tell'>(),
  receivedAt: instant('received_at').notNull().defaultNow(),
  lookedAt: instant('looked_at'),
  settledAt: instant('settled_at'),
});
export type BounceRow = typeof bounces.$inferSelect;
