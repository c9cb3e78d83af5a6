import { fonts, type Weight } from './fonts.ts';
import { glyphOf, widthOf } from './pdf/font.ts';
import { shown } from './shown-text.ts';

export interface Style {
  readonly size: number;
  readonly weight?: Weight;
  readonly color?: string;
  readonly align?: 'left' | 'right';
}

/** Distance of two base lines as a multiple of the size. */
const leading = 1.32;

export const lineHeight = ({ size }: Style): number => size * leading;

export const textWidth = (text: string, { size, weight = 'regular' }: Style): number =>
  widthOf(fonts()[weight], text, size);

/** The text in lines of at most this width: broken after blanks and hyphens, and inside what is longer than a line. */
export function linesOf(text: string, width: number, style: Style): string[] {
  const lines: string[] = [];
  for (const paragraph of shown(text).trimEnd().split('\n')) {
    if (textWidth(paragraph, style) <= width) lines.push(paragraph);
    else breakParagraph(paragraph, width, style, lines);
  }
  return lines.length === 1 && lines[0] === '' ? [] : lines;
}

function breakParagraph(paragraph: string, width: number, style: Style, lines: string[]): void {
  let [line, used] = ['', 0];
  const space = textWidth(' ', style);
  for (const [piece] of paragraph.matchAll(/ *[^ -]*-*/g)) {
    const word = piece.trimStart();
    if (word === '') continue;
    const blanks = piece.length - word.length;
    const needed = textWidth(word, style);
    if (line !== '' && used + blanks * space + needed <= width) {
      line += piece;
      used += blanks * space + needed;
      continue;
    }
    if (line !== '') lines.push(line);
    [line, used] = [word, needed];
    if (needed > width) {
      const parts = breakWord(word, width, style);
      line = parts.pop() ?? '';
      lines.push(...parts);
      used = textWidth(line, style);
    }
  }
  if (line !== '') lines.push(line);
}

function breakWord(word: string, width: number, { size, weight = 'regular' }: Style): string[] {
  const font = fonts()[weight];
  const scale = size / font.unitsPerEm;
  const parts: string[] = [];
  let [part, used] = ['', 0];
  for (const character of word) {
    const advance = (font.advances[glyphOf(font, character.codePointAt(0) ?? 0)] ?? 0) * scale;
    if (part !== '' && used + advance > width && !/\p{Mark}/u.test(character)) {
      parts.push(part);
      [part, used] = ['', 0];
    }
    part += character;
    used += advance;
  }
  return [...parts, part];
}
