import type { XmlElement } from '../../xml.ts';
import type { UblDocument } from '../document.ts';
import { decimal, decimalOf, type Number as Decimal } from '../number.ts';
import { context, fatal, type Context } from '../rule.ts';
import { all, attribute, first, has, normalizedText, stringOf } from '../select.ts';
import { filled, present, toCents } from './conditions.ts';
import { may2026 } from '../releases.ts';
import { categoriesOnDocument } from './vat-categories.ts';
import { categoryExceptions } from './vat-exceptions.ts';

/** The document's VAT totals in a currency: BT-110 in the invoice's, BT-111 in the accounting currency. */
export const vatTotalsIn = (root: XmlElement, currency: string): XmlElement[] =>
  all(root, 'cac:TaxTotal/cbc:TaxAmount').filter(
    (amount) => attribute(amount, 'currencyID') === currency,
  );

/** BT-112 as it should be: without VAT plus VAT. Undefined where one of them is missing. */
export function totalWithVat(root: XmlElement): Decimal | undefined {
  const currency = first(root, 'cbc:DocumentCurrencyCode');
  const [vat] = currency ? vatTotalsIn(root, stringOf(currency)) : [];
  const withoutVat = decimal(root, 'cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount');
  return vat && withoutVat ? toCents(withoutVat.plus(decimalOf(stringOf(vat)))) : undefined;
}

function withVatAddsUp(root: XmlElement): boolean {
  const currency = first(root, 'cbc:DocumentCurrencyCode');
  if (!currency) return true;
  if (vatTotalsIn(root, stringOf(currency)).length !== 1) return false;
  const stated = decimal(root, 'cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount');
  const expected = totalWithVat(root);
  return stated !== undefined && expected !== undefined && stated.eq(expected);
}

const hasVatInAccountingCurrency = (root: XmlElement, document: UblDocument): boolean =>
  all(root, 'cbc:TaxCurrencyCode').every((currency) =>
    document
      .named('cac:TaxTotal')
      .some((total) =>
        all(total, 'cbc:TaxAmount').some(
          (amount) => attribute(amount, 'currencyID') === stringOf(currency),
        ),
      ),
  );

const hasType = (root: XmlElement): boolean =>
  normalizedText(root, 'cbc:InvoiceTypeCode') !== '' ||
  normalizedText(root, 'cbc:CreditNoteTypeCode') !== '';

const namesTaxPointOnce = (root: XmlElement): boolean =>
  !has(root, 'cbc:TaxPointDate') || !has(root, 'cac:InvoicePeriod/cbc:DescriptionCode');

const nameOf = (role: string): string =>
  `cac:Accounting${role}Party/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName`;
const addressOf = (role: string): string =>
  `cac:Accounting${role}Party/cac:Party/cac:PostalAddress`;

export const documents: Context = context('/ubl:Invoice | /cn:CreditNote', [
  fatal('BR-01', 'BT-24', filled('cbc:CustomizationID')),
  fatal('BR-02', 'BT-1', filled('cbc:ID')),
  fatal('BR-03', 'BT-2', filled('cbc:IssueDate')),
  fatal('BR-04', 'BT-3', hasType),
  fatal('BR-05', 'BT-5', filled('cbc:DocumentCurrencyCode')),
  fatal('BR-06', 'BT-27', filled(nameOf('Supplier'))),
  fatal('BR-07', 'BT-44', filled(nameOf('Customer'))),
  fatal('BR-08', 'BG-5', present(addressOf('Supplier'))),
  fatal('BR-10', 'BG-8', present(addressOf('Customer'))),
  fatal('BR-16', 'BG-25', present('cac:InvoiceLine', 'cac:CreditNoteLine')),
  fatal('BR-53', 'BT-111', hasVatInAccountingCurrency),
  fatal('BR-66', 'BG-18', (root) => all(root, 'cac:PaymentMeans/cac:CardAccount').length <= 1, {
    until: may2026,
  }),
  fatal('BR-67', 'BG-19', (root) => all(root, 'cac:PaymentMeans/cac:PaymentMandate').length <= 1, {
    until: may2026,
  }),
  fatal('BR-CO-03', 'BT-7', namesTaxPointOnce),
  fatal('BR-CO-15', 'BT-112', withVatAddsUp),
  fatal('BR-CO-18', 'BG-23', present('cac:TaxTotal/cac:TaxSubtotal')),
  ...categoriesOnDocument,
  ...categoryExceptions,
]);
