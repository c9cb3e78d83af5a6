import { readAnyInvoice } from '../../invoice/read.ts';
import type { Invoice } from '../../invoice/model.ts';
import type { Engine, Page } from '../words.ts';
import { embeddedInvoice, isPdf } from './embedded.ts';
import { limits } from './limits.ts';
import { openPdfText } from './pdf-text.ts';
import { unreadable, type Unreadable } from './unreadable.ts';

export interface ReadOptions {
  /** `auto` takes the e-invoice inside, then the text, then OCR; any other engine is the only one that reads. */
  readonly engine?: 'auto' | Engine;
  readonly maxPages?: number;
}

export interface ReadDocument {
  readonly pages: readonly Page[];
  /** The e-invoice that the PDF carries; always null with any engine but `auto`. */
  readonly embedded: Invoice | null;
}

/**
 * The words of a document with their places, and the e-invoice inside. Expected trouble is a value; a hostile document
 * can still take all memory or never end, so this belongs into a process that may be ended.
 */
export async function readDocument(
  bytes: Uint8Array,
  { engine = 'auto', maxPages = limits.pages }: ReadOptions = {},
): Promise<ReadDocument | Unreadable> {
  if (bytes.length > limits.sizeBytes)
    return unreadable(
      'too-large',
      `The file has ${bytes.length} bytes; at most ${limits.sizeBytes} are read.`,
    );
  if (!isPdf(bytes))
    return unreadable('not-a-document', 'The file is neither a PDF nor a picture.');
  const pdf = await openPdfText(bytes);
  if ('error' in pdf) return pdf;
  try {
    if (pdf.pageCount === 0) return unreadable('no-pages', 'The PDF has no pages.');
    if (pdf.pageCount > maxPages)
      return unreadable(
        'too-many-pages',
        `The PDF has ${pdf.pageCount} pages; at most ${maxPages} are read.`,
      );
    const embedded = engine === 'auto' ? invoiceInside(bytes) : null;
    const pages: Page[] = [];
    for (let number = 1; number <= pdf.pageCount; number++) {
      const page = await pdf.readPage(number);
      if (!page) return unreadable('too-much-text', `Page ${number} has more text than is read.`);
      pages.push(page);
    }
    return { pages, embedded };
  } finally {
    await pdf.close();
  }
}

function invoiceInside(bytes: Uint8Array): Invoice | null {
  const found = embeddedInvoice(bytes);
  if (!found.ok) return null;
  const read = readAnyInvoice(found.xml);
  return read.ok ? read.invoice : null;
}
