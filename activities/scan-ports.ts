import type { Invoice } from '../invoice/model.ts';
import type { ScanEngine } from '../policy/scan.ts';
import type { DraftFacts } from '../policy/scan-checks.ts';
import type { ReadDraft } from '../policy/scan-draft.ts';
import type { SupplierMemory } from '../scan/draft.ts';
import type { Page } from '../scan/words.ts';

/** What is kept of a reading, as JSON in the document store: an id of it travels through Temporal, never the words. */
export interface Reading {
  readonly pages: readonly Page[];
  /** The e-invoice that the file carries. */
  readonly embedded: Invoice | null;
}

/** Why a file could not be read; the code is what the API shows. */
export interface Unread {
  readonly error: { readonly code: string; readonly detail: string };
}

/** Reads files in processes that may be ended. Wired in `runtime/scan.ts`. */
export interface ScanReader {
  read(
    bytes: Uint8Array,
    options: {
      readonly engine: ScanEngine;
      /** Absent: all. */
      readonly pages?: readonly number[];
      /** Quarter turns clockwise by page. */
      readonly rotations: Readonly<Record<string, number>>;
    },
  ): Promise<
    | (Reading & {
        readonly engine: string;
        /** What did not go as asked: another engine had to read, or a page has no words. */
        readonly notes: readonly { readonly code: string; readonly detail: string }[];
      })
    | Unread
  >;
}

/**
 * Makes a PDF of the pages of a file: of pictures of a kind that an e-invoice does not take, e.g. TIFF, and of one
 * document of several in a PDF. `pages` null: all, of pictures. Wired in `runtime/scan.ts`.
 */
export interface PageBinder {
  bind(
    bytes: Uint8Array,
    pages: readonly number[] | null,
  ): Promise<{ readonly pdf: Uint8Array } | Unread>;
}

export interface KnownBefore {
  /** Organisation numbers of the company that receives: it is the buyer, never the seller. */
  readonly buyerNumbers: readonly string[];
  /** What that company is called. */
  readonly buyerNames: readonly string[];
  /** What corrections have taught about sellers. */
  readonly memories: readonly SupplierMemory[];
  /** Least certainty to release without a person; absent: the interpretation's own. */
  readonly releaseThreshold?: number;
}

/** Makes drafts of words: one per document in the file. */
export type Interpreter = (pages: readonly Page[], known: KnownBefore) => readonly ReadDraft[];

/** What the company register says of an invoice's seller; never throws for a register that is away. */
export type FindSeller = (invoice: Pick<Invoice, 'seller'>) => Promise<DraftFacts['seller']>;
