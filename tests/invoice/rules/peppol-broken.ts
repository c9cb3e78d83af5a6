import { readXml } from '../../../invoice/xml.ts';
import { UblDocument } from '../../../invoice/rules/document.ts';
import { billingPatterns, selfBillingPatterns } from '../../../invoice/rules/peppol/patterns.ts';
import { type Broken, compile, run } from '../../../invoice/rules/run.ts';

const billing = compile(billingPatterns);
const selfBilling = compile(selfBillingPatterns);

export interface Judged {
  readonly document: UblDocument;
  readonly broken: readonly Broken[];
}

/** What the Peppol rules find in a document. */
export function judge(xml: string, on = '2026-11-24'): Judged {
  const read = readXml(new TextEncoder().encode(xml));
  if (!read.ok) throw new Error(read.detail);
  const document = new UblDocument(read.root);
  const rules = xml.includes('poacc:selfbilling') ? selfBilling : billing;
  return { document, broken: run(document, rules, on) };
}

/** The ids of the broken rules, each once, in order. */
export const brokenIds = (xml: string, on?: string): string[] =>
  [...new Set(judge(xml, on).broken.map(({ rule }) => rule.id))].sort();

/** A document with a change that is sure to be one: of the first `from` behind the first `after`. */
export function changed(xml: string, after: string, from: string, to = ''): string {
  const start = xml.indexOf(after);
  const place = start < 0 ? -1 : xml.indexOf(from, start);
  if (place < 0) throw new Error(`nothing to change: ${from} after ${after}`);
  return xml.slice(0, place) + to + xml.slice(place + from.length);
}
