import type { IsoDate } from './model.ts';

/** The day if the text is one (`2026-02-30` is none), else null. */
export function readDate(text: string): IsoDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : null;
}

/** The day so many days later. */
export function daysAfter(day: IsoDate, days: number): IsoDate {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The last day of its month. */
export function endOfMonth(day: IsoDate): IsoDate {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + 1, 0);
  return date.toISOString().slice(0, 10);
}
/** Days from one day to another; negative where the other is earlier. */
export const daysBetween = (from: IsoDate, to: IsoDate): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

const englishMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `31.03.2026` in Norwegian, `31 March 2026` in English. */
export function formatDate(day: IsoDate, language: 'nb' | 'en'): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return language === 'nb'
    ? `${date}.${month}.${year}`
    : `${Number(date)} ${englishMonths[Number(month) - 1] ?? month} ${year}`;
}

const oslo = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' });

/** The day in Norway. Only the edges ask for it: activities, API, command line, page. */
export const norwegianDay = (at: Date): IsoDate => oslo.format(at);

/** The instant so many seconds later (ISO texts in UTC). */
export const addSeconds = (instant: string, seconds: number): string =>
  new Date(Date.parse(instant) + seconds * 1000).toISOString();

/** Seconds from one instant to another; below zero where the second one is earlier. */
export const secondsBetween = (from: string, to: string): number =>
  (Date.parse(to) - Date.parse(from)) / 1000;
