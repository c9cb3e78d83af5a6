import type { XmlElement } from '../../xml.ts';
import { filled, present } from '../cen/conditions.ts';
import type { UblDocument } from '../document.ts';
import { decimalOf, xpathRound } from '../number.ts';
import { context, fatal, type Context, type Rule } from '../rule.ts';
import { all, first, normalized, stringOf } from '../select.ts';
import { agreement, currencyOf, delivery, settlement, transaction } from './conditions.ts';
import { breakdownCounts } from './vat-use.ts';

const seller = `${transaction}/${agreement}/ram:SellerTradeParty`;
const buyer = `${transaction}/${agreement}/ram:BuyerTradeParty`;
const summation = 'ram:SpecifiedTradeSettlementHeaderMonetarySummation';

const hasIssueDate = (root: XmlElement): boolean =>
  all(root, 'rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString').some(
    (day) => day.attributes.get('format') === '102' && normalized(stringOf(day)) !== '',
  );

/** An electronic address names its scheme. */
const hasScheme = (party: string) => (root: XmlElement) => {
  const address = first(root, `${party}/ram:URIUniversalCommunication`);
  return (
    address === undefined ||
    all(address, 'ram:URIID').some(
      ({ attributes }) => normalized(attributes.get('schemeID') ?? '') !== '',
    )
  );
};

/** With VAT = without VAT + VAT in the invoice's currency; or there is no VAT to add. */
function withVatAddsUp(_: XmlElement, document: UblDocument): boolean {
  const path = `${transaction}/${settlement}/${summation}`;
  const amount = (name: string) => {
    const found = first(document.root, `${path}/${name}`);
    return found && decimalOf(stringOf(found));
  };
  return document.fact(currencyOf).every((currency) => {
    const withVat = amount('ram:GrandTotalAmount');
    const withoutVat = amount('ram:TaxBasisTotalAmount');
    if (!withVat || !withoutVat) return false;
    const vat = all(document.root, `${path}/ram:TaxTotalAmount`).filter(
      ({ attributes }) => attributes.get('currencyID') === currency,
    );
    const [only] = vat;
    const isSum =
      only !== undefined &&
      vat.length === 1 &&
      withVat.eq(xpathRound(withoutVat.plus(decimalOf(stringOf(only))), 2));
    return isSum || withVat.eq(withoutVat);
  });
}

const codes = (document: UblDocument): ReadonlySet<string> =>
  new Set(document.named('ram:CategoryCode').map(stringOf));

/** Split payment (B) is Italian, and never stands with the standard rate. */
const splitPayment: readonly Rule[] = [
  fatal(
    'BR-B-01',
    'BT-151',
    (_, document) =>
      !document.fact(codes).has('B') ||
      document.named('ram:CountryID').every((country) => stringOf(country) === 'IT'),
  ),
  fatal('BR-B-02', 'BT-151', (_, document) => {
    const used = document.fact(codes);
    return !used.has('B') || !used.has('S');
  }),
];

export const documents: Context = context('/rsm:CrossIndustryInvoice', [
  fatal(
    'BR-01',
    'BT-24',
    filled('rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID'),
  ),
  fatal('BR-02', 'BT-1', filled('rsm:ExchangedDocument/ram:ID')),
  fatal('BR-03', 'BT-2', hasIssueDate),
  fatal('BR-04', 'BT-3', filled('rsm:ExchangedDocument/ram:TypeCode')),
  fatal('BR-05', 'BT-5', filled(`${transaction}/${settlement}/ram:InvoiceCurrencyCode`)),
  fatal('BR-06', 'BT-27', filled(`${seller}/ram:Name`)),
  fatal('BR-07', 'BT-44', filled(`${buyer}/ram:Name`)),
  fatal('BR-08', 'BG-5', present(`${seller}/ram:PostalTradeAddress`)),
  fatal('BR-09', 'BT-40', filled(`${seller}/ram:PostalTradeAddress/ram:CountryID`)),
  fatal('BR-10', 'BG-8', present(`${buyer}/ram:PostalTradeAddress`)),
  fatal('BR-11', 'BT-55', filled(`${buyer}/ram:PostalTradeAddress/ram:CountryID`)),
  fatal(
    'BR-16',
    'BG-25',
    (_, document) => document.named('ram:IncludedSupplyChainTradeLineItem').length > 0,
  ),
  fatal('BR-62', 'BT-34', hasScheme(seller)),
  fatal('BR-63', 'BT-49', hasScheme(buyer)),
  fatal('BR-CO-15', 'BT-112', withVatAddsUp),
  ...breakdownCounts,
  ...splitPayment,
]);

const deliveryAddress = 'ram:ShipToTradeParty/ram:PostalTradeAddress';

export const deliveries: Context = context(`/rsm:CrossIndustryInvoice/${transaction}/${delivery}`, [
  fatal(
    'BR-57',
    'BT-80',
    (at) =>
      first(at, deliveryAddress) === undefined || filled(`${deliveryAddress}/ram:CountryID`)(at),
  ),
]);

export const precedingInvoices: Context = context(
  `/rsm:CrossIndustryInvoice/${transaction}/${settlement}/ram:InvoiceReferencedDocument`,
  [fatal('BR-55', 'BT-25', filled('ram:IssuerAssignedID'))],
);

export const supportingDocuments: Context = context('ram:AdditionalReferencedDocument', [
  fatal('BR-52', 'BT-122', filled('ram:IssuerAssignedID')),
]);
