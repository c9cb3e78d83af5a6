/** A small UBL invoice or credit note; every part can be replaced. */
export function ublDocument({
  root = 'Invoice',
  head = '',
  references = '',
  buyer = 'Nordlys Demo AS',
  currency = 'NOK',
  amountDue = '125.00',
  item = 'Dør',
  lines = 1,
  declaration = '<?xml version="1.0" encoding="UTF-8"?>\n',
} = {}): string {
  const line = root === 'Invoice' ? ['InvoiceLine', 'Invoiced'] : ['CreditNoteLine', 'Credited'];
  const oneLine = (at: number): string => `
  <cac:${line[0]}>
    <cbc:ID>${at}</cbc:ID>
    <cbc:${line[1]}Quantity unitCode="C62">1</cbc:${line[1]}Quantity>
    <cbc:LineExtensionAmount currencyID="NOK">100.00</cbc:LineExtensionAmount>
    <cac:Item><cbc:Name>${item}</cbc:Name></cac:Item>
    <cac:Price><cbc:PriceAmount currencyID="NOK">100.00</cbc:PriceAmount></cac:Price>
  </cac:${line[0]}>`;
  return `${declaration}<${root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${root}-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:ID>0017</cbc:ID>
  <cbc:IssueDate>2026-03-31</cbc:IssueDate>${head}
  <cbc:DocumentCurrencyCode>${currency}</cbc:DocumentCurrencyCode>${references}
  <cac:AccountingSupplierParty><cac:Party>
    <cac:PartyLegalEntity>
      <cbc:RegistrationName>Fjordbygg Demo AS</cbc:RegistrationName>
      <cbc:CompanyID schemeID="0192">987654325</cbc:CompanyID>
    </cac:PartyLegalEntity>
  </cac:Party></cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty><cac:Party>
    <cac:PartyLegalEntity><cbc:RegistrationName>${buyer}</cbc:RegistrationName></cac:PartyLegalEntity>
  </cac:Party></cac:AccountingCustomerParty>
  <cac:TaxTotal><cbc:TaxAmount currencyID="NOK">25.00</cbc:TaxAmount></cac:TaxTotal>
  <cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="NOK">${amountDue}</cbc:PayableAmount></cac:LegalMonetaryTotal>${Array.from({ length: lines }, (_, at) => oneLine(at + 1)).join('')}
</${root}>
`;
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
