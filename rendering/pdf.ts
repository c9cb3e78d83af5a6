import PdfDocument from 'pdfkit';
import { readDate, startOfDay } from '../invoice/date.ts';
import type { Invoice } from '../invoice/model.ts';
import { fonts } from './fonts.ts';
import {
  grey,
  heightOf,
  keepTogether,
  page,
  rule,
  shown,
  style,
  styleOf,
  write,
  type Pdf,
  type Style,
} from './page.ts';
import { label, type Language } from './texts.ts';
import {
  lineColumns,
  viewOf,
  type Fact,
  type InvoiceView,
  type LineColumn,
  type LineView,
  type PartyView,
} from './view-model.ts';

export interface PdfOptions {
  readonly language: Language;
}

/** Where the window of a C5 or E65 envelope shows the buyer: 20 mm from the left, 50 mm from the top. */
const window = { top: 142, width: 250 };
const side = { left: 340, valueLeft: 425 };
const columns: Readonly<Record<LineColumn, { x: number; width: number }>> = {
  description: { x: page.left, width: 212 },
  quantity: { x: 275, width: 72 },
  price: { x: 353, width: 68 },
  vat: { x: 427, width: 36 },
  amount: { x: 465, width: page.right - 465 },
};
/** One invoice or credit note as a PDF on A4: parties, all lines, VAT, totals, account and KID. Same invoice, same bytes. */
export async function renderPdf(invoice: Invoice, { language }: PdfOptions): Promise<Uint8Array> {
  const view = viewOf(invoice, language);
  const created = readDate(invoice.issueDate);
  const pdf = new PdfDocument({
    size: 'A4',
    margins: { top: page.top, bottom: 842 - page.bottom, left: page.left, right: 595 - page.right },
    bufferPages: true,
    lang: language,
    info: {
      Title: shown(`${view.title} ${view.number}`),
      Author: shown(view.seller.name),
      ...(created !== null && { CreationDate: startOfDay(created) }),
    },
  });
  const chunks: Uint8Array[] = [];
  const finished = new Promise<void>((resolve, reject) => {
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  pdf.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);
  let isInTable = false;
  pdf.on('pageAdded', () => drawContinued(pdf, view, isInTable, language));

  drawHead(pdf, view);
  isInTable = true;
  drawLines(pdf, view, language);
  isInTable = false;
  drawSums(pdf, view, language);
  drawPayment(pdf, view, language);
  drawPageNumbers(pdf, language);
  pdf.end();
  await finished;
  return Buffer.concat(chunks);
}

function drawHead(pdf: Pdf, view: InvoiceView): void {
  write(pdf, view.title, side.left, 40, page.right - side.left, { size: 20, isBold: true });
  pdf.y += 6;
  for (const { label: name, value } of view.facts) {
    const { y } = pdf;
    const width = page.right - side.valueLeft;
    write(pdf, name, side.left, y, side.valueLeft - side.left - 6, { color: grey });
    const labelEnd = pdf.y;
    write(pdf, value, side.valueLeft, y, width);
    pdf.y = Math.max(pdf.y, labelEnd) + 2;
  }
  const sideEnd = pdf.y;
  drawParty(pdf, view.seller, 42, { size: 8 });
  drawParty(pdf, view.buyer, Math.max(window.top, pdf.y + 16), { size: 10 });
  pdf.y = Math.max(pdf.y, sideEnd) + 22;
  for (const note of view.notes) {
    write(pdf, note, page.left, pdf.y, page.width);
    pdf.y += 4;
  }
  pdf.y += view.notes.length > 0 ? 10 : 0;
}

function drawParty(pdf: Pdf, { name, details }: PartyView, y: number, as: Style): void {
  write(pdf, name, page.left, y, window.width, { size: (as.size ?? 9) + 1, isBold: true });
  if (details.length > 0) write(pdf, details.join('\n'), page.left, pdf.y + 1, window.width, as);
}

/** The top of every page but the first: which document goes on, and the table's head where a row does. */
function drawContinued(pdf: Pdf, view: InvoiceView, isInTable: boolean, language: Language): void {
  const { x, y } = pdf;
  const interrupted = styleOf(pdf);
  const line = `${view.title} ${view.number} · ${view.seller.name}`.slice(0, 120);
  style(pdf, { size: 8, color: grey });
  pdf.text(shown(line), page.left, 40, { width: page.width, height: 10, ellipsis: true });
  if (isInTable) drawTableHead(pdf, page.top - 22, language);
  style(pdf, interrupted);
  pdf.x = x;
  pdf.y = y;
}

function drawTableHead(pdf: Pdf, y: number, language: Language): void {
  for (const column of lineColumns) {
    const { x, width } = columns[column];
    write(pdf, label(column, language), x, y, width, { isBold: true, ...alignment(column) });
  }
  rule(pdf, y + 14);
  pdf.y = y + 20;
}

const alignment = (column: LineColumn): Style => ({
  align: column === 'description' ? 'left' : 'right',
});

function drawLines(pdf: Pdf, view: InvoiceView, language: Language): void {
  keepTogether(pdf, 60);
  if (pdf.y > page.top) drawTableHead(pdf, pdf.y, language);
  for (const line of view.lines) drawLine(pdf, line);
  rule(pdf, pdf.y);
  pdf.y += 12;
}

function drawLine(pdf: Pdf, line: LineView): void {
  const { x, width } = columns.description;
  const details = line.details.join('\n');
  const small: Style = { size: 8, color: grey };
  const left = heightOf(pdf, line.description, width) + heightOf(pdf, details, width, small);
  const cells = lineColumns.filter((column) => column !== 'description');
  const height = Math.max(
    left,
    ...cells.map((column) => heightOf(pdf, line[column], columns[column].width)),
  );
  keepTogether(pdf, height);
  const { y } = pdf;
  for (const column of cells) {
    write(pdf, line[column], columns[column].x, y, columns[column].width, alignment(column));
  }
  const before = pdf.bufferedPageRange().count;
  write(pdf, line.description, x, y, width);
  if (details !== '') write(pdf, details, x, pdf.y, width, small);
  const isOnSamePage = pdf.bufferedPageRange().count === before;
  pdf.y = (isOnSamePage ? Math.max(pdf.y, y + height) : pdf.y) + 5;
}

const sumColumns = { x: 318, labelWidth: 132, amountX: 452 };
const vatColumns = [
  { key: 'rate', label: 'vatRate', x: page.left, width: 50, align: 'left' },
  { key: 'taxable', label: 'taxable', x: 110, width: 85, align: 'right' },
  { key: 'tax', label: 'vatAmount', x: 200, width: 85, align: 'right' },
] as const;

/** VAT by rate on the left, the sums on the right, on one page where one can hold them. */
function drawSums(pdf: Pdf, view: InvoiceView, language: Language): void {
  const sumHeight = view.sums.reduce((sum, fact) => sum + sumRowHeight(pdf, fact), 16);
  const reasons = view.vat.map(({ reason = '' }) => heightOf(pdf, reason, 228, { size: 8 }));
  const vatHeight = reasons.reduce((sum, height) => sum + height + 15, 34);
  keepTogether(pdf, Math.max(sumHeight, vatHeight));
  const top = pdf.y;
  const started = pdf.bufferedPageRange().count;
  drawVat(pdf, view, language);
  const vatEnd = pdf.bufferedPageRange().count === started ? pdf.y : 0;
  let y = vatEnd === 0 ? pdf.y : top;
  for (const fact of view.sums) {
    const height = sumRowHeight(pdf, fact);
    if (y + height > page.bottom) {
      pdf.addPage();
      y = page.top;
    }
    const { isStrong = false } = fact;
    const as: Style = isStrong ? { size: 11, isBold: true } : {};
    if (isStrong) rule(pdf, y + 2, sumColumns.x);
    const at = isStrong ? y + 8 : y;
    write(pdf, fact.label, sumColumns.x, at, sumColumns.labelWidth, as);
    const width = page.right - sumColumns.amountX;
    write(pdf, fact.value, sumColumns.amountX, at, width, { ...as, align: 'right' });
    y += height;
  }
  pdf.y = Math.max(y, pdf.bufferedPageRange().count === started ? vatEnd : 0);
}

function sumRowHeight(pdf: Pdf, { label: name, value, isStrong = false }: Fact): number {
  const as: Style = isStrong ? { size: 11, isBold: true } : {};
  const height = Math.max(
    heightOf(pdf, name, sumColumns.labelWidth, as),
    heightOf(pdf, value, page.right - sumColumns.amountX, as),
  );
  return height + (isStrong ? 14 : 3);
}

function drawVat(pdf: Pdf, view: InvoiceView, language: Language): void {
  if (view.vat.length === 0) return;
  const { y } = pdf;
  for (const { label: key, x, width, align } of vatColumns) {
    write(pdf, label(key, language), x, y, width, { size: 8, color: grey, align });
  }
  pdf.y = y + 13;
  for (const row of view.vat) {
    if (pdf.y + 15 > page.bottom) pdf.addPage();
    const rowTop = pdf.y;
    for (const { key, x, width, align } of vatColumns) {
      write(pdf, row[key], x, rowTop, width, { align });
    }
    pdf.y = rowTop + 13;
    if (row.reason) {
      write(pdf, row.reason, page.left, pdf.y, 228, { size: 8, color: grey });
      pdf.y += 2;
    }
  }
}

/** The box that a payer copies from, and the terms below it. */
function drawPayment(pdf: Pdf, { payment, terms }: InvoiceView, language: Language): void {
  const [x, valueX] = [page.left + 12, page.left + 120];
  const width = page.right - valueX - 12;
  const as: Style = { size: 10 };
  const rows = payment.map((fact) => heightOf(pdf, fact.value, width, as) + 4);
  const height = rows.reduce((sum, row) => sum + row, 32);
  if (payment.length > 0) {
    pdf.y += 18;
    keepTogether(pdf, height);
    const top = pdf.y;
    pdf.rect(page.left, top, page.width, Math.min(height, page.bottom - top)).fill('#f0f2f4');
    write(pdf, label('payment', language), x, top + 9, width, { size: 9, color: grey });
    pdf.y = top + 25;
    for (const { label: name, value, isStrong = false } of payment) {
      const { y } = pdf;
      write(pdf, name, x, y + 1, valueX - x - 6);
      write(pdf, value, valueX, y, width, { ...as, isBold: isStrong });
      pdf.y += 4;
    }
    pdf.y += 6;
  }
  if (terms !== undefined) write(pdf, terms, page.left, pdf.y + 10, page.width);
}

function drawPageNumbers(pdf: Pdf, language: Language): void {
  const { count } = pdf.bufferedPageRange();
  for (let at = 0; at < count; at++) {
    pdf.switchToPage(at);
    // Written below the margin: without this pdfkit would begin another page.
    pdf.page.margins.bottom = 0;
    const text = `${label('page', language)} ${at + 1} ${label('of', language)} ${count}`;
    write(pdf, text, page.left, 842 - 40, page.width, { size: 8, color: grey, align: 'right' });
  }
}
