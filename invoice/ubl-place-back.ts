import type { UblNode } from './ubl-rows.ts';

/**
 * A difference between a document and what the model alone would write: all that the model has no place for.
 * `path` is of the document that was read, as in findings. Belongs to the invoice as it was read: after lines
 * have been added or removed, it points elsewhere.
 */
export type Unplaced =
  /** An element, as text with the namespaces that it needs; `index` counts from 0 among the elements beside it. */
  | {
      readonly kind: 'element';
      readonly path: string;
      readonly index: number;
      readonly xml: string;
    }
  | {
      readonly kind: 'attribute';
      readonly path: string;
      readonly name: string;
      readonly value: string;
      readonly namespace?: string;
    }
  /** The text exactly as it stands: with spaces around it, or a value that the model reads as none. */
  | { readonly kind: 'text'; readonly path: string; readonly text: string }
  /** An element or attribute that would be written but does not stand there; positions count what would be written. */
  | { readonly kind: 'absent'; readonly path: string }
  /** The places, among the elements that would be written, in the order in which they stand. */
  | { readonly kind: 'order'; readonly path: string; readonly order: readonly number[] };

/** Counts names: `Note` gives `Note[1]`, then `Note[2]`. */
export function counter(): (name: string) => string {
  const counts = new Map<string, number>();
  return (name) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return `${name}[${count}]`;
  };
}

export const localName = (qualifiedName: string): string => qualifiedName.replace(/^.*[:}]/, '');

interface Differences {
  text?: string;
  readonly attributes: Extract<Unplaced, { kind: 'attribute' }>[];
  readonly elements: Extract<Unplaced, { kind: 'element' }>[];
  readonly absent: Set<string>;
  order?: readonly number[];
}

/** Puts what was kept back into the elements that the model alone makes. */
export function placeBack(root: UblNode, unplaced: readonly Unplaced[]): void {
  if (unplaced.length === 0) return;
  const byPath = new Map<string, Differences>();
  const at = (path: string): Differences => {
    let known = byPath.get(path);
    if (known === undefined) {
      byPath.set(path, (known = { attributes: [], elements: [], absent: new Set() }));
      // The way to it is marked too, so that the rest of the document is not walked.
      if (path.lastIndexOf('/') > 0) at(path.slice(0, path.lastIndexOf('/')));
    }
    return known;
  };
  for (const item of unplaced) {
    const slash = item.path.lastIndexOf('/');
    const outside = item.path.slice(0, slash);
    if (item.kind === 'text') at(item.path).text = item.text;
    else if (item.kind === 'attribute') at(item.path).attributes.push(item);
    else if (item.kind === 'order') at(item.path).order = item.order;
    else if (item.kind === 'element') at(outside).elements.push(item);
    else at(outside).absent.add(item.path.slice(slash + 1));
  }
  restore(root, `/${root.qualifiedName}[1]`, byPath);
}

function restore(element: UblNode, path: string, byPath: ReadonlyMap<string, Differences>): void {
  const differences = byPath.get(path);
  if (differences === undefined) return;
  const { text, attributes, elements, absent, order } = differences;
  if (text !== undefined) element.text = text;
  const own = new Map(element.attributes);
  for (const name of absent) if (name.startsWith('@')) own.delete(name.slice(1));
  for (const attribute of attributes) setAttribute(own, attribute);
  element.attributes = own;
  const positionOf = counter();
  let children = element.children.filter(
    (child) => !absent.has(positionOf(localName(child.qualifiedName))),
  );
  if (order?.length === children.length) {
    children = order.flatMap((place) => children[place] ?? []);
  }
  // In the order of their places, each one stands where it stood once those before it are back.
  const inserted = [...elements].sort((a, b) => a.index - b.index);
  const all: UblNode[] = [];
  let taken = 0;
  for (const { index, path: from, xml } of inserted) {
    while (all.length < index && taken < children.length) all.push(children[taken++] as UblNode);
    const name = from.slice(from.lastIndexOf('/') + 1).replace(/\[\d+\]$/, '');
    all.push({ qualifiedName: name, attributes: new Map(), children: [], text: '', raw: xml });
  }
  element.children = [...all, ...children.slice(taken)];
  const finalPositionOf = counter();
  for (const child of element.children) {
    const place = `${path}/${finalPositionOf(localName(child.qualifiedName))}`;
    if (child.raw === undefined) restore(child, place, byPath);
  }
}

function setAttribute(
  attributes: Map<string, string>,
  { name, value, namespace }: Extract<Unplaced, { kind: 'attribute' }>,
): void {
  if (namespace === undefined) {
    attributes.set(name, value);
    return;
  }
  // The prefixes of UBL are taken by UBL, whatever they stood for in the document.
  const own = name.replace(/^(cac|cbc):/, 'x-$1:');
  attributes.set(`xmlns:${own.slice(0, own.indexOf(':'))}`, namespace);
  attributes.set(own, value);
}
