import type { PdfObjects } from './pdf-objects.ts';
import {
  isDictionary,
  PdfTooCostly,
  textOf,
  ValueReader,
  type PdfDictionary,
} from './pdf-values.ts';

/** What a page's description says beside its text. */
export interface PageContent {
  /**
   * What the marked parts of the content say that they read as, in the order in which they begin; null for a part that
   * does not say so. Browsers write ligatures this way: the glyph itself stands for no character.
   */
  readonly actualTexts: readonly (string | null)[];
  readonly hasPictures: boolean;
  /** Text that is not painted, as programs lay it over the picture of a page that they have read. */
  readonly hasHiddenText: boolean;
}

const contentBytes = 5_000_000;
const nothing: PageContent = { actualTexts: [], hasPictures: false, hasHiddenText: false };

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
    return {
      actualTexts: [...actualTextsOf(content)],
      hasPictures: /\bBI\s*\//.test(content) || hasPictures(objects, page),
      hasHiddenText: /\b3 Tr\b/.test(content),
    };
  } catch (error) {
    if (error instanceof PdfTooCostly) return nothing;
    throw error;
  }
}

function hasPictures(objects: PdfObjects, page: PdfDictionary): boolean {
  let holder: PdfDictionary = page;
  for (let depth = 0; depth < 10 && !holder.has('/Resources'); depth++) {
    const parent = objects.resolve(holder.get('/Parent'));
    if (!isDictionary(parent)) return false;
    holder = parent;
  }
  const resources = objects.resolve(holder.get('/Resources'));
  const named = isDictionary(resources) ? objects.resolve(resources.get('/XObject')) : null;
  if (!isDictionary(named)) return false;
  return [...named.values()].slice(0, 100).some((value) => {
    const object = objects.resolve(value);
    // Forms are not looked into: they may hold pictures.
    const subtype = isDictionary(object) ? object.get('/Subtype') : null;
    return subtype === '/Image' || subtype === '/Form';
  });
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
