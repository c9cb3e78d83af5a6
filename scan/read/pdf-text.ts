import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { getDocument, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { TextItem, TextMarkedContent } from 'pdfjs-dist/types/src/display/api.js';
import type { Page } from '../words.ts';
import { limits } from './limits.ts';
import { contentOf, type PageContent } from './page-content.ts';
import { PdfObjects } from './pdf-objects.ts';
import { wordsOfRuns, type TextRun } from './text-geometry.ts';
import { unknownGlyph } from './usable-text.ts';
import { unreadable, type Unreadable } from './unreadable.ts';

/** A page with its text, and what else decides whether that is what a person sees on it. */
export interface PageText extends Pick<
  PageContent,
  'hasPictures' | 'mayHaveCode' | 'hasHiddenText'
> {
  readonly page: Page;
}

/** A PDF that is open for reading its text. */
export interface PdfText {
  readonly pageCount: number;
  /**
   * The text of a page with its places; null where it has more characters than are read. `quarters`: how a person has
   * turned the page, clockwise.
   */
  readPage(number: number, quarters?: number): Promise<PageText | null>;
  close(): Promise<void>;
}

const resources = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/**
 * Opens a PDF. Nothing in it is executed, nothing is fetched, and pictures are not decoded. The bytes are copied.
 * A broken one may also take memory without end: only for processes that may be ended.
 */
export async function openPdfText(bytes: Uint8Array): Promise<PdfText | Unreadable> {
  const loading = getDocument({
    data: new Uint8Array(bytes),
    cMapUrl: join(resources, 'cmaps') + sep,
    cMapPacked: true,
    standardFontDataUrl: join(resources, 'standard_fonts') + sep,
    disableFontFace: true,
    isEvalSupported: false,
    useSystemFonts: false,
    enableXfa: false,
    verbosity: 0,
  });
  try {
    const document = await loading.promise;
    let known: PdfObjects | null = null;
    const objects = (): PdfObjects => (known ??= new PdfObjects(bytes));
    return {
      pageCount: document.numPages,
      readPage: async (number, quarters) => {
        const page = await document.getPage(number);
        try {
          return await pageOf(page, number, quarters, objects);
        } finally {
          page.cleanup();
        }
      },
      close: () => loading.destroy(),
    };
  } catch (error) {
    await loading.destroy();
    const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
    if (name === 'PasswordException')
      return unreadable('encrypted', 'The PDF can only be opened with a password.');
    return unreadable('damaged', `The PDF cannot be opened: ${message}`);
  }
}

async function pageOf(
  page: PDFPageProxy,
  number: number,
  quarters: number | undefined,
  objects: () => PdfObjects,
): Promise<PageText | null> {
  const viewport = page.getViewport({ scale: 1 });
  const matrix = viewport.transform as unknown as Matrix;
  const items: Item[] = [];
  let characters = 0;
  const reader = page.streamTextContent({ includeMarkedContent: true }).getReader();
  for (;;) {
    const { done, value } = (await reader.read()) as {
      done: boolean;
      value?: { items: Item[] };
    };
    if (done) break;
    for (const item of value?.items ?? []) {
      if ('str' in item) characters += item.str.length;
      items.push(item);
    }
    if (characters > limits.charactersPerPage) {
      await reader.cancel(new Error('The page has more text than is read.'));
      return null;
    }
  }
  const content = contentOf(objects, page.ref?.num ?? 0);
  const written = [...withActualText(items, content.actualTexts), ...(await fieldsOf(page))];
  const runs = written.filter(({ str }) => str.trim() !== '').map((item) => runOf(item, matrix));
  const { size, turned, words } = wordsOfRuns(runs, viewport, quarters);
  const { hasPictures, mayHaveCode, hasHiddenText } = content;
  return {
    page: {
      number,
      ...size,
      engine: 'text',
      ...(turned !== 0 && { turned }),
      words,
      codes: [],
    },
    hasPictures,
    mayHaveCode,
    hasHiddenText,
  };
}

/** The texts, with what the writer says that they read as where the glyphs do not tell. */
function withActualText(items: readonly Item[], actual: PageContent['actualTexts']): Written[] {
  const texts = items.filter((item) => 'str' in item);
  if (!texts.some(({ str }) => unknownGlyph.test(str))) return texts;
  const begun = items.filter((item) => 'type' in item && item.type.startsWith('begin')).length;
  // Parts that stand in other objects are not counted: then nobody knows which is which.
  if (begun !== actual.length) return texts;
  let part = -1;
  const open: number[] = [];
  return items.flatMap((item) => {
    if ('str' in item) {
      const text = actual[open.at(-1) ?? -1] ?? null;
      return [unknownGlyph.test(item.str) && text !== null ? { ...item, str: text } : item];
    }
    if (item.type === 'endMarkedContent') open.pop();
    else open.push(++part);
    return [];
  });
}

type Matrix = readonly [number, number, number, number, number, number];
type Item = TextItem | TextMarkedContent;
type Written = Pick<TextItem, 'str' | 'transform' | 'width'>;

function runOf({ str, transform, width }: Written, page: Matrix): TextRun {
  const [a, b, c, d, e, f] = transform as unknown as Matrix;
  const [x, y] = applied(page, a, b, 0);
  const along = Math.hypot(x, y) || 1;
  const [startX, startY] = applied(page, e, f, 1);
  return {
    text: str,
    x: startX,
    y: startY,
    direction: [x / along, y / along],
    length: width * Math.hypot(page[0], page[1]),
    size: Math.hypot(...applied(page, c, d, 0)),
  };
}

const applied = (
  [a, b, c, d, e, f]: Matrix,
  x: number,
  y: number,
  moves: 0 | 1,
): [number, number] => [a * x + c * y + e * moves, b * x + d * y + f * moves];

/** What was filled into a form: it stands in the fields, not in the text of the page. */
async function fieldsOf(page: PDFPageProxy): Promise<Written[]> {
  const written: Written[] = [];
  for (const annotation of (await page.getAnnotations()) as Annotation[]) {
    const { subtype, fieldType, fieldValue, hidden, rect } = annotation;
    if (subtype !== 'Widget' || (fieldType !== 'Tx' && fieldType !== 'Ch') || hidden === true)
      continue;
    const text = [fieldValue]
      .flat()
      .filter((value) => typeof value === 'string')
      .join(' ')
      .trim();
    if (text === '' || !rect) continue;
    const [left, bottom, right, top] = rect;
    const lines = text.split(/[\r\n]+/);
    const height = (top - bottom) / lines.length;
    const size = Math.min(height * 0.8, 12);
    lines.forEach((str, index) => {
      const baseline = top - height * index - (height + size * 0.6) / 2;
      const width = Math.min(right - left, str.length * size * 0.5);
      written.push({ str, width, transform: [size, 0, 0, size, left, baseline] });
    });
  }
  return written;
}

interface Annotation {
  readonly subtype?: string;
  readonly fieldType?: string;
  readonly fieldValue?: unknown;
  readonly hidden?: boolean;
  readonly rect?: readonly [number, number, number, number];
}
