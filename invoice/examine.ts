import { invoiceOf, type ReadError, type ReadInvoice } from './ubl-read.ts';
import { validateXml, type ValidateOptions, type Verdict } from './validate.ts';
import { readXml } from './xml.ts';

/** What a document says, and whether it may say so. */
export interface Examined {
  readonly read: ReadInvoice | ReadError;
  readonly verdict: Verdict;
}

/** Reads and judges a UBL invoice or credit note; it is parsed once. Never throws for what is in `bytes`. */
export function examine(bytes: Uint8Array, options: ValidateOptions = {}): Examined {
  const xml = readXml(bytes);
  return { read: xml.ok ? invoiceOf(xml) : xml, verdict: validateXml(xml, options) };
}
