import type { EventParameters, EventText, TextOf } from './event.ts';

const causes: Record<string, EventText> = {
  'signer-unknown': {
    nb: 'Visma Sign oppgir ikke hvem som signerte; navnet står i den signerte avtalen',
    en: 'Visma Sign does not say who signed; the name stands in the signed agreement',
  },
  'signer-without-role': {
    nb: 'den som signerte har ingen rolle i virksomheten i Enhetsregisteret',
    en: 'the person who signed has no role in the company in Enhetsregisteret',
  },
  'signer-role-insufficient': {
    nb: 'den som signerte har en rolle i Enhetsregisteret som ikke alene forplikter virksomheten',
    en: 'the person who signed has a role in Enhetsregisteret that does not commit the company alone',
  },
  'agreement-differs': {
    nb: 'den signerte filen er ikke avtalen som ble sendt til signering',
    en: 'the signed file is not the agreement that was sent to be signed',
  },
  'document-missing': {
    nb: 'Visma Sign kjenner ikke dokumentet lenger',
    en: 'Visma Sign does not know the document any more',
  },
  'organisation-number-taken': {
    nb: 'organisasjonsnummeret er allerede autentisert i denne installasjonen',
    en: 'the organisation number is authenticated in this installation already',
  },
  'signing-status-unknown': {
    nb: 'Visma Sign oppgir en status som ikke er kjent',
    en: 'Visma Sign gives a status that is not known',
  },
  'file-missing': {
    nb: 'Visma Sign har ingen fil til det signerte dokumentet',
    en: 'Visma Sign has no file for the signed document',
  },
  'file-damaged': {
    nb: 'den signerte filen ble ødelagt på veien',
    en: 'the signed file was damaged on its way',
  },
  'recipient-unknown': { nb: 'adressen finnes ikke', en: 'the address does not exist' },
  'recipient-refused': { nb: 'mottakeren avviste den', en: 'the recipient refused it' },
  'service-unavailable': { nb: 'tjenesten svarer ikke', en: 'the service does not answer' },
  'rate-limited': { nb: 'tjenesten ber oss vente', en: 'the service asks us to wait' },
  'outcome-unknown': { nb: 'svaret gikk tapt', en: 'the answer was lost' },
  misconfigured: {
    nb: 'oppsettet vårt ble avvist; den som driver installasjonen må rette det',
    en: 'our set-up was refused; whoever runs the installation must correct it',
  },
};

/** Why an activation is held up or asks a person; a code without a text of its own gets that of its failure kind. */
export function activationCause(code: string, kind = ''): EventText {
  const own = causes[code];
  const general = causes[kind];
  if (own || !general) return own ?? { nb: code, en: code };
  return { nb: `${general.nb} (${code})`, en: `${general.en} (${code})` };
}
const cause = (p: EventParameters): EventText =>
  activationCause(p['reason'] ?? '', p['kind'] ?? '');

/** Every event of a company and of its activation with its text. Codes are stable: they are the API. */
export const activationEventTexts = {
  'company.activated': () => ({
    nb: 'Vilkårene er godtatt, og virksomheten er aktivert. Innstillinger kan velges.',
    en: 'The terms are accepted, and the company is activated. Settings can be chosen.',
  }),
  'company.authenticated': () => ({
    nb: 'Virksomheten er autentisert. Sending og mottak er åpnet.',
    en: 'The company is authenticated. Sending and receiving are open.',
  }),
  'activation.invited': () => ({
    nb: 'Visma Sign har sendt invitasjon til å signere avtalen.',
    en: 'Visma Sign has sent an invitation to sign the agreement.',
  }),
  'activation.reminded': (p) => ({
    nb: `Påminnelse etter ${p['day']} dager.`,
    en: `Reminder after ${p['day']} days.`,
  }),
  'activation.email-changed': () => ({
    nb: 'Invitasjonen går til en ny adresse; den gamle gjelder ikke lenger.',
    en: 'The invitation goes to a new address; the old one does not hold any more.',
  }),
  'activation.restarted': () => ({
    nb: 'En ny invitasjon er bestilt; den gamle gjelder ikke lenger.',
    en: 'A new invitation is ordered; the old one does not hold any more.',
  }),
  'activation.delayed': (p) => ({
    nb: `Venter: ${cause(p).nb}. Det prøves igjen.`,
    en: `Held up: ${cause(p).en}. It is tried again.`,
  }),
  'activation.mail-refused': (p) => ({
    nb: `En e-post til deg kunne ikke leveres: ${cause(p).nb}.`,
    en: `A mail to you could not be delivered: ${cause(p).en}.`,
  }),
  'activation.signed': () => ({
    nb: 'Avtalen er signert hos Visma Sign.',
    en: 'The agreement is signed at Visma Sign.',
  }),
  'activation.needs-attention': (p) => ({
    nb: `Venter på svar fra en person: ${cause(p).nb}.`,
    en: `Waits for a person's answer: ${cause(p).en}.`,
  }),
  'activation.answered': (p) => ({
    nb:
      p['answer'] === 'accept'
        ? 'Den som driver installasjonen har godkjent signaturen.'
        : 'Den som driver installasjonen har avvist signaturen.',
    en:
      p['answer'] === 'accept'
        ? 'Whoever runs the installation has accepted the signature.'
        : 'Whoever runs the installation has rejected the signature.',
  }),
  'activation.declined': () => ({
    nb: 'Signeringen ble avslått eller avbrutt hos Visma Sign.',
    en: 'The signature was declined or called off at Visma Sign.',
  }),
  'activation.expired': () => ({
    nb: 'Fristen for å signere er ute.',
    en: 'The time to sign is over.',
  }),
  'activation.cancelled': () => ({
    nb: 'Aktiveringen er avbrutt.',
    en: 'The activation is cancelled.',
  }),
} as const satisfies Record<string, TextOf>;

export type ActivationEventCode = keyof typeof activationEventTexts;
