import { describe, expect, it } from 'vitest';
import { asUbl, readAnyInvoice, type ReadAnyInvoice } from '../../invoice/read.ts';
import { readInvoice } from '../../invoice/ubl-read.ts';
import { validate } from '../../invoice/validate.ts';
import { corpusFiles } from '../support/corpus.ts';
import { ciiSample, ciiWith } from './cii-sample.ts';
import { ublDocument, utf8 } from './ubl-document.ts';

function read(text: string): ReadAnyInvoice {
  const found = readAnyInvoice(utf8(text));
  if (!found.ok) throw new Error(found.detail);
  return found;
}

const error = (text: string) => {
  const found = readAnyInvoice(utf8(text));
  return found.ok ? 'read' : found.code;
};

describe('a CII invoice', () => {
  it('is read into the model with every business term', () => {
    const { invoice, syntax, documentType } = read(ciiSample);
    expect({ syntax, documentType }).toEqual({ syntax: 'cii', documentType: 'invoice' });
    expect(invoice).toEqual({
      specificationId: 'urn:cen.eu:en16931:2017',
      businessProcessType: 'P1',
      number: 'F-2026-17',
      issueDate: '2026-03-31',
      typeCode: '380',
      currency: 'EUR',
      taxCurrency: 'NOK',
      taxPointDateCode: '432',
      dueDate: '2026-04-30',
      buyerReference: 'Kari',
      projectReference: 'PROSJEKT-1',
      contractReference: 'AVTALE-1',
      orderReference: 'PO-1',
      salesOrderReference: 'SO-1',
      receivingAdviceReference: 'MOTTAK-1',
      despatchAdviceReference: 'PAKK-1',
      tenderReference: 'ANBUD-1',
      invoicedObject: { scheme: 'ABT', value: 'OBJEKT-1' },
      buyerAccountingReference: 'KTO-1',
      notes: ['#AAI#Takk for handelen', 'Uten emne'],
      precedingInvoices: [{ number: 'F-2025-1', issueDate: '2025-12-31' }],
      seller: {
        name: 'Selger AS',
        tradingName: 'Selger',
        identifiers: [{ value: 'L-1' }, { scheme: '0088', value: '7300010000001' }],
        legalRegistrationId: '923456783',
        legalRegistrationScheme: '0192',
        legalForm: 'Aksjekapital 30 000',
        vatId: 'NO923456783MVA',
        taxRegistrationId: 'Foretaksregisteret',
        endpointId: { scheme: '0192', value: '923456783' },
        address: {
          street: 'Gata 1',
          additionalStreet: '2. etasje',
          addressLine: 'Bakgården',
          city: 'Oslo',
          postCode: '0150',
          subdivision: 'Oslo fylke',
          country: 'NO',
        },
        contact: { name: 'Ola', telephone: '+47 22', email: 'ola@selger.example' },
      },
      buyer: {
        name: 'Kjøper GmbH',
        identifiers: [{ value: 'K-9' }],
        vatId: 'DE123456789',
        address: { city: 'Berlin', country: 'DE' },
        contact: { name: 'Innkjøp' },
      },
      payee: {
        name: 'Factoring AS',
        identifiers: [
          { scheme: '0088', value: '7300010000025' },
          { scheme: 'SEPA', value: 'NO12ZZZ923456783' },
        ],
        legalRegistrationId: '987654325',
        legalRegistrationScheme: '0192',
      },
      taxRepresentative: {
        name: 'Representant',
        vatId: 'DE999999999',
        address: { country: 'DE' },
      },
      delivery: {
        date: '2026-03-28',
        locationId: { scheme: '0088', value: '7300010000018' },
        address: { city: 'Hamburg', country: 'DE' },
        partyName: 'Lageret',
      },
      invoicingPeriod: { startDate: '2026-03-01', endDate: '2026-03-31' },
      payment: {
        meansCode: '58',
        meansText: 'SEPA',
        remittanceInformation: '001234567897',
        terms: '30 dager',
        accounts: [
          { id: 'NO9386011117947', name: 'Drift', bic: 'DNBANOKK' },
          { id: '86011117947' },
        ],
        card: { number: '1234', holder: 'Kari' },
        directDebit: { mandateReference: 'MANDAT-1', debitedAccount: 'DE02120300000000202051' },
      },
      allowances: [{ amount: '5.00', reason: 'Rabatt', vatCategory: 'S', vatRate: '19' }],
      charges: [
        { amount: '10.00', reason: 'Frakt', reasonCode: 'FC', vatCategory: 'S', vatRate: '19' },
      ],
      lines: [
        {
          id: '1',
          note: 'Hastet',
          invoicedObject: { scheme: 'AVE', value: 'MÅLER-1' },
          quantity: '4',
          unitCode: 'H87',
          lineNetAmount: '385.00',
          orderLineReference: '7',
          buyerAccountingReference: 'KTO-LINJE',
          period: { startDate: '2026-03-01', endDate: '2026-03-31' },
          item: {
            name: 'Stol',
            description: 'Grå stol',
            sellerId: 'S-001',
            buyerId: 'B-001',
            standardId: { scheme: '0160', value: '04012345678901' },
            classifications: [{ code: '56112100', list: 'MP', listVersion: '20' }],
            countryOfOrigin: 'DE',
            attributes: [{ name: 'Farge', value: 'Grå' }],
          },
          price: {
            itemNetPrice: '100.00',
            discount: '10.00',
            grossPrice: '110.00',
            baseQuantity: '1',
            baseQuantityUnitCode: 'H87',
          },
          allowances: [
            {
              amount: '20.00',
              baseAmount: '400.00',
              percentage: '5',
              reason: 'Rabatt',
              reasonCode: '95',
            },
          ],
          charges: [{ amount: '5.00', reason: 'Emballasje' }],
          vatCategory: 'S',
          vatRate: '19',
        },
      ],
      vatBreakdown: [
        { vatCategory: 'S', vatRate: '19', taxableAmount: '390.00', taxAmount: '74.10' },
      ],
      totals: {
        lineNetAmount: '385.00',
        allowances: '5.00',
        charges: '10.00',
        withoutVat: '390.00',
        vat: '74.10',
        vatInTaxCurrency: '852.15',
        withVat: '464.10',
        prepaid: '64.00',
        rounding: '0.10',
        amountDue: '400.20',
      },
      attachments: [
        {
          id: 'VEDLEGG-1',
          description: 'Timeliste',
          externalUrl: 'https://selger.example/1',
          content: 'YTtiCg==',
          filename: 'timer.csv',
          contentType: 'text/csv',
        },
      ],
    });
  });

  it('lists what the model has no place for', () => {
    const { unplaced } = read(
      ciiWith(
        ['<ram:SubjectCode>AAI', '<ram:ContentCode>X</ram:ContentCode><ram:SubjectCode>AAI'],
        ['<ram:Name>Stol', '<ram:Name languageID="no">Stol'],
        ['20260430</udt', '30.04.2026</udt'],
      ),
    );
    expect(unplaced.map(({ kind, path }) => [kind, path.split('/').slice(-2).join('/')])).toEqual([
      ['element', 'IncludedNote[1]/ContentCode[1]'],
      ['attribute', 'SpecifiedTradeProduct[1]/Name[1]'],
      ['element', 'SpecifiedProcuringProject[1]/Name[1]'],
      ['text', 'DueDateDateTime[1]/DateTimeString[1]'],
    ]);
  });

  it('is a credit note where its type says so', () => {
    expect(read(ciiWith(['<ram:TypeCode>380', '<ram:TypeCode>381'])).documentType).toBe(
      'credit-note',
    );
  });

  it.each([
    ['buyer-missing', '<ram:Name>Kjøper GmbH</ram:Name>', ''],
    ['currency-unknown', 'InvoiceCurrencyCode>EUR', 'InvoiceCurrencyCode>EURO'],
    ['field-missing', '20260331</udt', '20260231</udt'],
    ['field-missing', '<ram:DuePayableAmount>400.20</ram:DuePayableAmount>', ''],
    ['field-missing', '<ram:ID>F-2026-17</ram:ID>', ''],
    ['amount-invalid', '<ram:BilledQuantity unitCode="H87">4', '<ram:BilledQuantity>1e3'],
    ['amount-invalid', 'CalculatedAmount>74.10', 'CalculatedAmount>74,10'],
  ])('is refused with %s', (code, from, to) => {
    expect(error(ciiWith([from, to]))).toBe(code);
  });

  it('becomes UBL that is valid by the European rules', () => {
    const fatal = validate(utf8(asUbl(read(ciiSample))));
    const rules = fatal.ok
      ? fatal.findings.filter(({ severity }) => severity === 'fatal').map(({ rule }) => rule)
      : [];
    // Peppol asks more than CEN: it wants its own specification, and knows no split of accounts and cards.
    expect(rules.filter((rule) => /^(BR|UBL)-/.test(rule))).toEqual([]);
  });

  it('becomes UBL with the VAT total and the discount that CII leaves out', () => {
    const text = ciiWith(
      ['<ram:TaxTotalAmount currencyID="EUR">74.10</ram:TaxTotalAmount>', ''],
      [
        '<ram:AppliedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>false</udt:Indicator></ram:ChargeIndicator><ram:ActualAmount>10.00</ram:ActualAmount></ram:AppliedTradeAllowanceCharge>',
        '',
      ],
    );
    expect(read(text).invoice.totals.vat).toBeUndefined();
    const again = readInvoice(utf8(asUbl(read(text))));
    expect(again.ok && [again.invoice.totals.vat, again.invoice.lines[0]?.price.discount]).toEqual([
      '74.1',
      '10',
    ]);
  });

  const files = corpusFiles('docs/cen-cii-examples', 'docs/xrechnung-01').filter(
    ({ name }) => !name.includes('xrechnung') || name.includes('uncefact'),
  );
  it.skipIf(files.length === 0)('of the public examples becomes UBL that is valid', () => {
    expect(files.length).toBe(35);
    for (const file of files) {
      const found = readAnyInvoice(file.read());
      if (!found.ok) throw new Error(`${file.name}: ${found.detail}`);
      const verdict = validate(utf8(asUbl(found)));
      const rules = verdict.ok
        ? verdict.findings.filter(
            ({ rule, severity }) => severity === 'fatal' && /^(BR|UBL)-/.test(rule),
          )
        : [];
      expect(rules.map(({ rule }) => `${file.name} ${rule}`)).toEqual([]);
    }
  });
});

describe('an invoice of any syntax', () => {
  it('is read by its root, and UBL comes back as it was', () => {
    const text = ublDocument();
    const found = read(text);
    expect(found.syntax).toBe('ubl');
    expect(readInvoice(utf8(asUbl(found)))).toEqual(readInvoice(utf8(text)));
  });

  it.each([
    [
      'ZUGFeRD 1.0',
      '<a:CrossIndustryDocument xmlns:a="urn:ferd:CrossIndustryDocument:invoice:1p0"/>',
    ],
    ['another standard', '<Invoice xmlns="urn:un:unece:uncefact:data:standard:CBFBUY:5"/>'],
    ['Order-X', '<SCRDMCCBDACIOMessageStructure/>'],
  ])('of an older standard is refused by its name: %s', (name, text) => {
    const found = readAnyInvoice(utf8(text));
    expect(found).toMatchObject({ ok: false, code: 'unsupported-syntax' });
    expect(found.ok || found.detail).toContain(name);
    expect(validate(utf8(text))).toMatchObject({ ok: false, code: 'unsupported-syntax' });
  });

  it('that is none is refused', () => {
    expect(error('<order/>')).toBe('wrong-root');
    expect(error('no XML')).toBe('not-xml');
  });
});
