import { glyphOf, type Font } from './font.ts';
import { subsetOf } from './font-subset.ts';
import type { PdfObjects } from './objects.ts';

/** Character numbers in a PDF have two bytes; what comes after that many different ones shares the last. */
const mostCharacters = 0xfff0;

/** A font as one document uses it: each character that is drawn gets a number, and only those go into the file. */
export class UsedFont {
  readonly font: Font;
  readonly #numbers = new Uint16Array(0x10000);
  readonly #beyond = new Map<number, number>();
  readonly #codePoints: number[] = [0];

  constructor(font: Font) {
    this.font = font;
  }

  /** The operands that draw the text with the font's kerning. */
  encode(text: string): string {
    const { font } = this;
    const scale = 1000 / font.unitsPerEm;
    let [encoded, previous] = ['[<', -1];
    for (const character of text) {
      const codePoint = character.codePointAt(0) ?? 0;
      const glyph = glyphOf(font, codePoint);
      const kern = previous < 0 ? 0 : font.kerning(previous, glyph);
      if (kern !== 0) encoded += `>${Math.round(-kern * scale)}<`;
      encoded += hex4(this.#number(codePoint));
      previous = glyph;
    }
    return `${encoded}>]`;
  }

  #number(codePoint: number): number {
    const known = this.#numbers[codePoint] ?? this.#beyond.get(codePoint);
    if (known) return known;
    const number = Math.min(this.#codePoints.length, mostCharacters);
    if (number < mostCharacters) this.#codePoints.push(codePoint);
    if (codePoint < 0x10000) this.#numbers[codePoint] = number;
    else this.#beyond.set(codePoint, number);
    return number;
  }

  /** Writes the font with the characters drawn so far; what it has no glyph for can still be copied as what it was. */
  write(objects: PdfObjects): number {
    const { font } = this;
    const scale = 1000 / font.unitsPerEm;
    const glyphs = this.#codePoints.map((codePoint, at) =>
      at === 0 ? 0 : glyphOf(font, codePoint),
    );
    const name = `${tagOf(this.#codePoints)}+${font.name}`;
    const units = (value: number): number => Math.round(value * scale);
    const file = subsetOf(font, glyphs);
    const fontFile = objects.addStream(`/Length1 ${file.length}`, file);
    const descriptor = objects.add(
      `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /ItalicAngle 0 /StemV 80 ` +
        `/Ascent ${units(font.ascent)} /Descent ${units(font.descent)} ` +
        `/CapHeight ${units(font.capHeight)} /FontBBox [${font.box.map(units).join(' ')}] ` +
        `/FontFile2 ${fontFile} 0 R >>`,
    );
    const widths = glyphs.map((glyph) => units(font.advances[glyph] ?? 0)).join(' ');
    const descendant = objects.add(
      `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} ` +
        '/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> ' +
        `/FontDescriptor ${descriptor} 0 R /CIDToGIDMap /Identity /W [0 [${widths}]] >>`,
    );
    const unicode = objects.addStream('', Buffer.from(unicodeMap(this.#codePoints), 'latin1'));
    return objects.add(
      `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H ` +
        `/DescendantFonts [${descendant} 0 R] /ToUnicode ${unicode} 0 R >>`,
    );
  }
}

const hexNumbers: string[] = [];
const hex4 = (number: number): string =>
  (hexNumbers[number] ??= number.toString(16).padStart(4, '0'));

/** Six letters that tell apart two subsets of a font, as the format asks for. */
function tagOf(codePoints: readonly number[]): string {
  let hash = 7;
  for (const codePoint of codePoints) hash = (Math.imul(hash, 31) + codePoint) >>> 0;
  let tag = '';
  for (let at = 0; at < 6; at++) {
    tag += String.fromCharCode(65 + (hash % 26));
    hash = Math.floor(hash / 26);
  }
  return tag;
}

function unicodeMap(codePoints: readonly number[]): string {
  const rows = codePoints.flatMap((codePoint, number) =>
    number === 0
      ? []
      : [
          `<${hex4(number)}> <${Buffer.from(String.fromCodePoint(codePoint), 'utf16le').swap16().toString('hex')}>`,
        ],
  );
  const blocks: string[] = [];
  for (let at = 0; at < rows.length; at += 100) {
    const block = rows.slice(at, at + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def /CMapType 2 def',
    '1 begincodespacerange <0000> <ffff> endcodespacerange',
    ...blocks,
    'endcmap CMapName currentdict /CMap defineresource pop end end',
  ].join('\n');
}
