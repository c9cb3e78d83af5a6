import type { XmlElement } from '../../xml.ts';
import type { UblDocument } from '../document.ts';
import { doubleOf, type Condition } from '../cen/conditions.ts';
import { decimalOf, Unevaluable, type Number as Decimal } from '../number.ts';
import { all, first, normalized, stringOf } from '../select.ts';

export const transaction = 'rsm:SupplyChainTradeTransaction';
export const settlement = 'ram:ApplicableHeaderTradeSettlement';
export const agreement = 'ram:ApplicableHeaderTradeAgreement';
export const delivery = 'ram:ApplicableHeaderTradeDelivery';
export const line = 'ram:IncludedSupplyChainTradeLineItem';
export const lineSettlement = 'ram:SpecifiedLineTradeSettlement';

/** What all the rules that compute with the whole invoice start from. */
export const settlementsOf = ({ root }: UblDocument): readonly XmlElement[] =>
  all(root, `${transaction}/${settlement}`);

/** `path = 'value'`: some element there has exactly this text. */
export const some =
  (path: string, ...values: readonly string[]): Condition =>
  (at) =>
    all(at, path).some((element) => values.includes(stringOf(element)));

/** `upper-case(ram:TypeCode) = 'VAT'` */
export const isVat: Condition = (at) =>
  all(at, 'ram:TypeCode').some((code) => stringOf(code).toUpperCase() === 'VAT');

/** What stands above: the official contexts of allowances and of VAT are leaves. */
export const above =
  (holds: Condition): Condition =>
  (at) =>
    at.parent !== undefined && holds(at.parent);

/** `ram:ChargeIndicator/udt:Indicator = true()`, or `false()` */
export const indicates =
  (value: boolean): Condition =>
  (at) =>
    all(at, 'ram:ChargeIndicator/udt:Indicator').some((indicator) =>
      (value ? ['true', '1'] : ['false', '0']).includes(normalized(stringOf(indicator))),
    );

/** XPath's `sum` of untyped values: an `xs:double`. */
export const doubleSum = (elements: readonly XmlElement[]): number =>
  elements.reduce((sum, element) => sum + doubleOf(stringOf(element)), 0);

/** `round(x * 10 * 10) div 100` of an `xs:double` */
export const doubleCents = (value: number): number => Math.round(value * 10 * 10) / 100;

export const asDouble = (value: Decimal): number => Number(value.toFixed());

/** An `xs:double` as `xs:decimal`. */
export function decimalOfDouble(value: number): Decimal {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e21) throw new Unevaluable(String(value));
  return decimalOf(value.toFixed(20));
}

/** The number in the first element at a path, as `xs:double`; undefined where there is none. */
export function double(at: XmlElement, path: string): number | undefined {
  const found = first(at, path);
  return found && doubleOf(stringOf(found));
}

/** `path >= …`: some number there compares so, as `xs:double`. */
export const someNumber =
  (path: string, holds: (value: number) => boolean): Condition =>
  (at) =>
    all(at, path).some((element) => holds(doubleOf(stringOf(element))));

/** `normalize-space(path/@name) != ''` */
export const filledAttribute =
  (path: string, name: string): Condition =>
  (at) =>
    all(at, path).some(({ attributes }) => normalized(attributes.get(name) ?? '') !== '');

/** The identifiers of a tax registration by their schemes: `VA` for VAT, `FC` for the tax office's own. */
export const registered = (party: XmlElement, ...schemes: readonly string[]): boolean =>
  all(party, 'ram:SpecifiedTaxRegistration/ram:ID').some(({ attributes }) =>
    schemes.includes(attributes.get('schemeID') ?? ''),
  );

export const currencyOf = (document: UblDocument): readonly string[] =>
  settlementsOf(document).flatMap((at) => all(at, 'ram:InvoiceCurrencyCode').map(stringOf));

export const taxCurrencyOf = (document: UblDocument): readonly string[] =>
  settlementsOf(document).flatMap((at) => all(at, 'ram:TaxCurrencyCode').map(stringOf));
