import { compare, formatDecimal, readDecimal } from '../invoice/amount.ts';
import { formatDate, readDate } from '../invoice/date.ts';
import type { Period } from '../invoice/model.ts';
import { numbersOf, type Language } from './texts.ts';

/** The number as people write it; one that cannot be read is shown as it was sent. */
export const writtenDecimal = (value: string, language: Language, decimals = 2): string =>
  readDecimal(value) === null ? value : formatDecimal(value, numbersOf(language), decimals);

/** The day as people write it; one that does not exist is shown as it was sent. */
export const writtenDate = (day: string, language: Language): string =>
  readDate(day) === null ? day : formatDate(day, numbersOf(language));

/** Whether it is a number other than zero, or something that a reader should see because it is none. */
export const isNotZero = (value: string): boolean =>
  readDecimal(value) === null || compare(value, '0') !== 0;

export const isPositive = (value: string): boolean =>
  readDecimal(value) !== null && compare(value, '0') > 0;

/** From the first to the last day, or the one that is given. */
export const periodText = ({ startDate, endDate }: Period, language: Language): string =>
  startDate === endDate && startDate !== undefined
    ? writtenDate(startDate, language)
    : [startDate, endDate]
        .map((day) => (day === undefined ? '' : writtenDate(day, language)))
        .join('–');
