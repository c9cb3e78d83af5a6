import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import type { AgreementStage, AgreementStatus } from '../../policy/efaktura.ts';
import { instant } from './instant.ts';

/** The one eFaktura agreement of a company; whether it wants one stands in its settings. */
export const efakturaAgreements = pgTable('efaktura_agreements', {
  tenantId: text('tenant_id').primaryKey(),
  id: text().notNull(),
  status: text().$type<AgreementStatus>().notNull(),
  stage: text().$type<AgreementStage>(),
  change: integer().notNull().default(0),
  tries: integer().notNull().default(0),
  nextAt: instant('next_at'),
  code: text(),
  /** What the other side said, for the operator. */
  detail: text(),
  /** The form at the signing service that transfers the agreement from another provider. */
  documentId: text('document_id'),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});
