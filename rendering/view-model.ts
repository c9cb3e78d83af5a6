import type { AllowanceOrCharge, Invoice } from '../invoice/model.ts';
import { factsOf, type Fact } from './fact.ts';
import { changeName, lineView, rateText, signed, type LineView } from './line-view.ts';
import { addressLines, isGiven, partyView, type PartyView } from './party-view.ts';
import { paymentView, type PaymentView } from './payment-view.ts';
import { label, vatCategoryName, type Language } from './texts.ts';
import { isNotZero, periodText, writtenDate, writtenDecimal } from './written.ts';

export interface VatRow {
  readonly rate: string;
  readonly taxable: string;
  readonly tax: string;
  readonly reason?: string;
}

/** An invoice as a reader sees it: labelled, formatted texts in their order, no decisions left. */
export interface InvoiceView {
  readonly language: Language;
  readonly title: string;
  readonly number: string;
  readonly issueDate: string;
  readonly seller: PartyView;
  readonly buyer: PartyView;
  /** Others that have a part in it: where it was delivered, who is paid, who answers for the VAT. */
  readonly others: readonly PartyView[];
  readonly facts: readonly Fact[];
  readonly notes: readonly string[];
  readonly lines: readonly LineView[];
  readonly vat: readonly VatRow[];
  readonly sums: readonly Fact[];
  /** The last of the sums, the one that counts. */
  readonly total: Fact;
  readonly payment: PaymentView;
  readonly terms?: string;
  /** Names of the attachments. */
  readonly attachments: readonly string[];
}

/** UNCL1001 codes of documents that give money back. */
const creditNoteCodes = new Set([
  '81',
  '83',
  '261',
  '262',
  '296',
  '308',
  '381',
  '396',
  '420',
  '458',
  '532',
]);

/** The invoice in the language of the reader. */
export function viewOf(invoice: Invoice, language: Language): InvoiceView {
  const isCreditNote = creditNoteCodes.has(invoice.typeCode);
  const { seller, buyer, payment, totals } = invoice;
  return {
    language,
    title: label(isCreditNote ? 'creditNote' : 'invoice', language),
    number: invoice.number,
    issueDate: writtenDate(invoice.issueDate, language),
    seller: partyView(seller, label('seller', language), language),
    buyer: partyView(buyer, label('buyer', language), language),
    others: othersOf(invoice, language),
    facts: factsOf(language, [
      ['issueDate', writtenDate(invoice.issueDate, language)],
      ['dueDate', invoice.dueDate && writtenDate(invoice.dueDate, language)],
      ['precedingInvoice', precedingInvoices(invoice, language)],
      ['deliveryDate', invoice.delivery?.date && writtenDate(invoice.delivery.date, language)],
      ['period', invoice.invoicingPeriod && periodText(invoice.invoicingPeriod, language)],
      ['vatDate', invoice.taxPointDate && writtenDate(invoice.taxPointDate, language)],
      ['buyerReference', invoice.buyerReference],
      ['buyerContact', buyer.contact?.name],
      ['contact', seller.contact?.name],
      ['orderReference', invoice.orderReference],
      ['salesOrder', invoice.salesOrderReference],
      ['contract', invoice.contractReference],
      ['project', invoice.projectReference],
      ['receipt', invoice.receivingAdviceReference],
      ['despatch', invoice.despatchAdviceReference],
      ['tender', invoice.tenderReference],
      ['objectReference', invoice.invoicedObject?.value],
      ['accountingReference', invoice.buyerAccountingReference],
    ]),
    // The code of its subject says nothing to a reader.
    notes: invoice.notes.map((note) => note.replace(/^#[A-Z]{3}#/, '')),
    lines: invoice.lines.map((line) => lineView(line, language)),
    vat: invoice.vatBreakdown.map((row) => vatRow(row, language)),
    sums: sumsOf(invoice, language),
    total: {
      label: `${label(isCreditNote ? 'amountCredited' : 'amountDue', language)} ${invoice.currency}`,
      value: writtenDecimal(totals.amountDue, language),
    },
    payment: paymentView(invoice, isCreditNote, language),
    ...(payment.terms && { terms: payment.terms }),
    attachments: invoice.attachments.map(({ id, description, filename, externalUrl }) =>
      [...new Set([filename ?? externalUrl ?? id, description].filter(isGiven))].join(' – '),
    ),
  };
}

function othersOf(
  { delivery, payee, taxRepresentative }: Invoice,
  language: Language,
): PartyView[] {
  const place = [...addressLines(delivery?.address)];
  const [first, ...rest] = [delivery?.partyName, ...place, delivery?.locationId?.value].filter(
    isGiven,
  );
  const nobody = { registrations: [], contact: [] };
  return [
    ...(first === undefined
      ? []
      : [{ ...nobody, label: label('delivery', language), name: first, address: rest }]),
    ...(payee === undefined ? [] : [partyView(payee, label('payee', language), language)]),
    ...(taxRepresentative === undefined
      ? []
      : [partyView(taxRepresentative, label('taxRepresentative', language), language)]),
  ];
}

const precedingInvoices = ({ precedingInvoices: invoices }: Invoice, language: Language): string =>
  invoices
    .map(({ number, issueDate }) =>
      issueDate === undefined ? number : `${number} (${writtenDate(issueDate, language)})`,
    )
    .join(', ');

function vatRow(row: Invoice['vatBreakdown'][number], language: Language): VatRow {
  const reason = row.exemptionReason ?? vatCategoryName(row.vatCategory, language);
  return {
    rate: row.vatRate === undefined ? row.vatCategory : rateText(row.vatRate, language),
    taxable: writtenDecimal(row.taxableAmount, language),
    tax: writtenDecimal(row.taxAmount, language),
    ...(reason !== undefined && { reason }),
  };
}

function sumsOf(invoice: Invoice, language: Language): Fact[] {
  const { totals, allowances, charges } = invoice;
  const amount = (value: string | undefined): string | undefined =>
    value === undefined ? undefined : writtenDecimal(value, language);
  const ofNote = (value: string | undefined): string | undefined =>
    value === undefined || !isNotZero(value) ? undefined : amount(value);
  const change = (kind: 'allowance' | 'charge', item: AllowanceOrCharge): Fact => ({
    label: changeName(kind, item, language),
    value: signed(kind, writtenDecimal(item.amount, language)),
  });
  const prepaid = ofNote(totals.prepaid);
  return [
    ...(allowances.length + charges.length > 0
      ? factsOf(language, [['lineTotal', amount(totals.lineNetAmount)]])
      : []),
    ...allowances.map((item) => change('allowance', item)),
    ...charges.map((item) => change('charge', item)),
    ...factsOf(language, [
      ['withoutVat', amount(totals.withoutVat)],
      ['vatTotal', amount(totals.vat)],
    ]),
    ...(totals.vatInTaxCurrency === undefined || invoice.taxCurrency === invoice.currency
      ? []
      : [
          {
            label: `${label('vatAccounting', language)} ${invoice.taxCurrency ?? ''}`.trim(),
            value: amount(totals.vatInTaxCurrency) ?? '',
          },
        ]),
    ...factsOf(language, [
      ['withVat', amount(totals.withVat)],
      ['prepaid', prepaid && signed('allowance', prepaid)],
      ['rounding', ofNote(totals.rounding)],
    ]),
  ];
}
