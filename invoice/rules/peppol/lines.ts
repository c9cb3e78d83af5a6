import type { XmlElement } from '../../xml.ts';
import type { UblDocument } from '../document.ts';
import { decimal, decimalOf, type Number, sum, xpathRound, zero } from '../number.ts';
import { type Context, context, fatal } from '../rule.ts';
import { all, attribute, first, has, normalizedText, stringOf } from '../select.ts';
import { isNear } from './allowances.ts';
import { isAny } from './compare.ts';
import { dateOf } from './lexical.ts';
import { quotient } from './quotient.ts';

const one = decimalOf('1');
const isInvoice = (document: UblDocument): boolean => document.root.qualifiedName === 'ubl:Invoice';

/** The element that holds a line's quantity. */
export const quantityName = (document: UblDocument): string =>
  isInvoice(document) ? 'cbc:InvoicedQuantity' : 'cbc:CreditedQuantity';

function allowanceTotal(line: XmlElement, indicator: 'true' | 'false'): Number {
  const amounts = all(line, 'cac:AllowanceCharge')
    .filter((at) => normalizedText(at, 'cbc:ChargeIndicator') === indicator)
    .flatMap((at) => all(at, 'cbc:Amount'));
  return amounts.length === 0 ? zero : xpathRound(sum(amounts), 2);
}

/** What a line's net amount is by its quantity, price, allowances and charges. */
export function lineNetAmount(line: XmlElement, document: UblDocument): Number {
  const quantity = decimal(line, quantityName(document)) ?? one;
  const price = decimal(line, 'cac:Price/cbc:PriceAmount') ?? zero;
  const baseQuantity = decimal(line, 'cac:Price/cbc:BaseQuantity');
  const unitPrice =
    baseQuantity && !baseQuantity.eq(zero) && !baseQuantity.eq(one)
      ? quotient(price, baseQuantity)
      : price;
  return quantity
    .times(unitPrice)
    .plus(allowanceTotal(line, 'true'))
    .minus(allowanceTotal(line, 'false'));
}

const isUnitEqual = (at: XmlElement, document: UblDocument): boolean => {
  const line = at.parent?.parent;
  if (!line || !(has(line, 'cbc:InvoicedQuantity') || has(line, 'cbc:CreditedQuantity'))) {
    return true;
  }
  const unit = attribute(at, 'unitCode');
  return all(line, quantityName(document)).some((found) => attribute(found, 'unitCode') === unit);
};

const periodContext = (name: 'cbc:StartDate' | 'cbc:EndDate', rule: Context['rules']): Context =>
  context(
    `ubl:Invoice/cac:InvoiceLine/cac:InvoicePeriod/${name} | cn:CreditNote/cac:CreditNoteLine/cac:InvoicePeriod/${name}`,
    rule,
    (_, { root }) => has(root, `cac:InvoicePeriod/${name}`),
  );

/** Compares a line's date with the document's: an empty one is never within. */
const isWithin =
  (name: string, compare: (line: number, document: number) => boolean) =>
  (at: XmlElement, { root }: UblDocument): boolean => {
    const text = stringOf(at);
    const document = first(root, `cac:InvoicePeriod/${name}`);
    if (!document) return true;
    const limit = dateOf(stringOf(document));
    return text !== '' && compare(dateOf(text), limit);
  };

export const periodContexts: readonly Context[] = [
  periodContext('cbc:StartDate', [
    fatal(
      'PEPPOL-EN16931-R110',
      'BT-134',
      isWithin('cbc:StartDate', (line, start) => line >= start),
    ),
  ]),
  periodContext('cbc:EndDate', [
    fatal(
      'PEPPOL-EN16931-R111',
      'BT-135',
      isWithin('cbc:EndDate', (line, end) => line <= end),
    ),
  ]),
];

export const lineContexts: readonly Context[] = [
  context('cac:InvoiceLine | cac:CreditNoteLine', [
    fatal('PEPPOL-EN16931-R120', 'BT-131', (at, document) =>
      isNear(decimal(at, 'cbc:LineExtensionAmount') ?? zero, lineNetAmount(at, document)),
    ),
    fatal(
      'PEPPOL-EN16931-R121',
      'BT-149',
      (at) => decimal(at, 'cac:Price/cbc:BaseQuantity')?.gt(zero) ?? true,
    ),
    fatal('PEPPOL-EN16931-R100', 'BT-128', (at) => all(at, 'cac:DocumentReference').length <= 1),
    fatal(
      'PEPPOL-EN16931-R101',
      'BT-128',
      (at) =>
        !has(at, 'cac:DocumentReference') ||
        isAny(at, 'cac:DocumentReference/cbc:DocumentTypeCode', '130'),
    ),
  ]),
];

export const baseQuantityContext: Context = context(
  'cac:Price/cbc:BaseQuantity',
  [fatal('PEPPOL-EN16931-R130', 'BT-150', isUnitEqual)],
  (at) => attribute(at, 'unitCode') !== undefined,
);
