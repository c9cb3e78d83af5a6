import type { DocumentKind } from '../../draft.ts';

/** What a label on the paper announces. Those after `email` are known only so that their values are taken for nothing else. */
export type LabelField =
  | 'number'
  | 'issueDate'
  | 'dueDate'
  | 'deliveryDate'
  | 'orderReference'
  | 'buyerReference'
  | 'precedingInvoice'
  | 'projectReference'
  | 'contractReference'
  | 'deliveryNote'
  | 'remittance'
  | 'account'
  | 'iban'
  | 'bic'
  | 'sortCode'
  | 'giro'
  | 'registrationNumber'
  | 'vatNumber'
  | 'terms'
  | 'currency'
  | 'email'
  | 'phone'
  | 'customerNumber'
  | 'sellerReference'
  | 'otherDate'
  | 'otherNumber'
  | 'page';

/**
 * What a part of a label says. Labels are put together of these in more ways than anybody can list:
 * `Rechnungskennung` is a document and a number, `Unsere Rechnungsnr.` the same and whose it is.
 */
export type LabelPart =
  | 'document'
  | 'number'
  | 'reference'
  | 'date'
  /** When the document was written. */
  | 'issue'
  /** The last day. */
  | 'due'
  | 'pay'
  | 'account'
  /** What the payer must write. */
  | 'remittance'
  | 'customer'
  | 'order'
  | 'delivery'
  | 'our'
  | 'your'
  | 'contact'
  | 'company'
  | 'vat'
  | 'project'
  | 'contract'
  | 'period'
  /** Of the invoice that is credited. */
  | 'preceding'
  /** Says nothing: `of the`. */
  | 'filler';

/** What a column of the table of lines holds. */
export type ColumnField =
  | 'position'
  | 'itemNumber'
  | 'description'
  | 'quantity'
  | 'unit'
  | 'price'
  | 'discount'
  | 'vatRate'
  | 'vatAmount'
  | 'amount'
  | 'amountWithVat'
  | 'date';

/** Words that say which total an amount is. Longer than four letters they count inside a word, else alone. */
export interface AmountCues {
  /** To be paid. */
  readonly pay: readonly string[];
  readonly vat: readonly string[];
  /** Without, as in `uten mva`. */
  readonly without: readonly string[];
  /** With, as in `inkl. mva`. */
  readonly including: readonly string[];
  /** Without VAT by themselves: `netto`. */
  readonly net: readonly string[];
  /** Sum of the lines before charges and discounts. */
  readonly goods: readonly string[];
  readonly total: readonly string[];
  /** What VAT is computed of. */
  readonly base: readonly string[];
  readonly rounding: readonly string[];
  readonly prepaid: readonly string[];
  readonly discount: readonly string[];
  readonly charge: readonly string[];
  /** Carried over to or from another page. */
  readonly carried: readonly string[];
}

/**
 * What one language writes on invoices. In `labels`, `columns` and `kinds` a text is a pattern: `|` separates
 * alternatives and ` + ` joins, so `faktura|fakt + nr|nummer` stands for four labels. A `?` before it: the words
 * are so general that they count only close to their value. Case, accents, spaces and punctuation do not matter.
 */
export interface Language {
  readonly code: string;
  readonly labels: Partial<Readonly<Record<LabelField, readonly string[]>>>;
  /**
   * Words and halves of words that labels are made of, `|` between them; with `-` behind it, only at the start of a
   * longer word. Labels that `labels` does not list are read by their parts.
   */
  readonly parts: Partial<Readonly<Record<LabelPart, string>>>;
  readonly columns: Partial<Readonly<Record<ColumnField, readonly string[]>>>;
  readonly kinds: Partial<Readonly<Record<DocumentKind, readonly string[]>>>;
  /** What a word for the kind ends with where it is put together: `Kundfaktura`. */
  readonly kindEndings: Partial<Readonly<Record<DocumentKind, readonly string[]>>>;
  /** Words before the last day to pay in a sentence: `Please pay by 24 April`. */
  readonly until: readonly string[];
  /** How words that ask for payment begin. */
  readonly paying: readonly string[];
  readonly amounts: Partial<AmountCues>;
  /** January to December, `|` between other names; the first three letters count as well. */
  readonly months: readonly string[];
  /** `days`, as in `30 days net`. */
  readonly days: readonly string[];
  readonly atOnce: readonly string[];
  /** `end of month` and `current month`, from whose end the days count. */
  readonly endOfMonth: readonly string[];
  /** Units by their code of UN/ECE recommendation 20. */
  readonly units: Readonly<Record<string, readonly string[]>>;
  /** Words before the buyer's, the seller's and others' addresses. */
  readonly buyer: readonly string[];
  readonly seller: readonly string[];
  readonly otherParty: readonly string[];
  /** `page 2 of 3`: the word, and the word between. */
  readonly page: { readonly word: readonly string[]; readonly of: readonly string[] };
  /** What a company's name ends with. */
  readonly legalForms: readonly string[];
}
