import { toBase64 } from './base64.ts';
import { escapeXml } from './xml-text.ts';
import { readXml } from './xml.ts';

/** A file that goes along with an invoice. */
export interface EmbeddedFile {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Uint8Array;
}

const aggregate = 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2';
const basic = 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2';

/** Elements that may stand before AdditionalDocumentReference (BG-24), in Invoice and CreditNote of UBL 2.1. */
const before = new Set(
  'UBLExtensions UBLVersionID CustomizationID ProfileID ProfileExecutionID ID CopyIndicator UUID IssueDate IssueTime DueDate InvoiceTypeCode CreditNoteTypeCode Note TaxPointDate DocumentCurrencyCode TaxCurrencyCode PricingCurrencyCode PaymentCurrencyCode PaymentAlternativeCurrencyCode AccountingCostCode AccountingCost LineCountNumeric BuyerReference InvoicePeriod DiscrepancyResponse OrderReference BillingReference DespatchDocumentReference ReceiptDocumentReference ContractDocumentReference AdditionalDocumentReference'.split(
    ' ',
  ),
);

/** A credit note has these two behind it. */
const beforeInInvoice = new Set(['StatementDocumentReference', 'OriginatorDocumentReference']);

/**
 * The document with the files embedded as additional supporting documents (BG-24), where the schema has them;
 * everything else stands as it was. A document in another encoding comes back as UTF-8.
 */
export function embedAttachments(bytes: Uint8Array, files: readonly EmbeddedFile[]): Uint8Array {
  const xml = readXml(bytes);
  if (!xml.ok) throw new Error('Only a document that can be read gets attachments.');
  const { root, text } = xml;
  const earlier = root.children.filter(
    ({ name }) => before.has(name) || (root.name === 'Invoice' && beforeInInvoice.has(name)),
  );
  const last = earlier.at(-1);
  const at = last ? last.end : root.contentStart;
  const taken = new Set(
    root.children
      .flatMap((child) => (child.name === 'AdditionalDocumentReference' ? child.children : []))
      .map((child) => child.text.trim()),
  );
  const names = new Map(Object.entries(root.namespaces).map(([prefix, uri]) => [uri, prefix]));
  const [cac, declareCac] = qualify(names.get(aggregate), 'cac', aggregate);
  const [cbc, declareCbc] = qualify(names.get(basic), 'cbc', basic);
  const references = files.map(({ filename, contentType, content }, index) => {
    const name = filename.trim() || String(index + 1);
    let id = name;
    for (let copy = 2; taken.has(id); copy++) id = `${name} (${copy})`;
    taken.add(id);
    return (
      `<${cac}AdditionalDocumentReference${declareCac}${declareCbc}><${cbc}ID>${escapeXml(id)}</${cbc}ID>` +
      `<${cac}Attachment><${cbc}EmbeddedDocumentBinaryObject mimeCode="${escapeXml(contentType)}" filename="${escapeXml(filename)}">` +
      `${toBase64(content)}</${cbc}EmbeddedDocumentBinaryObject></${cac}Attachment></${cac}AdditionalDocumentReference>`
    );
  });
  const head = text
    .slice(0, at)
    .replace(/^(\s*<\?xml[^>]*encoding\s*=\s*)(["'])[\w.-]+\2/, '$1$2UTF-8$2');
  const mark = bytes[0] === 0xef ? '\ufeff' : '';
  return new TextEncoder().encode(mark + head + references.join('') + text.slice(at));
}

/** The document's own prefix with its colon, else the usual one and the declaration that it needs. */
function qualify(own: string | undefined, usual: string, namespace: string): [string, string] {
  if (own === undefined) return [`${usual}:`, ` xmlns:${usual}="${namespace}"`];
  return [own === '' ? '' : `${own}:`, ''];
}
