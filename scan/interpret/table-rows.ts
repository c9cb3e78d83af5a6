import type { Box } from '../words.ts';
import { fold } from './fold.ts';
import { amountAt, type PrintedAmount } from './amounts.ts';
import { around, heightOf, textOf, type Row, type Token } from './layout.ts';
import { unitCodes } from './lexicon/lexicon.ts';
import type { DecimalMark } from './numbers.ts';
import { numericFields, type Column } from './table-head.ts';

/** A number or a word of a table's row, before it is known which column it stands in. */
export interface Cell {
  readonly tokens: readonly Token[];
  readonly box: Box;
  readonly amount: PrintedAmount | null;
}

/** A row of the table, cut by columns. */
export interface TableRow {
  readonly row: Row;
  /** By the column's index. */
  readonly texts: ReadonlyMap<number, readonly Token[]>;
  readonly numbers: ReadonlyMap<number, PrintedAmount & { readonly tokens: readonly Token[] }>;
}

/** Where a column's contents stand: learnt from its head first, then from what stands in it. */
export interface Band {
  readonly column: Column;
  readonly left: number;
  readonly right: number;
}

/** The bands as the heads show them: a text column reaches to the next head, a number stands under its head. */
export const bandsOf = (columns: readonly Column[]): Band[] =>
  columns.map((column, at) => {
    const next = columns[at + 1];
    const isText = !numericFields.has(column.field);
    return {
      column,
      left: column.box[0],
      right: isText && next ? Math.max(column.box[2], next.box[0] - 4) : column.box[2],
    };
  });

/** The bands with the edges that the numbers in them have, where there are enough to tell. */
export function learnt(bands: readonly Band[], rows: readonly TableRow[]): Band[] {
  return bands.map((band, at) => {
    if (!numericFields.has(band.column.field)) return band;
    const boxes = rows.flatMap(({ numbers }) => {
      const cell = numbers.get(at);
      return cell ? [around(cell.tokens)] : [];
    });
    if (boxes.length < 2) return band;
    return {
      ...band,
      left: Math.min(...boxes.map((box) => box[0])),
      right: median(boxes.map((box) => box[2])),
    };
  });
}

/** Each word and number goes to the column where it fits best; columns never cross. */
export function cutRow(row: Row, bands: readonly Band[], mark: DecimalMark): TableRow {
  const cells = cellsOf(row, mark);
  const path = bestPath(cells, bands);
  const texts = new Map<number, Token[]>();
  const numbers = new Map<number, PrintedAmount & { readonly tokens: readonly Token[] }>();
  cells.forEach((cell, at) => {
    const column = path[at] ?? 0;
    const isNumeric = numericFields.has(bands[column]?.column.field ?? null);
    if (cell.amount && isNumeric && !numbers.has(column))
      numbers.set(column, { ...cell.amount, tokens: cell.tokens });
    else texts.set(column, [...(texts.get(column) ?? []), ...cell.tokens]);
  });
  return { row, texts, numbers };
}

/** A row's numbers and words from left to right. */
export function cellsOf(row: Row, mark: DecimalMark): Cell[] {
  const cells: Cell[] = [];
  for (let at = 0; at < row.tokens.length;) {
    const token = row.tokens[at];
    if (!token) break;
    const match = amountAt(row.tokens, at, mark);
    const to = match?.to ?? at + 1;
    const tokens = row.tokens.slice(at, to);
    // `12stk` is a number and its unit.
    const glued = match ? null : splitUnit(token, mark);
    if (glued) cells.push(...glued);
    else cells.push({ tokens, box: around(tokens), amount: match?.value ?? null });
    at = to;
  }
  return cells;
}

function splitUnit(token: Token, mark: DecimalMark): Cell[] | null {
  const match = /^(\d+(?:[.,]\d+)?)(\p{L}{1,6}\.?)$/u.exec(token.text);
  if (!match?.[1] || !match[2] || !isUnit(match[2])) return null;
  const [left, top, right, bottom] = token.box;
  const cut = left + ((right - left) * match[1].length) / token.text.length;
  const number: Token = { ...token, text: match[1], form: match[1], box: [left, top, cut, bottom] };
  const unit: Token = { ...token, text: match[2], box: [cut, top, right, bottom] };
  const amount = amountAt([number], 0, mark)?.value ?? null;
  return (
    amount && [
      { tokens: [number], box: number.box, amount },
      { tokens: [unit], box: unit.box, amount: null },
    ]
  );
}

export const isUnit = (text: string): boolean => unitCodes.has(fold(text));

/** Viterbi over the columns from left to right. */
function bestPath(cells: readonly Cell[], bands: readonly Band[]): number[] {
  let costs = bands.map(() => 0);
  const back: number[][] = [];
  cells.forEach((cell, at) => {
    const previous = cells[at - 1];
    let bestBefore = Infinity;
    let bestFrom = 0;
    const steps: number[] = [];
    const next = bands.map((band, column) => {
      const stay =
        at > 0 ? (costs[column] ?? 0) + (previous ? together(previous, cell, band) : 0) : 0;
      const enter = at > 0 ? bestBefore : 0;
      const from = stay <= enter ? column : bestFrom;
      steps.push(from);
      if ((costs[column] ?? 0) < bestBefore) {
        bestBefore = costs[column] ?? 0;
        bestFrom = column;
      }
      return Math.min(stay, enter) + misfit(cell, band);
    });
    back.push(steps);
    costs = next;
  });
  const path: number[] = [];
  let column = costs.indexOf(Math.min(...costs));
  for (let at = cells.length - 1; at >= 0; at--) {
    path[at] = column;
    column = back[at]?.[column] ?? 0;
  }
  return path;
}

/** What it costs that two neighbours stand in one column. */
function together(a: Cell, b: Cell, { column }: Band): number {
  if (!numericFields.has(column.field)) return 0;
  return a.amount && b.amount ? 6 : 0;
}

function misfit(cell: Cell, { column, left, right }: Band): number {
  const height = Math.max(1, heightOf(cell.box));
  const [start, , end] = cell.box;
  const outside = Math.max(0, left - end, start - right) / height;
  const isNumeric = numericFields.has(column.field);
  if (cell.amount && isNumeric) {
    const edges = Math.min(
      Math.abs(end - right),
      Math.abs(start - left),
      Math.abs((start + end) / 2 - (left + right) / 2),
    );
    const wrong =
      cell.amount.isPercent && !['discount', 'vatRate'].includes(column.field ?? '') ? 4 : 0;
    return Math.min(15, edges / height) + wrong;
  }
  if (isNumeric) {
    const text = textOf(cell.tokens);
    const fits = (column.field === 'quantity' || column.field === 'price') && isUnit(text);
    return (
      Math.min(15, outside) +
      (fits ? 0.3 : /^[-–—*%€$£]|^(kr|nok|eur|sek|dkk)\.?$/i.test(text) ? 0.3 : 5)
    );
  }
  // A text starts in its column; what a long one covers to the right does not matter.
  const before = Math.max(0, left - start - height) / height;
  const distance = Math.min(15, outside + Math.min(before, 3) * 0.5);
  if (!cell.amount)
    return (
      distance +
      (column.field === 'position'
        ? 2
        : column.field === 'unit' && !isUnit(textOf(cell.tokens))
          ? 1
          : 0)
    );
  const isMoney = cell.amount.decimals === 2;
  return distance + (isMoney ? 2.5 : column.field === 'description' ? 0.4 : 0.2);
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
