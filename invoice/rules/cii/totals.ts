import type { XmlElement } from '../../xml.ts';
import { atMostTwoDecimals, doubleOf, present, toCents } from '../cen/conditions.ts';
import type { UblDocument } from '../document.ts';
import { decimal, xpathRound, zero } from '../number.ts';
import { context, fatal, type Context, type Rule } from '../rule.ts';
import { all, first, has, stringOf } from '../select.ts';
import {
  currencyOf,
  decimalOfDouble,
  doubleCents,
  doubleSum,
  indicates,
  line,
  lineSettlement,
  settlementsOf,
  someNumber,
  taxCurrencyOf,
} from './conditions.ts';

const summation = 'ram:SpecifiedTradeSettlementHeaderMonetarySummation';
const lineTotal = `${line}/${lineSettlement}/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount`;

function sumsLines(at: XmlElement): boolean {
  const stated = decimal(at, 'ram:LineTotalAmount');
  const lines = all(at.parent?.parent ?? at, lineTotal);
  return stated !== undefined && stated.eq(xpathRound(decimalOfDouble(doubleSum(lines)), 2));
}

/** The sum of the document's allowances, or of its charges, is the total; without any there may be no total. */
const sumsEntries =
  (isCharge: boolean, total: string) =>
  (at: XmlElement, document: UblDocument): boolean => {
    const entries = settlementsOf(document)
      .flatMap((settlement) => all(settlement, 'ram:SpecifiedTradeAllowanceCharge'))
      .filter(indicates(isCharge));
    if (entries.length === 0 && !has(at, total)) return true;
    const sum = doubleSum(entries.flatMap((entry) => first(entry, 'ram:ActualAmount') ?? []));
    return someNumber(total, (value) => value === doubleCents(sum))(at);
  };

function sumsWithoutVat(at: XmlElement): boolean {
  const stated = decimal(at, 'ram:TaxBasisTotalAmount');
  const lines = decimal(at, 'ram:LineTotalAmount');
  const allowances = decimal(at, 'ram:AllowanceTotalAmount') ?? zero;
  const charges = decimal(at, 'ram:ChargeTotalAmount') ?? zero;
  return (
    stated !== undefined &&
    lines !== undefined &&
    stated.eq(toCents(lines.minus(allowances).plus(charges)))
  );
}

function sumsAmountDue(at: XmlElement): boolean {
  const stated = decimal(at, 'ram:DuePayableAmount');
  const withVat = decimal(at, 'ram:GrandTotalAmount');
  const prepaid = decimal(at, 'ram:TotalPrepaidAmount') ?? zero;
  const rounding = decimal(at, 'ram:RoundingAmount') ?? zero;
  return (
    stated !== undefined &&
    withVat !== undefined &&
    stated.eq(withVat.minus(prepaid).plus(rounding))
  );
}

/** VAT is also given in the accounting currency, and that is another than the invoice's. */
function hasVatInAccountingCurrency(at: XmlElement, document: UblDocument): boolean {
  const accounting = document.fact(taxCurrencyOf);
  if (accounting.length === 0) return true;
  const invoice = document.fact(currencyOf);
  return (
    !accounting.some((currency) => invoice.includes(currency)) &&
    all(at, 'ram:TaxTotalAmount').some(({ attributes }) =>
      accounting.includes(attributes.get('currencyID') ?? ''),
    )
  );
}

const isInCents = (amount: XmlElement): boolean => {
  const value = doubleOf(stringOf(amount));
  return value === Math.round(value * 100) / 100;
};

/** Some VAT total has cents only, or none is in the currency that is asked about. */
const vatInCents =
  (currencies: (document: UblDocument) => readonly string[], isUnless: 'other' | 'none') =>
  (at: XmlElement, document: UblDocument): boolean => {
    const totals = all(at, 'ram:TaxTotalAmount');
    const wanted = document.fact(currencies);
    return (
      totals.length === 0 ||
      totals.some((total) => {
        const isWanted = wanted.includes(total.attributes.get('currencyID') ?? '');
        if (isUnless === 'other' ? !isWanted : wanted.length === 0) return true;
        return isWanted && isInCents(total);
      })
    );
  };

const decimals = (id: string, term: string, path: string): Rule =>
  fatal(id, term, atMostTwoDecimals(path));

export const totals: Context = context(summation, [
  fatal('BR-12', 'BT-106', present('ram:LineTotalAmount')),
  fatal('BR-13', 'BT-109', present('ram:TaxBasisTotalAmount')),
  fatal('BR-14', 'BT-112', present('ram:GrandTotalAmount')),
  fatal('BR-15', 'BT-115', present('ram:DuePayableAmount')),
  fatal('BR-53', 'BT-111', hasVatInAccountingCurrency),
  fatal('BR-CO-10', 'BT-106', sumsLines),
  fatal('BR-CO-11', 'BT-107', sumsEntries(false, 'ram:AllowanceTotalAmount')),
  fatal('BR-CO-12', 'BT-108', sumsEntries(true, 'ram:ChargeTotalAmount')),
  fatal('BR-CO-13', 'BT-109', sumsWithoutVat),
  fatal('BR-CO-16', 'BT-115', sumsAmountDue),
  decimals('BR-DEC-09', 'BT-106', 'ram:LineTotalAmount'),
  decimals('BR-DEC-10', 'BT-107', 'ram:AllowanceTotalAmount'),
  decimals('BR-DEC-11', 'BT-108', 'ram:ChargeTotalAmount'),
  decimals('BR-DEC-12', 'BT-109', 'ram:TaxBasisTotalAmount'),
  decimals('BR-DEC-14', 'BT-112', 'ram:GrandTotalAmount'),
  fatal('BR-DEC-13', 'BT-110', vatInCents(currencyOf, 'other')),
  fatal('BR-DEC-15', 'BT-111', vatInCents(taxCurrencyOf, 'none')),
  decimals('BR-DEC-16', 'BT-113', 'ram:TotalPrepaidAmount'),
  decimals('BR-DEC-17', 'BT-114', 'ram:RoundingAmount'),
  decimals('BR-DEC-18', 'BT-115', 'ram:DuePayableAmount'),
]);

const vatOfBreakdown = (document: UblDocument): number =>
  doubleSum(
    settlementsOf(document).flatMap((settlement) =>
      all(settlement, 'ram:ApplicableTradeTax/ram:CalculatedAmount'),
    ),
  );

export const vatTotals: Context = context(
  `${summation}/ram:TaxTotalAmount`,
  [
    fatal(
      'BR-CO-14',
      'BT-110',
      (at, document) => doubleOf(stringOf(at)) === doubleCents(document.fact(vatOfBreakdown)),
    ),
  ],
  (at, document) => document.fact(currencyOf).includes(at.attributes.get('currencyID') ?? ''),
);
