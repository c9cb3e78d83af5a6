import type { Attachment, Delivery, Invoice, Totals, VatBreakdown } from './model.ts';
import { allowanceAndChargeRows, finishLine, lineRows } from './ubl-line.ts';
import {
  addressRows,
  finishParty,
  partyRows,
  payeeRows,
  taxRepresentativeRows,
} from './ubl-party.ts';
import { payment, paymentMeansRows } from './ubl-payment.ts';
import {
  fill,
  fixed,
  inside,
  isDraft,
  rows,
  rowsOf,
  textAt,
  type DocumentFacts,
  type Draft,
  type ElementShape,
  type Row,
  type Rows,
} from './ubl-rows.ts';

export type UblRoot = 'Invoice' | 'CreditNote';

const invoice = rowsOf<Invoice>();
const breakdown = rowsOf<VatBreakdown>();
const totals = rowsOf<Totals>();
const attachment = rowsOf<Attachment>();
const delivery = rowsOf<Delivery>();
const preceding = rowsOf<Invoice['precedingInvoices'][number]>();

const finishNamed = (draft: Draft): void => fill(draft, { name: '' });

const deliveryRows = rows(
  delivery.value('cbc:ActualDeliveryDate', 'date', 'date'),
  inside('cac:DeliveryLocation', [
    delivery.value('cbc:ID', 'locationId.value', 'text', {
      attributes: { schemeID: 'locationId.scheme' },
      isRequired: true,
    }),
    delivery.group('cac:Address', 'address', addressRows),
  ]),
  inside('cac:DeliveryParty', [inside('cac:PartyName', [delivery.value('cbc:Name', 'partyName')])]),
);

const breakdownRows = rows(
  breakdown.value('cbc:TaxableAmount', 'taxableAmount', 'amount'),
  breakdown.value('cbc:TaxAmount', 'taxAmount', 'amount'),
  inside('cac:TaxCategory', [
    breakdown.value('cbc:ID', 'vatCategory', 'text', { isRequired: true }),
    breakdown.value('cbc:Percent', 'vatRate', 'decimal'),
    breakdown.value('cbc:TaxExemptionReasonCode', 'exemptionReasonCode'),
    breakdown.value('cbc:TaxExemptionReason', 'exemptionReason'),
    inside('cac:TaxScheme', [fixed('cbc:ID', 'VAT')]),
  ]),
);

const totalRows = rows(
  totals.value('cbc:LineExtensionAmount', 'lineNetAmount', 'amount'),
  totals.value('cbc:TaxExclusiveAmount', 'withoutVat', 'amount'),
  totals.value('cbc:TaxInclusiveAmount', 'withVat', 'amount'),
  totals.value('cbc:AllowanceTotalAmount', 'allowances', 'amount'),
  totals.value('cbc:ChargeTotalAmount', 'charges', 'amount'),
  totals.value('cbc:PrepaidAmount', 'prepaid', 'amount'),
  totals.value('cbc:PayableRoundingAmount', 'rounding', 'amount'),
  totals.value('cbc:PayableAmount', 'amountDue', 'amount'),
);

const attachmentRows = rows(
  attachment.value('cbc:ID', 'id', 'text', { isRequired: true }),
  attachment.value('cbc:DocumentDescription', 'description'),
  inside('cac:Attachment', [
    attachment.value('cbc:EmbeddedDocumentBinaryObject', 'content', 'base64', {
      attributes: { mimeCode: 'contentType', filename: 'filename' },
    }),
    inside('cac:ExternalReference', [attachment.value('cbc:URI', 'externalUrl')]),
  ]),
);

const hasSubtotals = (element: ElementShape): boolean =>
  element.children.some((child) => child.qualifiedName === 'cac:TaxSubtotal');

/** The tax total that repeats the tax in the accounting currency. */
function isInTaxCurrency(element: ElementShape, facts: DocumentFacts): boolean {
  if (facts.taxCurrency === undefined || facts.taxCurrency === facts.currency) return false;
  const amount = element.children.find((child) => child.qualifiedName === 'cbc:TaxAmount');
  return amount?.attributes.get('currencyID') === facts.taxCurrency && !hasSubtotals(element);
}

/** Facts that rows ask for, of a document that is being read. */
export const factsOf = (root: ElementShape): DocumentFacts => ({
  currency: textAt(root, 'cbc:DocumentCurrencyCode') ?? '',
  taxCurrency: textAt(root, 'cbc:TaxCurrencyCode') || undefined,
  hasTaxSubtotals: root.children.some(
    (child) => child.qualifiedName === 'cac:TaxTotal' && hasSubtotals(child),
  ),
});

/** A reference is what its code says, unless it carries a file: a reader should see that. */
const isReferenceOf =
  (typeCode: string) =>
  (element: ElementShape): boolean =>
    textAt(element, 'cbc:DocumentTypeCode') === typeCode &&
    element.children.every((child) => child.qualifiedName !== 'cac:Attachment');

const reference = (element: string, key: Parameters<typeof invoice.value>[1]): Row =>
  inside(element, [invoice.value('cbc:ID', key)]);

const contract = reference('cac:ContractDocumentReference', 'contractReference');
const tender = reference('cac:OriginatorDocumentReference', 'tenderReference');
const invoicedObject = inside(
  'cac:AdditionalDocumentReference',
  [
    invoice.value('cbc:ID', 'invoicedObject.value', 'text', {
      attributes: { schemeID: 'invoicedObject.scheme' },
      isRequired: true,
    }),
    fixed('cbc:DocumentTypeCode', '130'),
  ],
  { when: isReferenceOf('130') },
);
/** A credit note has no element of its own for the project. */
const projectOfCreditNote = inside(
  'cac:AdditionalDocumentReference',
  [invoice.value('cbc:ID', 'projectReference'), fixed('cbc:DocumentTypeCode', '50')],
  { when: isReferenceOf('50') },
);
const attachments = invoice.groups(
  'cac:AdditionalDocumentReference',
  'attachments',
  attachmentRows,
  { finish: (draft) => fill(draft, { id: '' }) },
);
const taxPointDate = invoice.value('cbc:TaxPointDate', 'taxPointDate', 'date');

const documentRows = (root: UblRoot): Rows => {
  const isInvoice = root === 'Invoice';
  return rows(
    invoice.value('cbc:CustomizationID', 'specificationId'),
    invoice.value('cbc:ProfileID', 'businessProcessType'),
    invoice.value('cbc:ID', 'number', 'text', { isRequired: true }),
    invoice.value('cbc:IssueDate', 'issueDate', 'date', { isRequired: true }),
    ...(isInvoice ? [invoice.value('cbc:DueDate', 'dueDate', 'date')] : [taxPointDate]),
    invoice.value(`cbc:${root}TypeCode`, 'typeCode'),
    invoice.values('cbc:Note', 'notes', 'note'),
    ...(isInvoice ? [taxPointDate] : []),
    invoice.value('cbc:DocumentCurrencyCode', 'currency', 'text', { isRequired: true }),
    invoice.value('cbc:TaxCurrencyCode', 'taxCurrency'),
    invoice.value('cbc:AccountingCost', 'buyerAccountingReference'),
    invoice.value('cbc:BuyerReference', 'buyerReference'),
    inside('cac:InvoicePeriod', [
      invoice.value('cbc:StartDate', 'invoicingPeriod.startDate', 'date'),
      invoice.value('cbc:EndDate', 'invoicingPeriod.endDate', 'date'),
      invoice.value('cbc:DescriptionCode', 'taxPointDateCode'),
    ]),
    inside('cac:OrderReference', [
      invoice.value('cbc:ID', 'orderReference', 'text', { otherwise: 'NA' }),
      invoice.value('cbc:SalesOrderID', 'salesOrderReference'),
    ]),
    invoice.groups(
      'cac:BillingReference',
      'precedingInvoices',
      rows(
        inside('cac:InvoiceDocumentReference', [
          preceding.value('cbc:ID', 'number', 'text', { isRequired: true }),
          preceding.value('cbc:IssueDate', 'issueDate', 'date'),
        ]),
      ),
    ),
    reference('cac:DespatchDocumentReference', 'despatchAdviceReference'),
    reference('cac:ReceiptDocumentReference', 'receivingAdviceReference'),
    ...(isInvoice
      ? [
          tender,
          contract,
          invoicedObject,
          attachments,
          reference('cac:ProjectReference', 'projectReference'),
        ]
      : [contract, invoicedObject, projectOfCreditNote, attachments, tender]),
    inside('cac:AccountingSupplierParty', [
      invoice.group('cac:Party', 'seller', partyRows, { finish: finishParty, isRequired: true }),
    ]),
    inside('cac:AccountingCustomerParty', [
      invoice.group('cac:Party', 'buyer', partyRows, { finish: finishParty, isRequired: true }),
    ]),
    invoice.group('cac:PayeeParty', 'payee', payeeRows, { finish: finishNamed }),
    invoice.group('cac:TaxRepresentativeParty', 'taxRepresentative', taxRepresentativeRows, {
      finish: finishNamed,
    }),
    invoice.group('cac:Delivery', 'delivery', deliveryRows),
    {
      element: 'cac:PaymentMeans',
      key: ['payment'],
      rows: paymentMeansRows,
      isList: true,
      rearranged: payment,
    },
    inside('cac:PaymentTerms', [invoice.value('cbc:Note', 'payment.terms')]),
    ...allowanceAndChargeRows,
    inside(
      'cac:TaxTotal',
      [
        invoice.value('cbc:TaxAmount', 'totals.vat', 'amount'),
        invoice.groups('cac:TaxSubtotal', 'vatBreakdown', breakdownRows, {
          finish: (draft) => fill(draft, { vatCategory: '', taxableAmount: '0', taxAmount: '0' }),
        }),
      ],
      {
        when: (element, facts) =>
          !isInTaxCurrency(element, facts) && hasSubtotals(element) === facts.hasTaxSubtotals,
      },
    ),
    inside(
      'cac:TaxTotal',
      [invoice.value('cbc:TaxAmount', 'totals.vatInTaxCurrency', 'tax-amount')],
      { when: isInTaxCurrency },
    ),
    invoice.group('cac:LegalMonetaryTotal', 'totals', totalRows),
    invoice.groups(`cac:${root}Line`, 'lines', lineRows(isInvoice ? 'Invoiced' : 'Credited'), {
      finish: finishLine,
      isRequired: true,
    }),
  );
};

export const rowsOfRoot: Readonly<Record<UblRoot, Rows>> = {
  Invoice: documentRows('Invoice'),
  CreditNote: documentRows('CreditNote'),
};

export function finishInvoice(draft: Draft): void {
  fill(draft, {
    notes: [],
    precedingInvoices: [],
    seller: { name: '' },
    payment: {},
    allowances: [],
    charges: [],
    lines: [],
    vatBreakdown: [],
    totals: {},
    attachments: [],
  });
  if (isDraft(draft.payment)) fill(draft.payment, { accounts: [] });
}
