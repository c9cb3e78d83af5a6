import type { Invoice } from '../../invoice/model.ts';
import { readAnyInvoice } from '../../invoice/read.ts';
import type { Engine, Page } from '../words.ts';
import { embeddedInvoice, isPdf } from './embedded.ts';
import { readCodes } from './codes.ts';
import { ocrOrder, type Engines, type OcrName } from './engines.ts';
import { limits } from './limits.ts';
import { openPdfText, type PageText } from './pdf-text.ts';
import { isPicture, openPictureFile } from './picture-file.ts';
import { turnedBy, type Picture } from './picture.ts';
import { openPdfRaster, type PdfRaster } from './raster.ts';
import { readPicture } from './read-picture.ts';
import { unreadable, type Unreadable } from './unreadable.ts';
import { isUsable } from './usable-text.ts';

export interface ReadOptions {
  /**
   * `auto` takes the e-invoice inside, then the text, then the best OCR, page by page. `text` takes the text alone, the
   * other two nothing but OCR.
   */
  readonly engine?: 'auto' | Engine;
  readonly maxPages?: number;
  /** Only these pages are read; all where it is not given. */
  readonly pages?: readonly number[];
  /** Quarter turns clockwise that a person has given a page, by its number. */
  readonly rotations?: Readonly<Record<string, number>>;
  /** Engines that are not to be used: they have failed on this document. */
  readonly without?: readonly OcrName[];
}

/** Hears which page is next, and what reads it. */
export type Progress = (page: number, engine: OcrName | 'text') => void;

export interface ReadDocument {
  readonly pages: readonly Page[];
  /** The e-invoice that the PDF carries; always null with any engine but `auto`. */
  readonly embedded: Invoice | null;
  /** What read it, e.g. `embedded`, `text`, `text+ppocr`. */
  readonly engine: string;
  /** What did not go as asked, e.g. that another engine had to read. */
  readonly notes: readonly Note[];
}

export interface Note {
  readonly code: 'engine-missing' | 'engine-failed' | 'no-text';
  readonly detail: string;
}

/**
 * The words of a document with their places, and the e-invoice inside. Expected trouble is a value; a hostile document
 * can still take all memory or never end, so this belongs into a process that may be ended.
 */
export async function readDocument(
  bytes: Uint8Array,
  options: ReadOptions,
  engines: Engines,
  progress: Progress = () => undefined,
): Promise<ReadDocument | Unreadable> {
  if (bytes.length > limits.sizeBytes)
    return unreadable(
      'too-large',
      `The file has ${bytes.length} bytes; at most ${limits.sizeBytes} are read.`,
    );
  const reader = new DocumentReader(options, engines, progress);
  if (isPdf(bytes)) return reader.readPdf(bytes);
  if (isPicture(bytes)) return reader.readPictures(bytes);
  return unreadable('not-a-document', 'The file is neither a PDF nor a picture (PNG, JPEG, TIFF).');
}

class DocumentReader {
  readonly #engine: 'auto' | Engine;
  readonly #maxPages: number;
  readonly #pages: readonly number[] | null;
  readonly #rotations: Readonly<Record<string, number>>;
  readonly #without: readonly OcrName[];
  readonly #engines: Engines;
  readonly #progress: Progress;
  readonly #notes: Note[] = [];

  constructor(options: ReadOptions, engines: Engines, progress: Progress) {
    this.#engine = options.engine ?? 'auto';
    this.#maxPages = options.maxPages ?? limits.pages;
    this.#pages = options.pages ?? null;
    this.#rotations = options.rotations ?? {};
    this.#without = options.without ?? [];
    this.#engines = engines;
    this.#progress = progress;
  }

  async readPdf(bytes: Uint8Array): Promise<ReadDocument | Unreadable> {
    const text = await openPdfText(bytes);
    if ('error' in text) return text;
    let raster: PdfRaster | null = null;
    try {
      const wrong = this.#countOf(text.pageCount);
      if (wrong) return wrong;
      const embedded = this.#engine === 'auto' ? invoiceInside(bytes) : null;
      const pages: Page[] = [];
      for (const number of this.#numbersTo(text.pageCount)) {
        this.#progress(number, 'text');
        const found = await text.readPage(number, this.#rotations[number]);
        if (!found)
          return unreadable('too-much-text', `Page ${number} has more text than is read.`);
        if (embedded || this.#engine === 'text') {
          pages.push(found.page);
          continue;
        }
        if (this.#isText(found)) {
          if (found.mayHaveCode) raster ??= await openPdfRaster(bytes);
          pages.push(
            found.mayHaveCode && raster ? await withCodes(found.page, raster) : found.page,
          );
          continue;
        }
        raster ??= await openPdfRaster(bytes);
        if (!raster) return unreadable('damaged', 'The pages of the PDF cannot be drawn.');
        const read = await this.#readPicture(await raster.draw(number), number);
        if ('error' in read) return read;
        pages.push(read);
      }
      return this.#done(pages, embedded);
    } finally {
      raster?.close();
      await text.close();
    }
  }

  async readPictures(bytes: Uint8Array): Promise<ReadDocument | Unreadable> {
    const file = await openPictureFile(bytes);
    if ('error' in file) return file;
    const wrong = this.#countOf(file.pageCount);
    if (wrong) return wrong;
    const pages: Page[] = [];
    for (const number of this.#numbersTo(file.pageCount)) {
      const read = await this.#readPicture(await file.draw(number), number);
      if ('error' in read) return read;
      pages.push(read);
    }
    return this.#done(pages, null);
  }

  #numbersTo(pageCount: number): number[] {
    const all = Array.from({ length: pageCount }, (_, at) => at + 1);
    return all.filter((number) => this.#pages?.includes(number) ?? true);
  }

  #countOf(pageCount: number): Unreadable | null {
    if (pageCount === 0) return unreadable('no-pages', 'The document has no pages.');
    if (pageCount <= this.#maxPages) return null;
    const detail = `The document has ${pageCount} pages; at most ${this.#maxPages} are read.`;
    return unreadable('too-many-pages', detail);
  }

  /** Text that a program laid over a picture is a reading of it, and seldom as good as the engines' here. */
  #isText({ page, hasPictures, hasHiddenText }: PageText): boolean {
    if (this.#engine !== 'auto' || (hasPictures && hasHiddenText)) return false;
    return isUsable(page.words.map(({ text }) => text).join(' '));
  }

  async #readPicture(drawn: Picture | Unreadable, number: number): Promise<Page | Unreadable> {
    if ('error' in drawn) return drawn;
    const asked = this.#engine === 'text' ? 'auto' : this.#engine;
    for (const name of ocrOrder(asked)) {
      if (this.#without.includes(name)) continue;
      this.#progress(number, name);
      const engine = await this.#engines.open(name);
      if ('missing' in engine) {
        // Nobody asked for it by name: that it is not there is how the installation is.
        const isUsual = asked === 'auto' && !engine.isInstalled;
        if (!isUsual) this.#note('engine-missing', `${name} cannot be used: ${engine.missing}`);
        continue;
      }
      try {
        return await readPicture(drawn, number, engine, this.#rotations[number]);
      } catch (error) {
        const said = error instanceof Error ? error.message : String(error);
        this.#note('engine-failed', `${name} failed on page ${number}: ${said}`);
        await this.#engines.discard(name);
      }
    }
    const why = this.#notes.map(({ detail }) => detail).join(' ');
    return unreadable('no-engine', `No engine could read page ${number}. ${why}`);
  }

  #note(code: Note['code'], detail: string): void {
    if (!this.#notes.some((note) => note.code === code && note.detail === detail))
      this.#notes.push({ code, detail });
  }

  #done(pages: readonly Page[], embedded: Invoice | null): ReadDocument {
    const silent = pages.filter(({ words }) => words.length === 0).map(({ number }) => number);
    if (silent.length > 0) this.#note('no-text', `No words on page ${silent.join(', ')}.`);
    const engine = embedded ? 'embedded' : [...new Set(pages.map((page) => page.engine))].join('+');
    return { pages, embedded, engine, notes: this.#notes };
  }
}

function invoiceInside(bytes: Uint8Array): Invoice | null {
  const found = embeddedInvoice(bytes);
  if (!found.ok) return null;
  const read = readAnyInvoice(found.xml);
  return read.ok ? read.invoice : null;
}

/** Fine enough for the modules of a payment's code as it is printed, and half the work of a scan. */
const codesDotsPerInch = 150;

/** The page with its codes; one that cannot be drawn has none. */
async function withCodes(page: Page, raster: PdfRaster): Promise<Page> {
  const drawn = await raster.draw(page.number, codesDotsPerInch);
  if ('error' in drawn) return page;
  return { ...page, codes: await readCodes(turnedBy(drawn, (page.turned ?? 0) / 90)) };
}
