import { addressSchemes } from '../../code-lists/address-schemes.ts';
import { allowanceReasons } from '../../code-lists/allowance-reasons.ts';
import { chargeReasons } from '../../code-lists/charge-reasons.ts';
import { classificationSchemes } from '../../code-lists/classification-schemes.ts';
import { countries } from '../../code-lists/countries.ts';
import { creditNoteTypes } from '../../code-lists/credit-note-types.ts';
import { currencies } from '../../code-lists/currencies.ts';
import { exemptionReasons } from '../../code-lists/exemption-reasons.ts';
import { identifierSchemes } from '../../code-lists/identifier-schemes.ts';
import { invoiceTypes } from '../../code-lists/invoice-types.ts';
import { mimeTypes } from '../../code-lists/mime-types.ts';
import { objectSchemes } from '../../code-lists/object-schemes.ts';
import { paymentMeans } from '../../code-lists/payment-means.ts';
import { units } from '../../code-lists/units.ts';
import { vatCategories } from '../../code-lists/vat-categories.ts';
import type { XmlElement } from '../../xml.ts';
import { noteSubjects } from '../cen/note-subjects.ts';
import { context, fatal, type Context, type Pattern } from '../rule.ts';
import { normalized, stringOf } from '../select.ts';
import { termOf } from '../ubl/terms.ts';
import { above, delivery, indicates } from './conditions.ts';

/** Subjects of notes that the rules for CII know in addition to those for UBL. */
const moreNoteSubjects =
  'BAT BAU BAV BAW BAX BAY BAZ BBA BBB BMF BMG BMH CCJ CCK CCL CCM CCN CCO'.split(' ');

/** The rules for CII still have the Netherlands Antilles, and not yet South Sudan. */
const countriesOfCii: ReadonlySet<string> = new Set([
  ...countries.current.filter((code) => code !== 'SS'),
  'AN',
]);

/** With what a VAT identifier may begin; Greece writes EL. */
export const countryPrefixes: ReadonlySet<string> = new Set([...countriesOfCii, 'EL']);

const setOf = (...lists: readonly { readonly current: readonly string[] }[]) =>
  new Set(lists.flatMap(({ current }) => current));

/** What a rule looks up, for its texts. */
export interface CiiCodes {
  readonly codes: ReadonlySet<string>;
  readonly attribute: string | undefined;
  readonly read: (at: XmlElement) => string;
}

export const ciiCodes = new Map<string, CiiCodes>();

function row(
  id: string,
  paths: string,
  value: string,
  codes: ReadonlySet<string>,
  when: (at: XmlElement) => boolean = () => true,
): Context {
  const attribute = /^@(.*)$/.exec(value)?.[1];
  const raw = (at: XmlElement): string =>
    attribute === undefined ? stringOf(at) : (at.attributes.get(attribute) ?? '');
  const read =
    value === 'upper-case(.)'
      ? (at: XmlElement) => normalized(raw(at).toUpperCase())
      : value === '@mimeCode'
        ? raw
        : (at: XmlElement) => normalized(raw(at));
  ciiCodes.set(id, { codes, attribute, read });
  return context(
    paths,
    [fatal(id, termOf(id), (at) => codes.has(read(at)))],
    (at) => (attribute === undefined || at.attributes.has(attribute)) && when(at),
  );
}

const isBelow =
  (...names: readonly string[]) =>
  (at: XmlElement): boolean => {
    for (let up = at.parent; up; up = up.parent) if (names.includes(up.qualifiedName)) return true;
    return false;
  };

const not =
  (holds: (at: XmlElement) => boolean) =>
  (at: XmlElement): boolean =>
    !holds(at);

const icd = setOf(identifierSchemes);
const reasonCode = 'ram:SpecifiedTradeAllowanceCharge/ram:ReasonCode';

/** The family BR-CL, in the official order: of an element only the first context that matches is asked. */
export const ciiCodePattern: Pattern = [
  row('BR-CL-01', 'rsm:ExchangedDocument/ram:TypeCode', '.', setOf(invoiceTypes, creditNoteTypes)),
  row('BR-CL-03', 'ram:TaxTotalAmount', '@currencyID', setOf(currencies)),
  row('BR-CL-04', 'ram:InvoiceCurrencyCode', '.', setOf(currencies)),
  row('BR-CL-05', 'ram:TaxCurrencyCode', '.', setOf(currencies)),
  row('BR-CL-06', 'ram:DueDateTypeCode', '.', new Set(['5', '29', '72'])),
  row('BR-CL-07', 'ram:ReferenceTypeCode', '.', setOf(objectSchemes)),
  row(
    'BR-CL-08',
    'ram:SubjectCode',
    '.',
    new Set([...noteSubjects.trim().split(' '), ...moreNoteSubjects]),
  ),
  row(
    'BR-CL-10',
    'ram:GlobalID',
    '@schemeID',
    icd,
    not(isBelow('ram:SpecifiedTradeProduct', 'ram:ShipToTradeParty')),
  ),
  row('BR-CL-11', 'ram:ID', '@schemeID', icd, not(isBelow('ram:SpecifiedTaxRegistration'))),
  row('BR-CL-13', 'ram:ClassCode', '@listID', setOf(classificationSchemes)),
  row('BR-CL-14', 'ram:CountryID', '.', countriesOfCii),
  row('BR-CL-15', 'ram:OriginTradeCountry/ram:ID', '.', countriesOfCii),
  row(
    'BR-CL-16',
    'ram:SpecifiedTradeSettlementPaymentMeans/ram:TypeCode',
    '.',
    setOf(paymentMeans),
  ),
  row('BR-CL-17', 'ram:CategoryTradeTax/ram:CategoryCode', '.', setOf(vatCategories)),
  row('BR-CL-18', 'ram:ApplicableTradeTax/ram:CategoryCode', '.', setOf(vatCategories)),
  row('BR-CL-19', reasonCode, '.', setOf(allowanceReasons), above(indicates(false))),
  row('BR-CL-20', reasonCode, '.', setOf(chargeReasons), above(indicates(true))),
  row('BR-CL-21', 'ram:SpecifiedTradeProduct/ram:GlobalID', '@schemeID', icd),
  row('BR-CL-22', 'ram:ExemptionReasonCode', 'upper-case(.)', setOf(exemptionReasons)),
  row('BR-CL-23', 'ram:BasisQuantity | ram:BilledQuantity', '@unitCode', setOf(units)),
  row('BR-CL-24', 'ram:AttachmentBinaryObject', '@mimeCode', setOf(mimeTypes)),
  row('BR-CL-25', 'ram:URIUniversalCommunication/ram:URIID', '@schemeID', setOf(addressSchemes)),
  row('BR-CL-26', `${delivery}/ram:ShipToTradeParty/ram:GlobalID`, '@schemeID', icd),
];
