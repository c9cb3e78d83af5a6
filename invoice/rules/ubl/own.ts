import type { XmlElement } from '../../xml.ts';
import type { UblDocument } from '../document.ts';
import { fatal, warning, type Rule } from '../rule.ts';
import { all, attribute, first, has, stringOf, text } from '../select.ts';

/** The rules of the families UBL-CR, UBL-DT and UBL-SR that are no rows of a table, by the context that asks them. */
const valueIs = (at: XmlElement, path: string, value: string): boolean =>
  all(at, path).some((found) => stringOf(found) === value);

const isInvoicedObject = (at: XmlElement): boolean => valueIs(at, 'cbc:DocumentTypeCode', '130');

/** How many elements with VAT numbers a party has, or with other tax numbers. */
function taxNumbers(root: XmlElement, party: string, isVat: boolean): number {
  return all(root, `${party}/cac:Party/cac:PartyTaxScheme`)
    .filter((scheme) =>
      all(scheme, 'cac:TaxScheme').some(
        (tax) => (text(tax, 'cbc:ID').toUpperCase() === 'VAT') === isVat,
      ),
    )
    .reduce((count, scheme) => count + all(scheme, 'cbc:CompanyID').length, 0);
}

const differentTexts = (elements: readonly XmlElement[]): number =>
  new Set(elements.map(stringOf)).size;

const references = (document: UblDocument): readonly XmlElement[] =>
  document.named('cac:AdditionalDocumentReference');

export const rootRules: readonly Rule[] = [
  warning(
    'UBL-CR-002',
    '',
    (at) => !has(at, 'cbc:UBLVersionID') || valueIs(at, 'cbc:UBLVersionID', '2.1'),
  ),
  warning(
    'UBL-CR-412',
    'BT-9',
    (at, document) => document.isCreditNote || !has(at, 'cac:PaymentMeans/cbc:PaymentDueDate'),
  ),
  warning(
    'UBL-CR-665',
    'BT-122',
    (_, document) =>
      !references(document).some(
        (at) =>
          (!has(at, 'cbc:DocumentTypeCode') ||
            all(at, 'cbc:DocumentTypeCode').some((code) => stringOf(code) !== '130')) &&
          all(at, 'cbc:ID').some((id) => id.attributes.has('schemeID')),
      ),
  ),
  fatal(
    'UBL-CR-666',
    'BT-18',
    (_, document) =>
      !references(document).some((at) => isInvoicedObject(at) && has(at, 'cac:Attachment')),
  ),
  fatal(
    'UBL-CR-673',
    'BT-18',
    (_, document) =>
      !references(document).some(
        (at) => isInvoicedObject(at) && has(at, 'cbc:DocumentDescription'),
      ),
  ),
  warning(
    'UBL-DT-18',
    '',
    (_, document) =>
      !document
        .withAttribute('name')
        .some(({ qualifiedName }) => qualifiedName !== 'cbc:PaymentMeansCode'),
  ),
  fatal(
    'UBL-SR-04',
    'BT-18',
    (at) =>
      all(at, 'cac:AdditionalDocumentReference')
        .filter(isInvoicedObject)
        .reduce((count, reference) => count + all(reference, 'cbc:ID').length, 0) <= 1,
  ),
  fatal('UBL-SR-12', 'BT-31', (at) => taxNumbers(at, 'cac:AccountingSupplierParty', true) <= 1),
  fatal('UBL-SR-13', 'BT-32', (at) => taxNumbers(at, 'cac:AccountingSupplierParty', false) <= 1),
  fatal('UBL-SR-18', 'BT-48', (at) => taxNumbers(at, 'cac:AccountingCustomerParty', true) <= 1),
  fatal(
    'UBL-SR-29',
    'BT-90',
    (_, document) =>
      document
        .withAttribute('schemeID')
        .filter(
          (at) =>
            at.qualifiedName === 'cbc:ID' &&
            at.parent?.qualifiedName === 'cac:PartyIdentification' &&
            attribute(at, 'schemeID')?.toUpperCase() === 'SEPA',
        ).length <= 1,
  ),
  fatal(
    'UBL-SR-44',
    'BT-83',
    (_, document) => differentTexts(document.named('cbc:PaymentID')) <= 1,
  ),
  fatal(
    'UBL-SR-47',
    'BT-81',
    (_, document) => differentTexts(document.named('cbc:PaymentMeansCode')) <= 1,
  ),
];

export const lineRules: readonly Rule[] = [
  fatal('UBL-SR-48', 'BG-30', (at) => all(at, 'cac:Item/cac:ClassifiedTaxCategory').length === 1),
];

export const addressRules: readonly Rule[] = [
  fatal('UBL-SR-51', 'BG-5', (at) => all(at, 'cac:AddressLine').length <= 1),
];

export const sellerRules: readonly Rule[] = [
  fatal('UBL-SR-42', 'BT-32', (at) => all(at, 'cac:PartyTaxScheme').length <= 2),
];

export const referenceRules: readonly Rule[] = [
  fatal(
    'UBL-SR-43',
    'BT-18',
    (at, document) =>
      isInvoicedObject(at) ||
      (document.isCreditNote && valueIs(at, 'cbc:DocumentTypeCode', '50')) ||
      (!all(at, 'cbc:ID').some((id) => id.attributes.has('schemeID')) &&
        !has(at, 'cbc:DocumentTypeCode')),
  ),
];

/** XPath's `substring-after(., '.')`. */
const decimals = (value: string): string => {
  const point = value.indexOf('.');
  return point === -1 ? '' : value.slice(point + 1);
};

/** Whether an amount may have two decimals only: it is no price, and is not part of a price with a discount. */
export function isRoundedAmount(at: XmlElement): boolean {
  if (at.name.endsWith('PriceAmount')) return false;
  for (let above = at.parent; above; above = above.parent) {
    if (above.qualifiedName === 'cac:Price') return !has(above, 'cac:AllowanceCharge');
  }
  return true;
}

export const amountRules: readonly Rule[] = [
  fatal('UBL-DT-01', '', (at) => {
    const written = decimals(stringOf(at));
    return written.length <= 2 || Array.from(written).length <= 2;
  }),
];

export const attachmentRules: readonly Rule[] = [
  fatal('UBL-DT-06', 'BT-125', (at) => at.attributes.has('mimeCode')),
  fatal('UBL-DT-07', 'BT-125', (at) => at.attributes.has('filename')),
];

export const taxSchemeRules: readonly Rule[] = [
  fatal('UBL-SR-53', 'BT-31', (at) => has(at, 'cac:TaxScheme/cbc:ID') && has(at, 'cbc:CompanyID')),
];

/** Whether some name of the payee differs from some name of the seller. */
function isAnotherThanSeller(at: XmlElement, document: UblDocument): boolean {
  const sellers = all(
    document.root,
    'cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName',
  ).map(stringOf);
  return all(at, 'cac:PartyName/cbc:Name').some((name) =>
    sellers.some((seller) => seller !== stringOf(name)),
  );
}

export const payeeRules: readonly Rule[] = [
  fatal(
    'UBL-SR-19',
    'BT-59',
    (at, document) =>
      all(at, 'cac:PartyName/cbc:Name').length <= 1 && isAnotherThanSeller(at, document),
  ),
  fatal(
    'UBL-SR-20',
    'BT-60',
    (at, document) =>
      all(at, 'cac:PartyIdentification/cbc:ID').filter(
        (id) => attribute(id, 'schemeID')?.toUpperCase() !== 'SEPA',
      ).length <= 1 && isAnotherThanSeller(at, document),
  ),
  fatal(
    'UBL-SR-21',
    'BT-61',
    (at, document) =>
      all(at, 'cac:PartyLegalEntity/cbc:CompanyID').length <= 1 &&
      isAnotherThanSeller(at, document),
  ),
];

export const precedingInvoiceRules: readonly Rule[] = [
  fatal(
    'UBL-SR-07',
    'BT-25',
    (at) => first(at, 'cac:InvoiceDocumentReference/cbc:ID') !== undefined,
  ),
];
