import type { Page, Word } from '../../../scan/words.ts';

/** How wide a letter is in `page`, in points; lines are 12 points apart and 10 high. */
const letter = 5;

/**
 * A page typed like a letter on a typewriter: each line is a row, the column is the place. Words are split at spaces.
 */
export function page(lines: readonly string[], options: Partial<Page> = {}): Page {
  const words = lines.flatMap((line, at): Word[] =>
    [...line.matchAll(/\S+/g)].map((match) => ({
      text: match[0],
      confidence: 1,
      box: [
        30 + match.index * letter,
        30 + at * 13,
        30 + (match.index + match[0].length) * letter,
        40 + at * 13,
      ],
    })),
  );
  return { number: 1, width: 595, height: 842, engine: 'text', codes: [], ...options, words };
}
