import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  date,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import type { CompanyStatus } from '../policy/company.ts';
import type { ChannelName, DeliveryMethod, NetworkName } from '../policy/channels.ts';
import type { AttemptStatus, DeliveryStatus, RunOpener, RunPurpose } from '../policy/delivery.ts';
import type { EventParameters } from '../policy/events/event.ts';
import type { EventCode } from '../policy/events/texts.ts';
import type { Letter } from '../policy/letter.ts';
import type { FailureKind } from '../policy/failure.ts';
import type { PostalAddress } from '../policy/postal-address.ts';
import type { PrintFormatName, Settings } from '../policy/settings.ts';
import { instant } from './schema/instant.ts';

/** Number of a transaction; it grows with each one that writes. */
const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' });

export const tenants = pgTable('tenants', {
  tenantId: text('tenant_id').primaryKey(),
  name: text().notNull(),
  organisationNumber: text('organisation_number').notNull(),
  status: text().$type<CompanyStatus>().notNull(),
  settings: jsonb().$type<Settings>().notNull(),
  settingsVersion: integer('settings_version').notNull().default(1),
  createdAt: instant('created_at').notNull().defaultNow(),
});

export const apiKeys = pgTable('api_keys', {
  id: text().primaryKey(),
  tenantId: text('tenant_id').notNull(),
  name: text().notNull(),
  hash: text().notNull(),
  scopes: text().array().notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  revokedAt: instant('revoked_at'),
  lastUsedAt: instant('last_used_at'),
  /** Of a key that another one replaces: it opens until then. */
  expiresAt: instant('expires_at'),
});

export const customers = pgTable(
  'customers',
  {
    tenantId: text('tenant_id').notNull(),
    customerNumber: text('customer_number').notNull(),
    name: text().notNull(),
    organisationNumber: text('organisation_number'),
    email: text(),
    /** Mobile number, `+4790000001`: consumers are found by it. */
    phone: text(),
    method: text().$type<DeliveryMethod>().notNull(),
    address: jsonb().$type<PostalAddress>(),
    /** Null: the company's. */
    printFormat: text('print_format').$type<PrintFormatName>(),
    /** Off: nothing is sent to this customer through AutoInvoice. */
    autoInvoice: boolean('auto_invoice').notNull().default(true),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.customerNumber] })],
);

/** An attachment of a delivery; its bytes lie in the document store. */
export interface StoredAttachment {
  readonly filename: string;
  readonly contentType: string;
  readonly sha256: string;
}

export const deliveries = pgTable('deliveries', {
  id: text().primaryKey(),
  tenantId: text('tenant_id').notNull(),
  status: text().$type<DeliveryStatus>().notNull(),
  code: text(),
  channel: text().$type<ChannelName>(),
  method: text().$type<DeliveryMethod>().notNull(),
  /** Participant ids of the sending company and of the buyer. */
  sender: text().notNull(),
  recipient: text(),
  email: text(),
  /** Mobile number of a consumer. */
  phone: text(),
  disabledChannels: text('disabled_channels').array().$type<ChannelName[]>().notNull(),
  onlyChannel: text('only_channel').$type<ChannelName>(),
  notBefore: instant('not_before'),
  documentType: text('document_type').$type<'invoice' | 'credit-note'>().notNull(),
  documentTypeId: text('document_type_id').notNull(),
  processId: text('process_id').notNull(),
  number: text().notNull(),
  issueDate: date('issue_date').notNull(),
  dueDate: date('due_date'),
  currency: text().notNull(),
  amountDue: numeric('amount_due').notNull(),
  sellerName: text('seller_name').notNull(),
  sellerId: text('seller_id'),
  sellerCountry: text('seller_country').notNull(),
  buyerName: text('buyer_name').notNull(),
  buyerId: text('buyer_id'),
  hasPostalAddress: boolean('has_postal_address').notNull(),
  printFormat: text('print_format').$type<PrintFormatName>().notNull(),
  documentSha256: text('document_sha256').notNull(),
  sentSha256: text('sent_sha256').notNull(),
  attachments: jsonb().$type<StoredAttachment[]>().notNull(),
  duplicateKey: text('duplicate_key'),
  runNumber: integer('run_number').notNull(),
  acceptedAt: instant('accepted_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});
export type DeliveryRow = typeof deliveries.$inferSelect;

export const runs = pgTable(
  'runs',
  {
    tenantId: text('tenant_id').notNull(),
    deliveryId: text('delivery_id').notNull(),
    number: integer().notNull(),
    openedBy: text('opened_by').$type<RunOpener>().notNull(),
    /** What the run is for: `openedBy`, or for a repair what the repaired run was for. */
    purpose: text().$type<RunPurpose>().notNull(),
    /** Attempts since this run count as tried: its own number, or for a repair that of the repaired run. */
    since: integer().notNull(),
    status: text().$type<'open' | 'closed'>().notNull(),
    holdReleased: boolean('hold_released').notNull().default(false),
    openedAt: instant('opened_at').notNull().defaultNow(),
    closedAt: instant('closed_at'),
  },
  (table) => [primaryKey({ columns: [table.deliveryId, table.number] })],
);

export const attempts = pgTable('attempts', {
  id: text().primaryKey(),
  tenantId: text('tenant_id').notNull(),
  deliveryId: text('delivery_id').notNull(),
  runNumber: integer('run_number').notNull(),
  ordinal: integer().notNull(),
  channel: text().$type<ChannelName>().notNull(),
  messageId: text('message_id').notNull(),
  status: text().$type<AttemptStatus>().notNull(),
  failureKind: text('failure_kind').$type<FailureKind>(),
  code: text(),
  detail: text(),
  tries: integer().notNull().default(0),
  unknownTries: integer('unknown_tries').notNull().default(0),
  looks: integer().notNull().default(0),
  inCall: boolean('in_call').notNull().default(true),
  mayHavePassed: boolean('may_have_passed').notNull().default(false),
  awaitsReceipt: boolean('awaits_receipt').notNull().default(false),
  /** What the letter consists of, once it is at the print house. */
  letter: jsonb().$type<Letter>(),
  nextTryAt: instant('next_try_at'),
  deadlineAt: instant('deadline_at').notNull(),
  openedAt: instant('opened_at').notNull().defaultNow(),
  closedAt: instant('closed_at'),
});
export type AttemptRow = typeof attempts.$inferSelect;

export const deadlines = pgTable('deadlines', {
  workflowId: text('workflow_id').primaryKey(),
  tenantId: text('tenant_id').notNull(),
  subjectId: text('subject_id').notNull(),
  dueAt: instant('due_at').notNull(),
  lookedAt: instant('looked_at'),
});

export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    tenantId: text('tenant_id').notNull(),
    key: text().notNull(),
    requestSha256: text('request_sha256').notNull(),
    answer: jsonb().notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.key] })],
);

export const events = pgTable('events', {
  position: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  transactionId: xid8('transaction_id')
    .notNull()
    .default(sql`pg_current_xact_id()`),
  tenantId: text('tenant_id').notNull(),
  at: instant('at')
    .notNull()
    .default(sql`clock_timestamp()`),
  code: text().$type<EventCode>().notNull(),
  subjectId: text('subject_id').notNull(),
  parameters: jsonb().$type<EventParameters>().notNull(),
  /** Who did it: `usr_…`, `key_…`, `operator`; null for what happened by itself. Set by `actAs`. */
  actorId: text('actor_id').default(sql`nullif(current_setting('app.actor_id', true), '')`),
});

export const receivedStatuses = ['received', 'unreadable', 'confirmed', 'booked'] as const;
export type ReceivedStatus = (typeof receivedStatuses)[number];

/** Over a network, read from a PDF or a picture, or an e-invoice attached to a mail. */
export const receivedOrigins = ['network', 'scan', 'mail'] as const;
export type ReceivedOrigin = (typeof receivedOrigins)[number];

export const received = pgTable('received', {
  id: text().primaryKey(),
  tenantId: text('tenant_id').notNull(),
  status: text().$type<ReceivedStatus>().notNull(),
  /** How it came in; only `network` has a network. */
  origin: text().$type<ReceivedOrigin>().notNull().default('network'),
  network: text().$type<NetworkName>(),
  instanceId: text('instance_id').notNull(),
  sender: text().notNull(),
  recipient: text().notNull(),
  documentTypeId: text('document_type_id').notNull(),
  processId: text('process_id').notNull(),
  documentSha256: text('document_sha256').notNull(),
  sizeBytes: integer('size_bytes').notNull(),
  duplicateOf: text('duplicate_of'),
  unreadableCode: text('unreadable_code'),
  documentType: text('document_type').$type<'invoice' | 'credit-note'>(),
  number: text(),
  issueDate: date('issue_date'),
  dueDate: date('due_date'),
  currency: text(),
  amountDue: numeric('amount_due'),
  sellerName: text('seller_name'),
  sellerId: text('seller_id'),
  receivedAt: instant('received_at').notNull().defaultNow(),
  confirmedAt: instant('confirmed_at'),
});
export type ReceivedRow = typeof received.$inferSelect;
