/** What reading and writing have in common of an element: `XmlElement` and `UblNode` both are one. */
export interface ElementShape {
  readonly qualifiedName: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly ElementShape[];
  readonly text: string;
}

/** An element that is being written. */
export interface UblNode extends ElementShape {
  attributes: ReadonlyMap<string, string>;
  children: UblNode[];
  text: string;
  /** The element as text, cut from another document, with the namespaces that it needs. */
  readonly raw?: string;
}

/** What the whole document says and single rows need. */
export interface DocumentFacts {
  readonly currency: string;
  readonly taxCurrency: string | undefined;
  /** A breakdown stands in the tax total that has one, wherever that stands. */
  readonly hasTaxSubtotals: boolean;
}

/** How a leaf is read: `note` keeps its spaces, the amounts carry a currency. */
export type ValueKind = 'text' | 'note' | 'base64' | 'decimal' | 'amount' | 'tax-amount' | 'date';

/** A group of the model while it is filled. */
export type Draft = Record<string, unknown>;

/** Rewrites a group between its place in the model and the list of elements that UBL has for it. */
export interface Rearranged {
  readonly take: (items: readonly Draft[], target: Draft) => void;
  readonly give: (source: Draft) => readonly Draft[];
  /** Of JSON: made of the schema of one element. */
  readonly schema: (one: Schema) => Schema;
}

/**
 * One element of UBL and where it goes in the model. A row has a `key` for a value, `key` and `rows` for a group,
 * `rows` alone for an element that the model does not know, or `fixed` for a text that never changes.
 */
export interface Row {
  readonly element: string;
  readonly key?: readonly string[];
  readonly as?: ValueKind;
  readonly attributes?: readonly (readonly [name: string, key: readonly string[]])[];
  readonly rows?: Rows;
  readonly fixed?: string;
  /** Takes the value from an element that says it in another form; undefined where it says none. */
  readonly read?: (element: ElementShape) => unknown;
  /** Written where the model has no value, and read as none. */
  readonly otherwise?: string;
  readonly isList?: boolean;
  /** `group`: and the group that the key leads into as well. */
  readonly isRequired?: boolean | 'group';
  readonly hasRequiredAttributes?: boolean;
  readonly when?: (element: ElementShape, facts: DocumentFacts) => boolean;
  readonly rearranged?: Rearranged;
  /** Fills in what the model requires; such a group is kept even if it is empty. */
  readonly finish?: (draft: Draft) => void;
}

/** The rows of one element in the order of the schema. */
export interface Rows {
  readonly rows: readonly Row[];
  readonly byElement: ReadonlyMap<string, readonly Row[]>;
  readonly rearranged: readonly Row[];
}

/** The part of JSON Schema (2020-12) that the model needs. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: 'object' | 'array';
  readonly items?: Schema;
  readonly properties?: Record<string, Schema>;
  readonly required?: string[];
}

type Path<T> = {
  [K in keyof T & string]: NonNullable<T[K]> extends string | readonly unknown[]
    ? K
    : K | `${K}.${Path<NonNullable<T[K]>>}`;
}[keyof T & string];

type More = Pick<
  Row,
  'read' | 'otherwise' | 'isRequired' | 'hasRequiredAttributes' | 'when' | 'finish'
>;

export function rows(...list: readonly Row[]): Rows {
  const byElement = new Map<string, Row[]>();
  for (const row of list) byElement.set(row.element, [...(byElement.get(row.element) ?? []), row]);
  return { rows: list, byElement, rearranged: list.filter((row) => row.rearranged) };
}

const split = (key: string): string[] => key.split('.');

/** Makers of rows whose keys are checked against the model's type. */
interface RowMakers<T> {
  readonly value: (
    element: string,
    key: Path<T>,
    as?: ValueKind,
    more?: More & { readonly attributes?: Readonly<Record<string, Path<T>>> },
  ) => Row;
  readonly values: (element: string, key: Path<T>, as?: ValueKind, more?: More) => Row;
  readonly group: (element: string, key: Path<T>, inner: Rows, more?: More) => Row;
  readonly groups: (element: string, key: Path<T>, inner: Rows, more?: More) => Row;
}

export const rowsOf = <T extends object>(): RowMakers<T> => ({
  value: (element, key, as = 'text', { attributes, ...more } = {}) => ({
    element,
    key: split(key),
    as,
    ...(attributes && {
      attributes: Object.entries(attributes).map(([name, to]) => [name, split(to)] as const),
    }),
    ...more,
  }),
  values: (element, key, as = 'text', more) => ({
    element,
    key: split(key),
    as,
    isList: true,
    ...more,
  }),
  group: (element, key, inner, more) => ({ element, key: split(key), rows: inner, ...more }),
  groups: (element, key, inner, more) => ({
    element,
    key: split(key),
    rows: inner,
    isList: true,
    ...more,
  }),
});

/** An element that the model does not know: what is in it belongs to the group outside. */
export const inside = (element: string, list: readonly Row[], more: More = {}): Row => ({
  element,
  rows: rows(...list),
  ...more,
});

export const fixed = (element: string, text: string): Row => ({ element, fixed: text });

/** The row that takes this element, if any. */
export const rowFor = (
  { byElement }: Rows,
  element: ElementShape,
  facts: DocumentFacts,
): Row | undefined => {
  const candidates = byElement.get(element.qualifiedName);
  if (candidates === undefined) return undefined;
  const [first] = candidates;
  if (candidates.length === 1 && first?.when === undefined) return first;
  return candidates.find((row) => row.when?.(element, facts) ?? true);
};

/** Text of the first element at this path below, without spaces around. */
export function textAt(element: ElementShape, ...names: readonly string[]): string | undefined {
  let at: ElementShape | undefined = element;
  for (const name of names) at = at?.children.find((child) => child.qualifiedName === name);
  return at?.text.trim();
}

export function valueAt(draft: Draft, key: readonly string[]): unknown {
  let at: unknown = draft;
  for (let index = 0; index < key.length; index++) {
    if (!isDraft(at)) return undefined;
    at = at[key[index] ?? ''];
  }
  return at;
}

export const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function setAt(draft: Draft, key: readonly string[], value: unknown): void {
  let at = draft;
  const last = key.length - 1;
  for (let index = 0; index < last; index++) {
    const name = key[index] ?? '';
    const next = at[name];
    if (isDraft(next)) at = next;
    else at = at[name] = {} as Draft;
  }
  at[key[last] ?? ''] = value;
}

/** Sets what is not there yet. */
export function fill(draft: Draft, values: Draft): void {
  for (const [key, value] of Object.entries(values)) draft[key] ??= value;
}
