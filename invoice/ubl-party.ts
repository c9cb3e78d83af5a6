import type { Address, Contact, Party } from './model.ts';
import { all, find, optional, value } from './ubl-fields.ts';
import type { XmlElement } from './xml.ts';

/** A party of any role: its official name, or else the one it trades under. */
export function toParty(party: XmlElement): Party {
  const legal = find(party, 'PartyLegalEntity');
  const endpoint = find(party, 'EndpointID');
  const address = find(party, 'PostalAddress');
  const contact = find(party, 'Contact');
  const scheme = endpoint?.attributes.get('schemeID');
  const tradingName = value(party, 'PartyName', 'Name');
  const taxes = all(party, 'PartyTaxScheme');
  const taxId = (isVat: boolean): string | undefined => {
    const tax = taxes.find((item) => (value(item, 'TaxScheme', 'ID') === 'VAT') === isVat);
    return tax && value(tax, 'CompanyID');
  };
  return {
    name: (legal && value(legal, 'RegistrationName')) ?? tradingName ?? '',
    ...optional('tradingName', tradingName),
    ...optional('legalRegistrationId', legal && value(legal, 'CompanyID')),
    ...optional(
      'legalRegistrationScheme',
      legal && find(legal, 'CompanyID')?.attributes.get('schemeID'),
    ),
    ...optional('vatId', taxId(true)),
    ...optional('taxRegistrationId', taxId(false)),
    ...optional(
      'endpointId',
      endpoint && scheme ? { scheme, value: endpoint.text.trim() } : undefined,
    ),
    ...optional('address', address && toAddress(address)),
    ...optional('contact', contact && toContact(contact)),
  };
}

const toAddress = (address: XmlElement): Address => ({
  ...optional('street', value(address, 'StreetName')),
  ...optional('additionalStreet', value(address, 'AdditionalStreetName')),
  ...optional('addressLine', value(address, 'AddressLine', 'Line')),
  ...optional('city', value(address, 'CityName')),
  ...optional('postCode', value(address, 'PostalZone')),
  ...optional('subdivision', value(address, 'CountrySubentity')),
  ...optional('country', value(address, 'Country', 'IdentificationCode')),
});

const toContact = (contact: XmlElement): Contact => ({
  ...optional('name', value(contact, 'Name')),
  ...optional('telephone', value(contact, 'Telephone')),
  ...optional('email', value(contact, 'ElectronicMail')),
});
