import {
  boolean,
  date,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import type { Address } from '../../invoice/model.ts';
import type { ActivationMailKind, ActivationStatus } from '../../policy/activation.ts';
import type { SignerRole } from '../../policy/activation-signer.ts';
import type { FailureKind } from '../../policy/failure.ts';
import type { Service } from '../../policy/prices.ts';
import { instant } from './instant.ts';

export const activations = pgTable('activations', {
  id: text().primaryKey(),
  tenantId: text('tenant_id').notNull(),
  status: text().$type<ActivationStatus>().notNull(),
  /** What a person is asked for. */
  code: text(),
  organisationNumber: text('organisation_number').notNull(),
  companyName: text('company_name').notNull(),
  companyForm: text('company_form'),
  companyAddress: jsonb('company_address').$type<Address>(),
  email: text().notNull(),
  language: text().$type<'nb' | 'en'>().notNull(),
  erpName: text('erp_name').notNull(),
  erpVersion: text('erp_version').notNull(),
  termsVersion: text('terms_version').notNull(),
  termsAcceptedAt: instant('terms_accepted_at').notNull(),
  /** Id of the key or user. */
  termsAcceptedBy: text('terms_accepted_by').notNull(),
  /** Network address. */
  termsAcceptedFrom: text('terms_accepted_from'),
  /** Counts the documents at the signing service: a new address or a restart takes the next one. */
  documentNumber: integer('document_number').notNull().default(1),
  documentId: text('document_id'),
  agreementSha256: text('agreement_sha256'),
  invitedAt: instant('invited_at'),
  expiresAt: instant('expires_at').notNull(),
  signedBy: text('signed_by'),
  signedAt: instant('signed_at'),
  signedSha256: text('signed_sha256'),
  signerRole: text('signer_role'),
  /** As the register had them when the signer was looked for. */
  registerRoles: jsonb('register_roles').$type<SignerRole[]>(),
  /** The operator has accepted what a person was asked for. */
  isAccepted: boolean('is_accepted').notNull().default(false),
  /** Documents at the signing service that nobody is to sign any more. */
  documentsToClear: text('documents_to_clear').array().notNull().default([]),
  clearingFailures: integer('clearing_failures').notNull().default(0),
  nextClearingAt: instant('next_clearing_at'),
  /** What holds it up just now. */
  delayKind: text('delay_kind').$type<FailureKind>(),
  delayCode: text('delay_code'),
  delayDetail: text('delay_detail'),
  delayedSince: instant('delayed_since'),
  callFailures: integer('call_failures').notNull().default(0),
  createdAt: instant('created_at').notNull().defaultNow(),
  /** Null while it is open; a company has one open activation at most. */
  endedAt: instant('ended_at'),
});
export type ActivationRow = typeof activations.$inferSelect;

/** Our own mails; the row is written before the mail goes out, and its Message-ID never changes. */
export const activationMails = pgTable('activation_mails', {
  messageId: text('message_id').primaryKey(),
  tenantId: text('tenant_id').notNull(),
  activationId: text('activation_id').notNull(),
  documentNumber: integer('document_number').notNull(),
  kind: text().$type<ActivationMailKind>().notNull(),
  /** Of a reminder: how many days after the invitation. */
  day: integer(),
  email: text().notNull(),
  tries: integer().notNull().default(0),
  /** Null: nothing more is done with it. */
  nextTryAt: instant('next_try_at'),
  /** Why the last try did not work. */
  code: text(),
  writtenAt: instant('written_at').notNull().defaultNow(),
  sentAt: instant('sent_at'),
});
export type ActivationMailRow = typeof activationMails.$inferSelect;

/** The operator's terms; no tenant's. */
export const terms = pgTable('terms', {
  version: text().primaryKey(),
  validFrom: date('valid_from').notNull(),
  textNb: text('text_nb').notNull(),
  textEn: text('text_en').notNull(),
});

/** The operator's prices; no tenant's. */
export const prices = pgTable(
  'prices',
  {
    service: text().$type<Service>().notNull(),
    validFrom: date('valid_from').notNull(),
    amount: numeric().notNull(),
    currency: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.service, table.validFrom] })],
);
