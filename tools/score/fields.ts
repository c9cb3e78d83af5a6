import type { AnsweredDocument, DocumentTruth } from './truth.ts';

/** The header fields: a document counts as right where all of them are. */
export const header = [
  'kind',
  'sellerId',
  'number',
  'issueDate',
  'dueDate',
  'currency',
  'withoutVat',
  'vat',
  'amountDue',
  'remittance',
  'account',
] as const;
/** Fields that are counted, and not needed for a right header. */
export const others = [
  'sellerName',
  'buyerId',
  'orderReference',
  'buyerReference',
  'precedingInvoice',
  'vatBreakdown',
] as const;

export type Field = (typeof header)[number] | (typeof others)[number];
export const fields: readonly Field[] = [...header, ...others];

export type Texts = readonly (string | null)[];
export interface VatRow {
  readonly rate: string | null;
  readonly base: string | null;
  readonly tax: string | null;
}
export interface ScoredLine {
  readonly name: string | null;
  readonly quantity: string | null;
  readonly amount: string | null;
}

/** Both sides of the comparison in one shape; several texts where any of them is as good. */
export interface View {
  readonly texts: Readonly<Record<Exclude<Field, 'vatBreakdown'>, Texts>>;
  readonly vatBreakdown: readonly VatRow[];
  readonly lines: readonly ScoredLine[];
}

/** Where a header field stands in the invoice, for the confidence that was given for it. */
export const paths: Readonly<Partial<Record<Field, readonly string[]>>> = {
  sellerId: ['seller.legalRegistrationId', 'seller.vatId'],
  number: ['number'],
  issueDate: ['issueDate'],
  dueDate: ['dueDate'],
  currency: ['currency'],
  withoutVat: ['totals.withoutVat'],
  vat: ['totals.vat'],
  amountDue: ['totals.amountDue'],
  remittance: ['payment.remittanceInformation'],
  account: ['payment.accounts[0].id', 'payment.accounts.0.id', 'payment.accounts'],
};

function at(value: unknown, path: string): unknown {
  let found = value;
  for (const key of path.split('.')) {
    if (typeof found !== 'object' || found === null) return null;
    found = (found as Record<string, unknown>)[key];
  }
  return found === '' || found === undefined ? null : found;
}

const text = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;
const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

export function answeredView({ kind, invoice = {} }: AnsweredDocument): View {
  const one = (path: string): Texts => [text(at(invoice, path))];
  const party = (name: string): Texts => [
    ...one(`${name}.legalRegistrationId`),
    ...one(`${name}.vatId`),
  ];
  return {
    texts: {
      kind: [kind ?? null],
      sellerId: party('seller'),
      buyerId: party('buyer'),
      sellerName: one('seller.name'),
      number: one('number'),
      issueDate: one('issueDate'),
      dueDate: one('dueDate'),
      currency: one('currency'),
      withoutVat: one('totals.withoutVat'),
      vat: one('totals.vat'),
      amountDue: one('totals.amountDue'),
      remittance: one('payment.remittanceInformation'),
      account: list(at(invoice, 'payment.accounts')).map((account) => text(at(account, 'id'))),
      orderReference: one('orderReference'),
      buyerReference: one('buyerReference'),
      precedingInvoice: one('precedingInvoices.0.number'),
    },
    vatBreakdown: list(at(invoice, 'vatBreakdown')).map((row) => ({
      rate: text(at(row, 'vatRate')),
      base: text(at(row, 'taxableAmount')),
      tax: text(at(row, 'taxAmount')),
    })),
    lines: list(at(invoice, 'lines')).map((line) => ({
      name: text(at(line, 'item.name')),
      quantity: text(at(line, 'quantity')),
      amount: text(at(line, 'lineNetAmount')),
    })),
  };
}

export function trueView(truth: DocumentTruth): View {
  const one = (value: string | null | undefined): Texts => [value ?? null];
  return {
    texts: {
      kind: [truth.docType === 'creditnote' ? 'credit-note' : 'invoice'],
      sellerId: [truth.sellerOrgNo ?? null, truth.sellerVatNo ?? null],
      buyerId: one(truth.buyerOrgNo),
      sellerName: one(truth.sellerName),
      number: one(truth.invoiceNumber),
      issueDate: one(truth.issueDate),
      dueDate: one(truth.dueDate),
      currency: one(truth.currency),
      withoutVat: one(truth.netTotal),
      vat: one(truth.taxTotal),
      amountDue: one(truth.payableAmount),
      remittance: one(truth.paymentRef),
      account: [truth.bankAccount ?? null, truth.iban ?? null],
      orderReference: one(truth.orderRef),
      buyerReference: one(truth.buyerRef),
      precedingInvoice: one(truth.originalInvoice),
    },
    vatBreakdown: (truth.vat ?? []).map(({ rate, base, amount }) => ({ rate, base, tax: amount })),
    lines: (truth.lines ?? []).map(({ description, quantity, net }) => ({
      name: description,
      quantity,
      amount: net,
    })),
  };
}
