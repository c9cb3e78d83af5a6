import type { XmlElement } from '../../xml.ts';
import { Unevaluable } from '../number.ts';
import { context, fatal, type Context } from '../rule.ts';
import { first, has, normalized, stringOf } from '../select.ts';
import { present } from './conditions.ts';

const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

/** An `xs:date` as minutes since the year 0; without a time zone it is one of UTC. */
function minutesOf(text: string): number {
  const parts = /^(-?\d{4,})-(\d\d)-(\d\d)(?:Z|([+-])(\d\d):(\d\d))?$/.exec(normalized(text));
  if (!parts) throw new Unevaluable(text);
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const before = daysBefore[month - 1];
  const after = daysBefore[month];
  if (before === undefined || after === undefined) throw new Unevaluable(text);
  if (day < 1 || day > after - before + (month === 2 && isLeap ? 1 : 0)) {
    throw new Unevaluable(text);
  }
  const past = year - 1;
  const leapDays = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
  const days = past * 365 + leapDays + before + (month > 2 && isLeap ? 1 : 0) + day;
  const offset = Number(parts[5] ?? 0) * 60 + Number(parts[6] ?? 0);
  return days * 1440 - (parts[4] === '-' ? -offset : offset);
}

function endsNotBeforeItStarts(at: XmlElement): boolean {
  const start = first(at, 'cbc:StartDate');
  const end = first(at, 'cbc:EndDate');
  return !start || !end || minutesOf(stringOf(end)) >= minutesOf(stringOf(start));
}

const hasDate = present('cbc:StartDate', 'cbc:EndDate');

export const linePeriods: Context = context(
  'cac:InvoiceLine/cac:InvoicePeriod | cac:CreditNoteLine/cac:InvoicePeriod',
  [fatal('BR-30', 'BT-135', endsNotBeforeItStarts), fatal('BR-CO-20', 'BG-26', hasDate)],
);

export const periods: Context = context('cac:InvoicePeriod', [
  fatal('BR-29', 'BT-74', endsNotBeforeItStarts),
  fatal('BR-CO-19', 'BG-14', (at) => hasDate(at) || has(at, 'cbc:DescriptionCode')),
]);
