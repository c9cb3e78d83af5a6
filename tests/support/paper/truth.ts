import type { Printed, Work } from './work.ts';

/** The truth of one paper, in the form that the scorer reads. Amounts are decimal text. */
export interface Truth {
  readonly docType: 'invoice' | 'creditnote';
  readonly language: 'no' | 'sv' | 'da' | 'de' | 'en';
  readonly layout: string;
  readonly sellerName: string;
  readonly sellerOrgNo: string | null;
  readonly sellerVatNo: string | null;
  readonly sellerCountry: string;
  readonly buyerName: string;
  readonly buyerOrgNo: string | null;
  readonly invoiceNumber: string;
  readonly issueDate: string;
  readonly dueDate: string | null;
  readonly deliveryDate: string | null;
  readonly currency: string;
  readonly netTotal: string;
  readonly taxTotal: string;
  readonly grossTotal: string;
  readonly rounding: string | null;
  /** Paid already; the amount due is without it. */
  readonly prepaid: string | null;
  readonly payableAmount: string;
  readonly vat: readonly {
    readonly rate: string;
    readonly base: string;
    readonly amount: string;
  }[];
  readonly paymentRef: string | null;
  readonly bankAccount: string | null;
  readonly iban: string | null;
  readonly orderRef: string | null;
  readonly buyerRef: string | null;
  readonly originalInvoice: string | null;
  readonly charges: readonly {
    readonly description: string;
    readonly amount: string;
    readonly vatRate: string;
  }[];
  readonly lines: readonly TruthLine[];
  /** What follows from what is printed, and is not printed itself. */
  readonly derived: readonly string[];
  readonly lineAmountsInclVat: boolean;
  readonly qr: string | null;
  readonly pages?: readonly [first: number, last: number];
}

export interface OtherTruth {
  readonly docType: 'other';
  readonly kind: string;
  readonly language: Truth['language'];
}

/** Several invoices in one file, each with the pages that are its own, attachments included. */
export interface SeveralTruth {
  readonly documents: readonly Truth[];
}

export interface TruthLine {
  readonly description: string;
  readonly quantity: string;
  readonly unit: string;
  readonly unitPrice: string;
  readonly discountPercent: string | null;
  readonly vatRate: string;
  readonly net: string;
}

export const cents = (value: number): string => (value / 100).toFixed(2);

/** Accounts and numbers as the scorer's corpus has them: the language is that of the seller's country. */
const scoredLanguages = { NO: 'no', SE: 'sv', DK: 'da', DE: 'de', GB: 'en' } as const;

/** What a reader can find on the paper that was drawn. */
export function truthOf(
  { paper, printed }: Pick<Work, 'paper' | 'printed'>,
  layout: string,
): Truth {
  const where = (name: Printed, value: string | null): string | null =>
    printed.has(name) ? value : null;
  const due =
    paper.dueDate !== null && (printed.has('dueDate') || printed.has('terms'))
      ? paper.dueDate
      : null;
  return {
    docType: paper.kind,
    language: scoredLanguages[paper.seller.country],
    layout,
    sellerName: paper.seller.name,
    sellerOrgNo: where('sellerOrganisation', paper.seller.organisationNumber),
    sellerVatNo:
      paper.seller.country === 'NO'
        ? where('sellerOrganisation', paper.seller.vatNumber)
        : where('sellerVat', paper.seller.vatNumber),
    sellerCountry: paper.seller.country,
    buyerName: paper.buyer.name,
    buyerOrgNo: where('buyerNumber', paper.buyer.organisationNumber),
    invoiceNumber: paper.number,
    issueDate: paper.issueDate,
    dueDate: due,
    deliveryDate: where('deliveryDate', paper.deliveryDate),
    currency: paper.currency,
    netTotal: cents(paper.net),
    taxTotal: cents(paper.tax),
    grossTotal: cents(paper.gross),
    rounding: paper.rounding === 0 ? null : cents(paper.rounding),
    prepaid: paper.prepaid === 0 ? null : cents(paper.prepaid),
    payableAmount: cents(paper.amountDue),
    vat: paper.vat.map(({ rate, base, tax }) => ({
      rate: String(rate),
      base: cents(base),
      amount: cents(tax),
    })),
    paymentRef: where('reference', paper.payment.reference),
    bankAccount: where('account', paper.payment.account),
    iban: where('iban', paper.payment.iban),
    orderRef: where('orderReference', paper.orderReference),
    buyerRef: where('buyerReference', paper.buyerReference),
    originalInvoice: where('originalInvoice', paper.originalInvoice),
    charges: paper.charges.map(({ description, amount, vatRate }) => ({
      description,
      amount: cents(amount),
      vatRate: String(vatRate),
    })),
    lines: paper.lines.map((line) => ({
      description: line.description,
      quantity: String(line.quantity / 1000),
      unit: line.unit,
      unitPrice: cents(line.unitPrice),
      discountPercent: line.discountPercent === null ? null : String(line.discountPercent),
      vatRate: String(line.vatRate),
      net: cents(line.netAmount),
    })),
    derived: due !== null && !printed.has('dueDate') ? ['dueDate'] : [],
    lineAmountsInclVat: paper.pricesWithVat,
    qr: printed.has('epc') ? 'epc' : printed.has('uqr') ? 'uqr' : null,
  };
}
