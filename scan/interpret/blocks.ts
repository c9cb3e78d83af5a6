import type { Box } from '../words.ts';
import { fold } from './fold.ts';
import type { TableArea } from './table-area.ts';
import { around, gapBetween, heightOf, textOf, type Sheet, type Token } from './layout.ts';
import { buyerWords, legalForms, otherPartyWords, sellerWords } from './lexicon/lexicon.ts';

/** One line of a block of text. */
export interface BlockLine {
  readonly text: string;
  readonly box: Box;
  readonly row: number;
  readonly tokens: readonly Token[];
}

/** Lines that stand close below each other with a common edge: an address, a letterhead, a column of the footer. */
export interface Block {
  readonly sheet: number;
  readonly page: number;
  readonly lines: readonly BlockLine[];
  readonly box: Box;
  /** What the words before or over an address say whose it is. */
  readonly says: 'buyer' | 'seller' | 'other' | null;
  readonly hasPostCode: boolean;
  /** Telephone, e-mail, web, account: what a company tells of itself. */
  readonly hasContact: boolean;
}

interface Open {
  readonly lines: BlockLine[];
  left: number;
  right: number;
  bottom: number;
}

/** The blocks of a sheet. */
export function blocksOf(sheet: Sheet, index: number, table: TableArea): Block[] {
  const done: Open[] = [];
  let open: Open[] = [];
  sheet.rows.forEach((row, at) => {
    open = open.filter((block) => row.box[1] - block.bottom < 1.3 * sheet.wordHeight);
    for (const tokens of splitPieces(row.tokens)) {
      const box = around(tokens);
      if (table.has(index, at, box)) continue;
      const height = heightOf(box);
      const line: BlockLine = { text: textOf(tokens), box, row: at, tokens };
      const block = open.find(
        (one) =>
          box[1] - one.bottom < 0.95 * Math.max(height, sheet.wordHeight) &&
          box[1] > (one.lines.at(-1)?.box[1] ?? 0) + 1 &&
          (Math.abs(one.left - box[0]) < 0.9 * height ||
            Math.abs(one.right - box[2]) < 0.9 * height),
      );
      if (!block) {
        const fresh: Open = { lines: [line], left: box[0], right: box[2], bottom: box[3] };
        open.push(fresh);
        done.push(fresh);
        continue;
      }
      block.lines.push(line);
      block.bottom = box[3];
    }
  });
  return done.map(({ lines }): Block => ({
    sheet: index,
    page: sheet.page.number,
    lines,
    box: around(lines),
    says: whose(lines[0]?.text ?? ''),
    hasPostCode: lines.some(({ text }) => isPostLine(text)),
    hasContact: lines.some(({ text }) => contact.test(text)),
  }));
}

/** An address in which one of the names stands is the buyer's, whatever the words around it say. */
export function withBuyer(block: Block, names: readonly string[]): Block {
  const own = new Set(names.map(fold));
  return block.lines.some(({ text }) => own.has(fold(text))) ? { ...block, says: 'buyer' } : block;
}

const contact =
  /@|www\.|https?:|\b(tlf|tel|telefon|phone|fax|iban|bic|swift|hrb|hra|mva|konto|bankgiro|bg|e-?post|e-?mail|mobil|sort code)\b/i;

/** Pieces of a row, cut also at bullets: a footer says everything in one line. */
const splitPieces = (tokens: readonly Token[]): Token[][] => {
  const cut: Token[][] = [];
  let last: Token | undefined;
  for (const token of tokens) {
    const isMark = /^[•·|●*–]$/.test(token.text);
    if (!isMark && last && gapBetween(last, token) <= 1.3) cut.at(-1)?.push(token);
    else if (!isMark) cut.push([token]);
    last = isMark ? undefined : token;
  }
  return cut;
};

const postCode =
  /^(?:[A-Z]{1,2}[- ])?\d{3,5}(?: \d{2})?,? \p{Lu}\p{L}+|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b\d{4,5} \p{Lu}\p{L}{2,}/u;

/** A line with a post code and a place. */
export const isPostLine = (text: string): boolean => postCode.test(text);

/** `Faktureres til`, `Lieferanschrift`: whose address follows; null where the words say nothing. */
export function whose(text: string): Block['says'] {
  const folded = fold(text.replace(/:.*$/, ''));
  if (buyerWords.has(folded)) return 'buyer';
  if (otherPartyWords.has(folded)) return 'other';
  return sellerWords.has(folded) ? 'seller' : null;
}

/** True where the words end like a company's name. */
export function hasLegalForm(text: string): boolean {
  const words = text.split(/[\s,]+/).map((word) => fold(word));
  return (
    words.slice(1).some((word) => legalForms.has(word)) ||
    /\bA\/S\b|\bI\/S\b|\bP\/S\b|\be\.?K\.?\b/.test(text)
  );
}
