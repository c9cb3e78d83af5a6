import { bigint, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { MemberRole } from '../../policy/access.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** A person, of no company by itself. Seen by the person and by the companies that the person is a member of. */
export const users = pgTable('users', {
  userId: text('user_id').primaryKey(),
  email: text().notNull(),
  name: text().notNull(),
  language: text().$type<'nb' | 'en'>().notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
});

/** What only the person's own transactions see. */
export const userSecrets = pgTable('user_secrets', {
  userId: text('user_id').primaryKey(),
  /** As `api/accounts/password.ts` writes it; null: logs in by OpenID Connect only. */
  passwordHash: text('password_hash'),
  /** Base32. Not hashed: the codes are computed from it. */
  totpSecret: text('totp_secret'),
  /** Null: being set up, not asked for yet. */
  totpConfirmedAt: instant('totp_confirmed_at'),
  /** The 30 seconds whose code was used last: a code opens once. */
  totpLastStep: bigint('totp_last_step', { mode: 'number' }),
  recoveryHashes: text('recovery_hashes').array().notNull().default([]),
  changedAt: instant('changed_at').notNull().defaultNow(),
});

/** Who a person is at an identity provider (OpenID Connect). */
export const userIdentities = pgTable(
  'user_identities',
  {
    issuer: text().notNull(),
    subject: text().notNull(),
    userId: text('user_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.issuer, table.subject] })],
);

export const memberships = pgTable(
  'memberships',
  {
    tenantId: text('tenant_id').notNull(),
    userId: text('user_id').notNull(),
    role: text().$type<MemberRole>().notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.userId] })],
);

export const sessions = pgTable('sessions', {
  id: text().primaryKey(),
  userId: text('user_id').notNull(),
  /** The company that the person works in; null until one is chosen. */
  tenantId: text('tenant_id'),
  hash: text().notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  idleExpiresAt: instant('idle_expires_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  endedAt: instant('ended_at'),
});

export const invitations = pgTable('invitations', {
  id: text().primaryKey(),
  tenantId: text('tenant_id').notNull(),
  email: text().notNull(),
  role: text().$type<MemberRole>().notNull(),
  hash: text().notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  expiresAt: instant('expires_at').notNull(),
  acceptedAt: instant('accepted_at'),
  withdrawnAt: instant('withdrawn_at'),
});
