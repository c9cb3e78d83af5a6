import type { XmlElement } from '../../xml.ts';
import type { UblDocument } from '../document.ts';

/** One thing said in both languages. */
export interface Said {
  readonly nb: string;
  readonly en: string;
}

/** What to do about a broken rule, at the element where it was asked. */
export type Hint = (at: XmlElement, document: UblDocument) => Said;

/** The longest value that is shown whole. */
const shownLength = 80;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escaped = (value: string): string => value.replace(/[&<>"]/g, (sign) => escapes[sign] ?? '');

const shortened = (value: string): string => {
  const oneLine = value.replace(/\s+/g, ' ');
  return oneLine.length > shownLength ? `${oneLine.slice(0, shownLength - 1)}…` : oneLine;
};

const tag = (name: string, attributes: Iterable<readonly [string, string]>): string =>
  [name, ...Array.from(attributes, ([key, value]) => `${key}="${escaped(shortened(value))}"`)].join(
    ' ',
  );

/** An element with a text: `element('cbc:ID', '17')` is `<cbc:ID>17</cbc:ID>`. */
export const element = (
  name: string,
  value: string,
  attributes: Readonly<Record<string, string>> = {},
): string => `<${tag(name, Object.entries(attributes))}>${escaped(shortened(value))}</${name}>`;

/** An element with elements in it, which are shown as they are given. */
export const group = (name: string, ...children: readonly string[]): string =>
  `<${name}>${children.join('')}</${name}>`;

/** An element as it stands in the document, without whitespace round it; what stands inside of it is left out. */
export const stands = (at: XmlElement): string =>
  at.children.length === 0
    ? `<${tag(at.qualifiedName, at.attributes)}>${escaped(shortened(at.text))}</${at.qualifiedName}>`
    : `<${tag(at.qualifiedName, at.attributes)}>…</${at.qualifiedName}>`;

/** An element as it stands, with another text and the same attributes. */
export const standsWith = (at: XmlElement, value: string): string =>
  element(at.qualifiedName, value, Object.fromEntries(at.attributes));

const inBrackets = (why: string | undefined): string => (why ? ` (${why})` : '');

/** “It says this; it should say that”, with the calculation or reason behind it. */
export const change = (from: string, to: string, why?: Said): Said => ({
  nb: `Står: ${from}. Skal være: ${to}${inBrackets(why?.nb)}.`,
  en: `It says: ${from}. It should be: ${to}${inBrackets(why?.en)}.`,
});

/** “Add this in that element.” The root is named without its prefix, as it is mostly written. */
export const add = (what: string, into: string, why?: Said): Said => {
  const name = into.replace(/^(?:ubl:|cn:|\{.*\})/, '');
  return {
    nb: `Legg til ${what} i <${name}>${inBrackets(why?.nb)}.`,
    en: `Add ${what} in <${name}>${inBrackets(why?.en)}.`,
  };
};

/** “Remove this.” */
export const remove = (what: string, why?: Said): Said => ({
  nb: `Fjern ${what}${inBrackets(why?.nb)}.`,
  en: `Remove ${what}${inBrackets(why?.en)}.`,
});

/** The same words in both languages: a calculation, a code. */
export const same = (words: string): Said => ({ nb: words, en: words });
