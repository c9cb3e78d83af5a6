import { readDecimal } from './amount.ts';
import { readDate } from './date.ts';
import type { Decimal } from './model.ts';
import {
  rowFor,
  setAt,
  valueAt,
  type DocumentFacts,
  type Draft,
  type Row,
  type Rows,
} from './ubl-rows.ts';
import type { XmlElement, XmlError } from './xml.ts';

export type ReadErrorCode =
  | XmlError['code']
  | 'wrong-root'
  | 'unsupported-syntax'
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

/** Fills the draft with what the rows take of the element, in one pass over its children. */
export function readRows(
  element: XmlElement,
  from: Rows,
  draft: Draft,
  facts: DocumentFacts,
): void {
  const seen: Row[] = [];
  const apart: Draft[] = [];
  for (const child of element.children) {
    const row = rowFor(from, child, facts);
    if (row === undefined || row.fixed !== undefined) continue;
    if (row.isList !== true) {
      if (seen.includes(row)) continue;
      seen.push(row);
    }
    if (row.rows === undefined) readValue(child, row, draft);
    else if (row.key === undefined) readRows(child, row.rows, draft, facts);
    else readGroup(child, row, row.rows, draft, facts, apart);
  }
  // No group has more than one row of this kind.
  for (const row of from.rearranged) row.rearranged?.take(apart, draft);
}

function readGroup(
  child: XmlElement,
  row: Row,
  inner: Rows,
  draft: Draft,
  facts: DocumentFacts,
  apart: Draft[],
): void {
  const { key = [] } = row;
  const known = row.isList === true ? undefined : valueAt(draft, key);
  const item = (known ?? {}) as Draft;
  readRows(child, inner, item, facts);
  if (row.rearranged) apart.push(item);
  else if (row.isList === true) {
    row.finish?.(item);
    if (row.finish || isComplete(inner, item)) pushAt(draft, key, item);
  } else if (Object.keys(item).length > 0) {
    row.finish?.(item);
    setAt(draft, key, item);
  }
}

/** An item without what makes it one is left where it is. */
const isComplete = ({ rows }: Rows, item: Draft): boolean =>
  rows.every(
    (row) =>
      (row.isRequired === undefined ||
        (row.key?.length === 1 && valueAt(item, row.key) !== undefined)) &&
      (row.rows === undefined || row.key !== undefined || isComplete(row.rows, item)),
  );

function readValue(child: XmlElement, row: Row, draft: Draft): void {
  const { key = [] } = row;
  if (row.read) {
    const value = row.read(child);
    if (value === undefined) return;
    if (row.isList === true) pushAt(draft, key, value);
    else setAt(draft, key, value);
    return;
  }
  if (row.as === 'note') {
    pushAt(draft, key, child.text);
    return;
  }
  const text = child.text.trim();
  if (text === '' || text === row.otherwise) return;
  if (row.as === 'date' && readDate(text) === null) return;
  setAt(draft, key, row.as === 'base64' ? child.text : text);
  for (const [name, to] of row.attributes ?? []) {
    const value = child.attributes.get(name)?.trim();
    if (value) setAt(draft, to, value);
  }
}

function pushAt(draft: Draft, key: readonly string[], item: unknown): void {
  const list = valueAt(draft, key);
  if (Array.isArray(list)) list.push(item);
  else setAt(draft, key, [item]);
}

const basic = 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2';

const numberNames = new Map<string, boolean>();

function isNumber(name: string): boolean {
  let known = numberNames.get(name);
  if (known === undefined) {
    known = /(?:Amount|Quantity|Percent|Numeric)$/.test(name);
    // Names are of the document: a hostile one is not remembered for ever.
    if (numberNames.size < 1000) numberNames.set(name, known);
  }
  return known;
}

/** Every amount, quantity and rate must be a decimal, also where the model has no place for it. */
export function checkNumbers(element: XmlElement): void {
  for (const child of element.children) {
    if (child.namespace !== basic) checkNumbers(child);
    else if (isNumber(child.name)) decimal(child);
  }
}

function decimal(element: XmlElement): Decimal {
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

/** The first element of the path below. */
export function find(element: XmlElement, ...names: readonly string[]): XmlElement | undefined {
  let at: XmlElement | undefined = element;
  for (const name of names) at = at?.children.find((child) => child.qualifiedName === name);
  return at;
}

/** Refuses a day that is none. */
export function checkDay(at: XmlElement | undefined): void {
  const text = at?.text.trim();
  if (!at || text === undefined || readDate(text) !== null) return;
  throw new Unreadable(
    'field-missing',
    at,
    `"${text}" in ${at.name} is no date. Write it as 2026-03-31.`,
  );
}
