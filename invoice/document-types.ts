/** How a document is named on the Peppol network. */
export interface NetworkDocumentType {
  readonly documentTypeId: string;
  readonly processId: string;
}

const billingCustomization =
  'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0';
const billingProcess = 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0';

/** The document type of a UBL 2.1 document: root element, customization and process. */
export const networkDocumentType = (
  root: 'Invoice' | 'CreditNote',
  customizationId: string = billingCustomization,
  profileId: string = billingProcess,
): NetworkDocumentType => ({
  documentTypeId: `urn:oasis:names:specification:ubl:schema:xsd:${root}-2::${root}##${customizationId}::2.1`,
  processId: profileId,
});

/** Peppol BIS Billing 3.0, which every receiver of e-invoices in Norway must take. */
export const billingInvoice = networkDocumentType('Invoice');
export const billingCreditNote = networkDocumentType('CreditNote');
