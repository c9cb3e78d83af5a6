import type { XmlElement } from '../xml.ts';

const none: readonly XmlElement[] = [];

/** A UBL Invoice or CreditNote with what many rules ask for, found once. */
export class UblDocument {
  readonly root: XmlElement;
  readonly isCreditNote: boolean;
  readonly #byName = new Map<string, XmlElement[]>();
  readonly #byAttribute = new Map<string, XmlElement[]>();
  readonly #facts = new Map<unknown, unknown>();

  constructor(root: XmlElement) {
    this.root = root;
    this.isCreditNote = root.qualifiedName === 'cn:CreditNote';
    this.#index(root);
  }

  #index(element: XmlElement): void {
    add(this.#byName, element.qualifiedName, element);
    if (element.attributes.size > 0) {
      for (const name of element.attributes.keys()) add(this.#byAttribute, name, element);
    }
    for (const child of element.children) this.#index(child);
  }

  /** All elements of a name, wherever they stand: XPath's `//name`. */
  named(name: string): readonly XmlElement[] {
    return this.#byName.get(name) ?? none;
  }

  /** All elements with an attribute, wherever they stand: XPath's `//*[@name]`. */
  withAttribute(name: string): readonly XmlElement[] {
    return this.#byAttribute.get(name) ?? none;
  }

  /** A fact about the whole document, computed when first asked for: `document.fact(supplierCountry)`. */
  fact<T>(of: (document: UblDocument) => T): T {
    if (!this.#facts.has(of)) this.#facts.set(of, of(this));
    return this.#facts.get(of) as T;
  }
}

function add(index: Map<string, XmlElement[]>, key: string, element: XmlElement): void {
  const same = index.get(key);
  if (same) same.push(element);
  else index.set(key, [element]);
}
