import { unsupportedSyntax } from './cii-older.ts';
import { invoiceOfCii } from './cii-read.ts';
import { completeForUbl } from './cii-to-ubl.ts';
import type { Unplaced } from './ubl-place-back.ts';
import { invoiceOf, type ReadError, type ReadInvoice } from './ubl-read.ts';
import { unplacedOf } from './ubl-unplaced.ts';
import { writeUbl } from './ubl-write.ts';
import { readXml, type XmlDocument, type XmlError } from './xml.ts';

/** An invoice of any syntax, with what the model has no place for. */
export interface ReadAnyInvoice extends ReadInvoice {
  readonly syntax: 'ubl' | 'cii';
  readonly unplaced: readonly Unplaced[];
}

/** Reads UBL 2.1 and CII D16B, by the root element. Never throws for what is in `bytes`. */
export const readAnyInvoice = (bytes: Uint8Array): ReadAnyInvoice | ReadError =>
  anyInvoiceOf(readXml(bytes));

/** As `readAnyInvoice`, of a document that is parsed already. */
export function anyInvoiceOf(xml: XmlDocument | XmlError): ReadAnyInvoice | ReadError {
  if (!xml.ok) return xml;
  const { root } = xml;
  if (root.qualifiedName === 'rsm:CrossIndustryInvoice') {
    const read = invoiceOfCii(xml);
    return read.ok ? { ...read, syntax: 'cii' } : read;
  }
  const detail = unsupportedSyntax(root);
  if (detail !== undefined) {
    const { line, column, path } = root;
    return { ok: false, code: 'unsupported-syntax', detail, line, column, path };
  }
  const read = invoiceOf(xml);
  return read.ok ? { ...read, syntax: 'ubl', unplaced: unplacedOf(xml, read.invoice) } : read;
}

/** The invoice as UBL: what was read as UBL comes back as it was, CII is translated. */
export const asUbl = ({ syntax, invoice, documentType, unplaced }: ReadAnyInvoice): string =>
  syntax === 'ubl'
    ? writeUbl(invoice, { documentType, unplaced })
    : writeUbl(completeForUbl(invoice), { documentType });
