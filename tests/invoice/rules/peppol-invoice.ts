/** What parties of a country are called and numbered. */
const parties = {
  NO: { scheme: '0192', id: '923456783', vatId: 'NO923456783MVA', tax: 'Foretaksregisteret' },
  DK: { scheme: '0184', id: 'DK12345674', vatId: 'DK12345674' },
  IT: { scheme: '0211', id: 'IT00743110157', vatId: 'IT00743110157', tax: '00743110157A' },
  SE: { scheme: '0007', id: '2120000142', vatId: 'SE212000014201', tax: 'Godkänd för F-skatt' },
  GR: { scheme: '9933', id: '094014201', vatId: 'EL094014201' },
  IS: { scheme: '0196', id: '5302694059', vatId: 'IS12345' },
  NL: { scheme: '0106', id: '12345678', vatId: 'NL123456789B12' },
  DE: { scheme: '9930', id: 'DE123456789', vatId: 'DE123456789' },
} as const;

export type Country = keyof typeof parties;

function party(country: Country, role: string): string {
  const { scheme, id, vatId, ...more } = parties[country];
  const tax = (companyId: string, code: string): string =>
    `<cac:PartyTaxScheme><cbc:CompanyID>${companyId}</cbc:CompanyID><cac:TaxScheme><cbc:ID>${code}</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>`;
  return `<cac:Accounting${role}Party><cac:Party><cbc:EndpointID schemeID="${scheme}">${id}</cbc:EndpointID>
    <cac:PartyIdentification><cbc:ID schemeID="0088">7300010000001</cbc:ID></cac:PartyIdentification>
    <cac:PartyName><cbc:Name>${role}</cbc:Name></cac:PartyName>
    <cac:PostalAddress><cbc:StreetName>${role} 1</cbc:StreetName><cbc:CityName>${role} By</cbc:CityName><cbc:PostalZone>${role[0]}01</cbc:PostalZone><cac:Country><cbc:IdentificationCode>${country}</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
    ${tax(vatId, 'VAT')}${'tax' in more ? tax(more.tax, 'TAX') : ''}
    <cac:PartyLegalEntity><cbc:RegistrationName>${role}</cbc:RegistrationName><cbc:CompanyID schemeID="${scheme}">${id}</cbc:CompanyID></cac:PartyLegalEntity>
    <cac:Contact><cbc:Name>Ola</cbc:Name><cbc:Telephone>12345678</cbc:Telephone><cbc:ElectronicMail>ola@example.org</cbc:ElectronicMail></cac:Contact>
  </cac:Party></cac:Accounting${role}Party>`;
}

const reference = (id: string, description: string, attachment = ''): string =>
  `<cac:AdditionalDocumentReference><cbc:ID>${id}</cbc:ID>${description && `<cbc:DocumentDescription>${description}</cbc:DocumentDescription>`}${attachment && `<cac:Attachment>${attachment}</cac:Attachment>`}</cac:AdditionalDocumentReference>`;
const file = (name: string): string =>
  `<cbc:EmbeddedDocumentBinaryObject mimeCode="text/csv" filename="${name}">AAAA</cbc:EmbeddedDocumentBinaryObject>`;
const link = (uri: string): string =>
  `<cac:ExternalReference><cbc:URI>${uri}</cbc:URI></cac:ExternalReference>`;

const references: Partial<Record<Country, string>> = {
  GR:
    reference('400001', '##M.AR.K##') +
    reference('url', '##INVOICE|URL##', link('https://example.gr/1')),
  IS: reference('2026-04-30', 'EINDAGI'),
  DE:
    reference('1', '', file('a.csv') + link('https://example.de/1')) +
    reference('2', '', file('b.csv')),
};
const accounts: Partial<
  Record<Country, readonly [means: string, account: string, branch: string]>
> = {
  DK: ['31', '1234567890', '1234'],
  SE: ['30', '1234567', 'SE:BANKGIRO'],
  IS: ['42', '012345678901', 'ISBANK'],
  DE: ['58', 'DE89370400440532013000', 'COBADEFF'],
};

const taxCategory = (name: string): string =>
  `<cac:${name}><cbc:ID>S</cbc:ID><cbc:Percent>25</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:${name}>`;
const amount = (name: string, value: string): string =>
  `<cbc:${name} currencyID="NOK">${value}</cbc:${name}>`;

/** A document that breaks no rule of Peppol, with most of what the rules speak of. */
export function peppolInvoice({
  seller = 'NO' as Country,
  buyer = 'NO' as Country,
  isCreditNote = false,
  isSelfBilling = false,
} = {}): string {
  const root = isCreditNote ? 'CreditNote' : 'Invoice';
  const process = isSelfBilling ? 'selfbilling' : 'billing';
  const type = isSelfBilling ? (isCreditNote ? '261' : '389') : isCreditNote ? '381' : '380';
  const quantity = isCreditNote ? 'CreditedQuantity' : 'InvoicedQuantity';
  const [means, account, branch] = accounts[seller] ?? ['30', 'NO9386011117947', 'DNBANOKK'];
  return `<?xml version="1.0" encoding="UTF-8"?>
<${root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${root}-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:${process}:3.0</cbc:CustomizationID>
  <cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:${process}:01:1.0</cbc:ProfileID>
  <cbc:ID>${seller === 'GR' ? '094014201|12/03/2026|1|1.1|A|77' : 'F1'}</cbc:ID>
  <cbc:IssueDate>2026-03-12</cbc:IssueDate>${isCreditNote ? '' : '<cbc:DueDate>2026-04-12</cbc:DueDate>'}
  <cbc:${root}TypeCode>${type}</cbc:${root}TypeCode>
  <cbc:Note>A note</cbc:Note>
  <cbc:DocumentCurrencyCode>NOK</cbc:DocumentCurrencyCode>
  <cbc:BuyerReference>ref</cbc:BuyerReference>
  <cac:InvoicePeriod><cbc:StartDate>2026-03-01</cbc:StartDate><cbc:EndDate>2026-03-31</cbc:EndDate></cac:InvoicePeriod>
  <cac:OrderReference><cbc:ID>O1</cbc:ID></cac:OrderReference>
  <cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>P1</cbc:ID></cac:InvoiceDocumentReference></cac:BillingReference>
  ${references[seller] ?? ''}
  ${party(seller, 'Supplier')}
  ${party(buyer, 'Customer')}
  <cac:Delivery><cbc:ActualDeliveryDate>2026-03-10</cbc:ActualDeliveryDate><cac:DeliveryLocation><cac:Address><cbc:CityName>Delivery By</cbc:CityName><cbc:PostalZone>D01</cbc:PostalZone></cac:Address></cac:DeliveryLocation></cac:Delivery>
  <cac:PaymentMeans><cbc:PaymentMeansCode>${means}</cbc:PaymentMeansCode><cbc:PaymentID>123</cbc:PaymentID><cac:PayeeFinancialAccount><cbc:ID>${account}</cbc:ID><cac:FinancialInstitutionBranch><cbc:ID>${branch}</cbc:ID></cac:FinancialInstitutionBranch></cac:PayeeFinancialAccount></cac:PaymentMeans>
  <cac:PaymentTerms><cbc:Note>terms</cbc:Note></cac:PaymentTerms>
  <cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>95</cbc:AllowanceChargeReasonCode><cbc:MultiplierFactorNumeric>10</cbc:MultiplierFactorNumeric>${amount('Amount', '10.00')}${amount('BaseAmount', '100.00')}${taxCategory('TaxCategory')}</cac:AllowanceCharge>
  <cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>FC</cbc:AllowanceChargeReasonCode><cbc:AllowanceChargeReason>Freight</cbc:AllowanceChargeReason>${amount('Amount', '10.00')}${taxCategory('TaxCategory')}</cac:AllowanceCharge>
  <cac:TaxTotal>${amount('TaxAmount', '25.00')}<cac:TaxSubtotal>${amount('TaxableAmount', '100.00')}${amount('TaxAmount', '25.00')}${taxCategory('TaxCategory')}</cac:TaxSubtotal></cac:TaxTotal>
  <cac:LegalMonetaryTotal>${amount('LineExtensionAmount', '100.00')}${amount('TaxExclusiveAmount', '100.00')}${amount('TaxInclusiveAmount', '125.00')}${amount('PayableAmount', '125.00')}</cac:LegalMonetaryTotal>
  <cac:${root}Line><cbc:ID>1</cbc:ID><cbc:${quantity} unitCode="EA">10</cbc:${quantity}>${amount('LineExtensionAmount', '100.00')}<cac:InvoicePeriod><cbc:StartDate>2026-03-02</cbc:StartDate><cbc:EndDate>2026-03-30</cbc:EndDate></cac:InvoicePeriod><cac:OrderLineReference><cbc:LineID>1</cbc:LineID></cac:OrderLineReference><cac:DocumentReference><cbc:ID>object</cbc:ID><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode></cac:DocumentReference><cac:Item><cbc:Name>Item</cbc:Name><cac:CommodityClassification><cbc:ItemClassificationCode listID="TST" listVersionID="19.05.01">1</cbc:ItemClassificationCode></cac:CommodityClassification>${taxCategory('ClassifiedTaxCategory')}</cac:Item><cac:Price>${amount('PriceAmount', '100')}<cbc:BaseQuantity unitCode="EA">10</cbc:BaseQuantity><cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>${amount('Amount', '20')}${amount('BaseAmount', '120')}</cac:AllowanceCharge></cac:Price></cac:${root}Line>
</${root}>
`;
}
