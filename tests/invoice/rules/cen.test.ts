import { describe, expect, it } from 'vitest';
import { brokenIds, changed, changedAfter, rightInvoice } from './cen-invoice.ts';

/** The smallest change to a right invoice, behind the first `after`, and all rules that it breaks. */
type Row = readonly [rules: string, after: string, from: string, to?: string];

const root = '<Invoice';
const seller = '<cac:AccountingSupplierParty>';
const buyer = '<cac:AccountingCustomerParty>';
const agent = '<cac:TaxRepresentativeParty>';
const allowance = '</cac:PaymentMeans>';
const charge = '<cbc:ChargeIndicator>true';
const subtotal = '<cac:TaxSubtotal>';
const totals = '<cac:LegalMonetaryTotal>';
const line = 'linje 1';
const lineCharge = '10.50';
const price = '<cac:Price>';
const reason = '<cbc:AllowanceChargeReason>Avtalt</cbc:AllowanceChargeReason>';
const base = '1000.00';
const country = '<cbc:IdentificationCode>';

const rows: readonly Row[] = [
  ['BR-01', root, 'urn:cen.eu:en16931:2017<', ' <'],
  ['BR-02', root, '0017', ''],
  ['BR-03', root, '2026-09-01', '\n'],
  ['BR-04', root, '<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>'],
  ['BR-05 BR-CO-15', root, '>NOK<', '> <'],
  ['BR-06', seller, 'Fjordbygg Demo AS'],
  ['BR-07', buyer, 'Nordlys Demo AB'],
  ['BR-09', seller, `${country}NO`, country],
  ['BR-11', buyer, `${country}SE`, country],
  [
    'BR-12 BR-CO-10 BR-CO-13',
    totals,
    '<cbc:LineExtensionAmount currencyID="NOK">1000.50</cbc:LineExtensionAmount>',
  ],
  [
    'BR-13 BR-CO-13 BR-CO-15',
    totals,
    '<cbc:TaxExclusiveAmount currencyID="NOK">950.50</cbc:TaxExclusiveAmount>',
  ],
  [
    'BR-14 BR-CO-15 BR-CO-16',
    totals,
    '<cbc:TaxInclusiveAmount currencyID="NOK">1188.13</cbc:TaxInclusiveAmount>',
  ],
  ['BR-15 BR-CO-16', totals, '<cbc:PayableAmount currencyID="NOK">1088.00</cbc:PayableAmount>'],
  ['BR-17', '<cac:PayeeParty>', 'Finans Demo AS', 'Fjordbygg'],
  ['BR-18', agent, 'Ombud Demo AS'],
  ['BR-20', agent, `${country}DK`, country],
  ['BR-21', line.slice(0, 3), 'linje 1', ' '],
  ['BR-23', line, ' unitCode="C62"'],
  [
    'BR-24 BR-CO-10 BR-S-08',
    line,
    '<cbc:LineExtensionAmount currencyID="NOK">800.50</cbc:LineExtensionAmount>',
  ],
  ['BR-25', line, 'Dør', ' '],
  ['BR-26 BR-27', price, '<cbc:PriceAmount currencyID="NOK">80.00</cbc:PriceAmount>'],
  ['BR-27', price, '80.00', '-80.00'],
  ['BR-28', price, '85.00', '-85'],
  ['BR-29', '<cac:InvoicePeriod>', '2026-08-31', '2026-07-31'],
  ['BR-30', line, '2026-07-31', '2026-06-30'],
  ['BR-31 BR-CO-11 BR-S-08', allowance, '<cbc:Amount currencyID="NOK">100.00</cbc:Amount>'],
  ['BR-32', allowance, '>VAT<', '>GST<'],
  ['BR-33 BR-CO-21', allowance, reason],
  ['BR-36 BR-CO-12 BR-S-08', charge, '<cbc:Amount currencyID="NOK">50.00</cbc:Amount>'],
  ['BR-37', charge, '>VAT<', '>GST<'],
  ['BR-38 BR-CO-22', charge, reason],
  ['BR-41', line, '<cbc:Amount currencyID="NOK">10.00</cbc:Amount>'],
  ['BR-42 BR-CO-23', line, reason],
  ['BR-43', line, '<cbc:Amount currencyID="NOK">10.50</cbc:Amount>'],
  ['BR-44 BR-CO-24', '>10.00<', reason],
  [
    'BR-45 BR-CO-17 BR-S-08 BR-S-09',
    subtotal,
    '<cbc:TaxableAmount currencyID="NOK">950.50</cbc:TaxableAmount>',
  ],
  [
    'BR-46 BR-CO-14 BR-CO-17 BR-S-09',
    subtotal,
    '<cbc:TaxAmount currencyID="NOK">237.63</cbc:TaxAmount>',
  ],
  ['BR-47 BR-48 BR-CO-17', subtotal, '>VAT<', '>GST<'],
  ['BR-48 BR-CO-17 BR-S-09', subtotal, '<cbc:Percent>25</cbc:Percent>'],
  ['BR-49', root, '<cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>'],
  ['BR-50', '<cac:PaymentMeans>', '15060000005', ' '],
  ['BR-51', '<cac:PaymentMeans>', '1234567890', '12345678901'],
  ['BR-52', root, 'vedlegg-1'],
  [
    'BR-53',
    root,
    '<cbc:DocumentCurrencyCode>',
    '<cbc:TaxCurrencyCode>EUR</cbc:TaxCurrencyCode><cbc:DocumentCurrencyCode>',
  ],
  ['BR-54', line, '<cbc:Value>blå</cbc:Value>'],
  ['BR-55', root, '<cbc:ID>0016</cbc:ID>'],
  ['BR-56', agent, '>VAT<', '>GST<'],
  ['BR-57', '<cac:Delivery>', `${country}FI</cbc:IdentificationCode>`],
  [
    'BR-61',
    '<cac:PaymentMeans>',
    '<cac:PayeeFinancialAccount><cbc:ID>15060000005</cbc:ID></cac:PayeeFinancialAccount>',
  ],
  ['BR-62', seller, ' schemeID="0192"'],
  ['BR-63', buyer, ' schemeID="0192"'],
  ['BR-64', line, ' schemeID="0160"'],
  ['BR-65', line, ' listID="STI"'],
  ['BR-CL-08', root, '#AAI#', '#XYZ#'],
  [
    'BR-CO-03',
    root,
    '<cbc:StartDate>',
    '<cbc:DescriptionCode>35</cbc:DescriptionCode><cbc:StartDate>',
  ],
  ['BR-CO-04', line, '>VAT<', '>GST<'],
  ['BR-CO-09', seller, 'NO987654325MVA', '987654325'],
  ['BR-CO-10 BR-CO-13', totals, '1000.50', '1000.51'],
  ['BR-CO-11 BR-CO-13', totals, '100.00', '100.01'],
  ['BR-CO-12 BR-CO-13', totals, '50.00', '50.01'],
  ['BR-CO-13 BR-CO-15', totals, '950.50', '950.51'],
  ['BR-CO-14 BR-CO-15', '<cac:TaxTotal>', '237.63', '237.64'],
  ['BR-CO-15 BR-CO-16', totals, '1188.13', '1188.14'],
  ['BR-CO-16', totals, '1088.00', '1088.01'],
  ['BR-CO-14 BR-CO-17 BR-S-09', subtotal, '237.63', '238.63'],
  [
    'BR-CO-19',
    '<cac:InvoicePeriod>',
    '<cbc:StartDate>2026-08-01</cbc:StartDate><cbc:EndDate>2026-08-31</cbc:EndDate>',
  ],
  [
    'BR-CO-20',
    line,
    '<cbc:StartDate>2026-07-01</cbc:StartDate><cbc:EndDate>2026-07-31</cbc:EndDate>',
  ],
  ['BR-DEC-01', allowance, '100.00', '100.000'],
  ['BR-DEC-02', allowance, base, '1000.001'],
  ['BR-DEC-05', charge, '50.00', '50.000'],
  ['BR-DEC-06', charge, base, '1000.001'],
  ['BR-DEC-09', totals, '1000.50', '1000.500'],
  ['BR-DEC-10', totals, '100.00', '100.000'],
  ['BR-DEC-11', totals, '50.00<', '50.000<'],
  ['BR-DEC-12', totals, '950.50', '950.500'],
  ['BR-DEC-14', totals, '1188.13', '1188.130'],
  ['BR-DEC-16', '<cbc:PrepaidAmount', '100.00', '100.000'],
  ['BR-DEC-17', totals, '-0.13', '-0.130'],
  ['BR-DEC-18', totals, '1088.00', '1088.00 '],
  ['BR-DEC-19', subtotal, '950.50', '950.500'],
  ['BR-DEC-20', subtotal, '237.63', '237.630'],
  ['BR-DEC-23', line, '800.50', '800.500'],
  ['BR-DEC-24', line, '10.00', '10.000'],
  ['BR-DEC-25', line, base, '1000.001'],
  ['BR-DEC-27', line, lineCharge, '10.500'],
  ['BR-DEC-28', lineCharge, base, '1000.001'],
];

describe('the business rules', () => {
  it('have nothing to say about a right invoice', () => {
    expect(brokenIds(rightInvoice)).toEqual([]);
  });

  const cases = rows.map(([rules, after, from, to = '']) => ({ rules, after, from, to }));
  it.each(cases)('$rules: behind $after, $from → $to', ({ rules, after, from, to }) => {
    expect(brokenIds(changedAfter(after, from, to))).toEqual(rules.split(' '));
  });

  it('miss whole groups', () => {
    const empty = brokenIds(
      '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>',
    );
    expect(empty).toEqual(
      'BR-01 BR-02 BR-03 BR-04 BR-05 BR-06 BR-07 BR-08 BR-10 BR-16 BR-CO-18'.split(' '),
    );
    const parts = rightInvoice.replace(/<cac:PostalAddress>.*<\/cac:PostalAddress>/g, '');
    expect(brokenIds(parts)).toEqual(['BR-08', 'BR-10', 'BR-19']);
    const unnamed = changedAfter(seller, '<cac:PartyTaxScheme>', '<cac:Other>')
      .replace('</cac:PartyTaxScheme>', '</cac:Other>')
      .replace('<cbc:CompanyID schemeID="0192">987654325</cbc:CompanyID>', '');
    expect(brokenIds(unnamed)).toEqual(['BR-CO-26']);
  });

  it('miss the quantity of a line only once', () => {
    const quantity = '<cbc:InvoicedQuantity unitCode="C62">10</cbc:InvoicedQuantity>';
    expect(brokenIds(changed([quantity, '']))).toEqual(['BR-22', 'BR-23']);
  });

  it('read 1 and 0 as charge and allowance too', () => {
    const digits = changed(
      ['Indicator>false<', 'Indicator> 0 <'],
      ['Indicator>true<', 'Indicator>1<'],
    );
    expect(brokenIds(digits)).toEqual([]);
    const neither = brokenIds(changed(['Indicator>true<', 'Indicator>yes<']));
    expect(neither).toEqual(['BR-CO-12', 'BR-S-08']);
  });

  it('want one VAT total in the invoice currency, beside that in the accounting currency', () => {
    const total = (currency: string): string =>
      `<cac:TaxTotal><cbc:TaxAmount currencyID="${currency}">20.00</cbc:TaxAmount></cac:TaxTotal>`;
    const and = (currency: string): string[] =>
      brokenIds(
        changed(
          [
            '<cbc:DocumentCurrencyCode>',
            '<cbc:TaxCurrencyCode>EUR</cbc:TaxCurrencyCode><cbc:DocumentCurrencyCode>',
          ],
          ['<cac:LegalMonetaryTotal>', `${total(currency)}<cac:LegalMonetaryTotal>`],
        ),
      );
    expect(and('EUR')).toEqual([]);
    expect(and('NOK')).toEqual(['BR-53', 'BR-CO-15']);
  });

  it('round the total without VAT only where allowances or charges go into it', () => {
    expect(brokenIds(changed(['>1000.50<', '>1000.504<']))).not.toContain('BR-CO-13');
    const plain = [
      ['<cbc:AllowanceTotalAmount currencyID="NOK">100.00</cbc:AllowanceTotalAmount>', ''],
      ['<cbc:ChargeTotalAmount currencyID="NOK">50.00</cbc:ChargeTotalAmount>', ''],
    ] as const;
    const total = (amount: string): string[] =>
      brokenIds(
        changed(
          ['>1000.50<', '>1000.504<'],
          [
            '<cbc:TaxExclusiveAmount currencyID="NOK">950.50<',
            `<cbc:TaxExclusiveAmount currencyID="NOK">${amount}<`,
          ],
          ...plain,
        ),
      );
    expect(total('1000.504')).not.toContain('BR-CO-13');
    expect(total('1000.50')).toContain('BR-CO-13');
  });

  it('go on where one number cannot be read', () => {
    expect(brokenIds(changed(['>800.50<', '>1e3<'], ['0017', '']))).toEqual(['BR-02']);
  });

  it('round halves towards plus infinity', () => {
    const rounded = (lines: string, total: string): string[] =>
      brokenIds(changed(['>800.50<', `>${lines}<`], ['>1000.50<', `>${total}<`]));
    expect(rounded('-1200.005', '-1000.00')).not.toContain('BR-CO-10');
    expect(rounded('-1200.005', '-1000.01')).toContain('BR-CO-10');
    expect(rounded('800.505', '1000.51')).not.toContain('BR-CO-10');
  });

  it.each([
    ['2026-08-01Z', '2026-08-01', []],
    ['2026-08-01', '2026-08-01+01:00', ['BR-29']],
    ['2026-08-01', '2026-08-01-01:00', []],
    ['2024-02-29', '2024-03-01', []],
    ['2026-02-29', '2020-01-01', []],
  ])('compare the days %s and %s as XML Schema does', (start, end, rules) => {
    expect(brokenIds(changed(['2026-08-01', start], ['2026-08-31', end]))).toEqual(rules);
  });

  it('are those of the release in force', () => {
    const dueDate = '<cbc:DueDate>2026-09-15</cbc:DueDate>';
    expect(brokenIds(changed([dueDate, '']), '2026-08-16')).toEqual(['BR-CO-25']);
    expect(brokenIds(changed([dueDate, '']), '2026-08-17')).toEqual([]);
    const means = '<cac:CardAccount/><cac:PaymentMandate/><cac:PaymentMandate/>';
    const twoCards = changed([
      '<cac:PayeeFinancialAccount>',
      `${means}<cac:PayeeFinancialAccount>`,
    ]);
    expect(brokenIds(twoCards, '2026-08-16')).toEqual(['BR-66', 'BR-67']);
    expect(brokenIds(twoCards)).toEqual([]);
  });
});
