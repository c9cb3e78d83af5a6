import type { PdfObjects } from './pdf-objects.ts';
import {
  isDictionary,
  PdfTooCostly,
  textOf,
  ValueReader,
  type PdfDictionary,
  type PdfValue,
} from './pdf-values.ts';

/** What a page's description says beside its text. */
export interface PageContent {
  /**
   * What the marked parts of the content say that they read as, in the order in which they begin; null for a part that
   * does not say so. Browsers write ligatures this way: the glyph itself stands for no character.
   */
  readonly actualTexts: readonly (string | null)[];
  readonly hasPictures: boolean;
  /** Whether there is something that a QR code could be: a square picture, or very many squares. */
  readonly mayHaveCode: boolean;
  /** Text that is not painted, as programs lay it over the picture of a page that they have read. */
  readonly hasHiddenText: boolean;
}

const contentBytes = 5_000_000;
const nothing: PageContent = {
  actualTexts: [],
  hasPictures: false,
  mayHaveCode: false,
  hasHiddenText: false,
};

/** Looks into the page's own content, not into forms that it uses; of a page that is too costly it says nothing. */
export function contentOf(open: () => PdfObjects, pageObject: number): PageContent {
  try {
    const objects = open();
    const page = objects.resolve({ object: pageObject });
    if (!isDictionary(page)) return nothing;
    const content = [page.get('/Contents') ?? []]
      .flat()
      .map((stream) => objects.streamOf(stream, contentBytes) ?? new Uint8Array())
      .map((bytes) => Buffer.from(bytes).toString('latin1'))
      .join('\n');
    const hasInline = /\bBI\s*\//.test(content);
    const pictures = picturesOf(objects, page);
    return {
      actualTexts: [...actualTextsOf(content)],
      // Forms may hold pictures.
      hasPictures: hasInline || pictures.length > 0,
      mayHaveCode:
        hasInline ||
        hasManySquares(content) ||
        pictures.some((picture) => mayBeCode(objects, picture)),
      hasHiddenText: /\b3 Tr\b/.test(content),
    };
  } catch (error) {
    if (error instanceof PdfTooCostly) return nothing;
    throw error;
  }
}

/** References to the pictures and forms that the page may paint. */
function picturesOf(objects: PdfObjects, page: PdfDictionary): PdfValue[] {
  let holder: PdfDictionary = page;
  for (let depth = 0; depth < 10 && !holder.has('/Resources'); depth++) {
    const parent = objects.resolve(holder.get('/Parent'));
    if (!isDictionary(parent)) return [];
    holder = parent;
  }
  return named(objects, holder).filter((value) => {
    const object = objects.resolve(value);
    const subtype = isDictionary(object) ? object.get('/Subtype') : null;
    return subtype === '/Image' || subtype === '/Form';
  });
}

function named(objects: PdfObjects, holder: PdfDictionary): PdfValue[] {
  const resources = objects.resolve(holder.get('/Resources'));
  const all = isDictionary(resources) ? objects.resolve(resources.get('/XObject')) : null;
  return isDictionary(all) ? [...all.values()].slice(0, 100) : [];
}

/** The smallest code has 21 modules to a side, and is as wide as it is high. */
const fewestModules = 21;

function mayBeCode(objects: PdfObjects, value: PdfValue, depth = 0): boolean {
  const object = objects.resolve(value);
  if (!isDictionary(object)) return false;
  if (object.get('/Subtype') === '/Image') {
    const [width, height] = [Number(object.get('/Width')), Number(object.get('/Height'))];
    return Math.min(width, height) >= fewestModules && Math.abs(width - height) < 0.05 * width;
  }
  if (depth === 2) return false;
  const content = objects.streamOf(value, contentBytes);
  return (
    (content !== undefined && hasManySquares(Buffer.from(content).toString('latin1'))) ||
    named(objects, object).some((inner) => mayBeCode(objects, inner, depth + 1))
  );
}

/** Half of a small code's modules are dark; writers join those that touch. */
const fewestSquares = 80;

/** Rectangles, or closed paths that are filled together. */
function hasManySquares(content: string): boolean {
  let squares = 0;
  for (const _ of content.matchAll(/\bre\b|\bh\b/g)) if (++squares >= fewestSquares) return true;
  return false;
}

function* actualTextsOf(content: string): Generator<string | null> {
  for (const { 0: operator, index } of content.matchAll(/\/\w+\s*(?:<<|\/\w+\s+BDC\b)|\bBMC\b/g)) {
    if (!operator.endsWith('<<')) {
      yield null;
      continue;
    }
    const reader = new ValueReader(content, index + operator.length - 2);
    const properties = reader.read();
    reader.skipSpace();
    if (!content.startsWith('BDC', reader.at)) continue;
    const text = isDictionary(properties) ? properties.get('/ActualText') : null;
    yield text instanceof Uint8Array ? textOf(text) : null;
  }
}
