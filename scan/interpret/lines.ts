import type { Decimal } from '../../invoice/model.ts';
import type { Notation } from './findings.ts';
import { roleOf, type AmountRole } from './amount-role.ts';
import { around, pieces, textOf, type Row, type Sheet, type Token } from './layout.ts';
import type { ColumnField } from './lexicon/language.ts';
import type { Box } from '../words.ts';
import { isWaiting, multiplies, quantityFromName, type LineDraft } from './line-draft.ts';
import { TableArea, type Edges } from './table-area.ts';
import { findProducts } from './products.ts';
import { columnsByContent, withWholeText } from './table-columns.ts';
import { findHead, headAbove, type TableHead } from './table-head.ts';
import { bandsOf, cutRow, learnt, type Band, type TableRow } from './table-rows.ts';

/** A line as printed, before it is judged. */
export interface PrintedLine {
  readonly sheet: number;
  readonly row: number;
  readonly cells: Partial<Readonly<Record<ColumnField, string>>>;
  readonly numbers: Partial<Readonly<Record<ColumnField, Decimal>>>;
  readonly boxes: Partial<Readonly<Record<ColumnField, Box>>>;
  readonly name: string;
  /** Further rows of text below the first. */
  readonly notes: readonly string[];
  readonly confidence: number;
  readonly page: number;
}

export interface LinesFound {
  readonly lines: readonly PrintedLine[];
  /** Rows of the table that are a charge or a discount on the whole: no quantity, no price, and words that say so. */
  readonly extras: readonly PrintedLine[];
  readonly area: TableArea;
}

/** The lines of a document by the heads of its table. */
export function findLines(sheets: readonly Sheet[], notation: Notation): LinesFound {
  const area = new TableArea();
  const lines: PrintedLine[] = [];
  let open: TableHead | null = null;
  sheets.forEach((sheet, index) => {
    const head = tableOn(sheet, index, notation);
    const using: TableHead | null = head ?? open;
    if (!using) return;
    const edges = edgesOf(using, sheet);
    if (head) for (let at = head.rows[0]; at <= head.rows[1]; at++) area.add(index, at, edges);
    const body = bodyOf(sheet, index, using, head !== null, notation);
    for (const line of body.lines) lines.push(line);
    for (const at of body.rows) area.add(index, at, edges);
    open = body.isOpen ? using : null;
  });
  return { lines: lines.filter((line) => !isExtra(line)), extras: lines.filter(isExtra), area };
}

/** The columns of the table on a sheet: by its heads, by what multiplies in its rows, or by both. */
function tableOn(sheet: Sheet, index: number, { mark }: Notation): TableHead | null {
  const found = findHead(sheet, index);
  const products = findProducts(sheet, mark);
  const first = products?.rows[0]?.row;
  if (!products || first === undefined || (found && found.rows[1] >= first)) return found;
  // Heads of something else, a row of references, may have more that sounds like a table.
  const above = found && found.rows[1] >= first - 2 ? found : headAbove(sheet, index, first);
  const head = above && above.columns.length > 2 ? above : (found ?? above);
  const content = columnsByContent(head?.columns ?? [], sheet, products, mark);
  const columns = withWholeText(content, sheet, products);
  return { sheet: index, rows: head?.rows ?? [first, first - 1], columns };
}

function isExtra({ name, numbers }: PrintedLine): boolean {
  if (numbers.quantity !== undefined || numbers.price !== undefined) return false;
  const role = roleOf(name.split(' '));
  return role === 'charge' || role === 'discount';
}

interface Body {
  readonly lines: PrintedLine[];
  readonly rows: readonly number[];
  /** False where the totals ended it. */
  readonly isOpen: boolean;
}

function bodyOf(
  sheet: Sheet,
  index: number,
  head: TableHead,
  isOwn: boolean,
  notation: Notation,
): Body {
  const first = isOwn ? head.rows[1] + 1 : 0;
  const edges = edgesOf(head, sheet);
  let bands = bandsOf(head.columns);
  let { cut, isOpen } = cutRows(sheet, first, bands, edges, notation);
  bands = learnt(
    bands,
    cut.map(({ table }) => table),
  );
  ({ cut, isOpen } = cutRows(sheet, first, bands, edges, notation));
  const fields = head.columns.map(({ field }) => field);
  const lines = gather(cut, fields, index, notation);
  return { lines, rows: cut.map(({ at }) => at), isOpen };
}

interface CutRow {
  readonly at: number;
  readonly table: TableRow;
}

function cutRows(
  sheet: Sheet,
  first: number,
  bands: readonly Band[],
  edges: Edges,
  notation: Notation,
): { cut: CutRow[]; isOpen: boolean } {
  const cut: CutRow[] = [];
  const amount = bands.findIndex(
    ({ column }) => column.field === 'amount' || column.field === 'amountWithVat',
  );
  const others = bands.flatMap(({ column }, at) =>
    column.field === 'quantity' || column.field === 'price' ? [at] : [],
  );
  let bottom = sheet.rows[first - 1]?.box[3] ?? 0;
  for (let at = first; at < sheet.rows.length; at++) {
    const row = sheet.rows[at];
    if (!row) break;
    const inside = within(row, edges);
    if (inside.tokens.length === 0) continue;
    const table = cutRow(inside, bands, notation.mark);
    const isEnd = isTotals(inside) && !isProduct(table, bands);
    const isLine = !isEnd && others.some((other) => table.numbers.has(other));
    if (isEnd && (cut.length > 0 || first === 0)) return { cut, isOpen: false };
    // Far below the last line something else begins.
    if (cut.length > 0 && row.box[1] - bottom > 7 * sheet.wordHeight && !isLine)
      return { cut, isOpen: true };
    if (isEnd) continue;
    if (table.numbers.has(amount) || isLine || cut.length > 0) {
      cut.push({ at, table });
      bottom = row.box[3];
    }
  }
  return { cut, isOpen: true };
}

/** The heads from the left to the right, and a little more; what stands further out is beside the table. */
function edgesOf({ columns }: TableHead, { wordHeight }: Sheet): Edges {
  return {
    left: Math.min(...columns.map(({ box }) => box[0])) - 1.6 * wordHeight,
    right: Math.max(...columns.map(({ box }) => box[2])) + 1.6 * wordHeight,
  };
}

/** What stands beside the table is not in it. */
function within(row: Row, edges: Edges): Row {
  const tokens = row.tokens.filter(({ box }) => box[2] > edges.left && box[0] < edges.right);
  return tokens.length === row.tokens.length ? row : { ...row, tokens };
}

/** What two heads beside each other say where they stand over the totals. */
const sums: ReadonlySet<AmountRole | null> = new Set<AmountRole>([
  'goods',
  'withoutVat',
  'vat',
  'withVat',
  'amountDue',
  'total',
  'rounding',
  'prepaid',
]);

/** A row that sums up: words that say so. */
function isTotals(row: Row): boolean {
  const words = row.tokens.filter(({ text }) => !/^[\d.,\s%-]+$/.test(text));
  if (pieces(words).filter((piece) => sums.has(roleOf(piece.map(({ text }) => text)))).length > 1)
    return true;
  const role = roleOf(words.map(({ text }) => text));
  if (role === null || role === 'charge' || role === 'discount' || role === 'carried') return false;
  return words.length <= 8;
}

function gather(
  cut: readonly CutRow[],
  fields: readonly (ColumnField | null)[],
  sheet: number,
  notation: Notation,
): PrintedLine[] {
  const lines: LineDraft[] = [];
  const widest = Math.max(
    0,
    ...cut.map(({ table }) => {
      const names = table.texts.get(fields.indexOf('description'));
      return names ? around(names)[2] : 0;
    }),
  );
  for (const { at, table } of cut) {
    const line = quantityFromName(draftOf(table, fields, sheet, at), fields, notation);
    const last = lines.at(-1);
    const isCarried = roleOf(table.row.tokens.map(({ text }) => text)) === 'carried';
    if (isCarried && line.numbers.quantity === undefined) continue;
    const amount = line.numbers.amount ?? line.numbers.amountWithVat;
    if (amount !== undefined && last && isWaiting(last) && line.name === '') {
      Object.assign(last.numbers, { ...line.numbers, ...last.numbers });
      Object.assign(last.boxes, { ...line.boxes, ...last.boxes });
      continue;
    }
    if (
      amount !== undefined ||
      (line.numbers.quantity !== undefined && line.numbers.price !== undefined)
    ) {
      lines.push(line);
      continue;
    }
    if (!last) {
      if (line.numbers.quantity !== undefined) lines.push(line);
      continue;
    }
    if (line.name === '') continue;
    if (goesOn(last, line, widest)) {
      last.name = `${last.name} ${line.name}`;
      last.nameRight = line.nameRight;
    } else last.notes.push(line.name);
  }
  return lines.filter(
    (line) => line.numbers.amount !== undefined || line.numbers.amountWithVat !== undefined,
  );
}

/** A serial number, an article's code or who did it when: not the text of the line. */
const isNote = /^(s\/n|sn|ean|gtin|ref\b|serie|serien|\d{4}-\d\d-\d\d|\d{1,2}[./]\d)/i;

/** True where a row continues the text above it: that was full, and its first word would not have fitted any more. */
function goesOn(above: LineDraft, line: LineDraft, widest: number): boolean {
  if (above.notes.length > 0 || isNote.test(line.name)) return false;
  const firstWord = (line.nameRight - line.nameLeft) * firstWordShare(line.name);
  return above.nameRight + firstWord > widest - 2 && Math.abs(line.nameLeft - above.nameLeft) < 6;
}

const firstWordShare = (text: string): number => {
  const [word = ''] = text.split(' ');
  return word.length / Math.max(1, text.length);
};

function draftOf(
  table: TableRow,
  fields: readonly (ColumnField | null)[],
  sheet: number,
  row: number,
): LineDraft {
  const cells: Partial<Record<ColumnField, string>> = {};
  const numbers: Partial<Record<ColumnField, Decimal>> = {};
  const boxes: Partial<Record<ColumnField, Box>> = {};
  fields.forEach((field, at) => {
    if (field === null) return;
    const number = table.numbers.get(at);
    const words = table.texts.get(at);
    if (number) {
      numbers[field] = number.amount;
      boxes[field] = around(number.tokens);
    }
    if (words?.length) {
      cells[field] = textOf(words);
      boxes[field] ??= around(words);
    }
  });
  const names: readonly Token[] = table.texts.get(fields.indexOf('description')) ?? [];
  const box = names.length > 0 ? around(names) : [0, 0, 0, 0];
  return {
    sheet,
    row,
    cells,
    numbers,
    boxes,
    name: textOf(names),
    nameLeft: box[0] ?? 0,
    nameRight: box[2] ?? 0,
    notes: [],
    confidence: Math.min(...table.row.tokens.map(({ confidence }) => confidence)),
    page: table.row.page,
  };
}

/** True where the row's quantity × price is its amount. */
function isProduct(table: TableRow, bands: readonly Band[]): boolean {
  const numbers: Partial<Record<ColumnField, Decimal>> = {};
  bands.forEach(({ column }, at) => {
    const number = table.numbers.get(at);
    if (column.field && number) numbers[column.field] = number.amount;
  });
  return multiplies({ numbers }) === true;
}
