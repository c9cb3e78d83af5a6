import { compare, formatDecimal } from '../invoice/amount.ts';
import { formatDate } from '../invoice/date.ts';
import type { Address, AllowanceOrCharge, Invoice, Line, Party } from '../invoice/model.ts';
import { formatAccount } from '../invoice/norway/account-number.ts';
import { isKid } from '../invoice/norway/kid.ts';
import { readOrganisationNumber } from '../invoice/norway/organisation-number.ts';
import { label, unitName, type Language, type TextKey } from './texts.ts';

/** A label and what stands behind it. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly isStrong?: boolean;
}

export interface PartyView {
  readonly name: string;
  readonly details: readonly string[];
}

export const lineColumns = ['description', 'quantity', 'price', 'vat', 'amount'] as const;
export type LineColumn = (typeof lineColumns)[number];

export interface LineView extends Readonly<Record<LineColumn, string>> {
  /** Smaller text below the description. */
  readonly details: readonly string[];
}

export interface VatRow {
  readonly rate: string;
  readonly taxable: string;
  readonly tax: string;
  readonly reason?: string;
}

/** An invoice as a reader sees it: labelled, formatted texts in their order, no decisions left. */
export interface InvoiceView {
  readonly title: string;
  readonly number: string;
  readonly seller: PartyView;
  readonly buyer: PartyView;
  readonly facts: readonly Fact[];
  readonly notes: readonly string[];
  readonly lines: readonly LineView[];
  readonly vat: readonly VatRow[];
  readonly sums: readonly Fact[];
  /** Empty for a credit note: nothing is to be paid. */
  readonly payment: readonly Fact[];
  readonly terms?: string;
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
  const { seller, buyer, payment } = invoice;
  return {
    title: label(isCreditNote ? 'creditNote' : 'invoice', language),
    number: invoice.number,
    seller: {
      name: seller.name,
      details: [
        ...(seller.tradingName && seller.tradingName !== seller.name ? [seller.tradingName] : []),
        ...addressLines(seller.address),
        ...registrations(seller, language),
        ...[seller.contact?.telephone, seller.contact?.email].filter((text) => text !== undefined),
      ],
    },
    buyer: {
      name: buyer.name,
      details: [...addressLines(buyer.address), ...registrations(buyer, language)],
    },
    facts: facts(language, [
      ['number', invoice.number],
      ['issueDate', formatDate(invoice.issueDate, language)],
      ['dueDate', invoice.dueDate && formatDate(invoice.dueDate, language)],
      ['buyerReference', invoice.buyerReference],
      ['contact', seller.contact?.name],
      ['orderReference', invoice.orderReference],
      ['precedingInvoice', invoice.precedingInvoices.map(({ number }) => number).join(', ')],
    ]),
    notes: invoice.notes,
    lines: invoice.lines.map((line) => lineView(line, language)),
    vat: invoice.vatBreakdown.map((row) => ({
      rate: row.vatRate === undefined ? row.vatCategory : rateText(row.vatRate, language),
      taxable: formatDecimal(row.taxableAmount, language),
      tax: formatDecimal(row.taxAmount, language),
      ...(row.exemptionReason !== undefined && { reason: row.exemptionReason }),
    })),
    sums: sums(invoice, isCreditNote, language),
    payment: isCreditNote ? [] : paymentFacts(invoice, language),
    ...(payment.terms !== undefined && { terms: payment.terms }),
  };
}

function facts(
  language: Language,
  rows: readonly (readonly [TextKey, string | undefined, strong?: boolean])[],
): Fact[] {
  return rows.flatMap(([key, value, isStrong = false]) =>
    value ? [{ label: label(key, language), value, isStrong }] : [],
  );
}

const addressLines = (address: Address | undefined): string[] =>
  [
    address?.street,
    address?.additionalStreet,
    address?.addressLine,
    [address?.postCode, address?.city].filter(Boolean).join(' '),
    address?.subdivision,
    address?.country === 'NO' ? undefined : address?.country,
  ].filter((line): line is string => Boolean(line));

/** In Norway one line as the law on invoices has it: `Org.nr. 987 654 325 MVA Foretaksregisteret`. */
function registrations(party: Party, language: Language): string[] {
  const { legalRegistrationId, vatId, taxRegistrationId } = party;
  const number = readOrganisationNumber(legalRegistrationId ?? vatId ?? '');
  if (number !== null && (vatId === undefined || readOrganisationNumber(vatId) === number)) {
    const grouped = number.replaceAll(/(\d{3})(?=\d)/g, '$1\u00a0');
    const mva = vatId?.toUpperCase().endsWith('MVA') ? '\u00a0MVA' : '';
    const register = taxRegistrationId ? ` ${taxRegistrationId}` : '';
    return [`${label('organisationNumber', language)} ${grouped}${mva}${register}`];
  }
  return [
    ...(legalRegistrationId
      ? [`${label('organisationNumber', language)} ${legalRegistrationId}`]
      : []),
    ...(vatId ? [`${label('vatId', language)} ${vatId}`] : []),
  ];
}

function lineView(line: Line, language: Language): LineView {
  const { item, quantity, unitCode, price, vatRate, vatCategory, lineNetAmount } = line;
  const unit = unitCode === undefined ? '' : `\u00a0${unitName(unitCode, language)}`;
  const { baseQuantity } = price;
  const per =
    baseQuantity !== undefined && compare(baseQuantity, '1') !== 0
      ? ` ${label('per', language)}\u00a0${formatDecimal(baseQuantity, language, 0)}`
      : '';
  const part = (kind: 'allowance' | 'charge', { amount, reason }: AllowanceOrCharge): string =>
    `${reason ?? label(kind, language)}: ${signed(kind, formatDecimal(amount, language))}`;
  return {
    description: item.name,
    details: [
      ...(item.sellerId === undefined ? [] : [item.sellerId]),
      ...(item.description === undefined || item.description === item.name
        ? []
        : [item.description]),
      ...(line.note === undefined ? [] : [line.note]),
      ...line.allowances.map((allowance) => part('allowance', allowance)),
      ...line.charges.map((charge) => part('charge', charge)),
    ],
    quantity: `${formatDecimal(quantity, language, 0)}${unit}`,
    price:
      price.itemNetPrice === undefined
        ? ''
        : `${formatDecimal(price.itemNetPrice, language)}${per}`,
    vat: vatRate === undefined ? (vatCategory ?? '') : rateText(vatRate, language),
    amount: formatDecimal(lineNetAmount, language),
  };
}

function sums(invoice: Invoice, isCreditNote: boolean, language: Language): Fact[] {
  const { totals, currency, allowances, charges } = invoice;
  const amount = (value: string | undefined): string | undefined =>
    value === undefined ? undefined : formatDecimal(value, language);
  const part = (kind: 'allowance' | 'charge', item: AllowanceOrCharge): Fact => ({
    label: item.reason ?? label(kind, language),
    value: signed(kind, formatDecimal(item.amount, language)),
  });
  const changed = allowances.length + charges.length > 0;
  const prepaid = totals.prepaid !== undefined && compare(totals.prepaid, '0') !== 0;
  const rounded = totals.rounding !== undefined && compare(totals.rounding, '0') !== 0;
  return [
    ...(changed ? facts(language, [['lineTotal', amount(totals.lineNetAmount)]]) : []),
    ...allowances.map((item) => part('allowance', item)),
    ...charges.map((item) => part('charge', item)),
    ...facts(language, [
      ['withoutVat', amount(totals.withoutVat)],
      ['vatTotal', amount(totals.vat)],
      ['withVat', amount(totals.withVat)],
      ['prepaid', prepaid ? signed('allowance', amount(totals.prepaid) ?? '') : undefined],
      ['rounding', rounded ? amount(totals.rounding) : undefined],
    ]),
    {
      label: `${label(isCreditNote ? 'amountCredited' : 'amountDue', language)} ${currency}`,
      value: formatDecimal(totals.amountDue, language),
      isStrong: true,
    },
  ];
}

function paymentFacts(invoice: Invoice, language: Language): Fact[] {
  const { payment, payee, totals, currency, dueDate } = invoice;
  const reference = payment.remittanceInformation;
  const accounts = payment.accounts.map(
    ({ id, bic }) => `${formatAccount(id)}${bic ? ` (${bic})` : ''}`,
  );
  return facts(language, [
    ['amountDue', `${formatDecimal(totals.amountDue, language)} ${currency}`, true],
    ['dueDate', dueDate && formatDate(dueDate, language), true],
    ['account', accounts.join(', '), true],
    [reference !== undefined && isKid(reference) ? 'kid' : 'message', reference, true],
    ['payee', payee?.name],
  ]);
}

/** An allowance is taken off: its sign is turned, the other way where it is negative itself. */
function signed(kind: 'allowance' | 'charge', text: string): string {
  if (kind === 'charge') return text;
  return text.startsWith('\u2212') ? text.slice(1) : `\u2212${text}`;
}

const rateText = (rate: string, language: Language): string =>
  `${formatDecimal(rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate, language, 0)}\u00a0%`;
