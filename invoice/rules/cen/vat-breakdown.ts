import type { XmlElement } from '../../xml.ts';
import { decimal, decimalOf, sum, xpathRound, zero, type Number as Decimal } from '../number.ts';
import { context, fatal, type Context } from '../rule.ts';
import { all, first, has, normalizedText, stringOf } from '../select.ts';
import { isVat, one, present, presentForVat, toCents } from './conditions.ts';
import { breakdownDecimals } from './decimals.ts';

/** The sum of the categories' VAT, rounded: BT-110 as it should be. */
export const vatTotal = (at: XmlElement): Decimal =>
  toCents(sum(all(at, 'cac:TaxSubtotal/cbc:TaxAmount')));

function vatAddsUp(at: XmlElement): boolean {
  if (!has(at, 'cac:TaxSubtotal')) return true;
  const stated = decimal(at, 'cbc:TaxAmount');
  return stated !== undefined && stated.eq(vatTotal(at));
}

export const vatTotals: Context = context(
  '/ubl:Invoice/cac:TaxTotal | /cn:CreditNote/cac:TaxTotal',
  [fatal('BR-CO-14', 'BT-110', vatAddsUp)],
);

const hundredth = decimalOf('0.01');

/** VAT of an amount at a rate in per cent, rounded to two decimals; the sign is dropped. */
export const vatOf = (taxable: Decimal, rate: Decimal): Decimal =>
  toCents(taxable.abs().times(rate.times(hundredth)));

/** Whether a category's VAT is less than 1.00 from what the rate gives. */
export function isVatOf(subtotal: XmlElement, rate: Decimal): boolean {
  const tax = decimal(subtotal, 'cbc:TaxAmount')?.abs();
  const taxable = decimal(subtotal, 'cbc:TaxableAmount');
  if (!tax || !taxable) return false;
  const expected = vatOf(taxable, rate);
  return tax.minus(one).lt(expected) && tax.plus(one).gt(expected);
}

const vatCategories = (subtotal: XmlElement): XmlElement[] =>
  all(subtotal, 'cac:TaxCategory').filter(isVat);

function taxFitsRate(at: XmlElement): boolean {
  const percent = vatCategories(at)
    .map((category) => first(category, 'cbc:Percent'))
    .find((found) => found !== undefined);
  const rate = percent && decimalOf(stringOf(percent));
  if (rate && !xpathRound(rate, 0).eq(zero)) return isVatOf(at, rate);
  const tax = decimal(at, 'cbc:TaxAmount');
  return tax !== undefined && xpathRound(tax, 0).eq(zero);
}

const hasRate = presentForVat('cac:TaxCategory', 'cbc:Percent');

export const breakdowns: Context = context('cac:TaxTotal/cac:TaxSubtotal', [
  fatal('BR-45', 'BT-116', present('cbc:TaxableAmount')),
  fatal('BR-46', 'BT-117', present('cbc:TaxAmount')),
  fatal('BR-47', 'BT-118', presentForVat('cac:TaxCategory', 'cbc:ID')),
  fatal(
    'BR-48',
    'BT-119',
    (at) =>
      hasRate(at) ||
      vatCategories(at).some((category) => normalizedText(category, 'cbc:ID') === 'O'),
  ),
  fatal('BR-CO-17', 'BT-117', taxFitsRate),
  ...breakdownDecimals,
]);
