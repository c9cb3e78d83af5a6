/** What stands on one invented paper, before it is known how the paper looks. Amounts are whole cents. */

/**
 * `dev` and `held` are for tuning the interpreter, with layouts as suppliers have them. `fresh` has other wordings and
 * suppliers, and a page that chance lays out anew for each document: only its figures are read.
 */
export type PaperSet = 'dev' | 'held' | 'fresh';
export type Language = 'nb' | 'nn' | 'sv' | 'da' | 'de' | 'en';
export type Country = 'NO' | 'SE' | 'DK' | 'DE' | 'GB';

export interface Company {
  readonly name: string;
  readonly country: Country;
  readonly street: string;
  readonly postCode: string;
  readonly city: string;
  readonly phone: string;
  readonly email: string;
  readonly website: string;
  /** As registered; null in Germany, where the VAT number is what stands on paper. */
  readonly organisationNumber: string | null;
  /** Null where the company charges no VAT. */
  readonly vatNumber: string | null;
}

export interface PaperLine {
  readonly itemNumber: string | null;
  readonly description: string;
  /** A second text below the description that is no part of it. */
  readonly note: string | null;
  /** Thousandths. */
  readonly quantity: number;
  readonly unit: string;
  /** As printed, that is with VAT where `pricesWithVat`. */
  readonly unitPrice: number;
  readonly discountPercent: number | null;
  readonly vatRate: number;
  /** As printed. */
  readonly amount: number;
  readonly netAmount: number;
}

export interface Charge {
  readonly description: string;
  readonly amount: number;
  readonly vatRate: number;
}

export interface VatRow {
  readonly rate: number;
  readonly base: number;
  readonly tax: number;
}

/** Where the money goes; what is null does not stand on the paper. */
export interface PaymentTarget {
  /** Domestic account: Norwegian account, bankgiro, plusgiro, branch and account, sort code and account. */
  readonly account: string | null;
  readonly accountKind: 'account' | 'bankgiro' | 'plusgiro';
  readonly iban: string | null;
  readonly bic: string | null;
  readonly bank: string;
  readonly reference: string | null;
}

export interface Paper {
  readonly kind: 'invoice' | 'creditnote';
  readonly set: PaperSet;
  readonly language: Language;
  readonly seller: Company;
  readonly buyer: Company;
  readonly printsBuyerNumber: boolean;
  readonly number: string;
  readonly issueDate: string;
  /** Null on a credit note. */
  readonly dueDate: string | null;
  readonly termDays: number | null;
  /** False where the due date follows from the printed terms alone. */
  readonly printsDueDate: boolean;
  readonly deliveryDate: string | null;
  readonly orderDate: string | null;
  readonly orderReference: string | null;
  readonly buyerReference: string | null;
  readonly ourReference: string | null;
  readonly customerNumber: string | null;
  readonly project: string | null;
  readonly contract: string | null;
  readonly period: readonly [from: string, to: string] | null;
  /** A lower amount for an earlier day, which is not the amount due. */
  readonly earlyPayment: { readonly date: string; readonly amount: number } | null;
  readonly originalInvoice: string | null;
  readonly currency: string;
  readonly pricesWithVat: boolean;
  /** Why there is no VAT; null where there is. */
  readonly untaxed: 'reverse-charge' | 'not-registered' | 'exempt' | null;
  readonly lines: readonly PaperLine[];
  readonly charges: readonly Charge[];
  readonly vat: readonly VatRow[];
  readonly net: number;
  readonly tax: number;
  readonly gross: number;
  readonly rounding: number;
  readonly prepaid: number;
  readonly amountDue: number;
  readonly payment: PaymentTarget;
}
