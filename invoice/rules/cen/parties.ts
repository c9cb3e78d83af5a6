import type { XmlElement } from '../../xml.ts';
import { context, fatal, type Context } from '../rule.ts';
import { all, attribute, stringOf, text } from '../select.ts';
import { filled, hasAttribute, isVat, present, presentForVat } from './conditions.ts';
import { may2026 } from '../releases.ts';

const seller = 'cac:AccountingSupplierParty';
const buyer = 'cac:AccountingCustomerParty';
const hasCountry = filled('cac:Country/cbc:IdentificationCode');

export const buyerEndpoint: Context = context(`${buyer}/cac:Party/cbc:EndpointID`, [
  fatal('BR-63', 'BT-49', hasAttribute('schemeID')),
]);

export const buyerAddress: Context = context(`${buyer}/cac:Party/cac:PostalAddress`, [
  fatal('BR-11', 'BT-55', hasCountry),
]);

export const deliveryAddress: Context = context('cac:Delivery/cac:DeliveryLocation/cac:Address', [
  fatal('BR-57', 'BT-80', present('cac:Country/cbc:IdentificationCode')),
]);

/** XPath's `a = b` over two sets of elements: some text of the one is some text of the other. */
function share(some: readonly XmlElement[], others: readonly XmlElement[]): boolean {
  const texts = new Set(others.map(stringOf));
  return some.some((element) => texts.has(stringOf(element)));
}

const ofSeller = (at: XmlElement, path: string): readonly XmlElement[] =>
  at.parent ? all(at.parent, `${seller}/cac:Party/${path}`) : [];

const differsFromSeller = (at: XmlElement, path: string): boolean =>
  !share(all(at, path), ofSeller(at, path));

export const payee: Context = context('cac:PayeeParty', [
  fatal(
    'BR-17',
    'BT-59',
    (at) =>
      all(at, 'cac:PartyName/cbc:Name').length > 0 &&
      differsFromSeller(at, 'cac:PartyName/cbc:Name') &&
      differsFromSeller(at, 'cac:PartyIdentification/cbc:ID'),
  ),
]);

const hasVatId = presentForVat('cac:Party/cac:PartyTaxScheme', 'cbc:CompanyID');
const hasRegistration = present('cac:Party/cac:PartyLegalEntity/cbc:CompanyID');
const sellerIds = (at: XmlElement): readonly XmlElement[] =>
  all(at, 'cac:Party/cac:PartyIdentification/cbc:ID');

export const sellers: Context = context(seller, [
  fatal(
    'BR-CO-26',
    'BT-29',
    (at) => hasVatId(at) || sellerIds(at).length > 0 || hasRegistration(at),
    { until: may2026 },
  ),
  fatal(
    'BR-CO-26',
    'BT-29',
    (at) =>
      hasVatId(at) ||
      sellerIds(at).some((id) => attribute(id, 'schemeID') !== 'SEPA') ||
      hasRegistration(at),
    { since: may2026 },
  ),
]);

export const sellerEndpoint: Context = context(`${seller}/cac:Party/cbc:EndpointID`, [
  fatal('BR-62', 'BT-34', hasAttribute('schemeID')),
]);

export const sellerAddress: Context = context(`${seller}/cac:Party/cac:PostalAddress`, [
  fatal('BR-09', 'BT-40', hasCountry),
]);

export const taxRepresentative: Context = context('cac:TaxRepresentativeParty', [
  fatal('BR-18', 'BT-62', filled('cac:PartyName/cbc:Name')),
  fatal('BR-19', 'BG-12', present('cac:PostalAddress')),
  fatal('BR-56', 'BT-63', presentForVat('cac:PartyTaxScheme', 'cbc:CompanyID')),
]);

export const taxRepresentativeAddress: Context = context(
  'cac:TaxRepresentativeParty/cac:PostalAddress',
  [fatal('BR-20', 'BT-69', hasCountry)],
);

/** ISO 3166-1 codes with 1A (Kosovo), EL (Greece) and XI (Northern Ireland). */
const vatPrefixes =
  ' 1A AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH EL ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XI YE YT ZA ZM ZW ';

/** As the official rule: the first two characters stand anywhere in the list, so one letter or none passes too. */
const hasVatPrefix = (at: XmlElement): boolean =>
  vatPrefixes.includes(Array.from(text(at, 'cbc:CompanyID')).slice(0, 2).join(''));

export const vatIds: Context = context(
  'cac:PartyTaxScheme',
  [fatal('BR-CO-09', 'BT-31', hasVatPrefix)],
  isVat,
);
