import type { Invoice } from '../invoice/model.ts';
import type { Box } from './words.ts';

/** What a document is. Only the first two are booked; everything else is shown to a person. */
export type DocumentKind =
  | 'invoice'
  | 'credit-note'
  | 'reminder'
  | 'order-confirmation'
  | 'delivery-note'
  | 'quote'
  | 'statement'
  | 'letter'
  | 'receipt'
  | 'other';

export interface Place {
  /** The page's number in the file, from 1. */
  readonly page: number;
  readonly box: Box;
}

/** Another reading of a field that the paper would allow. */
export interface Alternative {
  readonly value: string;
  readonly confidence: number;
  readonly place: Place | null;
}

/** Why a person should look: `missing`, `uncertain`, `totals-do-not-add`, `due-before-issue`. */
export interface Doubt {
  readonly code: string;
  /** The field in the invoice, or null where it is about the document. */
  readonly path: string | null;
}

/** One document of a file: what the paper says, how sure that is, and where it stands. */
export interface InterpretedDocument {
  readonly pages: readonly number[];
  readonly kind: DocumentKind;
  /** True where no person needs to look. */
  readonly release: boolean;
  /** Probability that every header field is right, 0–1; `release` compares it with `Known.releaseThreshold`. */
  readonly certainty: number;
  /** Only what stands on the paper or follows from it. Required texts that are not on the paper are empty. */
  readonly invoice: Invoice;
  /** By path in the invoice: `number`, `totals.amountDue`, `seller.legalRegistrationId`, `lines[0].quantity`, … */
  readonly confidence: Readonly<Record<string, number>>;
  readonly boxes: Readonly<Record<string, Place>>;
  readonly alternatives: Readonly<Record<string, readonly Alternative[]>>;
  /** Paths whose value was computed, not read. */
  readonly derived: readonly string[];
  /** Paths that were read where a correction had shown them. */
  readonly remembered: readonly string[];
  readonly doubts: readonly Doubt[];
}

/** What is known before the document is looked at. */
export interface Known {
  /** Organisation numbers of the company that receives: it is the buyer, never the seller. */
  readonly buyerNumbers?: readonly string[];
  /** What that company is called. */
  readonly buyerNames?: readonly string[];
  /** What corrections have taught about suppliers. */
  readonly memories?: readonly SupplierMemory[];
  /** Least certainty to release without a person. */
  readonly releaseThreshold?: number;
}

/** Where a supplier's field stands, as a person's correction showed it. */
export interface RememberedField {
  /** The folded words beside or above the value; empty where there were none. */
  readonly label: string;
  /** From the label's upper left corner to the value's, in points; from the page's corner where there is no label. */
  readonly offset: readonly [right: number, down: number];
  /** 0 for the first page, -1 for the last. */
  readonly page: number;
  /** True where the paper says nothing: the field stays empty. */
  readonly isAbsent?: boolean;
}

/** What corrections have taught about one supplier. Plain JSON, kept per tenant. */
export interface SupplierMemory {
  /** The seller's number without country and suffix, or its folded name. */
  readonly sellerKey: string;
  /** By path in the invoice. */
  readonly fields: Readonly<Record<string, RememberedField>>;
}
