import type { Address, Contact, Identifier, Party, Payee, TaxRepresentative } from './model.ts';
import {
  fill,
  fixed,
  inside,
  isDraft,
  rows,
  rowsOf,
  textAt,
  type Draft,
  type ElementShape,
} from './ubl-rows.ts';

const address = rowsOf<Address>();
const contact = rowsOf<Contact>();
const party = rowsOf<Party>();
const payee = rowsOf<Payee>();
const representative = rowsOf<TaxRepresentative>();

export const addressRows = rows(
  address.value('cbc:StreetName', 'street'),
  address.value('cbc:AdditionalStreetName', 'additionalStreet'),
  address.value('cbc:CityName', 'city'),
  address.value('cbc:PostalZone', 'postCode'),
  address.value('cbc:CountrySubentity', 'subdivision'),
  inside('cac:AddressLine', [address.value('cbc:Line', 'addressLine')]),
  inside('cac:Country', [address.value('cbc:IdentificationCode', 'country')]),
);

const contactRows = rows(
  contact.value('cbc:Name', 'name'),
  contact.value('cbc:Telephone', 'telephone'),
  contact.value('cbc:ElectronicMail', 'email'),
);

export const identifierRows = rows(
  rowsOf<Identifier>().value('cbc:ID', 'value', 'text', {
    attributes: { schemeID: 'scheme' },
    isRequired: true,
  }),
);

const vatScheme = inside('cac:TaxScheme', [fixed('cbc:ID', 'VAT')]);
const isVat = (element: ElementShape): boolean =>
  textAt(element, 'cac:TaxScheme', 'cbc:ID') === 'VAT';

export const partyRows = rows(
  party.value('cbc:EndpointID', 'endpointId.value', 'text', {
    attributes: { schemeID: 'endpointId.scheme' },
    isRequired: true,
    hasRequiredAttributes: true,
  }),
  party.groups('cac:PartyIdentification', 'identifiers', identifierRows),
  inside('cac:PartyName', [party.value('cbc:Name', 'tradingName')]),
  party.group('cac:PostalAddress', 'address', addressRows),
  inside('cac:PartyTaxScheme', [party.value('cbc:CompanyID', 'vatId'), vatScheme], { when: isVat }),
  inside(
    'cac:PartyTaxScheme',
    [
      party.value('cbc:CompanyID', 'taxRegistrationId'),
      inside('cac:TaxScheme', [
        party.value('cbc:ID', 'taxRegistrationScheme', 'text', { otherwise: 'TAX' }),
      ]),
    ],
    { when: (element) => !isVat(element) },
  ),
  inside('cac:PartyLegalEntity', [
    party.value('cbc:RegistrationName', 'name', 'text', { isRequired: true }),
    party.value('cbc:CompanyID', 'legalRegistrationId', 'text', {
      attributes: { schemeID: 'legalRegistrationScheme' },
    }),
    party.value('cbc:CompanyLegalForm', 'legalForm'),
  ]),
  party.group('cac:Contact', 'contact', contactRows),
);

/** A party goes by its official name, or else by the one that it trades under. */
export function finishParty(draft: Draft): void {
  fill(draft, { name: draft.tradingName ?? '' });
  const { endpointId } = draft;
  if (isDraft(endpointId) && endpointId.scheme === undefined) delete draft.endpointId;
}

export const payeeRows = rows(
  payee.groups('cac:PartyIdentification', 'identifiers', identifierRows),
  inside('cac:PartyName', [payee.value('cbc:Name', 'name', 'text', { isRequired: true })]),
  inside('cac:PartyLegalEntity', [
    payee.value('cbc:CompanyID', 'legalRegistrationId', 'text', {
      attributes: { schemeID: 'legalRegistrationScheme' },
    }),
  ]),
);

export const taxRepresentativeRows = rows(
  inside('cac:PartyName', [representative.value('cbc:Name', 'name', 'text', { isRequired: true })]),
  representative.group('cac:PostalAddress', 'address', addressRows),
  inside('cac:PartyTaxScheme', [representative.value('cbc:CompanyID', 'vatId'), vatScheme]),
);
