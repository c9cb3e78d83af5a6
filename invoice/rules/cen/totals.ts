import type { XmlElement } from '../../xml.ts';
import type { UblDocument } from '../document.ts';
import { decimal, sum, zero, type Number as Decimal } from '../number.ts';
import { context, fatal, type Context } from '../rule.ts';
import { all, has, stringOf } from '../select.ts';
import { doubleOf, isAllowance, isCharge, present, toCents } from './conditions.ts';
import { totalDecimals } from './decimals.ts';
import { may2026 } from '../releases.ts';

const lineNames = ['cac:InvoiceLine', 'cac:CreditNoteLine'];

/** The sum of all line net amounts, rounded: BT-106 as it should be. */
export const lineNetTotal = (document: UblDocument): Decimal =>
  toCents(
    sum(
      lineNames.flatMap((name) =>
        document.named(name).flatMap((line) => all(line, 'cbc:LineExtensionAmount')),
      ),
    ),
  );

const documentLevel = (at: XmlElement, which: (at: XmlElement) => boolean): XmlElement[] =>
  at.parent ? all(at.parent, 'cac:AllowanceCharge').filter(which) : [];

/** The sum of the document's allowances, rounded: BT-107 as it should be. */
export const allowanceTotal = (at: XmlElement): Decimal =>
  amountsOf(documentLevel(at, isAllowance));

/** The sum of the document's charges, rounded: BT-108 as it should be. */
export const chargeTotal = (at: XmlElement): Decimal => amountsOf(documentLevel(at, isCharge));

const amountsOf = (elements: readonly XmlElement[]): Decimal =>
  toCents(sum(elements.flatMap((element) => all(element, 'cbc:Amount'))));

function lineNetAddsUp(at: XmlElement, document: UblDocument): boolean {
  const stated = decimal(at, 'cbc:LineExtensionAmount');
  return stated !== undefined && stated.eq(document.fact(lineNetTotal));
}

function allowancesAddUp(at: XmlElement): boolean {
  const stated = decimal(at, 'cbc:AllowanceTotalAmount');
  return stated ? stated.eq(allowanceTotal(at)) : documentLevel(at, isAllowance).length === 0;
}

function chargesAddUp(at: XmlElement): boolean {
  const stated = decimal(at, 'cbc:ChargeTotalAmount');
  return stated ? stated.eq(chargeTotal(at)) : documentLevel(at, isCharge).length === 0;
}

/** BT-109 as it should be by the other totals. Without allowances and charges nothing is rounded. */
export function totalWithoutVat(at: XmlElement): Decimal | undefined {
  const net = decimal(at, 'cbc:LineExtensionAmount');
  const allowances = decimal(at, 'cbc:AllowanceTotalAmount');
  const charges = decimal(at, 'cbc:ChargeTotalAmount');
  if (!net || (!allowances && !charges)) return net;
  return toCents(net.plus(charges ?? zero).minus(allowances ?? zero));
}

function withoutVatAddsUp(at: XmlElement): boolean {
  const expected = totalWithoutVat(at);
  const stated = decimal(at, 'cbc:TaxExclusiveAmount');
  return expected !== undefined && stated !== undefined && stated.eq(expected);
}

function amountDueAddsUp(at: XmlElement): boolean {
  const due = decimal(at, 'cbc:PayableAmount');
  const withVat = decimal(at, 'cbc:TaxInclusiveAmount');
  const prepaid = decimal(at, 'cbc:PrepaidAmount');
  const rounding = decimal(at, 'cbc:PayableRoundingAmount');
  if (!due || !withVat) return false;
  const dueBeforeRounding = rounding ? toCents(due.minus(rounding)) : due;
  return dueBeforeRounding.eq(prepaid ? toCents(withVat.minus(prepaid)) : withVat);
}

export const totals: Context = context('cac:LegalMonetaryTotal', [
  fatal('BR-12', 'BT-106', present('cbc:LineExtensionAmount')),
  fatal('BR-13', 'BT-109', present('cbc:TaxExclusiveAmount')),
  fatal('BR-14', 'BT-112', present('cbc:TaxInclusiveAmount')),
  fatal('BR-15', 'BT-115', present('cbc:PayableAmount')),
  fatal('BR-CO-10', 'BT-106', lineNetAddsUp),
  fatal('BR-CO-11', 'BT-107', allowancesAddUp),
  fatal('BR-CO-12', 'BT-108', chargesAddUp),
  fatal('BR-CO-13', 'BT-109', withoutVatAddsUp),
  fatal('BR-CO-16', 'BT-115', amountDueAddsUp),
  ...totalDecimals,
]);

function saysWhenToPay(at: XmlElement, document: UblDocument): boolean {
  return (
    doubleOf(stringOf(at)) <= 0 ||
    document.named('cbc:DueDate').length > 0 ||
    document.named('cac:PaymentTerms').some((terms) => has(terms, 'cbc:Note'))
  );
}

export const amountDue: Context = context('/ubl:Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount', [
  fatal('BR-CO-25', 'BT-115', saysWhenToPay, { until: may2026 }),
]);
