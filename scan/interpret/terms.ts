import { daysAfter, endOfMonth } from '../../invoice/date.ts';
import type { IsoDate } from '../../invoice/model.ts';
import { fold } from './fold.ts';
import { atOnceWords, dayWords, endOfMonthWords } from './lexicon/lexicon.ts';

/** How long after the invoice it is due. */
export interface Terms {
  readonly days: number;
  /** The days count from the end of the invoice's month. */
  readonly fromMonthsEnd: boolean;
}

/**
 * The terms in the text, or null where it has none: `Netto 14 dager`, `Zahlbar innerhalb von 30 Tagen`, `Kontant`,
 * `Løbende måned + 30 dage`. A discount for early payment (`2 % Skonto innerhalb 10 Tagen`) is not the term.
 */
export function readTerms(text: string): Terms | null {
  const words = text
    .split(/[\s,.;()]+/)
    .map((word) => fold(word))
    .filter((word) => word !== '');
  const joined = words.join('');
  const fromMonthsEnd =
    [...endOfMonthWords].some((word) => word.length > 3 && joined.includes(word)) ||
    words.some((word) => endOfMonthWords.has(word));
  const days = words.flatMap((word, at) => {
    const glued = /^(\d{1,3})([a-z]+)$/.exec(word);
    if (glued?.[1] && dayWords.has(glued[2] ?? '')) return [Number(glued[1])];
    return /^\d{1,3}$/.test(word) && dayWords.has(words[at + 1] ?? '') ? [Number(word)] : [];
  });
  // With a discount for early payment the longest time is the term.
  if (days.length > 0) return { days: Math.max(...days), fromMonthsEnd };
  if (fromMonthsEnd) return { days: 0, fromMonthsEnd };
  const atOnce = [...atOnceWords].some((word) =>
    word.length > 6 ? joined.includes(word) : words.includes(word),
  );
  return atOnce ? { days: 0, fromMonthsEnd: false } : null;
}

/** The day that the terms lead to. */
export const dueBy = (issued: IsoDate, { days, fromMonthsEnd }: Terms): IsoDate =>
  daysAfter(fromMonthsEnd ? endOfMonth(issued) : issued, days);
