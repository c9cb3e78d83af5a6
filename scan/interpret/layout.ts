import type { Box, Page, Word } from '../words.ts';
import { fold } from './fold.ts';

/** A word with what its neighbours need to know of it. */
export interface Token {
  readonly text: string;
  /** `fold(text)`. */
  readonly form: string;
  readonly box: Box;
  readonly page: number;
  readonly confidence: number;
  /** How high the writing is, in points: what gaps are measured by. The box of a word by OCR may be just a dash. */
  readonly size: number;
}

/** The words that stand on one line of the page, from left to right, whatever the gaps between them. */
export interface Row {
  readonly page: number;
  readonly tokens: readonly Token[];
  readonly box: Box;
}

/** A page as rows from top to bottom. */
export interface Sheet {
  readonly page: Page;
  readonly rows: readonly Row[];
  /** Height of the page's ordinary words, in points. */
  readonly wordHeight: number;
}

/** Words become rows. Linear in words but for the sorting. */
export function layOut(page: Page): Sheet {
  const words = page.words
    .filter(({ text }) => text.trim() !== '')
    .flatMap((word) => splitAtMarks(word))
    .flatMap((word) => splitAtColon(word))
    .flatMap((word) => splitBeforeNumber(word));
  const wordHeight = medianHeight(words);
  const sizeOf = ({ box }: Word): number =>
    page.engine === 'tesseract'
      ? tightness * Math.max(heightOf(box), 0.85 * wordHeight)
      : heightOf(box);
  const tokens = words
    .map((word): Token => ({
      ...word,
      form: fold(word.text),
      page: page.number,
      size: sizeOf(word),
    }))
    .sort((a, b) => middle(a.box) - middle(b.box));
  return { page, rows: rowsOf(tokens, page.number), wordHeight };
}

/** Tesseract's boxes end where the ink does: the line is that much higher. */
const tightness = 1.4;

/** The box around all of them. */
export const around = (parts: readonly { readonly box: Box }[]): Box => [
  Math.min(...parts.map(({ box }) => box[0])),
  Math.min(...parts.map(({ box }) => box[1])),
  Math.max(...parts.map(({ box }) => box[2])),
  Math.max(...parts.map(({ box }) => box[3])),
];

export const middle = (box: Box): number => (box[1] + box[3]) / 2;
export const heightOf = (box: Box): number => box[3] - box[1];

/** Free space between two words of a row, in heights of the lower one: about 0.3 between words, over 1 between columns. */
export const gapBetween = (a: Token, b: Token): number =>
  (b.box[0] - a.box[2]) / Math.max(1, Math.min(a.size, b.size));

/** A row cut where the gap is wider than that many heights. */
export function pieces(tokens: readonly Token[], widest = 1.1): Token[][] {
  const cut: Token[][] = [];
  let last: Token | undefined;
  for (const token of tokens) {
    if (last && gapBetween(last, token) <= widest) cut.at(-1)?.push(token);
    else cut.push([token]);
    last = token;
  }
  return cut;
}

/** Words of two lines as if they stood in one, close together. */
export function sideBySide(tokens: readonly Token[]): Token[] {
  let edge = 0;
  return tokens.map((token) => {
    const width = token.box[2] - token.box[0];
    const box: Box = [edge, 0, edge + width, heightOf(token.box)];
    edge += width + 1;
    return { ...token, box };
  });
}

export const textOf = (tokens: readonly Token[]): string =>
  tokens.map(({ text }) => text).join(' ');

/** `Fakturanr:207` is a label and a value; `http://…` and `12:30` are one word. */
function splitAtColon(word: Word): Word[] {
  const match = /^(\p{L}[^:]*:)([^/].*)$/u.exec(word.text);
  if (!match?.[1] || !match[2]) return [word];
  const [left, top, right, bottom] = word.box;
  const cut = left + ((right - left) * match[1].length) / word.text.length;
  return [
    { ...word, text: match[1], box: [left, top, cut, bottom] },
    { ...word, text: match[2], box: [cut, top, right, bottom] },
  ];
}

/** `STAVANGER·Org.nr`: what stands between the parts of a line is no part of a word. */
function splitAtMarks(word: Word): Word[] {
  if (!/[^·•|][·•|][^·•|]/u.test(word.text)) return [word];
  const [left, top, right, bottom] = word.box;
  const width = (right - left) / word.text.length;
  return [...word.text.matchAll(/[^·•|]+|[·•|]+/gu)].map(({ 0: text, index }) => ({
    ...word,
    text,
    box: [left + index * width, top, left + (index + text.length) * width, bottom],
  }));
}

/** What was printed so close to an amount that it reads as one word: `betale953`, `(15 388,20)3`. */
function splitBeforeNumber(word: Word): Word[] {
  const match = /^(.*(?:\p{Ll}{4}|\)))(\d{1,3}(?:[.,]\d{2,3})*)$/u.exec(word.text);
  if (!match?.[1] || !match[2]) return [word];
  const [left, top, right, bottom] = word.box;
  const cut = left + ((right - left) * match[1].length) / word.text.length;
  return [
    { ...word, text: match[1], box: [left, top, cut, bottom] },
    { ...word, text: match[2], box: [cut, top, right, bottom] },
  ];
}

interface OpenRow {
  readonly tokens: Token[];
  middle: number;
  height: number;
}

function rowsOf(byMiddle: readonly Token[], page: number): Row[] {
  const rows: OpenRow[] = [];
  for (const token of byMiddle) {
    const height = token.size;
    const own = middle(token.box);
    const row = rows
      .slice(-3)
      .filter((open) => Math.abs(open.middle - own) < 0.45 * Math.min(open.height, height))
      .sort((a, b) => Math.abs(a.middle - own) - Math.abs(b.middle - own))[0];
    if (!row) {
      rows.push({ tokens: [token], middle: own, height });
      continue;
    }
    row.tokens.push(token);
    row.middle += (own - row.middle) / row.tokens.length;
    row.height += (height - row.height) / row.tokens.length;
  }
  return rows
    .sort((a, b) => a.middle - b.middle)
    .map(({ tokens }) => ({
      page,
      tokens: tokens.sort((a, b) => a.box[0] - b.box[0]),
      box: around(tokens),
    }));
}

function medianHeight(tokens: readonly Word[]): number {
  const heights = tokens.map(({ box }) => heightOf(box)).sort((a, b) => a - b);
  return heights[Math.floor(heights.length / 2)] ?? 10;
}
