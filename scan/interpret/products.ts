import type { Box } from '../words.ts';
import { around, textOf, type Row, type Sheet } from './layout.ts';
import { toTicks, type DecimalMark } from './numbers.ts';
import { cellsOf, isUnit, type Cell } from './table-rows.ts';

/** What the numbers of a line are where one of them is the product of two others. */
export type ProductField = 'quantity' | 'price' | 'discount' | 'amount';

/** A row in which quantity × price less discount is the amount, whatever the columns are called. */
export interface ProductRow {
  readonly row: number;
  readonly cells: Readonly<Partial<Record<ProductField, Cell>>>;
}

/** The rows of a sheet that multiply, and where their numbers stand. */
export interface Products {
  readonly rows: readonly ProductRow[];
  readonly columns: ReadonlyMap<ProductField, Box>;
}

interface Reading {
  readonly quantity: Cell;
  readonly price: Cell;
  readonly amount: Cell;
  readonly discount: Cell | null;
  /** How plainly the row says which number is which: a price has cents, a quantity a unit; one times a price says little. */
  readonly weight: number;
}

interface Candidate {
  readonly row: number;
  readonly readings: readonly Reading[];
}

/**
 * The table of lines by its arithmetic: the rows in which the same columns multiply. Null where fewer than two rows do,
 * or one that means something (more or less than one piece).
 */
export function findProducts(sheet: Sheet, mark: DecimalMark): Products | null {
  const candidates = sheet.rows.flatMap((row, at): Candidate[] => {
    const readings = readingsOf(row, mark);
    return readings.length > 0 ? [{ row: at, readings }] : [];
  });
  const columnOf = columnsOf(
    candidates.flatMap(({ readings }) =>
      readings.flatMap(({ quantity, price, amount }) => [quantity, price, amount]),
    ),
  );
  const votes = new Map<string, number>();
  const signature = ({ quantity, price, amount }: Reading): string | null => {
    const places = [quantity, price, amount].map((cell) => columnOf(cell));
    return new Set(places).size === 3 ? places.join() : null;
  };
  for (const { readings } of candidates) {
    const best = new Map<string, number>();
    for (const reading of readings) {
      const key = signature(reading);
      if (key !== null) best.set(key, Math.max(best.get(key) ?? 0, reading.weight));
    }
    for (const [key, weight] of best) votes.set(key, (votes.get(key) ?? 0) + weight);
  }
  const [winner] = [...votes].sort((a, b) => b[1] - a[1]);
  if (!winner || winner[1] < 1) return null;
  const rows = candidates.flatMap(({ row, readings }): ProductRow[] => {
    const reading = readings
      .filter((one) => signature(one) === winner[0])
      .sort((a, b) => Number(a.discount !== null) - Number(b.discount !== null))[0];
    if (!reading) return [];
    const { quantity, price, amount, discount } = reading;
    return [{ row, cells: { quantity, price, amount, ...(discount && { discount }) } }];
  });
  return { rows, columns: boxesOf(rows) };
}

function boxesOf(rows: readonly ProductRow[]): Map<ProductField, Box> {
  const cells = new Map<ProductField, Cell[]>();
  for (const row of rows) {
    for (const [field, cell] of Object.entries(row.cells) as [ProductField, Cell][])
      cells.set(field, [...(cells.get(field) ?? []), cell]);
  }
  return new Map([...cells].map(([field, list]) => [field, around(list)]));
}

/** Every way to read three numbers of a row as quantity, price and amount, with a fourth as discount. */
function readingsOf(row: Row, mark: DecimalMark): Reading[] {
  const cells = cellsOf(row, mark);
  const numbers = cells.filter(({ amount }) => amount !== null);
  if (numbers.length < 3 || numbers.length > 12) return [];
  const readings: Reading[] = [];
  const plain = numbers.filter(({ amount }) => amount?.isPercent === false);
  for (const amount of plain) {
    if (amount.amount?.decimals !== 2 || ticks(amount) === 0) continue;
    for (const price of plain) {
      if (price === amount) continue;
      for (const quantity of plain) {
        if (quantity === amount || quantity === price) continue;
        const weight = plainness(cells, quantity, price, amount);
        if (isProduct(quantity, price, amount, 0)) {
          readings.push({ quantity, price, amount, discount: null, weight });
          continue;
        }
        for (const discount of numbers) {
          const percent = ticks(discount) / 10_000;
          if ([quantity, price, amount].includes(discount) || percent <= 0 || percent >= 100)
            continue;
          if (isProduct(quantity, price, amount, percent))
            readings.push({ quantity, price, amount, discount, weight });
        }
      }
    }
  }
  return readings;
}

function plainness(cells: readonly Cell[], quantity: Cell, price: Cell, amount: Cell): number {
  const next = cells[cells.indexOf(quantity) + 1];
  const hasUnit = next !== undefined && isUnit(textOf(next.tokens));
  return (
    (Math.abs(ticks(quantity)) === 10_000 ? 0.6 : 1) +
    (price.amount?.decimals === 2 ? 0.2 : 0) +
    ((quantity.amount?.decimals ?? 0) < 2 ? 0.2 : 0) +
    (hasUnit ? 0.2 : 0) +
    (quantity.box[0] < price.box[0] ? 0.05 : 0) +
    (price.box[0] < amount.box[0] ? 0.1 : 0)
  );
}

const ticks = ({ amount }: Cell): number => toTicks(amount?.amount ?? '0');

function isProduct(quantity: Cell, price: Cell, amount: Cell, percent: number): boolean {
  if (ticks(quantity) === 0 || ticks(price) === 0) return false;
  const product = (ticks(quantity) / 10_000) * ticks(price) * (1 - percent / 100);
  return Math.abs(Math.abs(product) - Math.abs(ticks(amount))) <= 60;
}

/** Numbers that overlap from row to row are one column; which one a cell stands in. */
function columnsOf(cells: readonly Cell[]): (cell: Cell) => number {
  const spans: [left: number, right: number][] = [];
  for (const { box } of [...cells].sort((a, b) => a.box[0] - b.box[0])) {
    const last = spans.at(-1);
    if (last && box[0] < last[1]) last[1] = Math.max(last[1], box[2]);
    else spans.push([box[0], box[2]]);
  }
  return ({ box }) => spans.findIndex(([left, right]) => box[0] >= left && box[2] <= right);
}
