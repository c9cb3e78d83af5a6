import type { MemberRole } from './access.ts';

export interface MailText {
  readonly subject: string;
  readonly text: string;
  /** Where its reader gets no more such mails with one click. */
  readonly listUnsubscribe?: string;
  readonly replyTo?: string;
  /** Where it comes back to when it cannot be delivered. */
  readonly returnPath?: string;
}
type Language = 'nb' | 'en';

const letter = (...paragraphs: readonly string[]): string => `${paragraphs.join('\n\n')}\n`;

const ignore = {
  nb: 'Var det ikke deg? Da kan du se bort fra denne e-posten.',
  en: 'Was it not you? Then you can ignore this mail.',
};

/** To an address that nobody has verified yet. */
export const signUpMail = (language: Language, link: string): MailText =>
  language === 'nb'
    ? {
        subject: 'Bekreft e-postadressen din',
        text: letter(
          'Velkommen til AutoInvoice. Bekreft e-postadressen din og velg passord her:',
          link,
          'Lenken virker i 24 timer og én gang.',
          ignore.nb,
        ),
      }
    : {
        subject: 'Confirm your e-mail address',
        text: letter(
          'Welcome to AutoInvoice. Confirm your e-mail address and choose a password here:',
          link,
          'The link works for 24 hours and once.',
          ignore.en,
        ),
      };

/** To somebody who signs up again: an answer on the page would tell strangers who is a user. */
export const alreadyUserMail = (language: Language, logIn: string): MailText =>
  language === 'nb'
    ? {
        subject: 'Du er allerede bruker av AutoInvoice',
        text: letter(
          'Noen har bedt om en ny bruker med denne adressen, men du har en fra før. Logg inn her:',
          logIn,
          'Har du glemt passordet, kan du be om et nytt samme sted.',
          ignore.nb,
        ),
      }
    : {
        subject: 'You are a user of AutoInvoice already',
        text: letter(
          'Somebody has asked for a new user with this address, but you have one. Log in here:',
          logIn,
          'If you have forgotten the password, ask for a new one in the same place.',
          ignore.en,
        ),
      };

export const passwordMail = (language: Language, link: string): MailText =>
  language === 'nb'
    ? {
        subject: 'Nytt passord',
        text: letter(
          'Velg et nytt passord her:',
          link,
          'Lenken virker i én time og én gang. Alle innlogginger avsluttes når passordet er byttet.',
          ignore.nb,
        ),
      }
    : {
        subject: 'New password',
        text: letter(
          'Choose a new password here:',
          link,
          'The link works for one hour and once. All log-ins end when the password is changed.',
          ignore.en,
        ),
      };

const roleNames: Record<MemberRole, Record<Language, string>> = {
  superuser: { nb: 'superbruker', en: 'superuser' },
  accountant: { nb: 'regnskapsfører', en: 'accountant' },
  viewer: { nb: 'bruker med lesetilgang', en: 'viewer' },
};

/** To somebody whom a company wants as a user. */
export const invitationMail = (
  language: Language,
  { company, role, link }: { company: string; role: MemberRole; link: string },
): MailText =>
  language === 'nb'
    ? {
        subject: `Invitasjon til ${company}`,
        text: letter(
          `Du er invitert til AutoInvoice for ${company} som ${roleNames[role].nb}. Svar her:`,
          link,
          'Lenken virker i sju dager og én gang.',
        ),
      }
    : {
        subject: `Invitation to ${company}`,
        text: letter(
          `You are invited to AutoInvoice for ${company} as ${roleNames[role].en}. Answer here:`,
          link,
          'The link works for seven days and once.',
        ),
      };
