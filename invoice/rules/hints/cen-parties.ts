import type { XmlElement } from '../../xml.ts';
import { first, normalized, normalizedText, stringOf, text } from '../select.ts';
import { provide, providing, providingAttribute } from './provide.ts';
import {
  add,
  change,
  element,
  group,
  remove,
  stands,
  standsWith,
  type Hint,
  type Said,
} from './show.ts';

const seller = 'cac:AccountingSupplierParty/cac:Party';
const buyer = 'cac:AccountingCustomerParty/cac:Party';

const tradingName = (root: XmlElement, party: string): string =>
  normalizedText(root, `${party}/cac:PartyName/cbc:Name`) || '…';

const name =
  (party: string): Hint =>
  (root) =>
    provide(root, `${party}/cac:PartyLegalEntity/cbc:RegistrationName`, tradingName(root, party));

const country: Hint = (at) => provide(at, 'cac:Country/cbc:IdentificationCode', 'NO');

const address =
  (party: string): Hint =>
  (root) =>
    provide(
      root,
      `${party}/cac:PostalAddress/cac:Country/cbc:IdentificationCode`,
      'NO',
      {},
      {
        nb: 'med gate, postnummer og sted',
        en: 'with street, postal code and place',
      },
    );

const countryOf = (party: XmlElement | undefined): string =>
  (party && normalizedText(party, 'cac:PostalAddress/cac:Country/cbc:IdentificationCode')) || 'NO';

/** A party's VAT number: in Norway made from its organisation number, where that stands. */
function vatNumber(party: XmlElement | undefined): string {
  const country = countryOf(party);
  if (country !== 'NO') return `${country}…`;
  const id = party
    ? text(party, 'cac:PartyLegalEntity/cbc:CompanyID').replace(/\D/g, '').slice(-9)
    : '';
  return id.length === 9 ? `NO${id}MVA` : 'NO…MVA';
}

const vatScheme = (number: string): string =>
  group(
    'cac:PartyTaxScheme',
    element('cbc:CompanyID', number),
    group('cac:TaxScheme', element('cbc:ID', 'VAT')),
  );

/** “Add the party's VAT number.” */
export function provideVatNumber(root: XmlElement, of: 'seller' | 'buyer'): Said {
  const path = of === 'seller' ? seller : buyer;
  const scheme = vatScheme(vatNumber(first(root, path)));
  const into = path.split('/')[0] ?? '';
  return {
    nb: `Legg til ${scheme} i <cac:Party> i <${into}>.`,
    en: `Add ${scheme} in <cac:Party> in <${into}>.`,
  };
}

const prefix: Hint = (at) => {
  const id = first(at, 'cbc:CompanyID');
  if (!id) return provide(at, 'cbc:CompanyID', 'NO…MVA');
  const country = countryOf(at.parent);
  const number = normalized(stringOf(id));
  const digits = number.replace(/\D/g, '');
  const shouldBe = country === 'NO' && digits.length === 9 ? `NO${digits}MVA` : country + number;
  return change(stands(id), standsWith(id, shouldBe), {
    nb: 'landkode først',
    en: 'country code first',
  });
};

const representative: Hint = (at) => add(vatScheme('NO…MVA'), at.qualifiedName);

const identification: Hint = (at) =>
  provide(
    at,
    'cac:Party/cac:PartyLegalEntity/cbc:CompanyID',
    '…',
    { schemeID: '0192' },
    {
      nb: 'organisasjonsnummeret, 9 siffer',
      en: 'the organisation number, 9 digits',
    },
  );

const payee: Hint = (at) => {
  const found = normalizedText(at, 'cac:PartyName/cbc:Name');
  return found === ''
    ? provide(at, 'cac:PartyName/cbc:Name', '…')
    : remove(stands(at), {
        nb: `${found} er også selger`,
        en: `${found} is the seller too`,
      });
};

const endpointScheme = providingAttribute('schemeID', '0192');

export const partyHints: Readonly<Record<string, Hint>> = {
  'BR-06': name(seller),
  'BR-07': name(buyer),
  'BR-08': address(seller),
  'BR-09': country,
  'BR-10': address(buyer),
  'BR-11': country,
  'BR-17': payee,
  'BR-18': providing('cac:PartyName/cbc:Name', '…'),
  'BR-19': providing('cac:PostalAddress/cac:Country/cbc:IdentificationCode', 'NO'),
  'BR-20': country,
  'BR-56': representative,
  'BR-57': country,
  'BR-62': endpointScheme,
  'BR-63': endpointScheme,
  'BR-CO-09': prefix,
  'BR-CO-26': identification,
};
