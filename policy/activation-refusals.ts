import type { EventText } from './events/event.ts';

/** Why an activation cannot be opened or changed. Codes are stable: they are the API. */
export const activationRefusals = {
  'organisation-number-invalid': {
    nb: 'Dette er ikke et norsk organisasjonsnummer: ni siffer, og det siste kontrollerer de andre.',
    en: 'This is no Norwegian organisation number: nine digits, and the last one checks the others.',
  },
  'organisation-number-differs': {
    nb: 'Nøkkelen tilhører en annen virksomhet enn organisasjonsnummeret. Bruk virksomhetens egen nøkkel.',
    en: 'The key belongs to another company than the organisation number. Use the company’s own key.',
  },
  'organisation-number-taken': {
    nb: 'Organisasjonsnummeret er allerede i bruk. Ta kontakt med den som driver installasjonen.',
    en: 'The organisation number is in use already. Get in touch with whoever runs this installation.',
  },
  'company-unknown': {
    nb: 'Ingen virksomhet i Enhetsregisteret har dette organisasjonsnummeret.',
    en: 'No company in Enhetsregisteret has this organisation number.',
  },
  'company-deleted': {
    nb: 'Virksomheten er slettet i Enhetsregisteret.',
    en: 'The company is deleted in Enhetsregisteret.',
  },
  'company-bankrupt': {
    nb: 'Virksomheten er konkurs ifølge Enhetsregisteret. Boet har sitt eget organisasjonsnummer.',
    en: 'The company is bankrupt by Enhetsregisteret. The estate has an organisation number of its own.',
  },
  'company-sub-unit': {
    nb: 'Dette er en underenhet. Bruk organisasjonsnummeret til virksomheten den hører til.',
    en: 'This is a place of business. Use the organisation number of the company that it belongs to.',
  },
  'email-invalid': {
    nb: 'Dette er ikke én e-postadresse. Invitasjonen til å signere går til den.',
    en: 'This is not one e-mail address. The invitation to sign goes there.',
  },
  'email-undeliverable': {
    nb: 'Ingen e-postserver tar imot e-post for dette domenet. Se etter skrivefeil i adressen.',
    en: 'No mail server takes mail for this domain. Look for a slip in the address.',
  },
  'terms-not-accepted': {
    nb: 'Vilkårene må godtas før virksomheten kan aktiveres. De står på GET /v1/terms.',
    en: 'The terms must be accepted before the company can be activated. GET /v1/terms has them.',
  },
  'terms-outdated': {
    nb: 'Det finnes en nyere utgave av vilkårene. Les og godta den: GET /v1/terms.',
    en: 'There is a newer version of the terms. Read and accept that one: GET /v1/terms.',
  },
  'already-authenticated': {
    nb: 'Virksomheten er allerede autentisert.',
    en: 'The company is authenticated already.',
  },
  'company-closed': {
    nb: 'Virksomheten er avsluttet her.',
    en: 'The company is closed here.',
  },
  'wrong-state': {
    nb: 'Aktiveringens status tillater ikke dette nå.',
    en: 'The activation’s status does not allow this now.',
  },
} as const satisfies Record<string, EventText>;
export type ActivationRefusal = keyof typeof activationRefusals;

/** What the register says of a company that wants to activate; null where nobody has the number. */
export interface ApplicantFacts {
  readonly isDeleted: boolean;
  readonly isBankrupt: boolean;
  readonly isSubUnit: boolean;
}

/**
 * Why a company may not activate, by what the register says of it, or null.
 * One under liquidation may: it still has invoices to send and to receive.
 */
export function judgeApplicant(
  company: ApplicantFacts | null,
): Extract<ActivationRefusal, `company-${string}`> | null {
  if (!company) return 'company-unknown';
  if (company.isDeleted) return 'company-deleted';
  if (company.isSubUnit) return 'company-sub-unit';
  return company.isBankrupt ? 'company-bankrupt' : null;
}
