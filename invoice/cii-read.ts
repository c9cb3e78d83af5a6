import { readDecimal } from './amount.ts';
import { ciiRows } from './cii-document.ts';
import { finishCii } from './cii-finish.ts';
import { unplacedOfCii } from './cii-unplaced.ts';
import { currencies } from './code-lists/currencies.ts';
import { networkDocumentType } from './document-types.ts';
import type { Invoice } from './model.ts';
import { finishInvoice } from './ubl-document.ts';
import { find, readRows, Unreadable, type ReadErrorCode } from './ubl-fields.ts';
import type { Unplaced } from './ubl-place-back.ts';
import type { ReadError, ReadInvoice } from './ubl-read.ts';
import { isDraft, textAt, type DocumentFacts, type Draft } from './ubl-rows.ts';
import { isCreditNoteCode } from './ubl-write.ts';
import type { XmlDocument, XmlElement } from './xml.ts';

const transaction = 'rsm:SupplyChainTradeTransaction';
const settlement = 'ram:ApplicableHeaderTradeSettlement';
const agreement = 'ram:ApplicableHeaderTradeAgreement';

const factsOf = (root: XmlElement): DocumentFacts => ({
  currency: textAt(root, transaction, settlement, 'ram:InvoiceCurrencyCode') ?? '',
  taxCurrency: textAt(root, transaction, settlement, 'ram:TaxCurrencyCode') || undefined,
  hasTaxSubtotals: true,
});

/** The invoice of a parsed CII D16B document, and what the model has no place for. Values are taken as they stand. */
export function invoiceOfCii(
  xml: XmlDocument,
): (ReadInvoice & { readonly unplaced: readonly Unplaced[] }) | ReadError {
  try {
    const facts = factsOf(xml.root);
    const invoice = toInvoice(xml.root, facts);
    const kind = isCreditNoteCode(invoice.typeCode) ? 'CreditNote' : 'Invoice';
    return {
      ok: true,
      invoice,
      documentType: kind === 'Invoice' ? 'invoice' : 'credit-note',
      ...networkDocumentType(kind, invoice.specificationId, invoice.businessProcessType),
      unplaced: unplacedOfCii(xml, facts),
    };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { line, column, path } = error.at;
    const detail = `${error.message} (line ${line}, ${path})`;
    return { ok: false, code: error.code, detail, line, column, path };
  }
}

function toInvoice(root: XmlElement, facts: DocumentFacts): Invoice {
  checkNumbers(root);
  const draft: Draft = {};
  readRows(root, ciiRows, draft, facts);
  finishCii(draft);
  finishInvoice(draft);
  draft.typeCode ??= '380';
  refuseIncomplete(root, draft);
  // The rows' keys are checked against the model where they are written down.
  return draft as unknown as Invoice;
}

/** Every amount, quantity and rate must be a decimal, also where the model has no place for it. */
function checkNumbers(element: XmlElement): void {
  for (const child of element.children) {
    if (child.children.length > 0) checkNumbers(child);
    else if (/^ram:\w*(?:Amount|Quantity|Percent|Numeric|Measure)$/.test(child.qualifiedName)) {
      const text = child.text.trim();
      if (readDecimal(text) === null) {
        throw new Unreadable(
          'amount-invalid',
          child,
          `"${text}" in ${child.name} is no decimal number. Write it with a point and without grouping, such as 1250.00.`,
        );
      }
    }
  }
}

/** Without these, a document is no invoice that anybody could send on or book. */
function refuseIncomplete(root: XmlElement, draft: Draft): void {
  const refuse = (code: ReadErrorCode, detail: string, ...path: string[]): never => {
    throw new Unreadable(code, find(root, ...path) ?? root, detail);
  };
  if (!isDraft(draft.buyer) || draft.buyer.name === '')
    refuse(
      'buyer-missing',
      'The invoice names no buyer. Fill in BuyerTradeParty/Name.',
      transaction,
      agreement,
      'ram:BuyerTradeParty',
    );
  const { currency = '' } = draft;
  if (typeof currency !== 'string' || !currencies.has(currency))
    refuse(
      'currency-unknown',
      `The currency is "${String(currency)}". Write an ISO 4217 code in InvoiceCurrencyCode, such as EUR.`,
      transaction,
      settlement,
      'ram:InvoiceCurrencyCode',
    );
  if (!isDraft(draft.totals) || draft.totals.amountDue === undefined)
    refuse(
      'field-missing',
      'The amount due is missing. Fill in DuePayableAmount.',
      transaction,
      settlement,
      'ram:SpecifiedTradeSettlementHeaderMonetarySummation',
    );
  if (draft.number === undefined)
    refuse('field-missing', 'The number is missing. Fill in ExchangedDocument/ID.');
  if (draft.issueDate === undefined)
    refuse(
      'field-missing',
      'The issue date is missing or is no day. Write it as 20260331 with format 102.',
      'rsm:ExchangedDocument',
      'ram:IssueDateTime',
    );
}
