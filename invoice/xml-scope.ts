import { isQualifiedName } from './xml-names.ts';

/** A name as it was written, and what it stands for in its scope. */
export interface XmlName {
  readonly raw: string;
  /** Without prefix. */
  readonly local: string;
  readonly prefix: string;
  readonly namespace: string;
  readonly qualified: string;
  readonly scope: XmlScope;
}

/** The prefixes that the texts of UBL, CII and the rules use. */
const standardPrefixes: ReadonlyMap<string, string> = new Map([
  ['urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2', 'cbc:'],
  ['urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2', 'cac:'],
  ['urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2', 'ext:'],
  ['urn:oasis:names:specification:ubl:schema:xsd:Invoice-2', 'ubl:'],
  ['urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2', 'cn:'],
  ['urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100', 'rsm:'],
  ['urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100', 'ram:'],
  ['urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100', 'udt:'],
  ['urn:un:unece:uncefact:data:standard:QualifiedDataType:100', 'qdt:'],
]);

/** The same text as the engine keeps names: comparing two such texts takes no look at their characters. */
export const interned = (text: string): string => Object.keys({ [text]: 0 })[0] ?? text;

export const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';

/** Names of the standard namespaces that were met, by name without prefix; the texts of all documents share them. */
const standardNames = new Map<string, Map<string, string>>();
const rememberedNames = 3000;

function qualifiedName(namespace: string, local: string): string {
  const prefix = standardPrefixes.get(namespace);
  if (prefix === undefined) return `{${namespace}}${local}`;
  const names = standardNames.get(prefix) ?? new Map<string, string>();
  standardNames.set(prefix, names);
  const known = names.get(local);
  if (known !== undefined) return known;
  const name = interned(prefix + local);
  if (names.size < rememberedNames) names.set(local, name);
  return name;
}

/** The decoded text of a document, in which elements have their places. */
export class XmlSource {
  readonly text: string;
  /** How many different names elements have here. */
  names = 0;
  #lineStarts: readonly number[] | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** Line and column of an offset, counted from 1. */
  placeOf(offset: number): { readonly line: number; readonly column: number } {
    this.#lineStarts ??= lineStartsOf(this.text);
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#lineStarts[low] ?? 0) + 1 };
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The namespace declarations in force at some elements, and the names that were resolved by them. */
export class XmlScope {
  readonly source: XmlSource;
  readonly #own: ReadonlyMap<string, string>;
  readonly #outer: XmlScope | undefined;
  readonly #names = new Map<string, XmlName>();
  /** For the reader: attributes by how they are written here, and the scope that they open. */
  readonly remembered = new Map<
    string,
    { readonly attributes: ReadonlyMap<string, string>; readonly scope: XmlScope }
  >();
  #namespaces: Readonly<Record<string, string>> | undefined;

  constructor(source: XmlSource, own: ReadonlyMap<string, string>, outer?: XmlScope) {
    this.source = source;
    this.#own = own;
    this.#outer = outer;
  }

  /** The namespace of a prefix, or undefined where it is not declared. */
  namespaceOf(prefix: string): string | undefined {
    let scope: XmlScope | undefined = this as XmlScope;
    while (scope) {
      const found = scope.#own.get(prefix);
      if (found !== undefined) return found;
      scope = scope.#outer;
    }
    return prefix === '' ? '' : undefined;
  }

  /** What an element's name stands for, or undefined where it is no name or its prefix is not declared. */
  nameOf(raw: string): XmlName | undefined {
    const known = this.#names.get(raw);
    if (known) return known;
    const colon = raw.indexOf(':');
    const prefix = colon === -1 ? '' : raw.slice(0, colon);
    const namespace = this.namespaceOf(prefix);
    if (namespace === undefined) return undefined;
    if (prefix === 'xmlns' || !isQualifiedName(raw)) return undefined;
    const local = raw.slice(colon + 1);
    const name: XmlName = {
      raw,
      local,
      prefix,
      namespace,
      qualified: qualifiedName(namespace, local),
      scope: this as XmlScope,
    };
    this.#names.set(raw, name);
    this.source.names++;
    return name;
  }

  /** All declarations in force, by prefix. */
  get namespaces(): Readonly<Record<string, string>> {
    this.#namespaces ??= {
      ...this.#outer?.namespaces,
      ...Object.fromEntries([...this.#own].filter(([prefix]) => prefix !== 'xml')),
    };
    return this.#namespaces;
  }
}
