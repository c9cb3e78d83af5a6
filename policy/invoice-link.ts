import { addSeconds, daysAfter } from '../invoice/date.ts';
import type { EventText } from './events/event.ts';

/** How long the link in a mail leads to its invoice. */
export const invoiceLinkSeconds = 90 * 86_400;

/**
 * When a recipient who has not opened the link is reminded: so many days after the mail, and not before the day after
 * the invoice was due. Null: never, which holds for credit notes too.
 */
export function remindAt(
  sentAt: string,
  { documentType, dueDate }: { documentType: 'invoice' | 'credit-note'; dueDate: string | null },
  reminderDays: number | null,
): string | null {
  if (reminderDays === null || documentType === 'credit-note') return null;
  const afterDays = addSeconds(sentAt, reminderDays * 86_400);
  if (dueDate === null) return afterDays;
  const afterDue = `${daysAfter(dueDate, 1)}T07:00:00.000Z`;
  return afterDays > afterDue ? afterDays : afterDue;
}

/** Longest reason that a buyer can give. */
export const objectionLength = 1000;

type PageLanguage = 'nb' | 'en';

/** The words around an invoice on the page that its link opens. */
export const invoicePageTexts = {
  asPdf: { nb: 'Last ned som PDF', en: 'Download as PDF' },
  attachments: { nb: 'Vedlegg', en: 'Attachments' },
  otherLanguage: { nb: 'In English', en: 'På norsk' },
  object: { nb: 'Er noe galt med fakturaen?', en: 'Is something wrong with the invoice?' },
  reason: {
    nb: 'Skriv hva som er galt. Det går til avsenderen.',
    en: 'Write what is wrong. It goes to the sender.',
  },
  send: { nb: 'Send innsigelse', en: 'Send objection' },
  sent: {
    nb: 'Innsigelsen er sendt til avsenderen av fakturaen.',
    en: 'The objection was sent to the sender of the invoice.',
  },
  gone: {
    nb: 'Denne lenken er for gammel, eller den finnes ikke. Be avsenderen av fakturaen om en ny.',
    en: 'This link is too old, or there is no such link. Ask the sender of the invoice for a new one.',
  },
} as const satisfies Record<string, Record<PageLanguage, string>>;

/** What a buyer wrote, as the timeline and other readers show it: one line, without what cannot be seen. */
export function readObjection(text: string): string | null {
  const line = text
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, objectionLength);
  return line === '' ? null : line;
}

/** Events of the page, for the timeline. */
export const openedText: EventText = {
  nb: 'Mottakeren har åpnet fakturaen fra lenken i e-posten.',
  en: 'The recipient has opened the invoice by the link in the mail.',
};
