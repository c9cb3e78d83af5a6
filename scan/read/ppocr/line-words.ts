import type { PixelWord } from '../picture.ts';
import type { Glyph } from './decode.ts';
import { stripHeight, type Strip } from './strips.ts';

/** A space is taken where the model gives it this much, although it gives another class more. */
const likelySpace = 0.2;
/** Share of the line's height that is empty between words when the model saw no space at all: columns of a table. */
const wideGap = 0.5;

/** The words of a line, each with the place of its ink. */
export function wordsOfLine(strip: Strip, glyphs: readonly Glyph[]): PixelWord[] {
  const ink = inkOf(strip);
  const groups: Glyph[][] = [];
  glyphs.forEach((glyph, index) => {
    const before = glyphs[index - 1];
    const isNew =
      !before ||
      glyph.spaceBefore > likelySpace ||
      widestGap(ink, before.at * strip.width, glyph.at * strip.width) > wideGap * stripHeight;
    if (isNew) groups.push([glyph]);
    else groups.at(-1)?.push(glyph);
  });
  return groups.map((group, index) => {
    const [first, last] = [group[0], group.at(-1)] as [Glyph, Glyph];
    const [before, after] = [groups[index - 1]?.at(-1), groups[index + 1]?.[0]];
    const from = before
      ? gapBetween(ink, before.at * strip.width, first.at * strip.width)[1]
      : edge(ink, 1);
    const to = after
      ? gapBetween(ink, last.at * strip.width, after.at * strip.width)[0]
      : edge(ink, -1);
    return {
      text: group.map(({ text }) => text).join(''),
      box: onPage(strip, from, Math.max(to, from + 1)),
      confidence: group.reduce((least, { confidence }) => Math.min(least, confidence), 1),
    };
  });
}

/** For each column of the strip whether something is written in it. */
function inkOf({ values, width }: Strip): Uint8Array {
  const shades = Float32Array.from(values).sort();
  const dark = shades[Math.floor(shades.length * 0.03)] ?? -1;
  const light = shades[Math.floor(shades.length * 0.7)] ?? 1;
  const isInverted = (shades[Math.floor(shades.length * 0.5)] ?? 1) < 0;
  const limit = isInverted ? 0 : light - (light - dark) * 0.4;
  const ink = new Uint8Array(width);
  // The strip's edges may hold parts of the lines above and below.
  for (let row = 8; row < stripHeight - 8; row++)
    for (let column = 0; column < width; column++) {
      const value = values[row * width + column] ?? 1;
      if (isInverted ? value > limit : value < limit) ink[column] = 1;
    }
  return ink;
}

/** The widest run of empty columns between two places: where it begins and ends. */
function gapBetween(ink: Uint8Array, from: number, to: number): [begin: number, end: number] {
  let best: [number, number] = [(from + to) / 2, (from + to) / 2];
  let begin = -1;
  for (let column = Math.floor(from); column <= Math.ceil(to); column++) {
    if (ink[column] === 0) {
      if (begin === -1) begin = column;
      if (column + 1 - begin > best[1] - best[0]) best = [begin, column + 1];
    } else begin = -1;
  }
  return best;
}

function widestGap(ink: Uint8Array, from: number, to: number): number {
  const [begin, end] = gapBetween(ink, from, to);
  return end - begin;
}

/** The first written column from the left (1) or behind the last one (−1). */
function edge(ink: Uint8Array, direction: 1 | -1): number {
  const at = direction === 1 ? ink.indexOf(1) : ink.lastIndexOf(1) + 1;
  return at <= 0 && direction === -1 ? ink.length : Math.max(0, at);
}

/** The upright box around a part of the strip, in pixels of the page. */
function onPage({ box, width }: Strip, from: number, to: number): PixelWord['box'] {
  const [cos, sin] = [Math.cos(box.angle), Math.sin(box.angle)];
  const half = (to - from) / width / 2;
  const middle = (from + to) / width / 2 - 0.5;
  const x = box.x + middle * box.width * cos;
  const y = box.y + middle * box.width * sin;
  const byX = half * box.width;
  // The strip is higher than its letters.
  const byY = box.height * 0.38;
  return [x - byX, y - byY, x + byX, y + byY];
}
