import { readDate } from '../../invoice/date.ts';
import type { IsoDate } from '../../invoice/model.ts';
import { fold } from './fold.ts';
import { monthNumbers } from './lexicon/lexicon.ts';

/** In which order day and month stand where both are numbers below 13. */
export type DayOrder = 'day-first' | 'month-first';

/**
 * The day that the text names, in any of the forms that invoices have: `16/10-2026`, `13.8.26`, `2026-04-26`,
 * `20260426`, `24. Juni 2026`, `4 augusti 2026`, `October 14, 2026`. Null where it is none.
 */
export function readPrintedDate(text: string, order: DayOrder = 'day-first'): IsoDate | null {
  const trimmed = text.trim().replace(/[.,;:]$/, '');
  const iso = /^(\d{4})\s?[-.,/]\s?(\d{1,2})\s?[-.,/]\s?(\d{1,2})$/.exec(trimmed);
  if (iso) return day(iso[1], iso[2], iso[3]);
  const compact = /^(20\d\d)(\d\d)(\d\d)$/.exec(trimmed);
  if (compact) return day(compact[1], compact[2], compact[3]);
  const numeric = /^(\d{1,2})\s?[-.,/]\s?(\d{1,2})\s?[-.,/]\s?(\d{4}|\d{2})$/.exec(trimmed);
  if (numeric) {
    const [, first, second, year] = numeric;
    return order === 'month-first'
      ? (day(year, first, second) ?? day(year, second, first))
      : (day(year, second, first) ?? day(year, first, second));
  }
  const named =
    /^(\d{1,2})(?:[.,]|st|nd|rd|th|er|:e)?\s?[-. ]?\s?(?:of |de |den )?(\p{L}{3,12})\.?,?\s?[-. ]?\s?(\d{4}|\d{2})$/iu.exec(
      trimmed,
    );
  if (named) return day(named[3], month(named[2]), named[1]);
  const monthFirst = /^(\p{L}{3,12})\.?\s?(\d{1,2})(?:st|nd|rd|th)?,?\s?(\d{4})$/iu.exec(trimmed);
  return monthFirst ? day(monthFirst[3], month(monthFirst[1]), monthFirst[2]) : null;
}

/** True where day and month are told apart, by a month above 12 in the wrong place or by its name. */
export function votesMonthFirst(text: string): boolean {
  const match = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4}|\d{2})$/.exec(text.trim());
  return match !== null && Number(match[1]) <= 12 && Number(match[2]) > 12;
}

function month(name: string | undefined): string | undefined {
  const folded = fold(name ?? '').replace(/ta$/, '');
  const number = monthNumbers.get(folded) ?? monthNumbers.get(folded.slice(0, 3));
  return number === undefined ? undefined : String(number);
}

function day(year = '', monthNumber = '', date = ''): IsoDate | null {
  const full = year.length === 2 ? `20${year}` : year;
  const read = readDate(`${full}-${monthNumber.padStart(2, '0')}-${date.padStart(2, '0')}`);
  return read !== null && full >= '1990' && full < '2100' ? read : null;
}
