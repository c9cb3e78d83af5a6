import { ciiRows } from './cii-document.ts';
import { rowFor, type DocumentFacts, type Row, type Rows } from './ubl-rows.ts';
import type { Unplaced } from './ubl-place-back.ts';
import { cut } from './ubl-unplaced.ts';
import type { XmlDocument, XmlElement } from './xml.ts';

/** Attributes that a row's element says its kind with; what they say is in the model. */
const kindAttributes: Readonly<Record<string, string>> = {
  'udt:DateTimeString': 'format',
  'udt:DateString': 'format',
  'qdt:DateTimeString': 'format',
  'ram:TaxTotalAmount': 'currencyID',
};

/** What the model has no place for, so that a person can be told. CII is not written back. */
export function unplacedOfCii({ root, text }: XmlDocument, facts: DocumentFacts): Unplaced[] {
  const found: Unplaced[] = [];
  const visit = (element: XmlElement, rows: Rows): void => {
    const seen = new Set<Row>();
    element.children.forEach((child, index) => {
      const row = rowFor(rows, child, facts);
      if (row === undefined || (row.isList !== true && seen.has(row))) {
        found.push({ kind: 'element', path: child.path, index, xml: cut(child, text) });
        return;
      }
      seen.add(row);
      attributes(child, row);
      if (row.rows) visit(child, row.rows);
      else if (isUnread(child, row))
        found.push({ kind: 'text', path: child.path, text: child.text });
    });
  };
  const attributes = (child: XmlElement, row: Row): void => {
    for (const [name, value] of child.attributes) {
      if (name.startsWith('xmlns') || name.includes(':') || isTaken(child, row, name)) continue;
      found.push({ kind: 'attribute', path: child.path, name, value });
    }
  };
  visit(root, ciiRows);
  return found;
}

const isUnread = (child: XmlElement, { read, key = [] }: Row): boolean =>
  read !== undefined && key.length > 0 && child.text.trim() !== '' && read(child) === undefined;

const isTaken = (child: XmlElement, row: Row, name: string): boolean =>
  row.attributes?.some(([taken]) => taken === name) === true ||
  kindAttributes[child.qualifiedName] === name ||
  (name === 'schemeID' &&
    (row.read !== undefined || child.parent?.qualifiedName === 'ram:SpecifiedTaxRegistration'));
