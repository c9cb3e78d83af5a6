import { currencies } from './code-lists/currencies.ts';
import { networkDocumentType } from './document-types.ts';
import type { AllowanceOrCharge, Invoice, Line } from './model.ts';
import {
  all,
  amount,
  day,
  decimal,
  decimalAt,
  find,
  missing,
  optional,
  required,
  Unreadable,
  value,
  type ReadErrorCode,
} from './ubl-fields.ts';
import { toParty } from './ubl-party.ts';
import { readXml, type XmlElement } from './xml.ts';

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
  if (!xml.ok) return xml;
  const { root } = xml;
  const isInvoice = root.name === 'Invoice' && root.namespace === `${ubl}Invoice-2`;
  const isCreditNote = root.name === 'CreditNote' && root.namespace === `${ubl}CreditNote-2`;
  try {
    if (!isInvoice && !isCreditNote) {
      throw new Unreadable(
        'wrong-root',
        root,
        `The root element is "${root.name}" of "${root.namespace}". Send a UBL 2.1 Invoice or CreditNote.`,
      );
    }
    const invoice = toInvoice(root);
    const type = networkDocumentType(
      isInvoice ? 'Invoice' : 'CreditNote',
      value(root, 'CustomizationID'),
      value(root, 'ProfileID'),
    );
    return { ok: true, invoice, documentType: isInvoice ? 'invoice' : 'credit-note', ...type };
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

function toInvoice(root: XmlElement): Invoice {
  checkNumbers(root);
  const supplier = find(root, 'AccountingSupplierParty', 'Party');
  const customer = find(root, 'AccountingCustomerParty', 'Party');
  const buyer = customer && toParty(customer);
  if (!customer || !buyer?.name) {
    throw new Unreadable(
      'buyer-missing',
      customer ?? root,
      'The invoice names no buyer. Fill in AccountingCustomerParty/Party/PartyLegalEntity/RegistrationName.',
    );
  }
  const currencyElement = find(root, 'DocumentCurrencyCode');
  const currency = currencyElement?.text.trim() ?? '';
  if (!currencies.has(currency)) {
    throw new Unreadable(
      'currency-unknown',
      currencyElement ?? root,
      `The currency is "${currency}". Write an ISO 4217 code in DocumentCurrencyCode, such as NOK.`,
    );
  }
  const means = find(root, 'PaymentMeans');
  const total = find(root, 'LegalMonetaryTotal');
  const amountDue = total && amount(total, 'PayableAmount');
  if (amountDue === undefined) {
    throw new Unreadable(
      'field-missing',
      total ?? root,
      'The amount due is missing. Fill in LegalMonetaryTotal/PayableAmount.',
    );
  }
  const lines = [...all(root, 'InvoiceLine'), ...all(root, 'CreditNoteLine')].map(toLine);
  const documentTotals =
    all(root, 'TaxTotal').find((tax) => find(tax, 'TaxSubtotal')) ?? find(root, 'TaxTotal');
  const payee = find(root, 'PayeeParty');
  return {
    number: required(root, 'ID'),
    issueDate: day(root, 'IssueDate') ?? missing(root, 'IssueDate'),
    typeCode:
      value(root, 'InvoiceTypeCode') ??
      value(root, 'CreditNoteTypeCode') ??
      (root.name === 'Invoice' ? '380' : '381'),
    currency,
    ...optional('dueDate', day(root, 'DueDate') ?? (means && day(means, 'PaymentDueDate'))),
    ...optional('buyerReference', value(root, 'BuyerReference')),
    ...optional('orderReference', value(root, 'OrderReference', 'ID')),
    notes: all(root, 'Note').map((note) => note.text),
    precedingInvoices: all(root, 'BillingReference').flatMap((reference) => {
      const number = value(reference, 'InvoiceDocumentReference', 'ID');
      const issued = find(reference, 'InvoiceDocumentReference');
      return number === undefined
        ? []
        : [{ number, ...optional('issueDate', issued && value(issued, 'IssueDate')) }];
    }),
    seller: supplier ? toParty(supplier) : { name: '' },
    buyer,
    ...optional(
      'payee',
      payee && {
        name: value(payee, 'PartyName', 'Name') ?? '',
        ...optional('legalRegistrationId', value(payee, 'PartyLegalEntity', 'CompanyID')),
      },
    ),
    payment: {
      ...optional('meansCode', means && value(means, 'PaymentMeansCode')),
      ...optional('remittanceInformation', means && value(means, 'PaymentID')),
      ...optional('terms', value(root, 'PaymentTerms', 'Note')),
      accounts: all(root, 'PaymentMeans').flatMap((item) => {
        const account = find(item, 'PayeeFinancialAccount');
        const id = account && value(account, 'ID');
        return account && id
          ? [
              {
                id,
                ...optional('name', value(account, 'Name')),
                ...optional('bic', value(account, 'FinancialInstitutionBranch', 'ID')),
              },
            ]
          : [];
      }),
    },
    ...allowancesAndCharges(root),
    lines,
    vatBreakdown: documentTotals
      ? all(documentTotals, 'TaxSubtotal').map((subtotal) => ({
          vatCategory: value(subtotal, 'TaxCategory', 'ID') ?? '',
          ...optional('vatRate', decimalAt(subtotal, 'TaxCategory', 'Percent')),
          taxableAmount: amount(subtotal, 'TaxableAmount') ?? '0',
          taxAmount: amount(subtotal, 'TaxAmount') ?? '0',
          ...optional('exemptionReason', value(subtotal, 'TaxCategory', 'TaxExemptionReason')),
        }))
      : [],
    totals: {
      ...optional('lineNetAmount', total && amount(total, 'LineExtensionAmount')),
      ...optional('allowances', total && amount(total, 'AllowanceTotalAmount')),
      ...optional('charges', total && amount(total, 'ChargeTotalAmount')),
      ...optional('withoutVat', total && amount(total, 'TaxExclusiveAmount')),
      ...optional('vat', documentTotals && amount(documentTotals, 'TaxAmount')),
      ...optional('withVat', total && amount(total, 'TaxInclusiveAmount')),
      ...optional('prepaid', total && amount(total, 'PrepaidAmount')),
      ...optional('rounding', total && amount(total, 'PayableRoundingAmount')),
      amountDue,
    },
    attachments: all(root, 'AdditionalDocumentReference').flatMap((reference) => {
      const object = find(reference, 'Attachment', 'EmbeddedDocumentBinaryObject');
      const url = value(reference, 'Attachment', 'ExternalReference', 'URI');
      if (!object && url === undefined) return [];
      return [
        {
          id: value(reference, 'ID') ?? '',
          ...optional('description', value(reference, 'DocumentDescription')),
          ...optional('externalUrl', url),
          ...optional('filename', object?.attributes.get('filename')),
          ...optional('contentType', object?.attributes.get('mimeCode')),
        },
      ];
    }),
  };
}

function allowancesAndCharges(element: XmlElement): {
  allowances: AllowanceOrCharge[];
  charges: AllowanceOrCharge[];
} {
  const read = (isCharge: string): AllowanceOrCharge[] =>
    all(element, 'AllowanceCharge')
      .filter((item) => value(item, 'ChargeIndicator') === isCharge)
      .map((item) => ({
        amount: amount(item, 'Amount') ?? '0',
        ...optional('reason', value(item, 'AllowanceChargeReason')),
        ...optional('vatCategory', value(item, 'TaxCategory', 'ID')),
        ...optional('vatRate', decimalAt(item, 'TaxCategory', 'Percent')),
      }));
  return { allowances: read('false'), charges: read('true') };
}

function toLine(line: XmlElement): Line {
  const quantity = find(line, 'InvoicedQuantity') ?? find(line, 'CreditedQuantity');
  return {
    id: value(line, 'ID') ?? '',
    ...optional('note', value(line, 'Note')),
    quantity: quantity ? decimal(quantity) : '1',
    ...optional('unitCode', quantity?.attributes.get('unitCode')),
    lineNetAmount: amount(line, 'LineExtensionAmount') ?? '0',
    item: {
      name: value(line, 'Item', 'Name') ?? '',
      ...optional('description', value(line, 'Item', 'Description')),
      ...optional('sellerId', value(line, 'Item', 'SellersItemIdentification', 'ID')),
    },
    price: {
      ...optional('itemNetPrice', decimalAt(line, 'Price', 'PriceAmount')),
      ...optional('baseQuantity', decimalAt(line, 'Price', 'BaseQuantity')),
    },
    ...allowancesAndCharges(line),
    ...optional('vatCategory', value(line, 'Item', 'ClassifiedTaxCategory', 'ID')),
    ...optional('vatRate', decimalAt(line, 'Item', 'ClassifiedTaxCategory', 'Percent')),
  };
}

const basic = 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2';

/** Every amount, quantity and rate must be a decimal, also where the model has no place for it. */
function checkNumbers(element: XmlElement): void {
  for (const child of element.children) {
    if (child.namespace !== basic) checkNumbers(child);
    else if (/(?:Amount|Quantity|Percent|Numeric)$/.test(child.name)) decimal(child);
  }
}
