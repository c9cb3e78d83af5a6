import { describe, expect, it } from 'vitest';
import { readInvoice } from '../../invoice/ubl-read.ts';
import { corpusFiles } from '../support/corpus.ts';
import { ublDocument, utf8 } from './ubl-document.ts';

const read = (text: string): ReturnType<typeof readInvoice> => readInvoice(utf8(text));

describe('a UBL invoice', () => {
  it('is read with its texts exactly as they stand', () => {
    const { invoice, ...network } = expectRead(
      ublDocument({ item: '  D&amp;ør &lt;b&gt; ', amountDue: '0125.00' }),
    );
    expect(network).toEqual({
      ok: true,
      documentType: 'invoice',
      documentTypeId:
        'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2::Invoice##urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0::2.1',
      processId: 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0',
    });
    expect(invoice).toMatchObject({
      number: '0017',
      issueDate: '2026-03-31',
      typeCode: '380',
      currency: 'NOK',
      seller: {
        name: 'Fjordbygg Demo AS',
        legalRegistrationId: '987654325',
        legalRegistrationScheme: '0192',
      },
      buyer: { name: 'Nordlys Demo AS' },
      totals: { amountDue: '0125.00', vat: '25.00' },
      lines: [{ id: '1', quantity: '1', lineNetAmount: '100.00', item: { name: 'D&ør <b>' } }],
    });
  });

  it('keeps its document type and process where it names them', () => {
    const head =
      '<cbc:CustomizationID>urn:x#1</cbc:CustomizationID><cbc:ProfileID>urn:p</cbc:ProfileID>';
    const ids = expectRead(ublDocument({ root: 'CreditNote', head }));
    expect(ids.documentType).toBe('credit-note');
    expect(ids.documentTypeId).toMatch(/CreditNote-2::CreditNote##urn:x#1::2\.1$/);
    expect(ids.processId).toBe('urn:p');
  });

  it.each([
    [
      'wrong-root',
      '<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>',
      '/Order[1]',
    ],
    ['wrong-root', '<Invoice/>', '/Invoice[1]'],
    [
      'buyer-missing',
      ublDocument({ buyer: ' ' }),
      '/Invoice[1]/AccountingCustomerParty[1]/Party[1]',
    ],
    [
      'currency-unknown',
      ublDocument({ currency: 'KRONER' }),
      '/Invoice[1]/DocumentCurrencyCode[1]',
    ],
    ['currency-unknown', ublDocument({ currency: 'nok' }), '/Invoice[1]/DocumentCurrencyCode[1]'],
    ['not-xml', ublDocument().replace('</Invoice>', ''), '/Invoice[1]'],
    ['doctype-refused', ublDocument({ declaration: '<!DOCTYPE Invoice>' }), '/'],
  ])('is refused as %s, with the place', (code, text, path) => {
    expect(read(text)).toMatchObject({ ok: false, code, path });
  });

  it.each(['1.250,00', '1e3', '', 'NaN', '1 250.00'])(
    'is refused for an amount written as "%s", with line, column and XPath',
    (amountDue) => {
      const text = ublDocument({ amountDue });
      const line = text.split('\n').findIndex((row) => row.includes('PayableAmount'));
      expect(read(text)).toMatchObject({
        ok: false,
        code: 'amount-invalid',
        line: line + 1,
        column: (text.split('\n')[line] ?? '').indexOf('<cbc:PayableAmount') + 1,
        path: '/Invoice[1]/LegalMonetaryTotal[1]/PayableAmount[1]',
        detail: expect.stringContaining('such as 1250.00'),
      });
    },
  );

  it('is refused for a wrong amount where the model has no place for it', () => {
    const references =
      '<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:Amount>1</cbc:Amount><cbc:BaseAmount>ti</cbc:BaseAmount></cac:AllowanceCharge>';
    expect(read(ublDocument({ references }))).toMatchObject({
      code: 'amount-invalid',
      path: '/Invoice[1]/AllowanceCharge[1]/BaseAmount[1]',
    });
  });

  it('has its invoiced object apart from its attachments, unless that carries a file', () => {
    const reference = (id: string, inner: string): string =>
      `<cac:AdditionalDocumentReference><cbc:ID>${id}</cbc:ID>${inner}</cac:AdditionalDocumentReference>`;
    const code = '<cbc:DocumentTypeCode>130</cbc:DocumentTypeCode>';
    const file =
      '<cac:Attachment><cac:ExternalReference><cbc:URI>https://demo.example</cbc:URI></cac:ExternalReference></cac:Attachment>';
    const { invoice } = expectRead(
      ublDocument({
        references: reference('A', code + file) + reference('B', code) + reference('C', ''),
      }),
    );
    expect(invoice.invoicedObject).toEqual({ value: 'B' });
    expect(invoice.attachments).toEqual([
      { id: 'A', externalUrl: 'https://demo.example' },
      { id: 'C' },
    ]);
  });

  const folders = [
    'docs/peppol-2026.5/billing',
    'docs/cen-ubl-examples',
    'docs/ehf-2026-08-13/docs_billing-3.0',
    'docs/ehf-2026-08-13/docs_forward-billing-3.0',
    'docs/ehf-2026-08-13/self-billing-3.0',
  ];
  it('of the public examples is read, every one', () => {
    const refused = corpusFiles(...folders).flatMap(({ name, read: bytes }) => {
      const result = readInvoice(bytes());
      return result.ok && result.invoice.buyer.name && result.invoice.lines.length > 0
        ? []
        : [{ name, result }];
    });
    expect(refused).toEqual([]);
  });
});

function expectRead(text: string): Extract<ReturnType<typeof readInvoice>, { ok: true }> {
  const result = read(text);
  if (!result.ok) throw new Error(result.detail);
  return result;
}
