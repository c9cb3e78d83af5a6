import type { Invoice } from '../invoice/model.ts';

/** Where a value stands: page from 1, box in points from the page's upper left corner. */
export interface DraftPlace {
  readonly page: number;
  readonly box: readonly [left: number, top: number, right: number, bottom: number];
}

/**
 * What was read from a document, as it is kept: `scan/draft.ts` has the same in its own words. Paths are those of the
 * invoice: `number`, `totals.amountDue`, `lines[0].quantity`.
 */
export interface ReadDraft {
  readonly pages: readonly number[];
  readonly kind: string;
  /** True where no person needs to look, as far as the document itself tells. */
  readonly release: boolean;
  /** Probability that every header field is right, 0–1. */
  readonly certainty: number;
  readonly invoice: Invoice;
  readonly confidence: Readonly<Record<string, number>>;
  readonly boxes: Readonly<Record<string, DraftPlace>>;
  readonly alternatives: Readonly<
    Record<
      string,
      readonly {
        readonly value: string;
        readonly confidence: number;
        readonly place: DraftPlace | null;
      }[]
    >
  >;
  /** Paths whose value was computed and does not stand on the paper. */
  readonly derived: readonly string[];
  readonly doubts: readonly { readonly code: string; readonly path: string | null }[];
}

/** Something about a draft that a person should know; text nb/en is made when it is read. */
export interface DraftFinding {
  readonly code: string;
  /** Where in the invoice, or null where it speaks of the whole document. */
  readonly path: string | null;
  /** True where the scan is not accepted without a person because of it. */
  readonly holds: boolean;
  readonly parameters: Readonly<Record<string, string>>;
}
