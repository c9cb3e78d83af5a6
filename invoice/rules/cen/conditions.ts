import type { XmlElement } from '../../xml.ts';
import { decimalOf, Unevaluable, xpathRound, type Number as Decimal } from '../number.ts';
import { all, has, normalized, normalizedText, stringOf, text } from '../select.ts';

export type Condition = (at: XmlElement) => boolean;

export const one: Decimal = decimalOf('1');

/** `normalize-space(path) != ''` */
export const filled =
  (path: string): Condition =>
  (at) =>
    normalizedText(at, path) !== '';

/** `exists(path) or exists(path) …` */
export const present =
  (...paths: readonly string[]): Condition =>
  (at) =>
    paths.some((path) => has(at, path));

/** `exists(@name)` */
export const hasAttribute =
  (name: string): Condition =>
  (at) =>
    at.attributes.has(name);

/** `cac:TaxScheme/normalize-space(upper-case(cbc:ID)) = 'VAT'` */
export const isVat: Condition = (at) =>
  all(at, 'cac:TaxScheme').some((scheme) => {
    const id = text(scheme, 'cbc:ID');
    return id === 'VAT' || normalized(id.toUpperCase()) === 'VAT';
  });

/** Whether one of the elements at `path` is of VAT and has a `child`. */
export const presentForVat =
  (path: string, child: string): Condition =>
  (at) =>
    all(at, path).some((element) => isVat(element) && has(element, child));

/** `string-length(substring-after(path, '.')) <= 2` */
export const atMostTwoDecimals =
  (path: string): Condition =>
  (at) => {
    const value = text(at, path);
    const point = value.indexOf('.');
    return point === -1 || lengthOf(value.slice(point + 1)) <= 2;
  };

/** XPath's `string-length`: characters, not halves of them. */
export const lengthOf = (value: string): number => Array.from(value).length;

/** Existential `path >= 0` and its like: what XPath compares untyped is an `xs:double`. */
export const someDouble =
  (path: string, holds: (value: number) => boolean): Condition =>
  (at) =>
    all(at, path).some((element) => holds(doubleOf(stringOf(element))));

const specials: Readonly<Record<string, number>> = { INF: Infinity, '-INF': -Infinity, NaN };

/** The number in a text, as `xs:double` reads it. */
export function doubleOf(value: string): number {
  const trimmed = normalized(value);
  const special = specials[trimmed];
  if (special !== undefined) return special;
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(trimmed)) {
    throw new Unevaluable(trimmed);
  }
  return Number(trimmed);
}

/** `round(value * 10 * 10) div 100` */
export const toCents = (value: Decimal): Decimal => xpathRound(value, 2);

/** `cbc:ChargeIndicator = true()`; a text that is no boolean makes neither a charge nor an allowance. */
export const isCharge: Condition = (at) => indicates(at, 'true', '1');

/** `cbc:ChargeIndicator = false()` */
export const isAllowance: Condition = (at) => indicates(at, 'false', '0');

const indicates = (at: XmlElement, word: string, digit: string): boolean =>
  all(at, 'cbc:ChargeIndicator').some((indicator) => {
    const value = normalized(stringOf(indicator));
    return value === word || value === digit;
  });
