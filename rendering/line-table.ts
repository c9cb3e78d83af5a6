import { lineColumns, type LineColumn, type LineView } from './line-view.ts';
import type { Measures } from './measures.ts';
import { turn } from './pdf/document.ts';
import { scope } from './pdf/structure.ts';
import { grey, hairline, ink, partOf, rowHeight, type Cell, type Sheet } from './sheet.ts';
import { lineHeight, textWidth, type Style } from './text-layout.ts';
import { label } from './texts.ts';
import type { InvoiceView } from './view-model.ts';

interface Column {
  readonly x: number;
  readonly width: number;
}

/** No column of figures takes more than this from the description; longer figures are broken. */
const widestColumn = 105;
const distance = 14;
/** Lines that are drawn before other work of the process gets its turn. */
const linesPerTurn = 100;

/** The lines of the invoice, with the head of the table on every page that they reach. */
export class LineTable {
  readonly #view: InvoiceView;
  readonly #measure: Measures;
  readonly #columns: Readonly<Record<LineColumn, Column>>;
  #isOpen = false;

  constructor(view: InvoiceView, measure: Measures) {
    this.#view = view;
    this.#measure = measure;
    this.#columns = columnsOf(view, measure);
  }

  async draw(sheet: Sheet): Promise<void> {
    const { lines } = this.#view;
    const { text, gap } = this.#measure;
    if (lines.length === 0) return;
    const first = this.#cellsOf(lines[0]);
    sheet.keepTogether(rowHeight(first) + lineHeight({ size: text }) + 24);
    const head = sheet.y;
    sheet.y += this.#headHeight();
    const { structure } = sheet.drawing;
    structure.open('Table');
    structure.within('TR', () => this.#drawHead(sheet, head));
    this.#isOpen = true;
    for (const [at, line] of lines.entries()) {
      if (at % linesPerTurn === linesPerTurn - 1) await turn();
      this.#drawLine(sheet, line, at === lines.length - 1);
    }
    this.#isOpen = false;
    structure.close();
    sheet.y += gap * 0.7;
  }

  /** The head above the first line of a page; nothing where the table is not being drawn. */
  repeatHead(sheet: Sheet): void {
    if (this.#isOpen) this.#drawHead(sheet, sheet.frame.top - this.#headHeight());
  }

  #headHeight(): number {
    return lineHeight({ size: this.#measure.small }) + 8;
  }

  #drawHead(sheet: Sheet, y: number): void {
    const style: Style = { size: this.#measure.small, color: grey };
    for (const column of lineColumns) {
      const { x, width } = this.#columns[column];
      const text = label(column, this.#view.language);
      sheet.drawing.structure.within(
        'TH',
        () => sheet.put(text, x, y, width, { ...style, align: alignment(column) }),
        scope('Column'),
      );
    }
    sheet.rule(y + this.#headHeight() - 4, { color: ink, width: 0.9 });
  }

  #drawLine(sheet: Sheet, line: LineView, isLast: boolean): void {
    const { rowPadding } = this.#measure;
    const cells = this.#cellsOf(line);
    sheet.keepTogether(rowHeight(cells) + 2 * rowPadding);
    sheet.y += rowPadding;
    sheet.row(cells, 'TR');
    sheet.y += rowPadding;
    sheet.rule(sheet.y, isLast ? { color: ink, width: 0.9 } : { color: hairline });
  }

  #cellsOf(line: LineView | undefined): Cell[] {
    if (line === undefined) return [];
    const { text, small, hasFlowingDetails } = this.#measure;
    const details = line.details.join(hasFlowingDetails ? ' · ' : '\n');
    return lineColumns.map((column) => {
      const { x, width } = this.#columns[column];
      const style: Style = { size: text, align: alignment(column) };
      const parts = [partOf(line[column], width, style)];
      if (column === 'description' && details !== '') {
        parts.push(partOf(details, width, { size: small, color: grey }));
      }
      return column === 'description'
        ? { x, width, parts, role: 'TH', attributes: scope('Row') }
        : { x, width, parts, role: 'TD' };
    });
  }
}

const alignment = (column: LineColumn): 'left' | 'right' =>
  column === 'description' ? 'left' : 'right';

/** Each column of figures as wide as its widest; the description has the rest. */
function columnsOf(
  { lines, language }: InvoiceView,
  { frame, text, small }: Measures,
): Record<LineColumn, Column> {
  const columns: Record<LineColumn, Column> = {
    description: { x: frame.left, width: 0 },
    quantity: { x: 0, width: 0 },
    price: { x: 0, width: 0 },
    vat: { x: 0, width: 0 },
    amount: { x: 0, width: 0 },
  };
  let { right } = frame;
  for (const column of lineColumns.toReversed()) {
    if (column === 'description') continue;
    let widest = textWidth(label(column, language), { size: small });
    for (const line of lines) widest = Math.max(widest, textWidth(line[column], { size: text }));
    const width = Math.min(widest + 0.5, widestColumn);
    columns[column] = { x: right - width, width };
    right -= width + distance;
  }
  columns.description = { x: frame.left, width: right - frame.left };
  return columns;
}
