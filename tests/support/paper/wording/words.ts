import type { Chance } from '../chance.ts';
import type { PaperSet } from '../model.ts';

/** Ways to say one thing: what most suppliers write, and what few do, apart for each set. */
export interface Words {
  readonly usual: readonly string[];
  readonly dev: readonly string[];
  readonly held: readonly string[];
  readonly fresh: readonly string[];
}

/** Each argument a list with `|` between. */
export function words(usual: string, dev = '', held = ''): Words {
  const list = (text: string): string[] => text.split('|').filter((part) => part !== '');
  return { usual: list(usual), dev: list(dev), held: list(held), fresh: [] };
}

/** One of the ways; a rare one of this set with the given probability. Nothing where there is no way. */
export function choose(from: Words, chance: Chance, set: PaperSet, rare: number): string {
  const own = from[set];
  const list = own.length > 0 && chance.happens(rare) ? own : from.usual;
  return list.length === 0 ? '' : chance.pick(list);
}

/** Labels of values in the head, in payment parts and in tables. */
export interface Labels {
  readonly number: Words;
  readonly issueDate: Words;
  readonly dueDate: Words;
  readonly customerNumber: Words;
  readonly orderReference: Words;
  readonly buyerReference: Words;
  readonly ourReference: Words;
  readonly deliveryDate: Words;
  readonly orderDate: Words;
  readonly project: Words;
  readonly terms: Words;
  readonly period: Words;
  readonly contract: Words;
  readonly prepaid: Words;
  readonly originalInvoice: Words;
  readonly organisationNumber: Words;
  readonly vatNumber: Words;
  readonly account: Words;
  readonly bankgiro: Words;
  readonly plusgiro: Words;
  readonly iban: Words;
  readonly bic: Words;
  readonly remittance: Words;
  readonly phone: Words;
  readonly email: Words;
  readonly item: Words;
  readonly description: Words;
  readonly quantity: Words;
  readonly unit: Words;
  readonly price: Words;
  readonly discount: Words;
  readonly vatRate: Words;
  readonly lineAmount: Words;
  readonly lineSum: Words;
  readonly net: Words;
  readonly vat: Words;
  readonly gross: Words;
  readonly rounding: Words;
  readonly amountDue: Words;
  readonly amountCredited: Words;
  readonly vatTable: Words;
  readonly vatBase: Words;
  readonly buyer: Words;
  readonly page: Words;
  readonly of: Words;
  readonly carriedForward: Words;
  readonly broughtForward: Words;
}

/** Texts of a trade in one language. `{date}`, `{days}`, `{amount}` and the like stand for values. */
export interface Wording extends Labels {
  readonly invoiceTitle: Words;
  readonly creditTitle: Words;
  readonly termsText: Words;
  readonly cashTerms: Words;
  readonly dueSentence: Words;
  /** A lower amount for an earlier day: `{amount}` until `{date}`. */
  readonly earlyPayment: Words;
  readonly totalSentence: Words;
  readonly registered: Words;
  readonly lateInterest: Words;
  readonly thanks: Words;
  readonly withVat: Words;
  readonly untaxed: Readonly<Record<'reverse-charge' | 'not-registered' | 'exempt', Words>>;
  readonly months: readonly string[];
  readonly shortMonths: readonly string[];
  readonly dateFormats: readonly string[];
  readonly numberFormats: readonly string[];
  readonly others: Readonly<Record<OtherKind, OtherWording>>;
}

/** Kinds of paper that are no invoice, as the scorer names them. */
export type OtherKind =
  | 'reminder'
  | 'orderconfirmation'
  | 'deliverynote'
  | 'quote'
  | 'statement'
  | 'letter'
  | 'receipt'
  | 'timesheet'
  | 'terms';

export interface OtherWording {
  readonly title: Words;
  readonly number: Words;
  readonly text: Words;
}
