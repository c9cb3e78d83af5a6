import type { PaperLine } from '../model.ts';
import type { Work } from '../work.ts';

export type Column =
  'item' | 'description' | 'quantity' | 'unit' | 'price' | 'discount' | 'vatRate' | 'lineAmount';

export interface TableLook {
  /** In the order that they stand in. Without `unit` the unit follows the quantity. */
  readonly columns: readonly Column[];
  readonly rules: 'head' | 'grid' | 'none' | 'rows' | 'zebra';
  readonly head: 'plain' | 'band' | 'upper' | 'none';
  /** Line height in sizes. */
  readonly leading?: number;
  /** Repeats the running sum over page breaks. */
  readonly carries?: boolean;
  readonly from?: number;
  readonly to?: number;
  /** What a page after the first begins with; where the table goes on. */
  readonly nextPage?: (work: Work) => number;
}

const shares: Readonly<Record<Column, number>> = {
  item: 1.3,
  description: 4.2,
  quantity: 1.1,
  unit: 0.8,
  price: 1.4,
  discount: 0.9,
  vatRate: 0.8,
  lineAmount: 1.6,
};
const isText = (column: Column): boolean =>
  column === 'item' || column === 'description' || column === 'unit';

interface Placed {
  readonly column: Column;
  readonly left: number;
  readonly right: number;
}

/** Columns that have something to show, spread over the width. */
function place({ paper, sheet }: Work, look: TableLook): Placed[] {
  const has = (column: Column): boolean =>
    column === 'item'
      ? paper.lines.some(({ itemNumber }) => itemNumber !== null)
      : column === 'discount'
        ? paper.lines.some(({ discountPercent }) => discountPercent !== null)
        : true;
  const shown = look.columns.filter(has);
  const from = look.from ?? sheet.left;
  const wide = (look.to ?? sheet.right) - from;
  const whole = shown.reduce((sum, column) => sum + shares[column], 0);
  let at = from;
  return shown.map((column) => {
    const left = at;
    at += (shares[column] / whole) * wide;
    return { column, left: left + 2, right: at - 2 };
  });
}

/** The lines of the invoice; over as many pages as it takes. */
export function table(work: Work, y: number, look: TableLook): number {
  const { paper, sheet } = work;
  const placed = place(work, look);
  const from = look.from ?? sheet.left;
  const to = look.to ?? sheet.right;
  const leading = look.leading ?? 1.35;
  const step = sheet.size * leading;
  let at = head(work, y, look, placed, from, to);
  let running = 0;
  const write = (column: Placed, text: string, top: number): void =>
    isText(column.column)
      ? sheet.text(text, column.left, top)
      : sheet.text(text, column.right, top, { align: 'right' });

  paper.lines.forEach((line, i) => {
    const description = placed.find(({ column }) => column === 'description');
    const wide = description ? description.right - description.left : to - from;
    const texts = sheet.wrap(line.description, wide);
    const rows = texts.length + (line.note === null ? 0 : 1);
    const high = rows * step + 3;
    if (at + high > sheet.bottom - (look.carries ? step * 2 : 0)) {
      if (look.carries) carry(work, 'carriedForward', running, at, placed);
      sheet.newPage();
      at = head(work, look.nextPage?.(work) ?? 50, look, placed, from, to);
      if (look.carries) at = carry(work, 'broughtForward', running, at, placed);
    }
    if (look.rules === 'zebra' && i % 2 === 0) sheet.box(from, at - 1, to - from, high, '#f0f0f0');
    for (const column of placed) {
      if (column.column !== 'description') write(column, cell(work, line, column.column, look), at);
    }
    texts.forEach((text, n) => sheet.text(text, description?.left ?? from, at + n * step));
    if (line.note !== null)
      sheet.text(line.note, description?.left ?? from, at + texts.length * step, {
        size: sheet.size - 1.5,
        colour: '#555',
      });
    if (look.rules === 'rows' || look.rules === 'grid')
      sheet.rule(at + high - 2, from, to, 0.3, '#999');
    if (look.rules === 'grid')
      for (const { left } of [...placed, { left: to + 2 }])
        sheet.upright(left - 2, at - 4, at + high - 2, '#999');
    at += high;
    running += line.amount;
  });
  if (look.rules === 'head') sheet.rule(at + 1, from, to);
  return at + 8;
}

function head(
  { sheet, voice }: Work,
  y: number,
  look: TableLook,
  placed: readonly Placed[],
  from: number,
  to: number,
): number {
  if (look.head === 'none') return y;
  const high = sheet.size * 1.8;
  if (look.head === 'band') sheet.box(from, y, to - from, high, '#dfe6ee');
  for (const { column, left, right } of placed) {
    const own = voice.label(column);
    const text = look.head === 'upper' ? own.toUpperCase() : own;
    const size =
      sheet.measure(text, { bold: true }) > right - left + 2 ? sheet.size - 2 : sheet.size;
    const style = { bold: true, size };
    if (isText(column)) sheet.text(text, left, y + 3, style);
    else sheet.text(text, right, y + 3, { ...style, align: 'right' });
  }
  if (look.rules === 'head' || look.rules === 'grid' || look.rules === 'rows')
    sheet.rule(y + high, from, to, 0.8);
  return y + high + 4;
}

function carry(
  { sheet, voice, sign }: Work,
  name: 'carriedForward' | 'broughtForward',
  sum: number,
  y: number,
  placed: readonly Placed[],
): number {
  const amount = placed.find(({ column }) => column === 'lineAmount');
  const description = placed.find(({ column }) => column === 'description');
  sheet.text(voice.label(name), description?.left ?? sheet.left, y, { bold: true });
  sheet.text(voice.money(sign * sum), amount?.right ?? sheet.right, y, {
    bold: true,
    align: 'right',
  });
  return y + sheet.size * 1.7;
}

/** What stands in one cell. */
export function cell(
  { voice, sign, paper }: Work,
  line: PaperLine,
  column: Exclude<Column, 'description'>,
  look: Pick<TableLook, 'columns'>,
): string {
  switch (column) {
    case 'item':
      return line.itemNumber ?? '';
    case 'quantity': {
      const quantity = voice.quantity(sign * line.quantity);
      return look.columns.includes('unit') ? quantity : `${quantity} ${line.unit}`;
    }
    case 'unit':
      return line.unit;
    case 'price':
      return voice.money(line.unitPrice);
    case 'discount':
      return line.discountPercent === null ? '' : `${line.discountPercent}`;
    case 'vatRate':
      return paper.untaxed ? '0' : `${line.vatRate}${paper.language === 'da' ? '' : '%'}`;
    case 'lineAmount':
      return voice.money(sign * line.amount);
  }
}
