import { formatDate } from '../invoice/date.ts';
import type { IsoDate } from '../invoice/model.ts';
import type { MailText } from './account-mails.ts';
import type { EventText } from './events/event.ts';
import { linesInNotice, type NoticeKind } from './notifications.ts';

/** One invoice in a notice. */
export interface NoticeLine {
  /** Null while it has not been read. */
  readonly number: string | null;
  /** Buyer of a sent invoice, seller of a received one. */
  readonly party: string | null;
  /** Decimal text and currency. */
  readonly amount: string | null;
  /** What went wrong; of errors only. */
  readonly text: EventText | null;
}

export interface Notice {
  readonly company: string;
  readonly language: 'nb' | 'en';
  /** By heading, oldest first. */
  readonly events: { readonly [K in NoticeKind]?: readonly NoticeLine[] };
  /** Where they can be seen. */
  readonly pageUrl: string;
  readonly unsubscribeUrl: string;
}

type Counted = Record<'nb' | 'en', (count: number) => string>;

const headings: Record<NoticeKind, Counted> = {
  sendErrors: {
    nb: (count) => (count === 1 ? '1 faktura trenger deg' : `${count} fakturaer trenger deg`),
    en: (count) => (count === 1 ? '1 invoice needs you' : `${count} invoices need you`),
  },
  received: {
    nb: (count) => (count === 1 ? '1 faktura mottatt' : `${count} fakturaer mottatt`),
    en: (count) => (count === 1 ? '1 invoice received' : `${count} invoices received`),
  },
  sent: {
    nb: (count) => (count === 1 ? '1 faktura levert' : `${count} fakturaer levert`),
    en: (count) => (count === 1 ? '1 invoice delivered' : `${count} invoices delivered`),
  },
};
/** What somebody must do something about comes first. */
const order: readonly NoticeKind[] = ['sendErrors', 'received', 'sent'];

const more: Counted = {
  nb: (count) => `… og ${count} til`,
  en: (count) => `… and ${count} more`,
};
const unsubscribe = {
  nb: 'Vil du ikke ha disse varslene? Slå dem av her:',
  en: 'Do you not want these notices? Switch them off here:',
};
const unread = { nb: 'ikke lest ennå', en: 'not read yet' };

function lineText({ number, party, amount, text }: NoticeLine, language: 'nb' | 'en'): string {
  const named = [number ?? unread[language], party, amount].filter((part) => part !== null);
  return `  ${named.join(' · ')}${text === null ? '' : `: ${text[language]}`}`;
}

/** One mail about all that has happened; null where there is nothing to tell. */
export function noticeMail(notice: Notice): MailText | null {
  const { language, events, company } = notice;
  const told = order.flatMap((kind) => {
    const lines = events[kind] ?? [];
    return lines.length === 0 ? [] : [{ heading: headings[kind][language](lines.length), lines }];
  });
  if (told.length === 0) return null;
  const sections = told.flatMap(({ heading, lines }) => [
    heading,
    ...lines.slice(0, linesInNotice).map((line) => lineText(line, language)),
    ...(lines.length > linesInNotice ? [`  ${more[language](lines.length - linesInNotice)}`] : []),
    '',
  ]);
  return {
    subject: `${company}: ${told.map(({ heading }) => heading).join(', ')}`,
    text: [...sections, notice.pageUrl, '', unsubscribe[language], notice.unsubscribeUrl, ''].join(
      '\n',
    ),
    listUnsubscribe: notice.unsubscribeUrl,
  };
}

export interface Report extends Pick<
  Notice,
  'company' | 'language' | 'pageUrl' | 'unsubscribeUrl'
> {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly delivered: number;
  readonly received: number;
  /** Sent in these days, and not delivered: failed, returned or waiting for a person. */
  readonly undelivered: number;
}

const reportWords = {
  nb: {
    title: 'Rapport',
    delivered: 'Levert',
    received: 'Mottatt',
    undelivered: 'Ikke levert, eller trenger deg',
  },
  en: {
    title: 'Report',
    delivered: 'Delivered',
    received: 'Received',
    undelivered: 'Not delivered, or needs you',
  },
} as const;

/** The daily or weekly report of a company. */
export function reportMail(report: Report): MailText {
  const { company, language, from, to } = report;
  const words = reportWords[language];
  const days = [...new Set([from, to])].map((day) => formatDate(day, language)).join(' – ');
  return {
    subject: `${company}: ${words.title.toLowerCase()} ${days}`,
    text: [
      `${words.title} ${days}`,
      '',
      `${words.delivered}: ${report.delivered}`,
      `${words.received}: ${report.received}`,
      `${words.undelivered}: ${report.undelivered}`,
      '',
      report.pageUrl,
      '',
      unsubscribe[language],
      report.unsubscribeUrl,
      '',
    ].join('\n'),
    listUnsubscribe: report.unsubscribeUrl,
  };
}

/** The page of the link that switches notices off; a reader's language is not known, so both. */
export const unsubscribeTexts = {
  question: 'Slå av alle fakturavarsler til deg? · Switch all your invoice notices off?',
  button: 'Slå av · Switch off',
  done: 'Du får ingen flere fakturavarsler. · You get no more invoice notices.',
} as const;
