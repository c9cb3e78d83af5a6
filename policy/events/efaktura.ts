import type { TextOf } from './event.ts';

/** Every event of a company's eFaktura agreement with its text. Codes are stable: they are the API. */
export const efakturaEventTexts = {
  'efaktura.requested': () => ({
    nb: 'Avtale om eFaktura bestilles når selskapet er autentisert.',
    en: 'The eFaktura agreement is ordered once the company is authenticated.',
  }),
  'efaktura.pending': () => ({
    nb: 'Avtalen om eFaktura er på vei.',
    en: 'The eFaktura agreement is on its way.',
  }),
  'efaktura.signing': () => ({
    nb: 'En annen leverandør har eFaktura-avtalen. Et skjema for å flytte den er sendt til signering.',
    en: 'Another provider has the eFaktura agreement. A form that transfers it was sent to be signed.',
  }),
  'efaktura.signed': () => ({
    nb: 'Skjemaet for å flytte eFaktura-avtalen er signert.',
    en: 'The form that transfers the eFaktura agreement is signed.',
  }),
  'efaktura.active': () => ({
    nb: 'Avtalen om eFaktura er på plass: forbrukere får fakturaer i nettbank og Vipps.',
    en: 'The eFaktura agreement is in place: consumers get invoices in their bank and Vipps.',
  }),
  'efaktura.retry-planned': (p) => ({
    nb: `Avtalen om eFaktura: det gikk ikke nå (${p['reason']}). Nytt forsøk ${p['at']}.`,
    en: `The eFaktura agreement: it did not work now (${p['reason']}). Next try ${p['at']}.`,
  }),
  'efaktura.error': (p) => ({
    nb: `Avtalen om eFaktura: noen må gjøre noe (${p['reason']}).`,
    en: `The eFaktura agreement: somebody must act (${p['reason']}).`,
  }),
  'efaktura.leaving': () => ({
    nb: 'Avtalen om eFaktura avsluttes.',
    en: 'The eFaktura agreement is being ended.',
  }),
  'efaktura.off': () => ({
    nb: 'Avtalen om eFaktura er avsluttet.',
    en: 'The eFaktura agreement is ended.',
  }),
} as const satisfies Record<string, TextOf>;

export type EfakturaEventCode = keyof typeof efakturaEventTexts;
