import type { Box } from '../words.ts';
import {
  around,
  gapBetween,
  heightOf,
  pieces,
  sideBySide,
  type Row,
  type Sheet,
  type Token,
} from './layout.ts';
import { withParts } from './label-parts.ts';
import type { LabelField } from './lexicon/language.ts';
import { labelPhrases } from './lexicon/lexicon.ts';
import type { TableArea } from './table-area.ts';
import { phraseFinder, type Hit } from './phrases.ts';

/** A label on the paper. It may announce one of several fields. */
export interface Label {
  readonly sheet: number;
  readonly row: number;
  readonly from: number;
  readonly to: number;
  readonly box: Box;
  readonly text: string;
  readonly fields: readonly LabelField[];
  /** 0–1: less for general words and for letters that OCR may have misread. */
  readonly weight: number;
  readonly hasColon: boolean;
  /** The label's other half, in the row above or below. */
  readonly other: HalfPlace | null;
}

interface HalfPlace {
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

const finder = phraseFinder(labelPhrases);

const hitsIn = (tokens: readonly Token[], tolerant: boolean): Hit<LabelField>[] =>
  withParts(tokens, finder.find(tokens, tolerant), tolerant);

/** All labels outside the table of lines, by row. */
export function findLabels(sheets: readonly Sheet[], table: TableArea): Label[] {
  return sheets.flatMap((sheet, sheetIndex) => {
    const tolerant = sheet.page.engine !== 'text';
    const broken = sheet.rows.flatMap((_, row) => brokenLabels(sheet, row, tolerant));
    const whole = sheet.rows.flatMap((row, at) =>
      hitsIn(row.tokens, tolerant)
        .map((hit) => ({ ...hit, row: at }))
        .filter((hit) => !broken.some((other) => isPart(hit, other))),
    );
    const all: readonly (LabelHit & { readonly other?: HalfPlace })[] = [...whole, ...broken];
    return all.flatMap((hit): Label[] => {
      const tokens = sheet.rows[hit.row]?.tokens ?? [];
      const words = tokens.slice(hit.from, hit.to);
      const label = {
        sheet: sheetIndex,
        row: hit.row,
        from: hit.from,
        to: hit.to,
        box: around(words),
        text: hit.text,
        fields: hit.meanings.map(({ field }) => field),
        weight:
          (hit.meanings.every(({ isWeak }) => isWeak) ? generalWeight(tokens, hit.from) : 1) *
          hit.closeness,
        hasColon: endsWithColon(words, tokens[hit.to]),
        other: hit.other ?? null,
      };
      return table.has(sheetIndex, hit.row, label.box) ? [] : [label];
    });
  });
}

/** A general word counts less, and hardly where it goes on from another: the `due` of `Total due`. */
function generalWeight(tokens: readonly Token[], at: number): number {
  const [before, token] = [tokens[at - 1], tokens[at]];
  const goesOn =
    before !== undefined &&
    token !== undefined &&
    /\p{L}$/u.test(before.text) &&
    gapBetween(before, token) < 0.6;
  return goesOn ? 0.4 : 0.7;
}

interface LabelHit extends Hit<LabelField> {
  readonly row: number;
}

interface BrokenHit extends LabelHit {
  /** The other row's words. */
  readonly other: HalfPlace;
}

/** Labels that go on below themselves: `Payment` over `due date`. They stand in the row that has their value. */
function brokenLabels(sheet: Sheet, at: number, tolerant: boolean): BrokenHit[] {
  const [row, next] = [sheet.rows[at], sheet.rows[at + 1]];
  if (!row || !next) return [];
  return pieces(row.tokens).flatMap((upper): BrokenHit[] => {
    const lower = pieces(next.tokens).find((piece) => goesOnBelow(upper, piece));
    if (!lower || upper.length + lower.length > 6) return [];
    const [hit] = hitsIn(sideBySide([...upper, ...lower]), tolerant);
    if (!hit || hit.from > 0 || hit.to < upper.length + lower.length) return [];
    const [above, below] = [placeOf(row, at, upper), placeOf(next, at + 1, lower)];
    const [valueAbove, valueBelow] = [row.tokens[above.to], next.tokens[below.to]];
    const left = valueAbove?.box[0];
    // Both rows have a value at the same place: these are two labels.
    const right = valueAbove?.box[2];
    if (left !== undefined && right !== undefined && valueBelow) {
      const apart = [valueBelow.box[0] - left, valueBelow.box[2] - right].map(Math.abs);
      if (Math.min(...apart) < 4) return [];
    }
    // The lower one is a label of its own with a value beside it: the upper one belongs to the row above.
    const [whole] = finder.find(sideBySide(lower), tolerant);
    const isOwn = whole?.from === 0 && whole.to === lower.length;
    if (isOwn && valueBelow && whole.meanings.some(({ isWeak }) => !isWeak)) return [];
    const [own, other] = valueAbove || !valueBelow ? [above, below] : [below, above];
    return [{ ...hit, ...own, other }];
  });
}

const placeOf = (
  row: Row,
  at: number,
  piece: readonly Token[],
): { row: number; from: number; to: number } => {
  const from = piece[0] ? row.tokens.indexOf(piece[0]) : 0;
  return { row: at, from, to: from + piece.length };
};

/** The same left edge, the same size, and no more room than between two lines of a text. */
function goesOnBelow(upper: readonly Token[], lower: readonly Token[]): boolean {
  const [above, below] = [around(upper), around(lower)];
  const height = heightOf(above);
  return (
    Math.abs(above[0] - below[0]) < 2 &&
    Math.abs(heightOf(below) - height) < 0.15 * height &&
    below[1] - above[3] < 0.6 * height &&
    !upper.some(({ text }) => text.endsWith(':') || /\d/.test(text))
  );
}

const isPart = (hit: LabelHit, { row, from, to, other }: BrokenHit): boolean =>
  (hit.row === row && hit.from >= from && hit.to <= to) ||
  (hit.row === other.row && hit.from >= other.from && hit.to <= other.to);

const endsWithColon = (tokens: readonly Token[], next: Token | undefined): boolean =>
  /[:.#]$/.test(tokens.at(-1)?.text ?? '') || next?.text === ':';
