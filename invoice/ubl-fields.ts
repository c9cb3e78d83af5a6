import { readDecimal } from './amount.ts';
import { readDate } from './date.ts';
import type { Decimal } from './model.ts';
import type { XmlElement, XmlError } from './xml.ts';

export type ReadErrorCode =
  | XmlError['code']
  | 'wrong-root'
  | 'buyer-missing'
  | 'currency-unknown'
  | 'amount-invalid'
  | 'field-missing';

/** Ends the reading of a document: why, and at which element. */
export class Unreadable extends Error {
  readonly code: ReadErrorCode;
  readonly at: XmlElement;
  constructor(code: ReadErrorCode, at: XmlElement, detail: string) {
    super(detail);
    this.code = code;
    this.at = at;
  }
}

export const all = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name);

export function find(element: XmlElement, ...names: readonly string[]): XmlElement | undefined {
  let at: XmlElement | undefined = element;
  for (const name of names) at = at?.children.find((child) => child.name === name);
  return at;
}

export function value(element: XmlElement, ...names: readonly string[]): string | undefined {
  const text = find(element, ...names)?.text.trim();
  return text === '' ? undefined : text;
}

export const amount = (element: XmlElement, name: string): Decimal | undefined =>
  decimalAt(element, name);

export function decimalAt(element: XmlElement, ...names: readonly string[]): Decimal | undefined {
  const at = find(element, ...names);
  return at && decimal(at);
}

export function decimal(element: XmlElement): Decimal {
  const read = readDecimal(element.text.trim());
  if (read === null) {
    throw new Unreadable(
      'amount-invalid',
      element,
      `"${element.text.trim()}" in ${element.name} is no decimal number. Write it with a point and without grouping, such as 1250.00.`,
    );
  }
  return read;
}

export function day(element: XmlElement, name: string): string | undefined {
  const at = find(element, name);
  if (!at) return undefined;
  const read = readDate(at.text.trim());
  if (read === null)
    throw new Unreadable(
      'field-missing',
      at,
      `"${at.text.trim()}" in ${name} is no date. Write it as 2026-03-31.`,
    );
  return read;
}

export const missing = (element: XmlElement, name: string): never => {
  throw new Unreadable('field-missing', element, `${name} is missing.`);
};

export const required = (element: XmlElement, name: string): string =>
  value(element, name) ?? missing(element, name);

export const optional = <K extends string, V>(key: K, item: V | undefined): { [P in K]?: V } =>
  (item === undefined ? {} : { [key]: item }) as { [P in K]?: V };
