import { billing } from './process-control.ts';

/** How a document is named on the Peppol network. */
export interface NetworkDocumentType {
  readonly documentTypeId: string;
  readonly processId: string;
}

/** The document type of a UBL 2.1 document: root element, customization and process. */
export const networkDocumentType = (
  root: 'Invoice' | 'CreditNote',
  customizationId: string = billing.specificationId,
  profileId: string = billing.businessProcessType,
): NetworkDocumentType => ({
  documentTypeId: `urn:oasis:names:specification:ubl:schema:xsd:${root}-2::${root}##${customizationId}::2.1`,
  processId: profileId,
});

/** Peppol BIS Billing 3.0, which every receiver of e-invoices in Norway must take. */
export const billingInvoice = networkDocumentType('Invoice');
export const billingCreditNote = networkDocumentType('CreditNote');
