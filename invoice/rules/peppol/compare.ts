import type { XmlElement } from '../../xml.ts';
import { all, attribute, normalized, stringOf, text } from '../select.ts';

/** XPath's `path = ('a', 'b')`: whether some element at the path has one of the texts, unchanged. */
export const isAny = (at: XmlElement, path: string, ...values: readonly string[]): boolean =>
  all(at, path).some((element) => values.includes(stringOf(element)));

/** Whether some element at the path has text that is not only space: `path[boolean(normalize-space(.))]`. */
export const isFilled = (at: XmlElement, path: string): boolean =>
  all(at, path).some((element) => normalized(stringOf(element)) !== '');

/** XPath's `path/@name = ('a', 'b')`. */
export const isAnyAttribute = (
  at: XmlElement,
  path: string,
  name: string,
  ...values: readonly string[]
): boolean => all(at, path).some((element) => values.includes(attribute(element, name) ?? '\0'));

/** The normalized attribute of the first element at a path, or `''`. */
export const normalizedAttribute = (at: XmlElement, path: string, name: string): string => {
  const [found] = all(at, path);
  return normalized((found && attribute(found, name)) ?? '');
};

/** XPath's `string-length`: characters, not the units of UTF-16. */
export const lengthOf = (value: string): number => Array.from(value).length;

/** XPath's `cac:PartyTaxScheme[cac:TaxScheme/cbc:ID = scheme]/cbc:CompanyID` of a party, by its first or by all. */
export const taxSchemes = (party: XmlElement, isScheme: (id: string) => boolean): XmlElement[] =>
  all(party, 'cac:PartyTaxScheme').filter((scheme) =>
    isScheme(text(scheme, 'cac:TaxScheme/cbc:ID')),
  );

export const isVat = (id: string): boolean => id === 'VAT';
export const isVatNormalized = (id: string): boolean => normalized(id) === 'VAT';
