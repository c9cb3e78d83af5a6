import { readKerning, type Kerning } from './kerning.ts';

/** A TrueType font, read once and used for every document: its tables stay as they are in the file. */
export interface Font {
  readonly name: string;
  readonly view: DataView;
  readonly tables: ReadonlyMap<string, { readonly offset: number; readonly length: number }>;
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  readonly box: readonly [number, number, number, number];
  /** Glyph of each code unit of the basic plane; 0 where there is none. */
  readonly glyphs: Uint16Array;
  /** Width of each glyph in units of the font. */
  readonly advances: Uint16Array;
  readonly kerning: Kerning;
  /** Shown for what the font has no glyph for. */
  readonly replacement: number;
}

/** The font in these bytes. Throws where they are none: fonts come with the program. */
export function readFont(name: string, bytes: Uint8Array): Font {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<string, { offset: number; length: number }>();
  for (let at = 12; at < 12 + view.getUint16(4) * 16; at += 16) {
    const tag = String.fromCharCode(...bytes.subarray(at, at + 4));
    tables.set(tag, { offset: view.getUint32(at + 8), length: view.getUint32(at + 12) });
  }
  const start = (tag: string): number => {
    const table = tables.get(tag);
    if (!table) throw new Error(`The font ${name} has no table ${tag}.`);
    return table.offset;
  };
  const [head, hhea, os2] = [start('head'), start('hhea'), start('OS/2')];
  const glyphs = readCharacters(view, start('cmap'));
  const count = view.getUint16(start('maxp') + 4);
  return {
    name,
    view,
    tables,
    unitsPerEm: view.getUint16(head + 18),
    ascent: view.getInt16(hhea + 4),
    descent: view.getInt16(hhea + 6),
    capHeight: view.getInt16(os2 + 88),
    box: [
      view.getInt16(head + 36),
      view.getInt16(head + 38),
      view.getInt16(head + 40),
      view.getInt16(head + 42),
    ],
    glyphs,
    advances: readAdvances(view, start('hmtx'), view.getUint16(hhea + 34), count),
    kerning: withoutFigures(readKerning(view, tables.get('GPOS')?.offset), glyphs),
    replacement: glyphs[0xfffd] || (glyphs[0x25a1] ?? 0),
  };
}

/** Figures stand as they are, so that those of a column stand below each other. */
function withoutFigures(kerning: Kerning, glyphs: Uint16Array): Kerning {
  const figures = new Set(glyphs.subarray(0x30, 0x3a));
  return (first, second) =>
    figures.has(first) || figures.has(second) ? 0 : kerning(first, second);
}

/** The format 4 table of the basic plane: fonts for the web all have one. */
function readCharacters(view: DataView, cmap: number): Uint16Array {
  const glyphs = new Uint16Array(0x10000);
  for (let record = 0; record < view.getUint16(cmap + 2); record++) {
    const table = cmap + view.getUint32(cmap + 4 + record * 8 + 4);
    if (view.getUint16(table) !== 4) continue;
    const double = view.getUint16(table + 6);
    for (let segment = 0; segment < double; segment += 2) {
      const end = view.getUint16(table + 14 + segment);
      const first = view.getUint16(table + 16 + double + segment);
      const delta = view.getUint16(table + 16 + 2 * double + segment);
      const rangeAt = table + 16 + 3 * double + segment;
      const range = view.getUint16(rangeAt);
      for (let code = first; code <= end && code < 0xffff; code++) {
        const listed = range === 0 ? code : view.getUint16(rangeAt + range + (code - first) * 2);
        glyphs[code] = listed === 0 ? 0 : (listed + delta) & 0xffff;
      }
    }
    break;
  }
  return glyphs;
}

/** Glyphs beyond the listed ones have the width of the last one listed. */
function readAdvances(view: DataView, hmtx: number, listed: number, count: number): Uint16Array {
  const advances = new Uint16Array(count);
  for (let glyph = 0; glyph < count; glyph++) {
    advances[glyph] = view.getUint16(hmtx + Math.min(glyph, listed - 1) * 4);
  }
  return advances;
}

/** The glyph that is drawn for a character; never none. */
export const glyphOf = (font: Font, codePoint: number): number =>
  font.glyphs[codePoint] || font.replacement;

/** Width of the text on one line, in points. */
export function widthOf(font: Font, text: string, size: number): number {
  let [width, previous] = [0, -1];
  for (const character of text) {
    const glyph = glyphOf(font, character.codePointAt(0) ?? 0);
    width += font.advances[glyph] ?? 0;
    if (previous >= 0) width += font.kerning(previous, glyph);
    previous = glyph;
  }
  return (width * size) / font.unitsPerEm;
}
