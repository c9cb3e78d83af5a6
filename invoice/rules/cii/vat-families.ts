import type { XmlElement } from '../../xml.ts';
import { present, type Condition } from '../cen/conditions.ts';
import type { UblDocument } from '../document.ts';
import { decimal, decimalOf } from '../number.ts';
import { context, fatal, type Context, type Rule } from '../rule.ts';
import { all, has, stringOf } from '../select.ts';
import {
  above,
  asDouble,
  double,
  indicates,
  isVat,
  line,
  lineSettlement,
  settlement,
  some,
  someNumber,
  transaction,
} from './conditions.ts';
import { taxedAmounts } from './vat-sums.ts';
import { idsAnywhere, idsInPlace, type TaxIds } from './vat-use.ts';
import { intraCommunity, notSubject } from './vat-exceptions.ts';

type Holds = Rule['holds'];

/** How the rules of one VAT category differ from those of the others. */
interface Family {
  /** `BR-S` of `BR-S-02` … `BR-S-10`. */
  readonly prefix: string;
  readonly code: string;
  /** -02 … -04: who must be registered where the category is used. */
  readonly identifiers: (ids: TaxIds) => boolean;
  /** The registration counts wherever the party stands. */
  readonly isAnywhere?: true;
  /** -05 … -07. */
  readonly rate: 'above zero' | 'zero' | 'zero or more' | 'absent';
  /** -08: the sum of the category, exactly or less than 1 from it, or of the category at the rate. Without: always true. */
  readonly taxable?: 'near' | 'exact' | 'at rate';
  /** -09. Without: always true. */
  readonly tax?: 'zero' | 'by rate';
  /** -10: the exemption reason, as code or text. */
  readonly reason: 'required' | 'forbidden';
  /** Where the breakdown is asked: at its category code, of VAT or of any tax, or at itself, which hides its general rules. */
  readonly asked: 'code of VAT' | 'code' | 'breakdown of VAT';
  readonly more?: readonly Rule[];
}

const registeredSeller = (ids: TaxIds): boolean => ids.sellerTax || ids.representative;
const untaxed = { rate: 'zero', taxable: 'near', tax: 'zero', reason: 'required' } as const;
const vatOfSeller = (ids: TaxIds): boolean => ids.seller || ids.representative;

/** In the official order. */
const families: readonly Family[] = [
  {
    prefix: 'BR-AE',
    code: 'AE',
    ...untaxed,
    identifiers: (ids) => registeredSeller(ids) && (ids.buyer || ids.buyerRegistration),
    isAnywhere: true,
    asked: 'code of VAT',
  },
  {
    prefix: 'BR-AF',
    code: 'L',
    identifiers: registeredSeller,
    rate: 'above zero',
    reason: 'forbidden',
    asked: 'breakdown of VAT',
  },
  {
    prefix: 'BR-AG',
    code: 'M',
    identifiers: registeredSeller,
    rate: 'zero or more',
    reason: 'forbidden',
    asked: 'breakdown of VAT',
  },
  {
    prefix: 'BR-E',
    code: 'E',
    ...untaxed,
    identifiers: registeredSeller,
    asked: 'code of VAT',
  },
  {
    prefix: 'BR-G',
    code: 'G',
    ...untaxed,
    identifiers: vatOfSeller,
    isAnywhere: true,
    asked: 'code of VAT',
  },
  {
    prefix: 'BR-IC',
    code: 'K',
    ...untaxed,
    identifiers: (ids) => vatOfSeller(ids) && ids.buyer,
    isAnywhere: true,
    asked: 'code of VAT',
    more: intraCommunity,
  },
  {
    prefix: 'BR-O',
    code: 'O',
    identifiers: (ids) => !ids.seller && !ids.representative && !ids.buyer,
    rate: 'absent',
    taxable: 'exact',
    tax: 'zero',
    reason: 'required',
    asked: 'breakdown of VAT',
    more: notSubject,
  },
  {
    prefix: 'BR-S',
    code: 'S',
    identifiers: registeredSeller,
    rate: 'above zero',
    taxable: 'at rate',
    tax: 'by rate',
    reason: 'forbidden',
    asked: 'code',
  },
  {
    prefix: 'BR-Z',
    code: 'Z',
    ...untaxed,
    reason: 'forbidden',
    identifiers: registeredSeller,
    asked: 'code',
  },
];

const rate = 'ram:RateApplicablePercent';

const rates: Readonly<Record<Family['rate'], Condition>> = {
  'above zero': someNumber(rate, (value) => value > 0),
  zero: someNumber(rate, (value) => value === 0),
  'zero or more': someNumber(rate, (value) => value >= 0),
  absent: (at) => !has(at, rate),
};

const basis = 'ram:BasisAmount';
const tax = 'ram:CalculatedAmount';

const taxables = {
  near: (code: string) => (at: XmlElement, document: UblDocument) => {
    const stated = double(at, basis);
    const expected = asDouble(document.fact(taxedAmounts).total(code));
    return stated !== undefined && stated - 1 < expected && stated + 1 > expected;
  },
  exact: (code: string) => (at: XmlElement, document: UblDocument) => {
    const expected = asDouble(document.fact(taxedAmounts).total(code));
    return someNumber(basis, (stated) => stated === expected)(at);
  },
  'at rate': (code: string) => (at: XmlElement, document: UblDocument) =>
    all(at, rate).every((found) => {
      const expected = document.fact(taxedAmounts).total(code, decimalOf(stringOf(found)));
      return someNumber(basis, (stated) => stated === asDouble(expected))(at);
    }),
};

/** Less than 1 from what the rate makes of the taxable amount. */
function isTaxByRate(at: XmlElement): boolean {
  const stated = decimal(at, tax);
  const of = decimal(at, basis);
  const percent = double(at, rate);
  if (!stated || !of || percent === undefined) return false;
  const amount = asDouble(stated.abs());
  const expected = Math.round(asDouble(of.abs()) * percent) / 100;
  return amount - 1 < expected && amount + 1 > expected;
}

const taxes: Readonly<Record<NonNullable<Family['tax']>, Condition>> = {
  zero: someNumber(tax, (value) => value === 0),
  'by rate': isTaxByRate,
};

const hasReason = present('ram:ExemptionReason', 'ram:ExemptionReasonCode');

function breakdown(family: Family): Context {
  const { prefix, code, asked } = family;
  const isAtCode = asked !== 'breakdown of VAT';
  const place =
    (holds: Holds): Holds =>
    (at, document) =>
      isAtCode ? at.parent !== undefined && holds(at.parent, document) : holds(at, document);
  const rules: Rule[] = [];
  if (family.taxable)
    rules.push(fatal(`${prefix}-08`, 'BT-116', place(taxables[family.taxable](code))));
  if (family.tax) rules.push(fatal(`${prefix}-09`, 'BT-117', place(taxes[family.tax])));
  rules.push(
    fatal(
      `${prefix}-10`,
      'BT-120',
      place((at) => hasReason(at) === (family.reason === 'required')),
    ),
    ...(family.more ?? []),
  );
  const path = `${asked === 'code' ? '' : `${transaction}/`}${settlement}/ram:ApplicableTradeTax`;
  if (!isAtCode)
    return context(path, rules, (at) => some('ram:CategoryCode', code)(at) && isVat(at));
  return context(
    `${path}/ram:CategoryCode`,
    rules,
    (at) => stringOf(at) === code && (asked === 'code' || above(isVat)(at)),
  );
}

function used(family: Family): Context[] {
  const { prefix, code } = family;
  const rules = (identifiers: string, percent: string, term: string, rateTerm: string): Rule[] => [
    fatal(`${prefix}-${identifiers}`, term, (_, document) =>
      family.identifiers(document.fact(family.isAnywhere ? idsAnywhere : idsInPlace)),
    ),
    fatal(`${prefix}-${percent}`, rateTerm, rates[family.rate]),
  ];
  const isUsed: Condition = (at) => some('ram:CategoryCode', code)(at) && isVat(at);
  const entry = 'ram:SpecifiedTradeAllowanceCharge/ram:CategoryTradeTax';
  return [
    context(
      entry,
      rules('03', '06', 'BT-95', 'BT-96'),
      (at) => isUsed(at) && above(indicates(false))(at),
    ),
    context(
      entry,
      rules('04', '07', 'BT-102', 'BT-103'),
      (at) => isUsed(at) && above(indicates(true))(at),
    ),
    context(
      `${transaction}/${line}/${lineSettlement}/ram:ApplicableTradeTax`,
      rules('02', '05', 'BT-151', 'BT-152'),
      isUsed,
    ),
  ];
}

/** Contexts of different categories and places never match the same element, but for one with two category codes. */
export const vatFamilies: readonly Context[] = families.flatMap((family) => [
  breakdown(family),
  ...used(family),
]);
