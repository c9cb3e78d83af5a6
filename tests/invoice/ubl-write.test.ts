import { describe, expect, it } from 'vitest';
import { readInvoiceJson } from '../../invoice/json.ts';
import type { Invoice } from '../../invoice/model.ts';
import { readInvoice } from '../../invoice/ubl-read.ts';
import { writeUbl } from '../../invoice/ubl-write.ts';
import { completeInvoice } from './complete-invoice.ts';
import { utf8 } from './ubl-document.ts';

function readBack(text: string): Invoice {
  const read = readInvoice(utf8(text));
  if (!read.ok) throw new Error(read.detail);
  return read.invoice;
}

const creditNote = { ...completeInvoice, typeCode: '381' };

/** Where each of these names stands, in the order of the document. */
const topLevel = (text: string): string[] =>
  [...text.matchAll(/^ {2}<([\w:]+)/gm)].map(([, name = '']) => name.replace(/^c[ab]c:/, ''));

describe('an invoice written as UBL', () => {
  it.each([
    ['invoice', completeInvoice],
    ['credit note', creditNote],
  ])('has every field of the model: %s', (_, invoice) => {
    expect(readBack(writeUbl(invoice))).toEqual(invoice);
  });

  it('stands in the order of the schema, which differs between the two', () => {
    expect(topLevel(writeUbl(completeInvoice)).join(' ')).toBe(
      'CustomizationID ProfileID ID IssueDate DueDate InvoiceTypeCode Note Note TaxPointDate DocumentCurrencyCode ' +
        'TaxCurrencyCode AccountingCost BuyerReference InvoicePeriod OrderReference BillingReference ' +
        'DespatchDocumentReference ReceiptDocumentReference OriginatorDocumentReference ContractDocumentReference ' +
        'AdditionalDocumentReference AdditionalDocumentReference ProjectReference AccountingSupplierParty ' +
        'AccountingCustomerParty PayeeParty TaxRepresentativeParty Delivery PaymentMeans PaymentMeans PaymentMeans ' +
        'PaymentMeans PaymentTerms AllowanceCharge AllowanceCharge TaxTotal TaxTotal LegalMonetaryTotal InvoiceLine',
    );
    expect(topLevel(writeUbl(creditNote)).join(' ')).toBe(
      'CustomizationID ProfileID ID IssueDate TaxPointDate CreditNoteTypeCode Note Note DocumentCurrencyCode ' +
        'TaxCurrencyCode AccountingCost BuyerReference InvoicePeriod OrderReference BillingReference ' +
        'DespatchDocumentReference ReceiptDocumentReference ContractDocumentReference AdditionalDocumentReference ' +
        'AdditionalDocumentReference AdditionalDocumentReference OriginatorDocumentReference AccountingSupplierParty ' +
        'AccountingCustomerParty PayeeParty TaxRepresentativeParty Delivery PaymentMeans PaymentMeans PaymentMeans ' +
        'PaymentMeans PaymentTerms AllowanceCharge AllowanceCharge TaxTotal TaxTotal LegalMonetaryTotal CreditNoteLine',
    );
  });

  it('is a credit note where the type code says so', () => {
    const rootOf = (typeCode: string): string | undefined =>
      /<(\w+) xmlns=/.exec(writeUbl({ ...completeInvoice, typeCode }))?.[1];
    for (const typeCode of ['381', '396', '81', '83', '532', '261']) {
      expect(rootOf(typeCode)).toBe('CreditNote');
    }
    for (const typeCode of ['380', '384', '389', '393', '751']) {
      expect(rootOf(typeCode)).toBe('Invoice');
    }
  });

  it('is Peppol BIS Billing, or Self-Billing, where it names no specification', () => {
    const { specificationId: _, businessProcessType: __, ...bare } = completeInvoice;
    const idsOf = (typeCode: string): (string | undefined)[] => {
      const { specificationId, businessProcessType } = readBack(writeUbl({ ...bare, typeCode }));
      return [specificationId, businessProcessType];
    };
    const peppol = 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc';
    expect(idsOf('380')).toEqual([
      `${peppol}:billing:3.0`,
      'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0',
    ]);
    expect(idsOf('389')).toEqual([
      `${peppol}:selfbilling:3.0`,
      'urn:fdc:peppol.eu:2017:poacc:selfbilling:01:1.0',
    ]);
  });

  it('names a sales order without an order as Peppol has it', () => {
    const { orderReference: _, ...bare } = completeInvoice;
    const text = writeUbl(bare);
    expect(text).toContain('<cbc:ID>NA</cbc:ID>\n    <cbc:SalesOrderID>S-10</cbc:SalesOrderID>');
    expect(readBack(text)).toEqual(bare);
  });

  it('has the instruction of the invoice on each account, and shares the first with the card', () => {
    const payment: Invoice['payment'] = {
      meansCode: '30',
      remittanceInformation: '1234567897',
      accounts: [{ id: 'A' }, { id: 'B' }],
      card: { number: '123456' },
    };
    const text = writeUbl({ ...completeInvoice, payment });
    expect(text.match(/<cbc:PaymentID>1234567897</g)).toHaveLength(2);
    expect(readBack(text).payment).toEqual(payment);
  });

  it('has a payment means that the schema accepts where only a part of it is known', () => {
    const payment: Invoice['payment'] = { accounts: [], card: { number: '123456' } };
    const invoice = { ...creditNote, payment };
    const text = writeUbl(invoice);
    expect(text).toMatch(
      /<cbc:PaymentMeansCode>1<.*\n.*<cbc:PaymentDueDate>2026-04-14<[^]*<cbc:NetworkID>NA</,
    );
    expect(readBack(text)).toEqual({ ...invoice, payment: { ...payment, meansCode: '1' } });
  });

  it('is the same bytes each time', () => {
    expect(writeUbl(structuredClone(completeInvoice))).toBe(writeUbl(completeInvoice));
  });

  it.each([
    'a\rb\r\nc',
    '<![CDATA[x]]> & "quoted" ]]>',
    'tab\there',
    '\u{1f600} æøå',
    '\u202ebidi',
  ])('keeps %j in text and attribute', (text) => {
    const invoice = {
      ...completeInvoice,
      notes: [text],
      attachments: [{ id: '1', content: 'AAAA', filename: text }],
    };
    const read = readBack(writeUbl(invoice));
    expect(read.notes).toEqual([text]);
    expect(read.attachments[0]?.filename).toBe(text);
  });

  it.each(['\u0000', 'a\u0001b', 'a\u000bb', '\ufffe', '\ud83d'])('refuses %j', (text) => {
    expect(() => writeUbl({ ...completeInvoice, number: text })).toThrow(RangeError);
    expect(readInvoiceJson({ ...completeInvoice, number: text })).toMatchObject({
      ok: false,
      errors: [{ path: 'number', code: 'field-invalid' }],
    });
  });
});
