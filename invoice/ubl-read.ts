import { readDecimal } from './amount.ts';
import { currencies } from './code-lists/currencies.ts';
import { readDate } from './date.ts';
import { networkDocumentType } from './document-types.ts';
import type {
  Address,
  AllowanceOrCharge,
  Contact,
  Decimal,
  Invoice,
  Line,
  Party,
} from './model.ts';
import { readXml, type XmlElement, type XmlError } from './xml.ts';

export type ReadErrorCode =
  | XmlError['code']
  | 'wrong-root'
  | 'buyer-missing'
  | 'currency-unknown'
  | 'amount-invalid'
  | 'field-missing';

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

class Unreadable extends Error {
  readonly code: ReadErrorCode;
  readonly at: XmlElement;
  constructor(code: ReadErrorCode, at: XmlElement, detail: string) {
    super(detail);
    this.code = code;
    this.at = at;
  }
}

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

function toParty(party: XmlElement): Party {
  const legal = find(party, 'PartyLegalEntity');
  const endpoint = find(party, 'EndpointID');
  const address = find(party, 'PostalAddress');
  const contact = find(party, 'Contact');
  const scheme = endpoint?.attributes.get('schemeID');
  const tradingName = value(party, 'PartyName', 'Name');
  const taxes = all(party, 'PartyTaxScheme');
  const taxId = (isVat: boolean): string | undefined => {
    const tax = taxes.find((item) => (value(item, 'TaxScheme', 'ID') === 'VAT') === isVat);
    return tax && value(tax, 'CompanyID');
  };
  return {
    name: (legal && value(legal, 'RegistrationName')) ?? tradingName ?? '',
    ...optional('tradingName', tradingName),
    ...optional('legalRegistrationId', legal && value(legal, 'CompanyID')),
    ...optional('vatId', taxId(true)),
    ...optional('taxRegistrationId', taxId(false)),
    ...optional(
      'endpointId',
      endpoint && scheme ? { scheme, value: endpoint.text.trim() } : undefined,
    ),
    ...optional('address', address && toAddress(address)),
    ...optional('contact', contact && toContact(contact)),
  };
}

const toAddress = (address: XmlElement): Address => ({
  ...optional('street', value(address, 'StreetName')),
  ...optional('additionalStreet', value(address, 'AdditionalStreetName')),
  ...optional('addressLine', value(address, 'AddressLine', 'Line')),
  ...optional('city', value(address, 'CityName')),
  ...optional('postCode', value(address, 'PostalZone')),
  ...optional('subdivision', value(address, 'CountrySubentity')),
  ...optional('country', value(address, 'Country', 'IdentificationCode')),
});

const toContact = (contact: XmlElement): Contact => ({
  ...optional('name', value(contact, 'Name')),
  ...optional('telephone', value(contact, 'Telephone')),
  ...optional('email', value(contact, 'ElectronicMail')),
});

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

const all = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name);

function find(element: XmlElement, ...names: readonly string[]): XmlElement | undefined {
  let at: XmlElement | undefined = element;
  for (const name of names) at = at?.children.find((child) => child.name === name);
  return at;
}

function value(element: XmlElement, ...names: readonly string[]): string | undefined {
  const text = find(element, ...names)?.text.trim();
  return text === '' ? undefined : text;
}

const amount = (element: XmlElement, name: string): Decimal | undefined => decimalAt(element, name);

function decimalAt(element: XmlElement, ...names: readonly string[]): Decimal | undefined {
  const at = find(element, ...names);
  return at && decimal(at);
}

function decimal(element: XmlElement): Decimal {
  const read = readDecimal(element.text.trim());
  if (read === null) {
    throw new Unreadable(
      'amount-invalid',
      element,
      `"${element.text.trim()}" in ${element.name} is no decimal number. Write it with a point and without grouping, such as 1250.00.`,
    );
  }
  return read;
}

function day(element: XmlElement, name: string): string | undefined {
  const at = find(element, name);
  if (!at) return undefined;
  const read = readDate(at.text.trim());
  if (read === null)
    throw new Unreadable(
      'field-missing',
      at,
      `"${at.text.trim()}" in ${name} is no date. Write it as 2026-03-31.`,
    );
  return read;
}

const missing = (element: XmlElement, name: string): never => {
  throw new Unreadable('field-missing', element, `${name} is missing.`);
};

const required = (element: XmlElement, name: string): string =>
  value(element, name) ?? missing(element, name);

const optional = <K extends string, V>(key: K, item: V | undefined): { [P in K]?: V } =>
  (item === undefined ? {} : { [key]: item }) as { [P in K]?: V };
