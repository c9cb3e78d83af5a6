import type { Decimal } from '../../invoice/model.ts';
import type { Box } from '../words.ts';
import type { Notation } from './findings.ts';
import type { ColumnField } from './lexicon/language.ts';
import { looksNumeric, readNumber, toTicks } from './numbers.ts';
import { isUnit } from './table-rows.ts';

/** A line while its rows are gathered. */
export interface LineDraft {
  readonly sheet: number;
  readonly row: number;
  readonly cells: Partial<Record<ColumnField, string>>;
  readonly numbers: Partial<Record<ColumnField, Decimal>>;
  readonly boxes: Partial<Record<ColumnField, Box>>;
  name: string;
  nameLeft: number;
  nameRight: number;
  readonly notes: string[];
  readonly confidence: number;
  readonly page: number;
}

/** True while the line's amount has not been found: it may stand in the next row. */
export const isWaiting = (line: LineDraft): boolean =>
  line.numbers.amount === undefined && line.numbers.amountWithVat === undefined;

/** Where the quantity stood too near to the text, `Malerarbeid 12 timer`: if that many times the price is the amount, or nothing else is under its head. */
export function quantityFromName(
  line: LineDraft,
  fields: readonly (ColumnField | null)[],
  { mark }: Notation,
): LineDraft {
  if (line.numbers.quantity !== undefined || isWaiting(line)) return line;
  const match = /^(.*\S)\s+(\S*\d\S*)(?:\s+(\p{L}\S*))?$/u.exec(line.name);
  const read = match?.[2] && looksNumeric(match[2]) ? readNumber(match[2], mark) : null;
  if (!match?.[1] || !read) return line;
  const unit = match[3];
  const numbers = { ...line.numbers, quantity: read.value };
  const fits = multiplies({ numbers });
  const isExpected =
    fields.includes('quantity') && (unit === undefined ? !line.cells.description : isUnit(unit));
  if (fits === false || (fits === null && !isExpected && (unit === undefined || !isUnit(unit))))
    return line;
  return {
    ...line,
    name: match[1],
    numbers,
    cells: { ...line.cells, ...(unit === undefined ? {} : { unit }) },
  };
}

/** True where quantity × price less discount is the amount, to the rounding of the printed price. */
export function multiplies({ numbers }: Pick<LineDraft, 'numbers'>): boolean | null {
  const { quantity, price, discount } = numbers;
  const amount = numbers.amount ?? numbers.amountWithVat;
  if (quantity === undefined || price === undefined || amount === undefined) return null;
  const product =
    (toTicks(quantity) / 10_000) *
    toTicks(price) *
    (1 - (discount ? toTicks(discount) / 1_000_000 : 0));
  return Math.abs(product - toTicks(amount)) <= 100 + Math.abs(toTicks(quantity)) / 100;
}
