import { currencies } from './code-lists/currencies.ts';
import { networkDocumentType } from './document-types.ts';
import type { Invoice } from './model.ts';
import { factsOf, finishInvoice, rowsOfRoot, type UblRoot } from './ubl-document.ts';
import {
  checkDay,
  checkNumbers,
  find,
  readRows,
  Unreadable,
  type ReadErrorCode,
} from './ubl-fields.ts';
import { isDraft, type Draft } from './ubl-rows.ts';
import type { Unplaced } from './ubl-place-back.ts';
import { unplacedOf } from './ubl-unplaced.ts';
import { readXml, type XmlDocument, type XmlElement } from './xml.ts';

/** Why a document cannot be read, where, and what to do about it. */
export interface ReadError {
  readonly ok: false;
  readonly code: ReadErrorCode;
  readonly detail: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
}

export interface ReadInvoice {
  readonly ok: true;
  readonly invoice: Invoice;
  readonly documentType: 'invoice' | 'credit-note';
  readonly documentTypeId: string;
  readonly processId: string;
}

const ubl = 'urn:oasis:names:specification:ubl:schema:xsd:';

/** Reads a UBL 2.1 Invoice or CreditNote into the model. Values are taken as they stand, never guessed. */
export function readInvoice(bytes: Uint8Array): ReadInvoice | ReadError {
  const xml = readXml(bytes);
  return xml.ok ? invoiceOf(xml) : xml;
}

/**
 * The invoice together with all that the model has no place for: unknown elements, extensions, repetitions, list ids,
 * spaces. `writeUbl(read.invoice, read)` gives the same document back.
 */
export function readWholeInvoice(
  bytes: Uint8Array,
): (ReadInvoice & { readonly unplaced: readonly Unplaced[] }) | ReadError {
  const xml = readXml(bytes);
  if (!xml.ok) return xml;
  const read = invoiceOf(xml);
  return read.ok ? { ...read, unplaced: unplacedOf(xml, read.invoice) } : read;
}

/** The invoice of a document that is parsed already. */
export function invoiceOf({ root }: XmlDocument): ReadInvoice | ReadError {
  try {
    const kind = rootOf(root);
    const invoice = toInvoice(root, kind);
    return {
      ok: true,
      invoice,
      documentType: kind === 'Invoice' ? 'invoice' : 'credit-note',
      ...networkDocumentType(kind, invoice.specificationId, invoice.businessProcessType),
    };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { line, column, path } = error.at;
    return {
      ok: false,
      code: error.code,
      detail: `${error.message} (line ${line}, ${path})`,
      line,
      column,
      path,
    };
  }
}

function rootOf(root: XmlElement): UblRoot {
  for (const kind of ['Invoice', 'CreditNote'] as const) {
    if (root.name === kind && root.namespace === `${ubl}${kind}-2`) return kind;
  }
  throw new Unreadable(
    'wrong-root',
    root,
    `The root element is "${root.name}" of "${root.namespace}". Send a UBL 2.1 Invoice or CreditNote.`,
  );
}

function toInvoice(root: XmlElement, kind: UblRoot): Invoice {
  checkNumbers(root);
  const draft: Draft = {};
  readRows(root, rowsOfRoot[kind], draft, factsOf(root));
  finishInvoice(draft);
  draft.typeCode ??= kind === 'Invoice' ? '380' : '381';
  refuseIncomplete(root, draft);
  // The rows' keys are checked against the model where they are written down.
  return draft as unknown as Invoice;
}

/** Without these, a document is no invoice that anybody could send on or book. */
function refuseIncomplete(root: XmlElement, draft: Draft): void {
  const customer = find(root, 'cac:AccountingCustomerParty', 'cac:Party');
  if (!isDraft(draft.buyer) || draft.buyer.name === '') {
    throw new Unreadable(
      'buyer-missing',
      customer ?? root,
      'The invoice names no buyer. Fill in AccountingCustomerParty/Party/PartyLegalEntity/RegistrationName.',
    );
  }
  const { currency = '' } = draft;
  if (typeof currency !== 'string' || !currencies.has(currency)) {
    throw new Unreadable(
      'currency-unknown',
      find(root, 'cbc:DocumentCurrencyCode') ?? root,
      `The currency is "${String(currency)}". Write an ISO 4217 code in DocumentCurrencyCode, such as NOK.`,
    );
  }
  if (!isDraft(draft.totals) || draft.totals.amountDue === undefined) {
    throw new Unreadable(
      'field-missing',
      find(root, 'cac:LegalMonetaryTotal') ?? root,
      'The amount due is missing. Fill in LegalMonetaryTotal/PayableAmount.',
    );
  }
  if (draft.number === undefined) throw new Unreadable('field-missing', root, 'ID is missing.');
  checkDay(find(root, 'cbc:IssueDate'));
  if (draft.issueDate === undefined) {
    throw new Unreadable('field-missing', root, 'IssueDate is missing.');
  }
  checkDay(find(root, 'cbc:DueDate') ?? find(root, 'cac:PaymentMeans', 'cbc:PaymentDueDate'));
}
