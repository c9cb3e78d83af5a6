import type { XmlElement } from '../../xml.ts';
import { filled, present } from '../cen/conditions.ts';
import { context, fatal, type Context } from '../rule.ts';
import { all, has, normalizedText, stringOf, text } from '../select.ts';
import { agreement, registered } from './conditions.ts';
import { countryPrefixes } from './codes.ts';

/** Neither name nor identifier of the payee is the seller's: then there is no payee of its own. */
function isAnother(payee: XmlElement): boolean {
  const sellers = all(payee.parent?.parent ?? payee, `${agreement}/ram:SellerTradeParty`);
  const shares = (path: string): boolean => {
    const own = all(payee, path).map(stringOf);
    return sellers.some((seller) =>
      all(seller, path).some((element) => own.includes(stringOf(element))),
    );
  };
  return (
    has(payee, 'ram:Name') &&
    !['ram:Name', 'ram:ID', 'ram:SpecifiedLegalOrganization/ram:ID'].some(shares)
  );
}

export const payees: Context = context('ram:PayeeTradeParty', [fatal('BR-17', 'BT-59', isAnother)]);

export const sellers: Context = context('ram:SellerTradeParty', [
  fatal(
    'BR-CO-26',
    'BT-29',
    (seller) =>
      present('ram:ID', 'ram:GlobalID', 'ram:SpecifiedLegalOrganization/ram:ID')(seller) ||
      registered(seller, 'VA'),
  ),
]);

export const representatives: Context = context('ram:SellerTaxRepresentativeTradeParty', [
  fatal('BR-18', 'BT-62', filled('ram:Name')),
  fatal('BR-19', 'BG-12', present('ram:PostalTradeAddress')),
  fatal('BR-20', 'BT-69', filled('ram:PostalTradeAddress/ram:CountryID')),
  fatal('BR-56', 'BT-63', (at) =>
    all(at, 'ram:SpecifiedTaxRegistration/ram:ID').some(
      (id) => id.attributes.get('schemeID') === 'VA' && stringOf(id).trim() !== '',
    ),
  ),
]);

export const vatIds: Context = context(
  'ram:SpecifiedTaxRegistration/ram:ID',
  [fatal('BR-CO-09', 'BT-31', (id) => countryPrefixes.has(stringOf(id).slice(0, 2)))],
  (id) => id.attributes.get('schemeID') === 'VA',
);

export const paymentMeans: Context = context('ram:SpecifiedTradeSettlementPaymentMeans', [
  fatal('BR-49', 'BT-81', present('ram:TypeCode')),
]);

export const creditorAccounts: Context = context(
  'ram:SpecifiedTradeSettlementPaymentMeans/ram:PayeePartyCreditorFinancialAccount',
  [
    fatal(
      'BR-50',
      'BT-84',
      (at) =>
        normalizedText(at, 'ram:IBANID') !== '' || normalizedText(at, 'ram:ProprietaryID') !== '',
    ),
    fatal('BR-61', 'BT-84', present('ram:IBANID', 'ram:ProprietaryID')),
  ],
  ({ parent }) =>
    parent !== undefined &&
    all(parent, 'ram:TypeCode').some((code) => ['30', '58'].includes(stringOf(code))),
);

/** At most the first six and the last four digits. */
export const cards: Context = context('ram:ApplicableTradeSettlementFinancialCard', [
  fatal(
    'BR-51',
    'BT-87',
    (at) => Array.from(text(at, 'ram:ID').trim().replace(/\s+/g, ' ')).length <= 10,
  ),
]);
