import type { Invoice } from './model.ts';
import { billingProcess } from './process-control.ts';
import { rowsOfRoot, type UblRoot } from './ubl-document.ts';
import {
  isDraft,
  valueAt,
  type DocumentFacts,
  type Draft,
  type Row,
  type Rows,
  type UblNode,
} from './ubl-rows.ts';
import { placeBack, type Unplaced } from './ubl-place-back.ts';

/** UNCL1001 codes that UBL has a CreditNote for. */
const creditNoteCodes: ReadonlySet<string> = new Set(
  '81 83 261 262 296 308 381 396 420 458 502 503 532'.split(' '),
);

/** Whether an invoice of this type (UNCL1001) is a CreditNote in UBL. */
export const isCreditNoteCode = (typeCode: string): boolean => creditNoteCodes.has(typeCode);

const ubl = 'urn:oasis:names:specification:ubl:schema:xsd:';

/** What reading a document found beside the model. */
export interface Kept {
  readonly documentType?: 'invoice' | 'credit-note';
  readonly unplaced?: readonly Unplaced[];
}

/**
 * The invoice as UBL 2.1 in the order of the schema, the same bytes for the same invoice; an Invoice or a CreditNote
 * as the type code says, for Peppol BIS Billing where it names no specification.
 * With what `readWholeInvoice` kept, it is the document that was read. Throws for text that XML cannot hold:
 * what comes from outside is checked where it enters.
 */
export function writeUbl(invoice: Invoice, kept: Kept = {}): string {
  const { documentType, unplaced } = kept;
  const root = toUbl(
    unplaced === undefined ? { ...billingProcess(invoice), ...invoice } : invoice,
    documentType,
  );
  placeBack(root, unplaced ?? []);
  const out: string[] = ['<?xml version="1.0" encoding="UTF-8"?>\n'];
  serialise(root, out, '');
  return out.join('');
}

/** The elements that the model alone makes. */
export function toUbl(
  invoice: Invoice,
  documentType: 'invoice' | 'credit-note' = isCreditNoteCode(invoice.typeCode)
    ? 'credit-note'
    : 'invoice',
): UblNode {
  const isCreditNote = documentType === 'credit-note';
  const kind: UblRoot = isCreditNote ? 'CreditNote' : 'Invoice';
  const facts: DocumentFacts = {
    currency: invoice.currency,
    taxCurrency: invoice.taxCurrency,
    hasTaxSubtotals: invoice.vatBreakdown.length > 0,
  };
  const root = node(kind);
  root.attributes = new Map([
    ['xmlns', `${ubl}${kind}-2`],
    ['xmlns:cac', `${ubl}CommonAggregateComponents-2`],
    ['xmlns:cbc', `${ubl}CommonBasicComponents-2`],
  ]);
  writeRows(rowsOfRoot[kind], { ...invoice, isCreditNote }, root, facts);
  return root;
}

const noAttributes: ReadonlyMap<string, string> = new Map();

const node = (qualifiedName: string, text = ''): UblNode => ({
  qualifiedName,
  attributes: noAttributes,
  children: [],
  text,
});

/** Appends what the rows make of the group; true if any of it came from the model. */
function writeRows({ rows }: Rows, source: Draft, parent: UblNode, facts: DocumentFacts): boolean {
  let hasContent = false;
  for (const row of rows) {
    if (row.fixed !== undefined) parent.children.push(node(row.element, row.fixed));
    else if (row.rows === undefined)
      hasContent = writeValues(row, source, parent, facts) || hasContent;
    else {
      for (const item of groupsOf(row, source)) {
        const child = node(row.element);
        const isFilled = writeRows(row.rows, item, child, facts);
        if (isFilled || isConstant(row.rows)) parent.children.push(child);
        hasContent ||= isFilled;
      }
    }
  }
  return hasContent;
}

/** A scheme of tax stands there whenever what it belongs to does. */
const isConstant = ({ rows }: Rows): boolean =>
  rows.every(({ fixed, otherwise }) => fixed !== undefined || otherwise !== undefined);

function groupsOf(row: Row, source: Draft): readonly Draft[] {
  if (row.rearranged) return row.rearranged.give(source);
  if (row.key === undefined) return [source];
  const value = valueAt(source, row.key);
  if (row.isList === true) return Array.isArray(value) ? value.filter(isDraft) : [];
  return isDraft(value) ? [value] : [];
}

function writeValues(row: Row, source: Draft, parent: UblNode, facts: DocumentFacts): boolean {
  const value = valueAt(source, row.key ?? []);
  const values: unknown[] = row.isList === true && Array.isArray(value) ? value : [value];
  let hasContent = false;
  for (const text of values) {
    const isText = typeof text === 'string' && (text !== '' || row.as === 'note');
    if (!isText && row.otherwise === undefined) continue;
    const child = node(row.element, isText ? text : row.otherwise);
    child.attributes = attributesOf(row, isText ? source : {}, facts);
    hasContent ||= isText;
    parent.children.push(child);
  }
  return hasContent;
}

function attributesOf(row: Row, source: Draft, facts: DocumentFacts): ReadonlyMap<string, string> {
  const currency = currencyOf(row, facts);
  if (currency !== undefined) return new Map([['currencyID', currency]]);
  if (row.attributes === undefined) return noAttributes;
  const attributes = new Map<string, string>();
  for (const [name, from] of row.attributes) {
    const value = valueAt(source, from);
    if (typeof value === 'string' && value !== '') attributes.set(name, value);
  }
  return attributes;
}

function currencyOf({ as }: Row, { currency, taxCurrency }: DocumentFacts): string | undefined {
  if (as === 'amount') return currency;
  return as === 'tax-amount' ? (taxCurrency ?? currency) : undefined;
}

/** Indented, but for elements beside text, where a space would mean something. */
function serialise(element: UblNode, out: string[], indent: string, lineEnd = '\n'): void {
  if (element.raw !== undefined) {
    out.push(indent, element.raw, lineEnd);
    return;
  }
  const { qualifiedName, attributes, children, text } = element;
  out.push(indent, '<', qualifiedName);
  for (const [name, value] of attributes) out.push(' ', name, '="', escape(value, true), '"');
  if (children.length > 0) {
    const isMixed = text !== '';
    out.push('>', isMixed ? escape(text) : lineEnd);
    for (const child of children) {
      serialise(child, out, isMixed || lineEnd === '' ? '' : `${indent}  `, isMixed ? '' : lineEnd);
    }
    out.push(isMixed ? '' : indent, '</', qualifiedName, '>', lineEnd);
  } else if (text === '') out.push('/>', lineEnd);
  else out.push('>', escape(text), '</', qualifiedName, '>', lineEnd);
}

// oxlint-disable-next-line no-control-regex
const unusual = /[&<>"\u0000-\u001f\ufffe\uffff\ud800-\udfff]/;
/** What XML 1.0 cannot hold, not even escaped: control characters, and halves of a surrogate pair. */
// oxlint-disable-next-line no-control-regex
const impossible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** A reader turns a bare line end or tab in an attribute into a space, and a carriage return anywhere into a line feed. */
function escape(text: string, isAttribute = false): string {
  if (!unusual.test(text)) return text;
  if (impossible.test(text)) throw new RangeError('The text has a character that XML cannot hold.');
  return text.replaceAll(
    isAttribute ? /[&<>"\r\n\t]/g : /[&<>\r]/g,
    (found) => entities[found] ?? found,
  );
}
