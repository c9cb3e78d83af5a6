import type { Address, Party } from '../invoice/model.ts';
import { readOrganisationNumber } from '../invoice/norway/organisation-number.ts';
import { label, type Language } from './texts.ts';

/** Somebody or some place: what it is, its name, and the lines below it. */
export interface PartyView {
  readonly label: string;
  readonly name: string;
  /** As on an envelope. */
  readonly address: readonly string[];
  readonly registrations: readonly string[];
  readonly contact: readonly string[];
}

export const partyView = (
  party: Pick<Party, 'name'> & Partial<Party>,
  name: string,
  language: Language,
): PartyView => ({
  label: name,
  name: party.name,
  address: [
    ...(party.tradingName && party.tradingName !== party.name ? [party.tradingName] : []),
    ...addressLines(party.address),
  ],
  registrations: registrations(party, language),
  contact: [party.contact?.telephone, party.contact?.email].filter(isGiven),
});

/** Street, then post code and town, then the country where it is not Norway. */
export const addressLines = (address: Address | undefined): string[] =>
  [
    address?.street,
    address?.additionalStreet,
    address?.addressLine,
    [address?.postCode, address?.city].filter(isGiven).join(' '),
    address?.subdivision,
    address?.country === 'NO' ? undefined : address?.country,
  ].filter(isGiven);

/** In Norway one line as the law on invoices has it: `Org.nr. 987 654 325 MVA Foretaksregisteret`. */
function registrations(party: Partial<Party>, language: Language): string[] {
  const { legalRegistrationId, vatId, taxRegistrationId } = party;
  const number = readOrganisationNumber(legalRegistrationId ?? vatId ?? '');
  if (number !== null && (vatId === undefined || readOrganisationNumber(vatId) === number)) {
    const grouped = number.replaceAll(/(\d{3})(?=\d)/g, '$1\u00a0');
    const mva = vatId?.toUpperCase().endsWith('MVA') ? '\u00a0MVA' : '';
    const register = taxRegistrationId ? ` ${taxRegistrationId}` : '';
    return [`${label('organisationNumber', language)} ${grouped}${mva}${register}`];
  }
  return [
    ...(legalRegistrationId
      ? [`${label('organisationNumber', language)} ${legalRegistrationId}`]
      : []),
    ...(vatId ? [`${label('vatId', language)} ${vatId}`] : []),
  ];
}

export const isGiven = (text: string | undefined): text is string => Boolean(text);
