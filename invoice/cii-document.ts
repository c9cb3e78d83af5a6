import {
  hasAccountId,
  isReferenceOf,
  isVatType,
  readCompactDay,
  readIdentifier,
  said,
} from './cii-fields.ts';
import { allowanceAndChargeRows, lineRows, periodRows } from './cii-line.ts';
import { addressRows, partyRows, payeeRows, taxRepresentativeRows } from './cii-party.ts';
import type { Attachment, Invoice, Totals, VatBreakdown } from './model.ts';
import { finishLine } from './ubl-line.ts';
import { finishParty } from './ubl-party.ts';
import {
  fill,
  inside,
  rows,
  rowsOf,
  type DocumentFacts,
  type Draft,
  type ElementShape,
  type Row,
} from './ubl-rows.ts';

/** What CII says in another shape than the model; `finishCii` (cii-finish.ts) gives it the model's. */
interface Unfinished extends Invoice {
  readonly means: readonly object[];
  readonly subjects: readonly { readonly text?: string; readonly subject?: string }[];
  readonly creditorId: string;
  readonly mandateReference: string;
  readonly sharedRemittance: string;
}

interface Means {
  readonly meansCode?: string;
  readonly meansText?: string;
  readonly card?: { readonly number: string; readonly holder?: string };
  readonly account?: { readonly id: string; readonly name?: string; readonly bic?: string };
  readonly directDebit?: { readonly debitedAccount?: string };
  readonly proprietaryId?: string;
}

const invoice = rowsOf<Unfinished>();
const means = rowsOf<Means>();
const note = rowsOf<Unfinished['subjects'][number]>();
const breakdown = rowsOf<VatBreakdown>();
const totals = rowsOf<Totals>();
const attachment = rowsOf<Attachment>();
const preceding = rowsOf<Invoice['precedingInvoices'][number]>();

const finishNamed = (draft: Draft): void => fill(draft, { name: '' });

const meansRows = rows(
  means.value('ram:TypeCode', 'meansCode'),
  means.value('ram:Information', 'meansText'),
  inside('ram:ApplicableTradeSettlementFinancialCard', [
    means.value('ram:ID', 'card.number'),
    means.value('ram:CardholderName', 'card.holder'),
  ]),
  inside('ram:PayerPartyDebtorFinancialAccount', [
    means.value('ram:IBANID', 'directDebit.debitedAccount'),
  ]),
  inside(
    'ram:PayeePartyCreditorFinancialAccount',
    [
      means.value('ram:IBANID', 'account.id'),
      means.value('ram:AccountName', 'account.name'),
      means.value('ram:ProprietaryID', 'proprietaryId'),
    ],
    { when: hasAccountId },
  ),
  inside('ram:PayeeSpecifiedCreditorFinancialInstitution', [
    means.value('ram:BICID', 'account.bic'),
  ]),
);

/** UNTDID 2475 as CII has it, and UNTDID 2005 as UBL and the model have it. */
const taxPointCodes: ReadonlyMap<string, string> = new Map([
  ['5', '3'],
  ['29', '35'],
  ['72', '432'],
]);

const readTaxPointCode = (element: ElementShape): string | undefined => {
  const code = element.text.trim();
  return code === '' ? undefined : (taxPointCodes.get(code) ?? code);
};

const breakdownRows = rows(
  breakdown.value('ram:CalculatedAmount', 'taxAmount', 'decimal'),
  said('ram:TypeCode'),
  breakdown.value('ram:ExemptionReason', 'exemptionReason'),
  breakdown.value('ram:BasisAmount', 'taxableAmount', 'decimal'),
  breakdown.value('ram:CategoryCode', 'vatCategory'),
  breakdown.value('ram:ExemptionReasonCode', 'exemptionReasonCode'),
  breakdown.value('ram:RateApplicablePercent', 'vatRate', 'decimal'),
  // Every breakdown repeats when the VAT is due; the invoice says it once.
  inside('ram:TaxPointDate', [
    { element: 'udt:DateString', key: ['taxPointDate'], read: readCompactDay },
  ]),
  { element: 'ram:DueDateTypeCode', key: ['taxPointDateCode'], read: readTaxPointCode },
);

const isInTaxCurrency = (element: ElementShape, facts: DocumentFacts): boolean =>
  facts.taxCurrency !== undefined &&
  facts.taxCurrency !== facts.currency &&
  element.attributes.get('currencyID') === facts.taxCurrency;

const totalRows = rows(
  totals.value('ram:LineTotalAmount', 'lineNetAmount', 'decimal'),
  totals.value('ram:ChargeTotalAmount', 'charges', 'decimal'),
  totals.value('ram:AllowanceTotalAmount', 'allowances', 'decimal'),
  totals.value('ram:TaxBasisTotalAmount', 'withoutVat', 'decimal'),
  totals.value('ram:TaxTotalAmount', 'vatInTaxCurrency', 'decimal', { when: isInTaxCurrency }),
  totals.value('ram:TaxTotalAmount', 'vat', 'decimal'),
  totals.value('ram:RoundingAmount', 'rounding', 'decimal'),
  totals.value('ram:GrandTotalAmount', 'withVat', 'decimal'),
  totals.value('ram:TotalPrepaidAmount', 'prepaid', 'decimal'),
  totals.value('ram:DuePayableAmount', 'amountDue', 'decimal'),
);

const reference = (element: string, key: Parameters<typeof invoice.value>[1]): Row =>
  inside(element, [invoice.value('ram:IssuerAssignedID', key)]);

const supporting = 'ram:AdditionalReferencedDocument';

const attachmentRows = rows(
  attachment.value('ram:IssuerAssignedID', 'id', 'text', { isRequired: true }),
  attachment.value('ram:URIID', 'externalUrl'),
  said('ram:TypeCode'),
  attachment.value('ram:Name', 'description'),
  attachment.value('ram:AttachmentBinaryObject', 'content', 'base64', {
    attributes: { mimeCode: 'contentType', filename: 'filename' },
  }),
);

const agreementRows: readonly Row[] = [
  invoice.value('ram:BuyerReference', 'buyerReference'),
  invoice.group('ram:SellerTradeParty', 'seller', partyRows, { finish: finishParty }),
  invoice.group('ram:BuyerTradeParty', 'buyer', partyRows, { finish: finishParty }),
  invoice.group(
    'ram:SellerTaxRepresentativeTradeParty',
    'taxRepresentative',
    taxRepresentativeRows,
    { finish: finishNamed },
  ),
  reference('ram:SellerOrderReferencedDocument', 'salesOrderReference'),
  reference('ram:BuyerOrderReferencedDocument', 'orderReference'),
  reference('ram:ContractReferencedDocument', 'contractReference'),
  inside(
    supporting,
    [invoice.value('ram:IssuerAssignedID', 'tenderReference'), said('ram:TypeCode')],
    { when: isReferenceOf('50') },
  ),
  inside(
    supporting,
    [
      invoice.value('ram:IssuerAssignedID', 'invoicedObject.value', 'text', { isRequired: true }),
      said('ram:TypeCode'),
      invoice.value('ram:ReferenceTypeCode', 'invoicedObject.scheme'),
    ],
    { when: isReferenceOf('130') },
  ),
  invoice.groups(supporting, 'attachments', attachmentRows, {
    finish: (draft) => fill(draft, { id: '' }),
  }),
  inside('ram:SpecifiedProcuringProject', [invoice.value('ram:ID', 'projectReference')]),
];

/** Where the goods go, and when they came. */
const deliveryRows: readonly Row[] = [
  inside('ram:ShipToTradeParty', [
    invoice.value('ram:ID', 'delivery.locationId', 'text', { read: readIdentifier }),
    invoice.value('ram:GlobalID', 'delivery.locationId', 'text', { read: readIdentifier }),
    invoice.value('ram:Name', 'delivery.partyName'),
    invoice.group('ram:PostalTradeAddress', 'delivery.address', addressRows),
  ]),
  inside('ram:ActualDeliverySupplyChainEvent', [
    inside('ram:OccurrenceDateTime', [
      invoice.value('udt:DateTimeString', 'delivery.date', 'date', { read: readCompactDay }),
    ]),
  ]),
  reference('ram:DespatchAdviceReferencedDocument', 'despatchAdviceReference'),
  reference('ram:ReceivingAdviceReferencedDocument', 'receivingAdviceReference'),
];

const settlementRows: readonly Row[] = [
  invoice.value('ram:CreditorReferenceID', 'creditorId'),
  invoice.value('ram:PaymentReference', 'sharedRemittance'),
  invoice.value('ram:TaxCurrencyCode', 'taxCurrency'),
  invoice.value('ram:InvoiceCurrencyCode', 'currency', 'text', { isRequired: true }),
  invoice.group('ram:PayeeTradeParty', 'payee', payeeRows, { finish: finishNamed }),
  invoice.groups('ram:SpecifiedTradeSettlementPaymentMeans', 'means', meansRows),
  invoice.groups('ram:ApplicableTradeTax', 'vatBreakdown', breakdownRows, {
    when: isVatType,
    finish: (draft) => fill(draft, { vatCategory: '', taxableAmount: '0', taxAmount: '0' }),
  }),
  invoice.group('ram:BillingSpecifiedPeriod', 'invoicingPeriod', periodRows),
  ...allowanceAndChargeRows,
  inside('ram:SpecifiedTradePaymentTerms', [
    invoice.value('ram:Description', 'payment.terms'),
    inside('ram:DueDateDateTime', [
      invoice.value('udt:DateTimeString', 'dueDate', 'date', { read: readCompactDay }),
    ]),
    invoice.value('ram:DirectDebitMandateID', 'mandateReference'),
  ]),
  invoice.group('ram:SpecifiedTradeSettlementHeaderMonetarySummation', 'totals', totalRows),
  invoice.groups(
    'ram:InvoiceReferencedDocument',
    'precedingInvoices',
    rows(
      preceding.value('ram:IssuerAssignedID', 'number', 'text', { isRequired: true }),
      inside('ram:FormattedIssueDateTime', [
        preceding.value('qdt:DateTimeString', 'issueDate', 'date', { read: readCompactDay }),
      ]),
    ),
  ),
  inside('ram:ReceivableSpecifiedTradeAccountingAccount', [
    invoice.value('ram:ID', 'buyerAccountingReference'),
  ]),
];

export const ciiRows = rows(
  inside('rsm:ExchangedDocumentContext', [
    inside('ram:BusinessProcessSpecifiedDocumentContextParameter', [
      invoice.value('ram:ID', 'businessProcessType'),
    ]),
    inside('ram:GuidelineSpecifiedDocumentContextParameter', [
      invoice.value('ram:ID', 'specificationId'),
    ]),
  ]),
  inside('rsm:ExchangedDocument', [
    invoice.value('ram:ID', 'number', 'text', { isRequired: true }),
    invoice.value('ram:TypeCode', 'typeCode'),
    inside('ram:IssueDateTime', [
      invoice.value('udt:DateTimeString', 'issueDate', 'date', { read: readCompactDay }),
    ]),
    invoice.groups(
      'ram:IncludedNote',
      'subjects',
      rows(note.value('ram:Content', 'text'), note.value('ram:SubjectCode', 'subject')),
    ),
  ]),
  inside('rsm:SupplyChainTradeTransaction', [
    invoice.groups('ram:IncludedSupplyChainTradeLineItem', 'lines', lineRows, {
      finish: finishLine,
    }),
    inside('ram:ApplicableHeaderTradeAgreement', agreementRows),
    inside('ram:ApplicableHeaderTradeDelivery', deliveryRows),
    inside('ram:ApplicableHeaderTradeSettlement', settlementRows),
  ]),
);
