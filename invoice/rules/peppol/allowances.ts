import type { XmlElement } from '../../xml.ts';
import { decimal, decimalOf, type Number, zero } from '../number.ts';
import { type Context, context, fatal } from '../rule.ts';
import { has, normalizedText } from '../select.ts';

const hundredth = decimalOf('0.01');
const slackOfAmounts = decimalOf('0.02');

/** Whether two amounts are at most 0.02 apart. */
export const isNear = (stated: Number, computed: Number): boolean =>
  stated.plus(slackOfAmounts).gte(computed) && stated.minus(slackOfAmounts).lte(computed);

const documentAndLine = [
  'ubl:Invoice/cac:AllowanceCharge',
  'ubl:Invoice/cac:InvoiceLine/cac:AllowanceCharge',
  'cn:CreditNote/cac:AllowanceCharge',
  'cn:CreditNote/cac:CreditNoteLine/cac:AllowanceCharge',
].join(' | ');

const percent = 'cbc:MultiplierFactorNumeric';
const base = 'cbc:BaseAmount';

/** The amount is the base amount times the percentage, where both are given. */
function isPercentOfBase(at: XmlElement): boolean {
  const factor = decimal(at, percent);
  const baseAmount = decimal(at, base);
  if (!factor || !baseAmount) return true;
  return isNear(decimal(at, 'cbc:Amount') ?? zero, baseAmount.times(factor).times(hundredth));
}

/** Gross price less the discount is the net price, where a gross price is given. */
function isNetPrice(at: XmlElement): boolean {
  if (!has(at, base)) return true;
  const [gross, discount] = [decimal(at, base), decimal(at, 'cbc:Amount')];
  const net = at.parent && decimal(at.parent, 'cbc:PriceAmount');
  return Boolean(gross && discount && net?.eq(gross.minus(discount)));
}

/** Allowances and charges of document, line and price. */
export const allowanceContexts: readonly Context[] = [
  context(
    documentAndLine,
    [fatal('PEPPOL-EN16931-R041', 'BT-93, BT-100, BT-137, BT-142', () => false)],
    (at) => has(at, percent) && !has(at, base),
  ),
  context(
    documentAndLine,
    [fatal('PEPPOL-EN16931-R042', 'BT-94, BT-101, BT-138, BT-143', () => false)],
    (at) => !has(at, percent) && has(at, base),
  ),
  context(documentAndLine, [
    fatal('PEPPOL-EN16931-R040', 'BT-92, BT-99, BT-136, BT-141', isPercentOfBase),
    fatal('PEPPOL-EN16931-R043', 'BG-20, BG-21, BG-27, BG-28', (at) =>
      ['true', 'false'].includes(normalizedText(at, 'cbc:ChargeIndicator')),
    ),
  ]),
];

export const priceContexts: readonly Context[] = [
  context('cac:Price/cac:AllowanceCharge', [
    fatal(
      'PEPPOL-EN16931-R044',
      'BT-147',
      (at) => normalizedText(at, 'cbc:ChargeIndicator') === 'false',
    ),
    fatal('PEPPOL-EN16931-R046', 'BT-146', isNetPrice),
  ]),
];
