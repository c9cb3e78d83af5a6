import { Unevaluable } from '../number.ts';

/** How XPath reads a text as `xs:double`, `xs:integer` or `xs:date`: where TypeScript's own reading differs. */
const double = /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)$/;
const special: Readonly<Record<string, number>> = { INF: Infinity, '-INF': -Infinity, NaN: NaN };
const space = /^[ \t\r\n]+|[ \t\r\n]+$/g;

/** XPath's `number()`: NaN for what is no number. */
export function numberOf(text: string): number {
  const trimmed = text.replace(space, '');
  return double.test(trimmed) ? Number(trimmed) : (special[trimmed] ?? NaN);
}

/** What a comparison of a text with a number reads: no answer for what is no number. */
export function doubleOf(text: string): number {
  const trimmed = text.replace(space, '');
  if (!double.test(trimmed) && special[trimmed] === undefined) throw new Unevaluable(text);
  return numberOf(trimmed);
}

/** XPath's `castable as xs:integer`; it may be of any length. */
export const isInteger = (text: string): boolean => /^[+-]?[0-9]+$/.test(text.replace(space, ''));

/** XPath's `castable as xs:date`. */
export const isDate = (text: string): boolean => minutesOf(text) !== undefined;

/** An `xs:date` as minutes since 1970, to compare dates of different time zones with. */
export function dateOf(text: string): number {
  const minutes = minutesOf(text);
  if (minutes === undefined) throw new Unevaluable(text);
  return minutes;
}

function minutesOf(text: string): number | undefined {
  const parts = /^(-?\d{4,})-(\d\d)-(\d\d)(Z|([+-])(\d\d):(\d\d))?$/.exec(text.replace(space, ''));
  if (!parts) return undefined;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (year === 0 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
    return undefined;
  }
  const [hours, minutes] = [Number(parts[6] ?? 0), Number(parts[7] ?? 0)];
  if (minutes > 59 || hours * 60 + minutes > 14 * 60) return undefined;
  const offset = (parts[5] === '-' ? -1 : 1) * (hours * 60 + minutes);
  return daysSince1970(year, month, day) * 1440 - offset;
}

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const daysIn = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** Days of the Gregorian calendar, with years that begin in March. */
function daysSince1970(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}
