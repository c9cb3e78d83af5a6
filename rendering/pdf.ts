import { readDate } from '../invoice/date.ts';
import type { Invoice } from '../invoice/model.ts';
import { embeddedInvoice } from './embedded-invoice.ts';
import type { PrintFormatName } from './formats.ts';
import { drawHead } from './invoice-head.ts';
import { drawSums } from './invoice-sums.ts';
import { drawSlip, slipHeight } from './payment-slip.ts';
import { measures, type Measures } from './measures.ts';
import { paper } from './pdf/document.ts';
import { readPicture } from './pdf/read-picture.ts';
import { grey, Sheet } from './sheet.ts';
import { shownOnOneLine } from './shown-text.ts';
import { LineTable } from './line-table.ts';
import { label, type Language } from './texts.ts';
import { viewOf, type InvoiceView } from './view-model.ts';

export interface PdfOptions {
  readonly language: Language;
  /** `plain` where none is given. */
  readonly format?: PrintFormatName;
  /** PNG or JPEG; one that cannot be read is left out. */
  readonly logo?: Uint8Array;
  /** The e-invoice as it was sent (UBL or CII): carried inside the PDF. */
  readonly source?: Uint8Array;
}

export interface PrintedInvoice {
  readonly bytes: Uint8Array;
  readonly pages: number;
}

/** One invoice or credit note as a PDF (PDF/A-3b, A4) with all that it says. Same invoice, same bytes. */
export async function renderPdf(invoice: Invoice, options: PdfOptions): Promise<Uint8Array> {
  return (await printInvoice(invoice, options)).bytes;
}

/** As `renderPdf`, and how many pages it came to. */
export async function printInvoice(invoice: Invoice, options: PdfOptions): Promise<PrintedInvoice> {
  const { language, format = 'plain', logo, source } = options;
  const view = viewOf(invoice, language);
  const measure = measures[format];
  const table = new LineTable(view, measure);
  const sheet = new Sheet(measure.frame, (next) => {
    drawContinued(next, view, measure);
    table.repeatHead(next);
  });
  drawHead(sheet, view, measure, logo === undefined ? null : readPicture(logo));
  await table.draw(sheet);
  drawSums(sheet, view, measure);
  const { slip } = view.payment;
  if (format === 'giro' && slip !== undefined) {
    if (sheet.y + slipHeight > paper.height) sheet.nextPage();
    drawSlip(sheet, slip, view.language);
  }
  drawFoot(sheet, view, measure);
  const embedded = source && embeddedInvoice(source);
  const bytes = await sheet.drawing.finish({
    title: shownOnOneLine(`${view.title} ${view.number}`),
    author: shownOnOneLine(view.seller.name),
    language,
    // A day that does not exist has no place in the metadata.
    createdOn: readDate(invoice.issueDate) ?? '2000-01-01',
    ...(embedded !== undefined && { embedded }),
  });
  return { bytes, pages: sheet.drawing.pageCount };
}

/** The top of every page but the first: which document goes on. */
function drawContinued(sheet: Sheet, view: InvoiceView, { small }: Measures): void {
  const line = shownOnOneLine(`${view.title} ${view.number} · ${view.seller.name}`);
  sheet.put(line.slice(0, 90), sheet.frame.left, 36, sheet.width, { size: small, color: grey });
}

function drawFoot(sheet: Sheet, view: InvoiceView, { small }: Measures): void {
  const { drawing, frame, width } = sheet;
  const count = drawing.pageCount;
  const by = shownOnOneLine([view.seller.name, ...view.seller.registrations].join(' · '));
  for (let at = 0; at < count; at++) {
    drawing.turnTo(at);
    const { language } = view;
    const text = `${label('page', language)} ${at + 1} ${label('of', language)} ${count}`;
    const y = paper.height - 30;
    sheet.put(by.slice(0, 90), frame.left, y, width, { size: small, color: grey });
    sheet.put(text, frame.left, y, width, { size: small, color: grey, align: 'right' });
  }
}
