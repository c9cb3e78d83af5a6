import type { Decimal } from '../../invoice/model.ts';
import type { Place } from '../draft.ts';
import { roleOf, type AmountRole } from './amount-role.ts';
import type { PrintedAmount } from './amounts.ts';
import type { Findings, Found } from './findings.ts';
import {
  around,
  gapBetween,
  heightOf,
  pieces,
  textOf,
  type Row,
  type Sheet,
  type Token,
} from './layout.ts';
import type { TableArea } from './table-area.ts';
import { toTicks } from './numbers.ts';
import type { Box } from '../words.ts';

/** An amount outside the lines with what the words around it say. */
export interface Sum {
  readonly amount: Decimal;
  readonly ticks: number;
  readonly decimals: number;
  readonly role: AmountRole | null;
  /** How surely the words mean this amount, 0–1. */
  readonly weight: number;
  /** The percentage that stands in the same label: `Mva 25 %`. */
  readonly rate: Decimal | null;
  /** True where the words stand in the amount's own row. */
  readonly isBeside: boolean;
  readonly label: string;
  readonly place: Place;
  readonly sheet: number;
  readonly row: number;
  readonly confidence: number;
}

/** The amounts that may be totals: those outside the lines, each with its label left of it, above it, or in the row before. */
export function findSums(sheets: readonly Sheet[], findings: Findings, table: TableArea): Sum[] {
  const percents = new Map<string, Found<PrintedAmount>[]>();
  const ofRow = new Map<string, Found<PrintedAmount>[]>();
  for (const amount of findings.amounts) {
    const key = `${amount.sheet}:${amount.row}`;
    const map = amount.value.isPercent ? percents : ofRow;
    map.set(key, [...(map.get(key) ?? []), amount]);
  }
  const sums: Sum[] = [];
  const inRow = new Map<string, number>();
  const negativeInBrackets = bracketsAreSigns(findings.amounts);
  for (const [key, amounts] of ofRow) {
    for (const amount of amounts) {
      const sheet = sheets[amount.sheet];
      const row = sheet?.rows[amount.row];
      if (!sheet || !row || table.has(amount.sheet, amount.row, amount.box)) continue;
      const before = amounts.filter((other) => other.from < amount.from).at(-1);
      const { words, weight, from, isBeside } = wordsFor(sheet, row, amount, before, amounts);
      const isBase =
        isBaseOf(row, amount) ||
        (isBeside &&
          !negativeInBrackets &&
          amount.text.startsWith('(') &&
          words.at(-1)?.text.endsWith('%') === true);
      const role = isBase ? 'base' : roleOf(words.map(({ text }) => text));
      const rate = percents
        .get(key)
        ?.find((percent) => percent.from < amount.from && percent.from >= from);
      const last = inRow.get(key) ?? -1;
      const previous = sums[last];
      // `VAT 20 % (234.31) 46.86`: the first amount is what the VAT is of.
      const isTax =
        before !== undefined &&
        previous !== undefined &&
        (previous.role === 'vat' || (previous.role === 'base' && previous.rate !== null)) &&
        previous.isBeside &&
        !hasWords(row, before, amount);
      if (isTax) sums[last] = { ...previous, role: 'base' };
      inRow.set(key, sums.length);
      sums.push({
        amount: amount.value.amount,
        ticks: toTicks(amount.value.amount),
        decimals: amount.value.decimals,
        role: isTax ? 'vat' : role,
        weight: isTax ? previous.weight : weight,
        rate: isTax ? previous.rate : (rate?.value.amount ?? (isBeside ? null : rateIn(words))),
        label: isTax ? previous.label : words.map(({ text }) => text).join(' '),
        isBeside,
        place: { page: amount.page, box: amount.box },
        sheet: amount.sheet,
        row: amount.row,
        confidence: amount.confidence,
      });
    }
  }
  return [...sums, ...sums.flatMap((sum) => withoutMark(sheets, sum))];
}

/** What OCR has read with its decimal mark lost or moved, `1.34361` for 1,343.61: arithmetic decides whether it was so. */
function withoutMark(sheets: readonly Sheet[], sum: Sum): Sum[] {
  const digits = sum.amount.replaceAll(/\D/g, '').replace(/^0+/, '');
  const isRead = sheets[sum.sheet]?.page.engine === 'text' || sum.decimals === 2;
  if (isRead || sum.role === null || digits.length < 4 || digits.length > 11) return [];
  const amount = `${digits.slice(0, -2)}.${digits.slice(-2)}`;
  return [
    { ...sum, amount, ticks: toTicks(amount), decimals: 2, confidence: 0.8 * sum.confidence },
  ];
}

/** True where most amounts stand in brackets: then they mean a minus. */
function bracketsAreSigns(amounts: readonly Found<PrintedAmount>[]): boolean {
  const printed = amounts.filter(({ value }) => value.decimals === 2);
  return printed.filter(({ text }) => text.startsWith('(')).length * 2 > printed.length;
}

/** `VAT 25 %` as a heading. */
const rateIn = (words: readonly Token[]): Decimal | null =>
  /(\d{1,2}(?:[.,]\d{1,2})?) ?%/.exec(textOf(words))?.[1]?.replace(',', '.') ?? null;

const hasWords = (row: Row, before: Found<PrintedAmount>, amount: Found<PrintedAmount>): boolean =>
  row.tokens.slice(before.to, amount.from).some(isWord);

const isWord = ({ text }: Token): boolean => /\p{L}{2,}/u.test(text) || text === '%';
const isCurrency = (text: string): boolean =>
  /^\(?(kr|nok|sek|dkk|eur|gbp|usd|chf|€|£|\$)\.?\)?:?$/i.test(text);

function wordsFor(
  sheet: Sheet,
  row: Row,
  amount: Found<PrintedAmount>,
  before: Found<PrintedAmount> | undefined,
  amounts: readonly Found<PrintedAmount>[],
): { words: Token[]; weight: number; from: number; isBeside: boolean } {
  // `Mva 25 % av 1 000,00   250,00`: the base belongs to the label.
  const isBase = before !== undefined && isBaseOf(row, before);
  const from = before && !isBase ? before.to : 0;
  const left = labelPiece(row.tokens.slice(from, amount.from));
  if (left.some(isWord)) {
    const last = left.at(-1);
    const first = row.tokens[amount.from];
    const gap = last && first ? gapBetween(last, first) : 0;
    const between = before !== undefined && !isBase;
    const reach = Math.max(0.4, 1 - gap / 80) * (between ? 0.8 : 1);
    return { words: left, weight: reach, from, isBeside: true };
  }
  const above = wordsAbove(sheet, amount, amounts);
  return { words: above, weight: above.length > 0 ? 0.7 : 0, from, isBeside: false };
}

const isBaseOf = (row: Row, amount: Found<PrintedAmount>): boolean =>
  /^(av|of|on|von|auf|af|de|sur|van)$/i.test(row.tokens[amount.from - 1]?.text ?? '');

/** The words next to the amount: the last piece before it, and what is joined to that. */
function labelPiece(tokens: readonly Token[]): Token[] {
  const words: Token[] = [];
  let skippedCurrency = false;
  for (let at = tokens.length - 1; at >= 0; at--) {
    const token = tokens[at];
    const next = words[0];
    if (!token) break;
    if (!next && isCurrency(token.text) && !skippedCurrency) {
      skippedCurrency = true;
      continue;
    }
    if (next && gapBetween(token, next) > 1.6) break;
    words.unshift(token);
  }
  return words;
}

/** The words straight above, up to three rows and no number between. */
function wordsAbove(
  sheet: Sheet,
  amount: Found<PrintedAmount>,
  amounts: readonly Found<PrintedAmount>[],
): Token[] {
  const height = heightOf(amount.box);
  for (let at = amount.row - 1; at >= Math.max(0, amount.row - 3); at--) {
    const row = sheet.rows[at];
    if (!row) break;
    if (amount.box[1] - row.box[3] > 2.5 * height) break;
    const over = row.tokens.filter(({ box }) => stacked(box, amount.box, height));
    if (over.length === 0) continue;
    if (over.some((token) => isFigure(row.tokens, token))) continue;
    const [first] = over;
    const last = over.at(-1);
    if (!first || !last) continue;
    if (amounts.length > 2)
      return pieces(row.tokens, 0.8).flatMap((piece) =>
        nearest(amounts, around(piece)) === amount ? piece : [],
      );
    return wholePiece(row.tokens, row.tokens.indexOf(first), row.tokens.indexOf(last));
  }
  return [];
}

/** Which amount of a row a word of the headings above belongs to. */
function nearest(
  amounts: readonly Found<PrintedAmount>[],
  box: Box,
): Found<PrintedAmount> | undefined {
  const distance = (one: Found<PrintedAmount>): number =>
    Math.max(0, box[0] - one.box[2], one.box[0] - box[2]) +
    Math.abs((box[0] + box[2] - one.box[0] - one.box[2]) / 2) / 1000;
  return amounts.reduce<Found<PrintedAmount> | undefined>(
    (best, one) => (best === undefined || distance(one) < distance(best) ? one : best),
    undefined,
  );
}

function wholePiece(tokens: readonly Token[], from: number, to: number): Token[] {
  let start = from;
  let end = to;
  while (
    start > 0 &&
    !tokens[start - 1]?.text.endsWith(')') &&
    near(tokens[start - 1], tokens[start])
  )
    start--;
  while (end < tokens.length - 1 && near(tokens[end], tokens[end + 1])) end++;
  return tokens.slice(start, end + 1);
}

/** A number that is neither a percentage nor in brackets: what stands over it is not the heading of what stands under it. */
const isFigure = (tokens: readonly Token[], token: Token): boolean =>
  /\d/.test(token.text) &&
  !/%|^\(|\)$/.test(token.text) &&
  tokens[tokens.indexOf(token) + 1]?.text !== '%';

const near = (a: Token | undefined, b: Token | undefined): boolean =>
  a !== undefined && b !== undefined && gapBetween(a, b) < 0.45;

const stacked = (above: Box, below: Box, height: number): boolean =>
  Math.abs(above[2] - below[2]) < 1.5 * height ||
  Math.abs(above[0] - below[0]) < 1.5 * height ||
  (above[0] < below[2] && above[2] > below[0]);
