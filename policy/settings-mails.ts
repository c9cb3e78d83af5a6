import type { MailText } from './account-mails.ts';

/** How long the link can be used. */
export const emailLinkSeconds = 7 * 86_400;

/** To an address that a company wants replies to go to; whose language is not known, so both. */
export const emailLinkMail = (company: string, link: string): MailText => ({
  subject: `Bekreft adressen for ${company} · Confirm the address`,
  text: [
    `${company} vil at svar på fakturaer skal gå til denne adressen. Bekreft det her:`,
    `${company} wants replies to its invoices to go to this address. Confirm it here:`,
    link,
    'Lenken virker i sju dager. Kjenner du ikke til dette, kan du se bort fra e-posten.',
    'The link works for seven days. If you know nothing of this, ignore this mail.',
    '',
  ].join('\n\n'),
});
