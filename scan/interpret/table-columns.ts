import type { Box } from '../words.ts';
import { around, pieces, type Sheet, type Token } from './layout.ts';
import type { ColumnField } from './lexicon/language.ts';
import type { DecimalMark } from './numbers.ts';
import type { ProductField, Products } from './products.ts';
import { numericFields, type Column } from './table-head.ts';
import { cellsOf, isUnit, type Cell } from './table-rows.ts';

/**
 * The columns with what the rows themselves say: numbers that multiply are quantity, price and amount whatever stands
 * over them, and the column with most letters is the text. Without heads all of it follows from the rows.
 */
export function columnsByContent(
  heads: readonly Column[],
  sheet: Sheet,
  products: Products,
  mark: DecimalMark,
): Column[] {
  const order: readonly ProductField[] = ['amount', 'price', 'quantity', 'discount'];
  let columns: Column[] = [...heads];
  const claimed = new Set<Box>();
  for (const field of order) {
    const box = products.columns.get(field);
    if (!box) continue;
    const known = columns.find((column) => column.field === field);
    const over = nearestOf(columns, box);
    if (over && (over === known || (field === 'amount' && over.field === 'amountWithVat'))) {
      claimed.add(over.box);
      continue;
    }
    const isFree = over !== undefined && !claimed.has(over.box) && over.field !== 'description';
    if (known && !isFree) continue;
    columns = columns.map((column) => (column === known ? { ...column, field: null } : column));
    if (isFree) {
      columns = columns.map((column) => (column === over ? { field, box: over.box } : column));
      claimed.add(over.box);
    } else {
      columns.push({ field, box });
      claimed.add(box);
    }
  }
  return withTexts(columns, sheet, products, mark).sort((a, b) => a.box[0] - b.box[0]);
}

/** The column whose head stands over the box; undefined where none does. */
function nearestOf(columns: readonly Column[], box: Box): Column | undefined {
  const shared = ({ box: head }: Column): number =>
    Math.min(head[2], box[2]) - Math.max(head[0], box[0]);
  const [best] = [...columns].sort((a, b) => shared(b) - shared(a));
  return best && shared(best) > 0 ? best : undefined;
}

/** The first column from where its texts begin, where they stand left of a head that is centred over them. */
export function withWholeText(
  columns: readonly Column[],
  sheet: Sheet,
  products: Products,
): Column[] {
  const [first, next, ...others] = columns;
  if (!first || !next || numericFields.has(first.field)) return [...columns];
  const edge = first.box[0] - 1.6 * sheet.wordHeight;
  const starts = products.rows.flatMap(({ row }) => {
    const tokens = sheet.rows[row]?.tokens ?? [];
    const isEmpty = !tokens.some(({ box }) => box[0] >= edge && box[0] < first.box[2]);
    const start = tokens[0]?.box[0];
    return isEmpty && start !== undefined && start < edge ? [start] : [];
  });
  if (starts.length * 2 < products.rows.length) return [...columns];
  const [, top, right, bottom] = first.box;
  return [{ ...first, box: [Math.min(...starts), top, right, bottom] }, next, ...others];
}

interface TextColumn {
  readonly box: Box;
  readonly letters: number;
  readonly field: ColumnField | null;
}

/** The text of the lines where no head names it, and what else stands in columns where there are no heads at all. */
function withTexts(
  columns: readonly Column[],
  sheet: Sheet,
  products: Products,
  mark: DecimalMark,
): Column[] {
  const has = (field: ColumnField): boolean => columns.some((column) => column.field === field);
  const isBare = columns.every(({ field }) => numericFields.has(field));
  if (has('description') && !isBare) return [...columns];
  const found = textColumns(sheet, products, mark);
  const text = [...found].sort((a, b) => b.letters - a.letters)[0];
  if (!text) return [...columns];
  const over = nearestOf(columns, text.box);
  const isNamed = over !== undefined && !numericFields.has(over.field);
  const named: Column[] = isNamed
    ? columns.map((column) => (column === over ? { ...column, field: 'description' } : column))
    : [...columns, { field: 'description', box: text.box }];
  if (!isBare) return named;
  const others = found.flatMap((one): Column[] =>
    one !== text && one.field !== null && !has(one.field)
      ? [{ field: one.field, box: one.box }]
      : [],
  );
  return [...named, ...others];
}

/** Words and codes that stand below each other in the rows that multiply, by their left edges. */
function textColumns(sheet: Sheet, products: Products, mark: DecimalMark): TextColumn[] {
  const edges: { left: number; tokens: Token[][] }[] = [];
  for (const { row, cells } of products.rows) {
    const line = sheet.rows[row];
    if (!line) continue;
    const taken = new Set(Object.values(cells).flatMap(({ tokens }) => tokens.map(idOf)));
    const all = cellsOf(line, mark);
    const rest = all.filter((cell, at) => !isTaken(cell, taken) && !followsNumber(all, at, taken));
    for (const piece of piecesOf(rest)) {
      const left = piece[0]?.box[0] ?? 0;
      const edge = edges.find((one) => Math.abs(one.left - left) < 3);
      if (edge) edge.tokens.push(piece);
      else edges.push({ left, tokens: [piece] });
    }
  }
  const least = Math.max(1, products.rows.length * 0.3);
  return edges
    .filter(({ tokens }) => tokens.length >= least)
    .map(({ tokens }): TextColumn => {
      const texts = tokens.map((piece) => piece.map(({ text }) => text).join(' '));
      const letters = texts.join('').replaceAll(/[^\p{L}]/gu, '').length;
      const isRate = texts.every((text) => /^\d{1,2}([.,]\d+)? ?%$/.test(text));
      const isCode = tokens.every(([first, second]) => !second && /\d/.test(first?.text ?? ''));
      return {
        letters,
        box: around(tokens.flat()),
        field: isRate ? 'vatRate' : isCode ? 'itemNumber' : null,
      };
    });
}

const idOf = ({ box }: Token): string => `${box[0]}:${box[1]}`;
const isTaken = ({ tokens }: Cell, taken: ReadonlySet<string>): boolean =>
  tokens.some((token) => taken.has(idOf(token)));

/** The unit behind a quantity is none of the text. */
const followsNumber = (cells: readonly Cell[], at: number, taken: ReadonlySet<string>): boolean => {
  const before = cells[at - 1];
  const [token] = cells[at]?.tokens ?? [];
  return (
    before !== undefined && token !== undefined && isTaken(before, taken) && isUnit(token.text)
  );
};

/** Words that stand together; a number between columns is apart. */
function piecesOf(cells: readonly Cell[]): Token[][] {
  return pieces(cells.flatMap(({ tokens }) => tokens));
}
