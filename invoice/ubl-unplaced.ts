import type { Invoice } from './model.ts';
import { factsOf, rowsOfRoot } from './ubl-document.ts';
import { rowFor, type DocumentFacts, type Row, type Rows, type UblNode } from './ubl-rows.ts';
import { counter, localName, type Unplaced } from './ubl-place-back.ts';
import { toUbl } from './ubl-write.ts';
import type { XmlDocument, XmlElement } from './xml.ts';

/** What to keep so that the document can be written back. */
export function unplacedOf({ root, text }: XmlDocument, invoice: Invoice): Unplaced[] {
  const isInvoice = root.name === 'Invoice';
  const found: Unplaced[] = [];
  const written = toUbl(invoice, isInvoice ? 'invoice' : 'credit-note');
  const rows = rowsOfRoot[isInvoice ? 'Invoice' : 'CreditNote'];
  compare(root, written, rows, { found, text, facts: factsOf(root) });
  return found;
}

interface Comparison {
  readonly found: Unplaced[];
  readonly text: string;
  readonly facts: DocumentFacts;
}

function compare(
  source: XmlElement,
  written: UblNode,
  rows: Rows | undefined,
  comparison: Comparison,
): void {
  compareAttributes(source, written, comparison.found);
  const text = source.children.length > 0 && source.text.trim() === '' ? '' : source.text;
  if (text !== written.text) comparison.found.push({ kind: 'text', path: source.path, text });
  if (source.children.length > 0 || written.children.length > 0) {
    compareChildren(source, written, rows, comparison);
  }
}

function compareAttributes(source: XmlElement, written: UblNode, found: Unplaced[]): void {
  for (const [name, value] of source.attributes) {
    if (isDeclaration(name) || written.attributes.get(name) === value) continue;
    const colon = name.indexOf(':');
    const prefix = name.slice(0, colon);
    const namespace = source.namespaces[prefix];
    const isForeign = colon > 0 && prefix !== 'xml' && namespace !== undefined;
    found.push({
      kind: 'attribute',
      path: source.path,
      name,
      value,
      ...(isForeign && { namespace }),
    });
  }
  for (const name of written.attributes.keys()) {
    if (isDeclaration(name) || source.attributes.has(name)) continue;
    found.push({ kind: 'absent', path: `${source.path}/@${name}` });
  }
}

const isDeclaration = (name: string): boolean => name === 'xmlns' || name.startsWith('xmlns:');

function compareChildren(
  source: XmlElement,
  written: UblNode,
  rows: Rows | undefined,
  comparison: Comparison,
): void {
  const { found, facts } = comparison;
  const rowOf = (child: XmlElement | UblNode): Row | undefined =>
    rows && rowFor(rows, child, facts);
  const isAlike =
    source.children.length === written.children.length &&
    source.children.every((child, index) => {
      const partner = written.children[index];
      if (partner?.qualifiedName !== child.qualifiedName) return false;
      return (
        rows?.byElement.get(child.qualifiedName)?.length === 1 || rowOf(child) === rowOf(partner)
      );
    });
  if (isAlike) {
    source.children.forEach((child, index) => {
      const partner = written.children[index];
      if (partner) compare(child, partner, rowOf(child)?.rows, comparison);
    });
    return;
  }
  const waiting = new Map<unknown, number[]>();
  written.children.forEach((child, index) => {
    const key = rowOf(child) ?? child.qualifiedName;
    const indexes = waiting.get(key);
    if (indexes) indexes.push(index);
    else waiting.set(key, [index]);
  });
  // Reversed, so that the first is taken from the end in constant time.
  for (const indexes of waiting.values()) indexes.reverse();
  const order: number[] = [];
  source.children.forEach((child, index) => {
    const row = rowOf(child);
    const at = waiting.get(row ?? child.qualifiedName)?.pop();
    const partner = at === undefined ? undefined : written.children[at];
    if (at === undefined || partner === undefined) {
      const xml = cut(child, comparison.text);
      found.push({ kind: 'element', path: child.path, index, xml });
      return;
    }
    order.push(at);
    compare(child, partner, row?.rows, comparison);
  });
  const missing = new Set([...waiting.values()].flat());
  if (missing.size > 0) {
    const positionOf = counter();
    written.children.forEach((child, index) => {
      const position = positionOf(localName(child.qualifiedName));
      if (missing.has(index)) found.push({ kind: 'absent', path: `${source.path}/${position}` });
    });
  }
  if (order.some((at, index) => at < (order[index - 1] ?? -1))) {
    const ranks = new Map([...order].sort((a, b) => a - b).map((at, rank) => [at, rank]));
    found.push({ kind: 'order', path: source.path, order: order.map((at) => ranks.get(at) ?? 0) });
  }
}

/** The element as it stands in the document, with the namespaces declared that it takes from outside. */
export function cut(element: XmlElement, text: string): string {
  const xml = text.slice(element.start, element.end);
  const declarations = Object.entries({ '': '', ...element.namespaces })
    .filter(([prefix]) => {
      const name = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
      if (element.attributes.has(name) || prefix === 'xml' || prefix === 'xmlns') return false;
      return prefix === '' || xml.includes(`${prefix}:`);
    })
    .map(([prefix, uri]) => ` xmlns${prefix && `:${prefix}`}="${escapeUri(uri)}"`);
  const name = /^<[^\s/>]+/.exec(xml)?.[0] ?? '';
  return name + declarations.join('') + xml.slice(name.length);
}

const escapeUri = (uri: string): string =>
  uri.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
