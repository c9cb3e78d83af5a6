import type { XmlElement } from './xml.ts';

/** The predecessors and relatives of CII D16B that PDF invoices carry, by their root element. */
const relatives: ReadonlyMap<string, string> = new Map([
  ['CrossIndustryDocument', 'a ZUGFeRD 1.0 invoice, older than EN 16931'],
  ['SCRDMCCBDACIOMessageStructure', 'an Order-X order, not an invoice'],
  ['SCRDMCCBDACIDAMessageStructure', 'a despatch advice, not an invoice'],
]);

/** Why a document that is like an invoice of ours is none that can be read; undefined for any other. */
export function unsupportedSyntax({ name, namespace }: XmlElement): string | undefined {
  const what =
    relatives.get(name) ??
    (namespace.startsWith('urn:un:unece:uncefact:') && name.endsWith('Invoice')
      ? `an ${name} of ${namespace}, another standard of UN/CEFACT`
      : undefined);
  return (
    what &&
    `The document is ${what}. UBL 2.1 (Invoice, CreditNote) and CII D16B (ZUGFeRD 2, Factur-X 1) are read.`
  );
}
