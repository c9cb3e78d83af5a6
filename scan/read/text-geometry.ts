import type { Word } from '../words.ts';

/** Text as a PDF paints it: one run of characters along a straight line. */
export interface TextRun {
  readonly text: string;
  /** Where the line begins, on the page as it is shown, from the upper left corner, in points. */
  readonly x: number;
  readonly y: number;
  /** Direction of reading: the cosine and sine of its angle, clockwise. */
  readonly direction: readonly [x: number, y: number];
  /** Along the direction of reading. */
  readonly length: number;
  /** Of the font, in points. */
  readonly size: number;
}

export interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** Quarter turns clockwise. */
type Turns = 0 | 1 | 2 | 3;

/** A part of a run without spaces, along the line of the run. */
interface Piece {
  text: string;
  /** Place along the line and across it, in the orientation of reading. */
  from: number;
  to: number;
  readonly line: number;
  readonly size: number;
  readonly turns: Turns;
  readonly spaceBefore: boolean;
  spaceAfter: boolean;
}

/** How far letters reach over and under the line, as shares of the font's size; what fonts say of themselves varies. */
const ascent = 0.75;
const descent = 0.22;

/** Under this share of the font's size there is no space between two pieces; a narrow space has 0.2. */
const joinedWithin = 0.12;
/** Capitals in a heading are often set wider. */
const capitalsJoinedWithin = 0.2;
/** Letters that are set apart for looks stand closer than this. */
const spacedWithin = 0.5;

/**
 * The words on a page, and the page's size in the orientation in which most of its text is read, or in the one that a
 * person has turned it to (quarter turns clockwise from how it is shown). Pieces that the
 * writer of the PDF painted apart are joined, what was painted twice counts once, and letters that are set apart
 * (F A K T U R A) are a word.
 */
export function wordsOfRuns(
  runs: readonly TextRun[],
  shown: PageSize,
  given?: number,
): { readonly size: PageSize; readonly turned: number; readonly words: readonly Word[] } {
  const pieces = withoutRepeats(runs.flatMap((run) => piecesOf(run)));
  const upright = given === undefined ? mostTurns(pieces) : (((4 - given) % 4) as Turns);
  const size = upright % 2 === 0 ? shown : { width: shown.height, height: shown.width };
  const words: Word[] = [];
  for (const line of linesOf(pieces)) {
    for (const piece of joinLetters(joinPieces(line))) {
      const word = wordOf(piece, upright, shown);
      const [left, top, right, bottom] = word.box;
      const x = (left + right) / 2;
      const y = (top + bottom) / 2;
      if (x >= 0 && y >= 0 && x <= size.width && y <= size.height) words.push(word);
    }
  }
  return { size, turned: (360 - 90 * upright) % 360, words };
}

function piecesOf(run: TextRun): Piece[] {
  const turns = turnsOf(run.direction);
  if (turns === null || run.size < 1 || run.length <= 0) return [];
  const characters = Array.from(run.text).filter(
    (character) => !isSpace(character) || !isSetApart(run),
  );
  const weights = characters.map(weightOf);
  const perWeight = run.length / weights.reduce((sum, weight) => sum + weight, 0);
  const [start, line] = alongAndAcross(run.x, run.y, turns);
  const pieces: Piece[] = [];
  let at = start;
  let isOpen = false;
  characters.forEach((character, index) => {
    const next = at + (weights[index] ?? 0) * perWeight;
    const last = pieces.at(-1);
    if (isSpace(character)) {
      if (last) last.spaceAfter = true;
      isOpen = false;
    } else if (isOpen && last) {
      last.text += character;
      last.to = next;
    } else {
      const spaceBefore = index > 0;
      pieces.push({
        text: character,
        from: at,
        to: next,
        line,
        size: run.size,
        turns,
        spaceBefore,
        spaceAfter: false,
      });
      isOpen = true;
    }
    at = next;
  });
  return pieces;
}

/**
 * Whether capitals stand apart for looks (FA K TURA): the reader of the PDF sees spaces that are narrower than real
 * ones.
 */
function isSetApart({ text, length, size }: TextRun): boolean {
  if (!/^[\p{Lu} ]{3,}$/u.test(text) || !/(?:^| )\p{Lu}(?: |$)/u.test(text)) return false;
  const natural = Array.from(text).reduce((sum, letter) => sum + weightOf(letter), 0) * size;
  return (length - natural) / size / text.length < -0.05;
}

const isSpace = (character: string): boolean => /[\s\u200b-\u200f\u2060\ufeff]/.test(character);

/** Width of a character relative to others, as usual fonts without serifs have it. */
function weightOf(character: string): number {
  if (/[ijlI.,:;'|!´`]/.test(character)) return 0.25;
  if (/[\sftr()[\]/\\*"-]/.test(character)) return 0.33;
  if (/[mwMW@%—…]/.test(character)) return 0.87;
  if (/\p{Lu}/u.test(character)) return 0.69;
  return 0.55;
}

/** Null for text that stands askew, such as a watermark. */
function turnsOf([x, y]: readonly [number, number]): Turns | null {
  if (Math.abs(y) < 0.2) return x > 0 ? 0 : 2;
  if (Math.abs(x) < 0.2) return y > 0 ? 1 : 3;
  return null;
}

/** Coordinates along the direction of reading and across it, growing downwards. */
function alongAndAcross(x: number, y: number, turns: Turns): [along: number, across: number] {
  if (turns === 0) return [x, y];
  if (turns === 1) return [y, -x];
  if (turns === 2) return [-x, -y];
  return [-y, x];
}

function withoutRepeats(pieces: readonly Piece[]): Piece[] {
  const seen = new Set<string>();
  return pieces.filter(({ text, from, line, turns }) => {
    const [x, y] = [Math.round(from), Math.round(line)];
    const key = (dx: number, dy: number): string => `${turns} ${x + dx} ${y + dy} ${text}`;
    for (const dx of [-1, 0, 1])
      for (const dy of [-1, 0, 1]) if (seen.has(key(dx, dy))) return false;
    seen.add(key(0, 0));
    return true;
  });
}

function mostTurns(pieces: readonly Piece[]): Turns {
  const characters = [0, 0, 0, 0];
  for (const { turns, text } of pieces) characters[turns] = (characters[turns] ?? 0) + text.length;
  return characters.indexOf(Math.max(...characters)) as Turns;
}

/** Pieces on one line of print, from its beginning to its end. */
function linesOf(pieces: readonly Piece[]): Piece[][] {
  const sorted = [...pieces].sort((a, b) => a.turns - b.turns || a.line - b.line);
  const lines: Piece[][] = [];
  for (const piece of sorted) {
    const [first] = lines.at(-1) ?? [];
    const isSame = first?.turns === piece.turns && piece.line - first.line < 0.1 * piece.size;
    if (isSame) lines.at(-1)?.push(piece);
    else lines.push([piece]);
  }
  for (const line of lines) line.sort((a, b) => a.from - b.from);
  return lines;
}

function joinPieces(line: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of line) {
    const last = joined.at(-1);
    const gap = last ? (piece.from - last.to) / piece.size : Infinity;
    const isJoined =
      gap < (areCapitals(last, piece) ? capitalsJoinedWithin : joinedWithin) && gap > -0.3;
    if (last && isJoined && !last.spaceAfter && !piece.spaceBefore) {
      last.text += piece.text;
      last.to = piece.to;
      last.spaceAfter = piece.spaceAfter;
    } else joined.push({ ...piece });
  }
  return joined;
}

const areCapitals = (...pieces: (Piece | undefined)[]): boolean =>
  pieces.every((piece) => piece !== undefined && /^\p{Lu}+$/u.test(piece.text));

/** Joins four and more letters that stand alone at like distances. */
function joinLetters(line: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  const isLetter = ({ text }: Piece): boolean => /^\p{L}$/u.test(text);
  for (let at = 0; at < line.length;) {
    let end = at + 1;
    for (; end < line.length; end++) {
      const [last, next] = [line[end - 1], line[end]];
      if (!last || !next || !isLetter(last) || !isLetter(next)) break;
      if (next.from - last.to > spacedWithin * next.size) break;
    }
    const letters = line.slice(at, end);
    const [first] = letters;
    const last = letters.at(-1);
    if (first && last && letters.length >= 4)
      joined.push({ ...first, text: letters.map(({ text }) => text).join(''), to: last.to });
    else joined.push(...letters);
    at = end;
  }
  return joined;
}

function wordOf(
  { text, from, to, line, size, turns }: Piece,
  upright: Turns,
  shown: PageSize,
): Word {
  const [top, bottom] = [line - ascent * size, line + descent * size];
  const corners = [
    turn(...shownPlace(from, top, turns), upright, shown),
    turn(...shownPlace(to, bottom, turns), upright, shown),
  ] as const;
  const [[x1, y1], [x2, y2]] = corners;
  const box = [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)] as const;
  return { text, box, confidence: 1 };
}

/** The reverse of `alongAndAcross`. */
function shownPlace(along: number, across: number, turns: Turns): [x: number, y: number] {
  if (turns === 0) return [along, across];
  if (turns === 1) return [-across, along];
  if (turns === 2) return [-along, -across];
  return [across, -along];
}

/** A place on the page as shown, on the page turned so that text of these turns stands upright. */
function turn(x: number, y: number, upright: Turns, { width, height }: PageSize): [number, number] {
  if (upright === 0) return [x, y];
  if (upright === 1) return [y, width - x];
  if (upright === 2) return [width - x, height - y];
  return [height - y, x];
}
