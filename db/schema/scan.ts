import {
  date,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  real,
  text,
} from 'drizzle-orm/pg-core';
import type { Invoice } from '../../invoice/model.ts';
import type { ScanEngine, ScanRunOpener, ScanSource, ScanStatus } from '../../policy/scan.ts';
import type { DraftFinding, ReadDraft } from '../../policy/scan-draft.ts';
import { instant } from './instant.ts';

/** What became of one part of an arrival: a file of an upload, an attachment of a mail. */
export interface ArrivalPart {
  readonly filename: string;
  /** `scan` and `received`: `id` is its id; else `code` says why it was left alone. */
  readonly became: 'scan' | 'received' | 'ignored';
  readonly id: string | null;
  readonly code: string | null;
}

export const scanArrivals = pgTable('scan_arrivals', {
  id: text().primaryKey(),
  tenantId: text('tenant_id').notNull(),
  source: text().$type<ScanSource>().notNull(),
  /** Address of the mail's envelope. */
  sender: text(),
  subject: text(),
  messageId: text('message_id'),
  rawSha256: text('raw_sha256'),
  /** The same mail sent again has the same. */
  onceKey: text('once_key'),
  /** What SPF, DKIM and DMARC said. */
  authentication: jsonb().$type<Readonly<Record<string, string>>>(),
  parts: jsonb().$type<readonly ArrivalPart[]>().notNull(),
  receivedAt: instant('received_at').notNull().defaultNow(),
});
export type ScanArrivalRow = typeof scanArrivals.$inferSelect;

export const scans = pgTable('scans', {
  id: text().primaryKey(),
  tenantId: text('tenant_id').notNull(),
  arrivalId: text('arrival_id').notNull(),
  status: text().$type<ScanStatus>().notNull(),
  /** Why it failed or was rejected. */
  code: text(),
  source: text().$type<ScanSource>().notNull(),
  filename: text().notNull(),
  contentType: text('content_type').notNull(),
  documentSha256: text('document_sha256').notNull(),
  sizeBytes: integer('size_bytes').notNull(),
  splitFrom: text('split_from'),
  /** The document of the same file that it is a part of now. */
  mergedInto: text('merged_into'),
  /** Pages of the file that are this document; null: all of them. */
  pages: integer().array(),
  /** Quarter turns to the right that a person has given a page, by its number. */
  rotations: jsonb().$type<Readonly<Record<string, number>>>().notNull().default({}),
  runNumber: integer('run_number').notNull(),
  /** What read it. */
  engine: text(),
  pageCount: integer('page_count'),
  wordsSha256: text('words_sha256'),
  /** Run that made the draft; a later run makes its own. */
  draftedByRun: integer('drafted_by_run'),
  fingerprint: text(),
  kind: text(),
  certainty: real(),
  number: text(),
  issueDate: date('issue_date'),
  dueDate: date('due_date'),
  currency: text(),
  amountDue: numeric('amount_due'),
  sellerName: text('seller_name'),
  /** Organisation number, VAT number, or name of the seller. */
  sellerKey: text('seller_key'),
  account: text(),
  receivedId: text('received_id'),
  lockedBy: text('locked_by'),
  lockedUntil: instant('locked_until'),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});
export type ScanRow = typeof scans.$inferSelect;

export const scanRuns = pgTable(
  'scan_runs',
  {
    tenantId: text('tenant_id').notNull(),
    scanId: text('scan_id').notNull(),
    number: integer().notNull(),
    openedBy: text('opened_by').$type<ScanRunOpener>().notNull(),
    engine: text().$type<ScanEngine>().notNull(),
    batchId: text('batch_id'),
    status: text().$type<'open' | 'closed'>().notNull(),
    openedAt: instant('opened_at').notNull().defaultNow(),
    closedAt: instant('closed_at'),
  },
  (table) => [primaryKey({ columns: [table.scanId, table.number] })],
);
export type ScanRunRow = typeof scanRuns.$inferSelect;

export const scanDrafts = pgTable('scan_drafts', {
  scanId: text('scan_id').primaryKey(),
  tenantId: text('tenant_id').notNull(),
  version: integer().notNull(),
  invoice: jsonb().$type<Invoice>().notNull(),
  read: jsonb().$type<ReadDraft>().notNull(),
  /** Paths that a person has corrected. */
  corrected: text().array().notNull().default([]),
  findings: jsonb().$type<readonly DraftFinding[]>().notNull().default([]),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});
export type ScanDraftRow = typeof scanDrafts.$inferSelect;

/** A mail that sends what is no invoice on to the company's own people. */
export const scanForwards = pgTable('scan_forwards', {
  id: text().primaryKey(),
  tenantId: text('tenant_id').notNull(),
  arrivalId: text('arrival_id').notNull(),
  /** Null: the mail as it came, because there was no document in it. */
  scanId: text('scan_id'),
  /** A code, or what a person wrote. */
  reason: text().notNull(),
  recipient: text().notNull(),
  messageId: text('message_id').notNull(),
  status: text().$type<'open' | 'sent' | 'refused'>().notNull(),
  code: text(),
  createdAt: instant('created_at').notNull().defaultNow(),
  closedAt: instant('closed_at'),
});
export type ScanForwardRow = typeof scanForwards.$inferSelect;

/** Scans that are read again together. */
export const scanBatches = pgTable('scan_batches', {
  id: text().primaryKey(),
  tenantId: text('tenant_id').notNull(),
  status: text().$type<'running' | 'paused' | 'cancelled' | 'done'>().notNull(),
  engine: text().$type<ScanEngine>().notNull(),
  total: integer().notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  closedAt: instant('closed_at'),
});
export type ScanBatchRow = typeof scanBatches.$inferSelect;

export const scanBatchItems = pgTable(
  'scan_batch_items',
  {
    batchId: text('batch_id').notNull(),
    position: integer().notNull(),
    tenantId: text('tenant_id').notNull(),
    scanId: text('scan_id').notNull(),
    /** The run that the batch opened; null while it has not come to it. */
    runNumber: integer('run_number'),
    outcome: text(),
    code: text(),
  },
  (table) => [primaryKey({ columns: [table.batchId, table.position] })],
);

/** What corrections have taught about one seller. */
export const scanMemories = pgTable(
  'scan_memories',
  {
    tenantId: text('tenant_id').notNull(),
    sellerKey: text('seller_key').notNull(),
    sellerName: text('seller_name').notNull(),
    memory: jsonb().$type<object>().notNull(),
    /** The scan whose correction taught it last. */
    learntFrom: text('learnt_from').notNull(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.sellerKey] })],
);
export type ScanMemoryRow = typeof scanMemories.$inferSelect;
