import { hasScheme, isRegistration, readIdentifier } from './cii-fields.ts';
import type { Address, Contact, Party, Payee, TaxRepresentative } from './model.ts';
import { fill, inside, rows, rowsOf, type Draft, type Row } from './ubl-rows.ts';

const address = rowsOf<Address>();
const contact = rowsOf<Contact & { readonly department: string }>();
const party = rowsOf<Party>();
const payee = rowsOf<Payee>();
const representative = rowsOf<TaxRepresentative>();

export const addressRows = rows(
  address.value('ram:PostcodeCode', 'postCode'),
  address.value('ram:LineOne', 'street'),
  address.value('ram:LineTwo', 'additionalStreet'),
  address.value('ram:LineThree', 'addressLine'),
  address.value('ram:CityName', 'city'),
  address.value('ram:CountryID', 'country'),
  address.value('ram:CountrySubDivisionName', 'subdivision'),
);

const contactRows = rows(
  contact.value('ram:PersonName', 'name'),
  // Where there is no person, the department is the contact's name.
  contact.value('ram:DepartmentName', 'department'),
  inside('ram:TelephoneUniversalCommunication', [contact.value('ram:CompleteNumber', 'telephone')]),
  inside('ram:EmailURIUniversalCommunication', [contact.value('ram:URIID', 'email')]),
);

function finishContact(draft: Draft): void {
  const { department, ...others } = draft;
  if (department === undefined) return;
  delete draft.department;
  fill(draft, { name: department, ...others });
}

const identifiers = (element: string): Row =>
  party.values(element, 'identifiers', 'text', { read: readIdentifier });

const vatRegistration = inside(
  'ram:SpecifiedTaxRegistration',
  [representative.value('ram:ID', 'vatId')],
  { when: isRegistration('VA') },
);

/** Of a seller or a buyer. */
export const partyRows = rows(
  identifiers('ram:ID'),
  identifiers('ram:GlobalID'),
  party.value('ram:Name', 'name', 'text', { isRequired: true }),
  party.value('ram:Description', 'legalForm'),
  inside('ram:SpecifiedLegalOrganization', [
    party.value('ram:ID', 'legalRegistrationId', 'text', {
      attributes: { schemeID: 'legalRegistrationScheme' },
    }),
    party.value('ram:TradingBusinessName', 'tradingName'),
  ]),
  party.group('ram:DefinedTradeContact', 'contact', contactRows, { finish: finishContact }),
  party.group('ram:PostalTradeAddress', 'address', addressRows),
  inside(
    'ram:URIUniversalCommunication',
    [
      party.value('ram:URIID', 'endpointId.value', 'text', {
        attributes: { schemeID: 'endpointId.scheme' },
        isRequired: true,
      }),
    ],
    { when: hasScheme },
  ),
  vatRegistration,
  inside('ram:SpecifiedTaxRegistration', [party.value('ram:ID', 'taxRegistrationId')], {
    when: isRegistration('FC'),
  }),
);

export const payeeRows = rows(
  identifiers('ram:ID'),
  identifiers('ram:GlobalID'),
  payee.value('ram:Name', 'name', 'text', { isRequired: true }),
  inside('ram:SpecifiedLegalOrganization', [
    payee.value('ram:ID', 'legalRegistrationId', 'text', {
      attributes: { schemeID: 'legalRegistrationScheme' },
    }),
  ]),
);

export const taxRepresentativeRows = rows(
  representative.value('ram:Name', 'name', 'text', { isRequired: true }),
  representative.group('ram:PostalTradeAddress', 'address', addressRows),
  vatRegistration,
);
