import { UblDocument } from '../../../invoice/rules/document.ts';
import { businessRules } from '../../../invoice/rules/cen/pattern.ts';
import { compile, run, type Broken } from '../../../invoice/rules/run.ts';
import { readXml } from '../../../invoice/xml.ts';
import { utf8 } from '../ubl-document.ts';

const scheme = '<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>';
const category = (name: string): string =>
  `<cac:${name}><cbc:ID>S</cbc:ID><cbc:Percent>25</cbc:Percent>${scheme}</cac:${name}>`;
const money = (name: string, amount: string): string =>
  `<cbc:${name} currencyID="NOK">${amount}</cbc:${name}>`;
const address = (country: string): string =>
  `<cac:PostalAddress><cac:Country><cbc:IdentificationCode>${country}</cbc:IdentificationCode></cac:Country></cac:PostalAddress>`;
const vatNumber = (number: string): string =>
  `<cac:PartyTaxScheme><cbc:CompanyID>${number}</cbc:CompanyID>${scheme}</cac:PartyTaxScheme>`;
const entry = (indicator: string, amount: string, rest = ''): string =>
  `<cac:AllowanceCharge><cbc:ChargeIndicator>${indicator}</cbc:ChargeIndicator>
    <cbc:AllowanceChargeReason>Avtalt</cbc:AllowanceChargeReason>
    ${money('Amount', amount)}${money('BaseAmount', '1000.00')}${rest}</cac:AllowanceCharge>`;

/** An invoice in which everything stands that the business rules ask about, and all of it is right. */
export const rightInvoice = `<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
  <cbc:ID>0017</cbc:ID>
  <cbc:IssueDate>2026-09-01</cbc:IssueDate>
  <cbc:DueDate>2026-09-15</cbc:DueDate>
  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
  <cbc:Note>#AAI#Takk for handelen</cbc:Note>
  <cbc:TaxPointDate>2026-09-01</cbc:TaxPointDate>
  <cbc:DocumentCurrencyCode>NOK</cbc:DocumentCurrencyCode>
  <cac:InvoicePeriod><cbc:StartDate>2026-08-01</cbc:StartDate><cbc:EndDate>2026-08-31</cbc:EndDate></cac:InvoicePeriod>
  <cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>0016</cbc:ID></cac:InvoiceDocumentReference></cac:BillingReference>
  <cac:AdditionalDocumentReference><cbc:ID>vedlegg-1</cbc:ID></cac:AdditionalDocumentReference>
  <cac:AccountingSupplierParty><cac:Party>
    <cbc:EndpointID schemeID="0192">987654325</cbc:EndpointID>
    <cac:PartyName><cbc:Name>Fjordbygg</cbc:Name></cac:PartyName>
    ${address('NO')}${vatNumber('NO987654325MVA')}
    <cac:PartyLegalEntity><cbc:RegistrationName>Fjordbygg Demo AS</cbc:RegistrationName><cbc:CompanyID schemeID="0192">987654325</cbc:CompanyID></cac:PartyLegalEntity>
  </cac:Party></cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty><cac:Party>
    <cbc:EndpointID schemeID="0192">923456783</cbc:EndpointID>
    ${address('SE')}${vatNumber('SE556677889901')}
    <cac:PartyLegalEntity><cbc:RegistrationName>Nordlys Demo AB</cbc:RegistrationName></cac:PartyLegalEntity>
  </cac:Party></cac:AccountingCustomerParty>
  <cac:PayeeParty><cac:PartyName><cbc:Name>Finans Demo AS</cbc:Name></cac:PartyName></cac:PayeeParty>
  <cac:TaxRepresentativeParty><cac:PartyName><cbc:Name>Ombud Demo AS</cbc:Name></cac:PartyName>
    ${address('DK')}${vatNumber('DK12345678')}</cac:TaxRepresentativeParty>
  <cac:Delivery><cac:DeliveryLocation><cac:Address><cac:Country><cbc:IdentificationCode>FI</cbc:IdentificationCode></cac:Country></cac:Address></cac:DeliveryLocation></cac:Delivery>
  <cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>
    <cac:CardAccount><cbc:PrimaryAccountNumberID>1234567890</cbc:PrimaryAccountNumberID></cac:CardAccount>
    <cac:PayeeFinancialAccount><cbc:ID>15060000005</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
  ${entry('false', '100.00', category('TaxCategory'))}
  ${entry('true', '50.00', category('TaxCategory'))}
  <cac:TaxTotal>${money('TaxAmount', '237.63')}
    <cac:TaxSubtotal>${money('TaxableAmount', '950.50')}${money('TaxAmount', '237.63')}${category('TaxCategory')}</cac:TaxSubtotal>
  </cac:TaxTotal>
  <cac:LegalMonetaryTotal>
    ${money('LineExtensionAmount', '1000.50')}
    ${money('TaxExclusiveAmount', '950.50')}
    ${money('TaxInclusiveAmount', '1188.13')}
    ${money('AllowanceTotalAmount', '100.00')}
    ${money('ChargeTotalAmount', '50.00')}
    ${money('PrepaidAmount', '100.00')}
    ${money('PayableRoundingAmount', '-0.13')}
    ${money('PayableAmount', '1088.00')}
  </cac:LegalMonetaryTotal>
  <cac:InvoiceLine><cbc:ID>linje 1</cbc:ID><cbc:InvoicedQuantity unitCode="C62">10</cbc:InvoicedQuantity>
    ${money('LineExtensionAmount', '800.50')}
    <cac:InvoicePeriod><cbc:StartDate>2026-07-01</cbc:StartDate><cbc:EndDate>2026-07-31</cbc:EndDate></cac:InvoicePeriod>
    ${entry('false', '10.00')}${entry('true', '10.50')}
    <cac:Item><cbc:Name>Dør</cbc:Name>
      <cac:StandardItemIdentification><cbc:ID schemeID="0160">7300010000001</cbc:ID></cac:StandardItemIdentification>
      <cac:CommodityClassification><cbc:ItemClassificationCode listID="STI">44111500</cbc:ItemClassificationCode></cac:CommodityClassification>
      ${category('ClassifiedTaxCategory')}
      <cac:AdditionalItemProperty><cbc:Name>Farge</cbc:Name><cbc:Value>blå</cbc:Value></cac:AdditionalItemProperty></cac:Item>
    <cac:Price>${money('PriceAmount', '80.00')}<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>${money('Amount', '5.00')}${money('BaseAmount', '85.00')}</cac:AllowanceCharge></cac:Price>
  </cac:InvoiceLine>
  <cac:InvoiceLine><cbc:ID>linje 2</cbc:ID><cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity>
    ${money('LineExtensionAmount', '200.00')}
    <cac:Item><cbc:Name>Vindu</cbc:Name>${category('ClassifiedTaxCategory')}</cac:Item>
    <cac:Price>${money('PriceAmount', '200.00')}</cac:Price>
  </cac:InvoiceLine>
</Invoice>`;

/** The invoice with texts replaced, each once; a text that is not there is a fault of the test. */
export function changed(...changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the invoice has no ${from}`);
    return text.replace(from, to);
  }, rightInvoice);
}

/** The text behind the first place where `after` stands: to change what is not unique. */
export function changedAfter(after: string, from: string, to: string): string {
  const at = rightInvoice.indexOf(after);
  if (at < 0 || !rightInvoice.includes(from, at)) throw new Error(`no ${from} behind ${after}`);
  return rightInvoice.slice(0, at) + rightInvoice.slice(at).replace(from, to);
}

export function documentOf(text: string): UblDocument {
  const read = readXml(utf8(text));
  if (!read.ok) throw new Error(read.detail);
  return new UblDocument(read.root);
}

const compiled = compile([businessRules]);

/** The business rules that a document breaks on a day. */
export const broken = (document: UblDocument, on = '2026-11-24'): Broken[] =>
  run(document, compiled, on);

/** Their ids, each once, in alphabetical order. */
export const brokenIds = (text: string, on?: string): string[] =>
  [...new Set(broken(documentOf(text), on).map(({ rule }) => rule.id))].sort();
