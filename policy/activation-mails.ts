import { formatDate } from '../invoice/date.ts';
import type { IsoDate } from '../invoice/model.ts';
import type { ActivationMailKind } from './activation.ts';

/** What a mail of an activation tells. */
export interface ActivationMailFacts {
  readonly kind: ActivationMailKind;
  readonly language: 'nb' | 'en';
  readonly companyName: string;
  readonly organisationNumber: string;
  /** Who runs this installation. */
  readonly operator: string;
  readonly invitedOn: IsoDate;
  readonly expiresOn: IsoDate;
}

type Texts = Readonly<Record<ActivationMailKind, { subject: string; paragraphs: string[] }>>;

const norwegian = (f: ActivationMailFacts): Texts => ({
  reminder: {
    subject: `Påminnelse: signer avtalen om AutoInvoice for ${f.companyName}`,
    paragraphs: [
      `${f.companyName} (${f.organisationNumber}) er aktivert for AutoInvoice, men avtalen er ikke signert ennå. Sending og mottak åpner når den er signert.`,
      `Invitasjonen kom i en e-post fra Visma Sign ${formatDate(f.invitedOn, 'nb')}. Åpne lenken der og signer med BankID. Finner du den ikke, så se i søppelposten, eller be om en ny invitasjon i AutoInvoice.`,
      `Fristen er ${formatDate(f.expiresOn, 'nb')}.`,
    ],
  },
  authenticated: {
    subject: `${f.companyName} kan nå sende og motta fakturaer`,
    paragraphs: [
      `${f.companyName} (${f.organisationNumber}) er autentisert. Sending og mottak er åpnet, og det dere har slått på blir satt i verk.`,
      'Den signerte avtalen ligger i AutoInvoice.',
    ],
  },
  expired: {
    subject: `Fristen for å signere er ute: ${f.companyName}`,
    paragraphs: [
      `Avtalen om AutoInvoice for ${f.companyName} (${f.organisationNumber}) ble ikke signert innen ${formatDate(f.expiresOn, 'nb')}. Innstillingene er tatt vare på.`,
      'Start aktiveringen på nytt i AutoInvoice når dere er klare.',
    ],
  },
  declined: {
    subject: `Signeringen ble avslått: ${f.companyName}`,
    paragraphs: [
      `Avtalen om AutoInvoice for ${f.companyName} (${f.organisationNumber}) ble avslått eller avbrutt hos Visma Sign. Innstillingene er tatt vare på.`,
      'Start aktiveringen på nytt i AutoInvoice hvis det var en feil.',
    ],
  },
});

const english = (f: ActivationMailFacts): Texts => ({
  reminder: {
    subject: `Reminder: sign the AutoInvoice agreement for ${f.companyName}`,
    paragraphs: [
      `${f.companyName} (${f.organisationNumber}) is activated for AutoInvoice, but the agreement is not signed yet. Sending and receiving open when it is.`,
      `The invitation came in a mail from Visma Sign on ${formatDate(f.invitedOn, 'en')}. Open the link there and sign with BankID. If you cannot find it, look among junk mail, or ask for a new invitation in AutoInvoice.`,
      `The last day is ${formatDate(f.expiresOn, 'en')}.`,
    ],
  },
  authenticated: {
    subject: `${f.companyName} can now send and receive invoices`,
    paragraphs: [
      `${f.companyName} (${f.organisationNumber}) is authenticated. Sending and receiving are open, and what you have switched on is being carried out.`,
      'The signed agreement is kept in AutoInvoice.',
    ],
  },
  expired: {
    subject: `The time to sign is over: ${f.companyName}`,
    paragraphs: [
      `The AutoInvoice agreement for ${f.companyName} (${f.organisationNumber}) was not signed by ${formatDate(f.expiresOn, 'en')}. Your settings are kept.`,
      'Start the activation again in AutoInvoice when you are ready.',
    ],
  },
  declined: {
    subject: `The signature was declined: ${f.companyName}`,
    paragraphs: [
      `The AutoInvoice agreement for ${f.companyName} (${f.organisationNumber}) was declined or called off at Visma Sign. Your settings are kept.`,
      'Start the activation again in AutoInvoice if that was a mistake.',
    ],
  },
});

/** Subject and text of a mail of an activation. */
export function activationMail(facts: ActivationMailFacts): { subject: string; text: string } {
  const isNorwegian = facts.language === 'nb';
  const { subject, paragraphs } = (isNorwegian ? norwegian : english)(facts)[facts.kind];
  const greeting = isNorwegian ? 'Hei' : 'Hello';
  const closing = isNorwegian ? 'Hilsen' : 'Kind regards';
  return {
    subject,
    text: [greeting, ...paragraphs, `${closing}\n${facts.operator}`].join('\n\n'),
  };
}

/** What the invitation of the signing service says besides its link. */
export const invitationMessage = ({
  language,
  companyName,
  organisationNumber,
  operator,
}: Pick<
  ActivationMailFacts,
  'language' | 'companyName' | 'organisationNumber' | 'operator'
>): string =>
  language === 'nb'
    ? `${companyName} (${organisationNumber}) tar i bruk AutoInvoice hos ${operator}. Signer avtalen på vegne av virksomheten. Du må ha rett til å forplikte den; navnet ditt sammenlignes med rollene i Enhetsregisteret.`
    : `${companyName} (${organisationNumber}) is taking up AutoInvoice with ${operator}. Sign the agreement on behalf of the company. You must have the right to commit it; your name is compared with the roles in Enhetsregisteret.`;
