import { describeError, type Log } from '../api/log.ts';
import type { AccountMail } from '../api/ports.ts';
import { companySubject } from '../api/settings/view.ts';
import { currentTime } from '../db/clock.ts';
import { listMembers } from '../db/accounts.ts';
import type { Company } from '../db/companies.ts';
import type { Database } from '../db/client.ts';
import { readDelivery } from '../db/deliveries.ts';
import { findNotificationsDue } from '../db/doors.ts';
import { verifiedEmails } from '../db/email-links.ts';
import { readEvents, type LoggedEvent } from '../db/events.ts';
import {
  countForReport,
  listWishes,
  lockNotificationPlace,
  moveNotificationPlace,
  noteReport,
  type NotificationPlace,
  type Wishes,
} from '../db/notifications.ts';
import { readReceived } from '../db/received.ts';
import { defaultNotifications, readSettings } from '../db/settings.ts';
import { withTenant, type TenantTransaction } from '../db/tenant.ts';
import { norwegianDay } from '../invoice/date.ts';
import { eventText } from '../policy/events/texts.ts';
import { noticeMail, reportMail, type NoticeLine } from '../policy/notification-mails.ts';
import {
  digestDueAt,
  linesInNotice,
  noticeKindOf,
  reportDue,
  type NoticeKind,
} from '../policy/notifications.ts';
import { startRounds, type Rounds } from './rounds.ts';

export interface NotifierOptions {
  readonly database: Database;
  readonly mails: Pick<AccountMail, 'post' | 'sendSoon'>;
  readonly log: Log;
  /** How long events are gathered before they are told. */
  readonly gatherSeconds: number;
  readonly publicUrl: string;
  readonly unsubscribeUrlOf: (tenantId: string, subject: string) => string;
}

const intervalMs = 2000;
const companiesPerRound = 20;
const eventsAtOnce = 500;
const pagesPerLook = 10;
/** A mail server that is away longer has missed the news. */
const mailPatienceSeconds = 2 * 86_400;

/**
 * Reads the event log for the people of each company and mails them what they want to know, gathered into few mails.
 * The place in the log moves in the transaction that writes the mails down: whatever dies, each is written once.
 */
export function startNotifier(options: NotifierOptions): Rounds {
  const tell = (error: unknown): void =>
    options.log.error('Notices could not be written; it is tried again.', {
      error: describeError(error),
    });
  return startRounds(
    intervalMs,
    async () => {
      const due = await findNotificationsDue(options.database, companiesPerRound);
      for (const { tenantId } of due) {
        await withTenant(options.database, tenantId, (transaction) =>
          notify(options, transaction, tenantId),
        ).catch(tell);
      }
      if (due.length > 0) options.mails.sendSoon();
      return due.length === companiesPerRound;
    },
    tell,
  );
}

async function notify(
  options: NotifierOptions,
  transaction: TenantTransaction,
  tenantId: string,
): Promise<void> {
  const place = await lockNotificationPlace(transaction, tenantId);
  const company = place && (await readSettings(transaction, tenantId));
  if (!place || !company) return;
  const now = currentTime();
  const recipients = await recipientsOf(transaction, company);
  await tellEvents(options, transaction, { company, place, recipients, now });
  await sendReports(options, transaction, { company, recipients, now });
}

interface Recipient extends Wishes {
  readonly email: string;
  readonly language: 'nb' | 'en';
}

/** Members with their wishes, and the company's own address where it is verified and nobody else's. */
async function recipientsOf(
  transaction: TenantTransaction,
  { tenantId, settings }: Company,
): Promise<Recipient[]> {
  const [members, wishes, verified] = await Promise.all([
    listMembers(transaction, tenantId),
    listWishes(transaction, tenantId),
    verifiedEmails(transaction, tenantId),
  ]);
  const wishesOf = (subject: string): Wishes =>
    wishes.find((row) => row.subject === subject) ?? {
      subject,
      ...defaultNotifications,
      reportedUntil: null,
    };
  const people = members.map(({ userId, email, language }) => ({
    ...wishesOf(userId),
    email,
    language,
  }));
  const { email } = settings.company;
  const isOwn =
    email !== null &&
    verified.includes(email) &&
    !people.some((person) => person.email.toLowerCase() === email.toLowerCase());
  return isOwn ? [...people, { ...wishesOf(companySubject), email, language: 'nb' }] : people;
}

interface Told {
  readonly company: Company;
  readonly recipients: readonly Recipient[];
  readonly now: Date;
}

type NoticedEvent = LoggedEvent & { readonly kind: NoticeKind };

/** Mails what has happened since the last look, if it is time for it. */
async function tellEvents(
  options: NotifierOptions,
  transaction: TenantTransaction,
  { company, place, recipients, now }: Told & { readonly place: NotificationPlace },
): Promise<void> {
  const { tenantId } = company;
  const { events, lastPosition } = await eventsSince(transaction, tenantId, place.lastPosition);
  const isWanted = ({ kind }: NoticedEvent): boolean => recipients.some((one) => one[kind]);
  const wanted = events.filter(isWanted);
  const [oldest] = wanted;
  if (!oldest) return moveNotificationPlace(transaction, tenantId, { lastPosition });
  const dueAt = digestDueAt(
    {
      oldestAt: oldest.at.toISOString(),
      lastMail: place.lastMailAt && {
        at: place.lastMailAt.toISOString(),
        events: place.lastMailEvents,
      },
    },
    options.gatherSeconds,
  );
  if (dueAt > now.toISOString()) {
    return moveNotificationPlace(transaction, tenantId, { nextLookAt: new Date(dueAt) });
  }
  const lines = await linesOf(transaction, tenantId, wanted);
  for (const recipient of recipients) {
    const { subject, email, language } = recipient;
    const told = Object.fromEntries([...lines].filter(([kind]) => recipient[kind]));
    const mail = noticeMail({
      company: company.settings.company.name ?? company.name,
      language,
      events: told,
      pageUrl: options.publicUrl,
      unsubscribeUrl: options.unsubscribeUrlOf(tenantId, subject),
    });
    if (mail) await options.mails.post({ orm: transaction }, email, mail, mailPatienceSeconds);
  }
  await moveNotificationPlace(transaction, tenantId, {
    lastPosition,
    nextLookAt: now,
    lastMailAt: now,
    lastMailEvents: wanted.length,
  });
}

/** The events that somebody can be told of after a position, and the position of the last one read. */
async function eventsSince(
  transaction: TenantTransaction,
  tenantId: string,
  after: number | null,
): Promise<{ events: NoticedEvent[]; lastPosition: number | null }> {
  const events: NoticedEvent[] = [];
  let lastPosition = after;
  for (let page = 0; page < pagesPerLook; page++) {
    const read =
      (await readEvents(transaction, tenantId, lastPosition, eventsAtOnce)) ??
      (await readEvents(transaction, tenantId, null, eventsAtOnce)) ??
      [];
    for (const event of read) {
      const kind = noticeKindOf(event.code);
      if (kind) events.push({ ...event, kind });
    }
    lastPosition = read.at(-1)?.position ?? lastPosition;
    if (read.length < eventsAtOnce) break;
  }
  return { events, lastPosition };
}

/** What the events say, by heading: of each invoice the last one, and details of as many as a mail names. */
async function linesOf(
  transaction: TenantTransaction,
  tenantId: string,
  events: readonly NoticedEvent[],
): Promise<Map<NoticeKind, NoticeLine[]>> {
  const lines = new Map<NoticeKind, NoticeLine[]>();
  const lastOf = new Map(events.map((event) => [`${event.kind}/${event.subjectId}`, event]));
  for (const event of lastOf.values()) {
    const told = lines.get(event.kind) ?? [];
    lines.set(event.kind, told);
    told.push(
      told.length < linesInNotice
        ? await lineOf(transaction, tenantId, event)
        : { number: null, party: null, amount: null, text: null },
    );
  }
  return lines;
}

async function lineOf(
  transaction: TenantTransaction,
  tenantId: string,
  { kind, subjectId, code, parameters }: NoticedEvent,
): Promise<NoticeLine> {
  if (kind === 'received') {
    const row = await readReceived(transaction, tenantId, subjectId);
    const amount = row?.amountDue ? `${row.amountDue} ${row.currency ?? ''}`.trim() : null;
    return { number: row?.number ?? null, party: row?.sellerName ?? null, amount, text: null };
  }
  const row = await readDelivery(transaction, tenantId, subjectId);
  return {
    number: row?.number ?? null,
    party: row?.buyerName ?? null,
    amount: row && `${row.amountDue} ${row.currency}`,
    text: kind === 'sendErrors' ? eventText(code, parameters) : null,
  };
}

const osloHour = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  hourCycle: 'h23',
  timeZone: 'Europe/Oslo',
});

/** When the day begins in Norway. */
function midnight(day: string): Date {
  const inSummer = new Date(`${day}T00:00:00+02:00`);
  return norwegianDay(inSummer) === day ? inSummer : new Date(`${day}T00:00:00+01:00`);
}

/** Mails the reports that are due, each once. */
async function sendReports(
  { mails, publicUrl, unsubscribeUrlOf }: NotifierOptions,
  transaction: TenantTransaction,
  { company, recipients, now }: Told,
): Promise<void> {
  const { tenantId } = company;
  const clock = { today: norwegianDay(now), hour: Number(osloHour.format(now)) };
  for (const { subject, email, language, report, reportedUntil } of recipients) {
    const days = reportDue(report, reportedUntil, clock);
    if (!days) continue;
    const end = midnight(norwegianDay(new Date(midnight(days.to).getTime() + 36 * 3_600_000)));
    const counts = await countForReport(transaction, tenantId, {
      ...days,
      begin: midnight(days.from),
      end,
    });
    const mail = reportMail({
      ...days,
      ...counts,
      company: company.settings.company.name ?? company.name,
      language,
      pageUrl: publicUrl,
      unsubscribeUrl: unsubscribeUrlOf(tenantId, subject),
    });
    await mails.post({ orm: transaction }, email, mail, mailPatienceSeconds);
    await noteReport(transaction, tenantId, subject, days.to);
  }
}
