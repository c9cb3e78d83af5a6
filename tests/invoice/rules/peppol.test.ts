import { describe, expect, it } from 'vitest';
import { brokenIds, changed } from './peppol-broken.ts';
import { peppolInvoice } from './peppol-invoice.ts';

/** The smallest change to a right invoice, behind the first `after`, and the rules that it breaks. */
type Row = readonly [rules: string, after: string, from: string, to?: string];

const root = '<Invoice';
const seller = '<cac:AccountingSupplierParty>';
const buyer = '<cac:AccountingCustomerParty>';
const line = '<cac:InvoiceLine>';
const allowance = '</cac:PaymentTerms>';
const charge = '<cbc:ChargeIndicator>true';
const price = '<cac:Price>';
const orderReference = '<cac:OrderReference><cbc:ID>O1</cbc:ID></cac:OrderReference>';
const object =
  '<cac:DocumentReference><cbc:ID>object</cbc:ID><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode></cac:DocumentReference>';
const netAmount = '<cbc:LineExtensionAmount currencyID="NOK">';
const taxCurrency = '<cbc:TaxCurrencyCode>EUR</cbc:TaxCurrencyCode>';

const rows: readonly Row[] = [
  ['R001 R007', root, '<cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>'],
  ['R007', root, 'billing:01:1.0', 'billing:02:1.0'],
  ['', root, 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0', 'urn:peppol:bis:billing_with_response'],
  ['R002', root, '<cbc:Note>', '<cbc:Note>Another</cbc:Note><cbc:Note>'],
  ['', root, '<cbc:BuyerReference>ref</cbc:BuyerReference>'],
  ['', root, orderReference],
  ['R004', root, 'billing:3.0', 'billing:4.0'],
  ['', root, 'billing:3.0', 'billing:3.0#more'],
  ['R004', root, 'billing:3.0', 'billing:3.0::more'],
  [
    'R005 R054',
    root,
    '<cbc:BuyerReference>',
    '<cbc:TaxCurrencyCode> NOK </cbc:TaxCurrencyCode><cbc:BuyerReference>',
  ],
  ['R008', root, 'A note', ' '],
  ['R008', root, 'A note', '<x:empty xmlns:x="urn:example"/>'],
  ['R010', buyer, '<cbc:EndpointID schemeID="0192">923456783</cbc:EndpointID>'],
  ['R020', seller, '<cbc:EndpointID schemeID="0192">923456783</cbc:EndpointID>'],
  ['R040', allowance, '10.00', '10.03'],
  ['', allowance, '10.00', '10.02'],
  ['', allowance, '10.00', '9.98'],
  ['R040', allowance, '10.00', '9.979'],
  ['R041', allowance, '<cbc:BaseAmount currencyID="NOK">100.00</cbc:BaseAmount>'],
  ['R042', allowance, '<cbc:MultiplierFactorNumeric>10</cbc:MultiplierFactorNumeric>'],
  ['R043', allowance, 'false', '0'],
  ['', charge, 'true', ' true '],
  ['R044', price, 'false', 'true'],
  ['R046', price, '20<', '20.001<'],
  ['R051', line, 'NOK', 'EUR'],
  [
    'R008 R053',
    root,
    '<cac:TaxSubtotal>',
    '<cac:TaxSubtotal/></cac:TaxTotal><cac:TaxTotal><cac:TaxSubtotal>',
  ],
  ['R054 R055', root, '<cbc:BuyerReference>', `${taxCurrency}<cbc:BuyerReference>`],
  ['R061', root, 'Code>30', 'Code>49'],
  ['R061', root, 'Code>30', 'Code> 59 '],
  ['R100', line, object, object + object],
  ['R101', line, '130', '50'],
  ['R110', line, '2026-03-02', '2026-02-28'],
  ['', line, '2026-03-02', '2026-03-01'],
  ['R111', line, '2026-03-30', '2026-04-01'],
  ['R008 R110 F001', line, '2026-03-02', ''],
  ['R120', line, `${netAmount}100.00`, `${netAmount}100.03`],
  ['', line, `${netAmount}100.00`, `${netAmount}100.02`],
  ['R120', line, `${netAmount}100.00`, `${netAmount}100.0200001`],
  ['R120', line, '"EA">10<', '"EA">-10<'],
  ['R120 R121', price, '<cbc:BaseQuantity unitCode="EA">10<', '<cbc:BaseQuantity unitCode="EA">0<'],
  ['R130', price, 'EA', 'HUR'],
  ['CL001', root, orderReference, attachment('text/xml')],
  ['', root, orderReference, attachment('application/pdf')],
  ['CL002', allowance, '>95<', '>FC<'],
  ['CL003', charge, '>FC<', '>95<'],
  [
    'CL006',
    root,
    '<cbc:StartDate>',
    '<cbc:DescriptionCode>36</cbc:DescriptionCode><cbc:StartDate>',
  ],
  ['CL007 R051', line, 'NOK', 'nok'],
  ['CL008', seller, '<cbc:EndpointID schemeID="0192', '<cbc:EndpointID schemeID="0037'],
  ['P0100', root, '>380<', '>381<'],
  ['P0112', root, '>380<', '>384<'],
  ['F001', root, '2026-03-12', '12.03.2026'],
  ['F001', root, '2026-03-12', '2026-02-30'],
  ['F001', root, '2026-03-12', ' 2026-03-12'],
  ...exemption('P0104', 'VATEX-EU-G', 'G'),
  ...exemption('P0105', 'vatex-eu-o', 'O'),
  ...exemption('P0106', 'VATEX-EU-IC', 'K'),
  ...exemption('P0107', 'VATEX-EU-AE', 'AE'),
  ...exemption('P0108', 'VATEX-EU-D', 'E'),
  ...exemption('P0109', 'VATEX-EU-F', 'E'),
  ...exemption('P0110', 'VATEX-EU-I', 'E'),
  ...exemption('P0111', 'VATEX-EU-J', 'E'),
];

function attachment(mimeCode: string): string {
  return `${orderReference}<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="${mimeCode}" filename="a">AAAA</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>`;
}

/** The reason with a category that it does not belong to, and with its own. */
function exemption(rule: string, reason: string, category: string): readonly Row[] {
  const code = `<cbc:TaxExemptionReasonCode>${reason}</cbc:TaxExemptionReasonCode>`;
  const subtotal = '<cac:TaxSubtotal>';
  return [
    [rule, subtotal, '<cbc:ID>S</cbc:ID>', `<cbc:ID>S</cbc:ID>${code}`],
    ['', subtotal, '<cbc:ID>S</cbc:ID>', `<cbc:ID>${category}</cbc:ID>${code}`],
  ];
}

/** `R001` is short for the rule's whole id. */
const wholeIds = (short: string): string[] =>
  short
    .split(' ')
    .filter(Boolean)
    .map((id) => (/^(?:R|CL|P|F)\d/.test(id) ? `PEPPOL-EN16931-${id}` : id))
    .sort();

describe('the rules of Peppol Billing', () => {
  it('find nothing in a right invoice, credit note and self-billed one', () => {
    for (const isCreditNote of [false, true]) {
      for (const isSelfBilling of [false, true]) {
        expect(brokenIds(peppolInvoice({ isCreditNote, isSelfBilling }))).toEqual([]);
      }
    }
  });

  it.each(rows.map(([rules, after, from, to = '']) => [rules, after, from, to] as const))(
    'say “%s” when after “%s” “%s” becomes “%s”',
    (rules, after, from, to) => {
      expect(brokenIds(changed(peppolInvoice(), after, from, to))).toEqual(wholeIds(rules));
    },
  );

  it('ask for a buyer’s reference or an order', () => {
    const without = changed(peppolInvoice(), root, orderReference);
    expect(
      brokenIds(changed(without, root, '<cbc:BuyerReference>ref</cbc:BuyerReference>')),
    ).toEqual(['PEPPOL-EN16931-R003']);
  });

  it.each([
    ['25.00', '2.50', ''],
    ['25.00', '-2.50', 'R055'],
    ['0', '-2.50', ''],
    ['-1', '-2.50', ''],
  ])('compare the signs of %s and %s in two currencies: %s', (document, accounting, rules) => {
    const total = `<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">${accounting}</cbc:TaxAmount></cac:TaxTotal>`;
    const first = changed(
      peppolInvoice(),
      root,
      '<cbc:BuyerReference>',
      `${taxCurrency}<cbc:BuyerReference>`,
    );
    const second = changed(first, '<cac:TaxTotal>', '25.00', document);
    expect(
      brokenIds(
        changed(second, root, '<cac:LegalMonetaryTotal>', `${total}<cac:LegalMonetaryTotal>`),
      ),
    ).toEqual(wholeIds(rules));
  });

  it('know one project reference on a credit note, and the types of each process', () => {
    const project =
      '<cac:AdditionalDocumentReference><cbc:ID>P</cbc:ID><cbc:DocumentTypeCode>50</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>';
    const credit = peppolInvoice({ isCreditNote: true });
    const one = changed(credit, '<CreditNote', orderReference, orderReference + project);
    expect(brokenIds(one)).toEqual([]);
    expect(brokenIds(changed(one, '<CreditNote', project, project + project))).toEqual([
      'PEPPOL-EN16931-R080',
    ]);
    expect(brokenIds(changed(credit, '<CreditNote', '>381<', '>380<'))).toEqual([
      'PEPPOL-EN16931-P0101',
    ]);
    const selfBilled = peppolInvoice({ isSelfBilling: true });
    expect(brokenIds(changed(selfBilled, root, '>389<', '>380<'))).toEqual([
      'PEPPOL-EN16931-P0100',
    ]);
  });

  it('let a number that cannot be read silence only the rules that compute with it', () => {
    const invoice = changed(peppolInvoice(), line, '>10<', '>1e1<');
    expect(brokenIds(changed(invoice, line, '>130<', '>50<'))).toEqual(['PEPPOL-EN16931-R101']);
  });

  it('answer for the release in force on the day', () => {
    const later = changed(peppolInvoice(), root, 'billing:01:1.0', 'billing:02:1.0');
    expect(brokenIds(later, '2026-08-16')).toEqual([]);
    expect(brokenIds(later, '2026-08-17')).toEqual(['PEPPOL-EN16931-R007']);
    const address = '<cbc:EndpointID schemeID="0037';
    const old = changed(peppolInvoice(), seller, '<cbc:EndpointID schemeID="0192', address);
    expect(brokenIds(old, '2026-08-16')).toEqual([]);
  });

  it('divide prices as exactly as the official rules do', () => {
    // 7 × (10.25 / 7) is a hair below 10.25 when 20 places are kept, and above it with 18.
    const unit = changed(peppolInvoice(), line, '"EA">10<', '"EA">7<');
    const base = changed(unit, price, '"EA">10<', '"EA">7<');
    const net = changed(base, price, '>100<', '>10.25<');
    const gross = changed(net, price, '>120<', '>30.25<');
    const amount = (value: string): string[] =>
      brokenIds(changed(gross, line, `${netAmount}100.00`, netAmount + value));
    expect(amount('10.27')).toEqual(['PEPPOL-EN16931-R120']);
    expect(amount('10.23')).toEqual([]);
  });
});
