import type { XmlElement } from '../../xml.ts';
import { atMostTwoDecimals, one, present } from '../cen/conditions.ts';
import { decimal, decimalOf, xpathRound, zero } from '../number.ts';
import { context, fatal, type Context } from '../rule.ts';
import { all, has, normalizedText } from '../select.ts';
import { isVat, settlement, some } from './conditions.ts';

const hundred = decimalOf('100');

/** VAT is at most 1 from what the rate makes of the taxable amount; without a rate it is nothing. */
function isTaxByRate(at: XmlElement): boolean {
  const isOfVat = normalizedText(at, 'ram:TypeCode').toUpperCase() === 'VAT';
  const rate = isOfVat ? decimal(at, 'ram:RateApplicablePercent') : undefined;
  const tax = decimal(at, 'ram:CalculatedAmount');
  if (!tax) return false;
  if (!rate || xpathRound(rate, 0).eq(zero)) return xpathRound(tax, 0).eq(zero);
  const taxable = decimal(at, 'ram:BasisAmount');
  if (!taxable) return false;
  const expected = xpathRound(taxable.abs().times(rate).div(hundred), 2);
  return tax.abs().minus(one).lte(expected) && tax.abs().plus(one).gte(expected);
}

/** Tax point as a day or as a code, never both. */
const namesTaxPointOnce = (
  _: XmlElement,
  document: { named: (name: string) => readonly unknown[] },
): boolean =>
  document.named('ram:TaxPointDate').length === 0 ||
  document.named('ram:DueDateTypeCode').length === 0;

/** What is asked of a breakdown of any category; those of L, M and O are asked their own rules instead. */
export const breakdowns: Context = context(`${settlement}/ram:ApplicableTradeTax`, [
  fatal('BR-45', 'BT-116', present('ram:BasisAmount')),
  fatal('BR-46', 'BT-117', present('ram:CalculatedAmount')),
  fatal('BR-47', 'BT-118', (at) => isVat(at) && all(at, 'ram:CategoryCode').length > 0),
  fatal(
    'BR-48',
    'BT-119',
    (at) =>
      isVat(at) && (has(at, 'ram:RateApplicablePercent') || some('ram:CategoryCode', 'O')(at)),
  ),
  fatal('BR-CO-03', 'BT-7', namesTaxPointOnce),
  fatal('BR-CO-17', 'BT-117', isTaxByRate),
  fatal('BR-DEC-19', 'BT-116', atMostTwoDecimals('ram:BasisAmount')),
  fatal('BR-DEC-20', 'BT-117', atMostTwoDecimals('ram:CalculatedAmount')),
]);
