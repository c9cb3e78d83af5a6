import { addSeconds, daysAfter, daysBetween } from '../invoice/date.ts';
import type { IsoDate } from '../invoice/model.ts';
import type { EventCode } from './events/texts.ts';

/** What a person can be told of by e-mail ("fakturavarsel"). */
export type NoticeKind = 'received' | 'sent' | 'sendErrors';

export const reportIntervals = ['off', 'daily', 'weekly'] as const;
export type ReportInterval = (typeof reportIntervals)[number];

const kinds: { readonly [C in EventCode]?: NoticeKind } = {
  'received.arrived': 'received',
  'delivery.delivered': 'sent',
  'delivery.failed': 'sendErrors',
  'delivery.needs-attention': 'sendErrors',
  'delivery.returned': 'sendErrors',
  'delivery.objected': 'sendErrors',
  'delivery.attachments-left-out': 'sendErrors',
};

/** Under which heading an event is told; null: nobody is told of it by e-mail. */
export const noticeKindOf = (code: EventCode): NoticeKind | null => kinds[code] ?? null;

/** Invoices that one mail names under a heading; the rest is a number. */
export const linesInNotice = 20;

/** Between two mails, in multiples of the time that events are gathered. */
const quietTimes = 15;
/** The same after a mail about so many invoices that nobody reads the next one at once. */
const quietTimesAfterMany = 60;
const many = 50;

export interface DigestFacts {
  /** Instant of the oldest event that nobody has been told of. */
  readonly oldestAt: string;
  readonly lastMail: { readonly at: string; readonly events: number } | null;
}

/**
 * When events are told, all in one mail: a moment after the first, so that what belongs together comes together, and
 * not before some time has gone by since the last mail. A thousand invoices in an hour are five mails.
 */
export function digestDueAt({ oldestAt, lastMail }: DigestFacts, gatherSeconds: number): string {
  const gathered = addSeconds(oldestAt, gatherSeconds);
  if (!lastMail) return gathered;
  const times = lastMail.events > many ? quietTimesAfterMany : quietTimes;
  const quiet = addSeconds(lastMail.at, gatherSeconds * times);
  return gathered > quiet ? gathered : quiet;
}

/** Reports are sent from seven in the morning, Norwegian time. */
const reportHour = 7;
const aMonday: IsoDate = '1970-01-05';
/** After a longer silence a daily report covers no more than this. */
const mostDays = 7;

/**
 * The days that a report is due for, or null. `reportedUntil` is the last day of the report before; `today` and `hour`
 * are Norwegian. A daily report covers yesterday, a weekly one Monday to Sunday.
 */
export function reportDue(
  interval: ReportInterval,
  reportedUntil: IsoDate | null,
  { today, hour }: { readonly today: IsoDate; readonly hour: number },
): { readonly from: IsoDate; readonly to: IsoDate } | null {
  if (interval === 'off') return null;
  const morning = hour >= reportHour ? today : daysAfter(today, -1);
  if (interval === 'weekly') {
    const sinceMonday = daysBetween(aMonday, morning) % 7;
    const to = daysAfter(morning, -sinceMonday - 1);
    return reportedUntil !== null && reportedUntil >= to ? null : { from: daysAfter(to, -6), to };
  }
  const to = daysAfter(morning, -1);
  if (reportedUntil === null) return { from: to, to };
  if (reportedUntil >= to) return null;
  const next = daysAfter(reportedUntil, 1);
  const earliest = daysAfter(to, 1 - mostDays);
  return { from: next > earliest ? next : earliest, to };
}
