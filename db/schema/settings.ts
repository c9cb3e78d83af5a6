import {
  bigint,
  boolean,
  date,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import type { NetworkName } from '../../policy/channels.ts';
import type { NetworkStage, NetworkStatus } from '../../policy/networks.ts';
import type { ReportInterval } from '../../policy/notifications.ts';
import type { PostalAddress } from '../../policy/postal-address.ts';
import type { ScanAccountStatus } from '../../policy/scanning.ts';
import { instant } from './instant.ts';

/** How far each network of a company has come; what the company wants stands in its settings. */
export const networks = pgTable(
  'networks',
  {
    tenantId: text('tenant_id').notNull(),
    network: text().$type<NetworkName>().notNull(),
    status: text().$type<NetworkStatus>().notNull(),
    stage: text().$type<NetworkStage>(),
    change: integer().notNull().default(0),
    tries: integer().notNull().default(0),
    nextAt: instant('next_at'),
    leftAt: instant('left_at'),
    code: text(),
    /** What the other side said, for the operator. */
    detail: text(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.network] })],
);

/** The one scan account of a company; the address stays its own when it is closed. */
export const scanAccounts = pgTable('scan_accounts', {
  tenantId: text('tenant_id').primaryKey(),
  status: text().$type<ScanAccountStatus>().notNull(),
  address: text().notNull(),
  postalAddress: jsonb('postal_address').$type<PostalAddress>().notNull(),
  nextAt: instant('next_at'),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});

/** An address that a company wants to use, and the links that were sent to it. */
export const emailLinks = pgTable(
  'email_links',
  {
    tenantId: text('tenant_id').notNull(),
    email: text().notNull(),
    id: text().notNull(),
    /** SHA-256 of each token that was sent: a repeated mail has its own. */
    hashes: text().array().notNull(),
    expiresAt: instant('expires_at').notNull(),
    verifiedAt: instant('verified_at'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.email] })],
);

/** Whom to tell about what; `subject` is a user, or `company` for the company's own address. */
export const notificationSettings = pgTable(
  'notification_settings',
  {
    tenantId: text('tenant_id').notNull(),
    subject: text().notNull(),
    received: boolean().notNull(),
    sent: boolean().notNull(),
    sendErrors: boolean('send_errors').notNull(),
    report: text().$type<ReportInterval>().notNull().default('off'),
    /** The last day, in Norway, that a report has told of. */
    reportedUntil: date('reported_until'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.subject] })],
);

/** How far a company's people have been told of its events. */
export const notificationPlaces = pgTable('notification_places', {
  tenantId: text('tenant_id').primaryKey(),
  lastPosition: bigint('last_position', { mode: 'number' }),
  nextLookAt: instant('next_look_at').notNull().defaultNow(),
  lastMailAt: instant('last_mail_at'),
  lastMailEvents: integer('last_mail_events').notNull().default(0),
});
