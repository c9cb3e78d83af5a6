import { describe, expect, it } from 'vitest';
import type { Invoice } from '../../invoice/model.ts';
import { readInvoice } from '../../invoice/ubl-read.ts';
import { isEmbeddable, judgeInvoice, withPicture } from '../../policy/scan-document.ts';
import { draftInvoice } from './draft-invoice.ts';

const receiver = { name: 'Kjøper AS', organisationNumber: '810418052' };
const holding = (draft: Invoice): unknown[] =>
  judgeInvoice(draft, receiver)
    .findings.filter(({ holds }) => holds)
    .map(({ parameters }) => parameters['rule']);

describe('a draft as an e-invoice', () => {
  it('is one that any system can book where the paper says enough', () => {
    expect(holding(draftInvoice)).toEqual([]);
    const read = readInvoice(judgeInvoice(draftInvoice, receiver).ubl);
    expect(read.ok && read.invoice).toMatchObject({ number: '1042', totals: draftInvoice.totals });
  });

  it.each<[string, Partial<Invoice>, string]>([
    ['without a number', { number: '' }, 'BR-02'],
    ['without a date', { issueDate: '' }, 'BR-03'],
    [
      'with a sum that does not add up',
      { totals: { ...draftInvoice.totals, withVat: '120.00' } },
      'BR-CO-15',
    ],
  ])('is held back %s', (_, change, rule) => {
    expect(holding({ ...draftInvoice, ...change })).toContain(rule);
  });

  it('says in Norwegian and English what a rule asks', () => {
    const { findings } = judgeInvoice({ ...draftInvoice, number: '' }, receiver);
    const found = findings.find(({ parameters }) => parameters['rule'] === 'BR-02');
    expect(found?.parameters['nb']).toMatch(/fakturanummer/i);
    expect(found?.parameters['en']).toMatch(/invoice number/i);
  });

  it('is not asked what a network asks', () => {
    const rules = judgeInvoice(draftInvoice, receiver).findings.map(
      ({ parameters }) => parameters['rule'],
    );
    expect(rules.filter((rule) => /^(PEPPOL|NO-R)/.test(rule ?? ''))).toEqual([]);
  });

  it('carries the picture that it was read from', () => {
    const picture = {
      filename: 'faktura.pdf',
      contentType: 'application/pdf',
      content: Buffer.from('%PDF-'),
    };
    const read = readInvoice(withPicture(judgeInvoice(draftInvoice, receiver).ubl, picture));
    expect(read.ok && read.invoice.attachments).toMatchObject([
      { filename: 'faktura.pdf', content: Buffer.from('%PDF-').toString('base64') },
    ]);
  });

  it.each([
    ['application/pdf', true],
    ['image/png', true],
    ['image/jpeg', true],
    ['image/tiff', false],
    ['text/html', false],
  ])('may carry %s: %s', (contentType, may) => {
    expect(isEmbeddable(contentType)).toBe(may);
  });
});
