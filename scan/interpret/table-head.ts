import type { Box } from '../words.ts';
import { around, pieces, sideBySide, type Row, type Sheet, type Token } from './layout.ts';
import type { ColumnField } from './lexicon/language.ts';
import { columnPhrases } from './lexicon/lexicon.ts';
import { phraseFinder, type Hit } from './phrases.ts';

/** A column by its head; `null` where the head is not known. */
export interface Column {
  readonly field: ColumnField | null;
  readonly box: Box;
}

/** The heads of the table of lines. */
export interface TableHead {
  readonly sheet: number;
  /** The first and the last row of the heads. */
  readonly rows: readonly [first: number, last: number];
  /** From left to right. */
  readonly columns: readonly Column[];
}

/** Words of one head stand closer than that, in heights; the next column may begin at 0.8. */
const widestInHead = 0.72;

const finder = phraseFinder(columnPhrases, widestInHead);

export const numericFields: ReadonlySet<ColumnField | null> = new Set<ColumnField>([
  'quantity',
  'price',
  'discount',
  'vatRate',
  'vatAmount',
  'amount',
  'amountWithVat',
]);

/** The heads of the table of lines on a sheet: at most one table counts, the one with most heads; null where there is none. */
export function findHead(sheet: Sheet, index: number): TableHead | null {
  const tolerant = sheet.page.engine !== 'text';
  let best: TableHead | null = null;
  sheet.rows.forEach((row, at) => {
    const head = headAt(sheet, index, row, at, tolerant);
    if (head && isTable(head) && (!best || known(head) > known(best))) best = head;
  });
  return best;
}

/** The heads straight above a row that is known to be a line: then they need not say that they are heads. */
export function headAbove(sheet: Sheet, index: number, first: number): TableHead | null {
  const tolerant = sheet.page.engine !== 'text';
  const line = sheet.rows[first];
  for (let at = first - 1; line && at >= Math.max(0, first - 3); at--) {
    const row = sheet.rows[at];
    if (!row || line.box[1] - row.box[3] > 3.5 * sheet.wordHeight) break;
    const head = headAt(sheet, index, row, at, tolerant);
    if (head) return head;
  }
  return null;
}

const known = ({ columns }: TableHead): number =>
  columns.filter(({ field }) => field !== null).length;

function headAt(
  sheet: Sheet,
  index: number,
  row: Row,
  at: number,
  tolerant: boolean,
): TableHead | null {
  // A head has words, no amounts.
  if (row.tokens.filter(({ text }) => /\d/.test(text)).length > 1) return null;
  const hits = finder.find(row.tokens, tolerant);
  if (hits.length < 1) return null;
  const heads = hits.map(({ from, to }) => around(row.tokens.slice(from, to)));
  const above = neighbour(sheet, row, heads, at - 1);
  const below = neighbour(sheet, row, heads, at + 1);
  const columns = columnsOf(row, hits, above, below, tolerant);
  if (columns.length < 2 || hits.length * 2 < columns.length) return null;
  return { sheet: index, rows: [above ? at - 1 : at, below ? at + 1 : at], columns };
}

function isTable({ columns }: TableHead): boolean {
  const fields = new Set(columns.map(({ field }) => field));
  const hasAmount = fields.has('amount') || fields.has('amountWithVat') || fields.has('price');
  const hasWhat = fields.has('description') || fields.has('quantity') || fields.has('itemNumber');
  const count = [...fields].filter((field) => field !== null).length;
  return hasAmount && hasWhat && (count >= 3 || (count === 2 && fields.has('description')));
}

/** The row above or below if it holds second lines of heads: close, words only, and each word over or under one of the heads. */
function neighbour(sheet: Sheet, row: Row, heads: readonly Box[], at: number): Row | null {
  const other = sheet.rows[at];
  if (!other || other.tokens.length > row.tokens.length) return null;
  const distance = Math.max(other.box[1] - row.box[3], row.box[1] - other.box[3]);
  if (distance > 0.55 * sheet.wordHeight) return null;
  if (other.tokens.some(({ text }) => /\d/.test(text))) return null;
  return other.tokens.every((token) => heads.some((head) => overlaps(token.box, head)))
    ? other
    : null;
}

const overlaps = (a: Box, b: Box): boolean => a[0] < b[2] + 3 && b[0] < a[2] + 3;

function columnsOf(
  row: Row,
  hits: readonly Hit<ColumnField>[],
  above: Row | null,
  below: Row | null,
  tolerant: boolean,
): Column[] {
  const parts = hits.map((hit) => ({ tokens: row.tokens.slice(hit.from, hit.to), hit }));
  const used = new Set(hits.flatMap(({ from, to }) => range(from, to)));
  const unknown = pieces(
    row.tokens.filter((token, at) => !used.has(at) && token.form !== '' && !/\d/.test(token.text)),
    0.8,
  ).map((tokens) => ({ tokens, hit: null }));
  const all = [...parts, ...unknown].sort((a, b) => left(a.tokens) - left(b.tokens));
  const fields = new Set<ColumnField>();
  const read = all.map(({ tokens, hit }) => {
    const whole = [
      ...(above?.tokens.filter(({ box }) => overlaps(box, around(tokens))) ?? []),
      ...tokens,
      ...(below?.tokens.filter(({ box }) => overlaps(box, around(tokens))) ?? []),
    ];
    const longer = whole.length > tokens.length ? wholeMeaning(whole, tolerant) : null;
    return {
      box: around(whole),
      meanings: (longer ?? hit)?.meanings.map(({ field }) => field) ?? [],
    };
  });
  for (const { meanings } of read)
    if (meanings.length === 1 && meanings[0]) fields.add(meanings[0]);
  const columns = read.map(({ box, meanings }, at): Column => {
    const free = meanings.filter((one) => !fields.has(one));
    // `Produkt` is the text where no head after it is, else the number.
    const isText =
      free.includes('description') &&
      !read.slice(at + 1).some((later) => later.meanings.includes('description'));
    const field = isText
      ? 'description'
      : (free.find((one) => one !== 'description') ?? free[0] ?? meanings[0]);
    if (field) fields.add(field);
    return { field: field ?? null, box };
  });
  return withoutDoubles(columns);
}

function wholeMeaning(tokens: readonly Token[], tolerant: boolean): Hit<ColumnField> | null {
  const hit = finder.find(sideBySide(tokens), tolerant)[0];
  return hit && hit.from === 0 && hit.to === tokens.length ? hit : null;
}

/** Of two heads with one meaning the right one is the amount, the left one the text; the other is unknown. */
function withoutDoubles(columns: readonly Column[]): Column[] {
  return columns.map((column, at) => {
    const { field } = column;
    if (field === null) return column;
    const others = columns
      .map((other, index) => (other.field === field ? index : -1))
      .filter((i) => i >= 0);
    if (others.length === 1) return column;
    const keep = field === 'amount' || field === 'amountWithVat' ? others.at(-1) : others[0];
    if (at === keep) return column;
    if (field === 'amount' && !columns.some((other) => other.field === 'price'))
      return { ...column, field: 'price' };
    if (field === 'description' && !columns.some((other) => other.field === 'itemNumber'))
      return { ...column, field: at < (keep ?? 0) ? 'itemNumber' : null };
    return { ...column, field: null };
  });
}

const left = (tokens: readonly Token[]): number => tokens[0]?.box[0] ?? 0;
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, i) => from + i);
