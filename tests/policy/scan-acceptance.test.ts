import { describe, expect, it } from 'vitest';
import type { Invoice } from '../../invoice/model.ts';
import { acceptedInvoice } from '../../policy/scan-acceptance.ts';
import { draftInvoice } from './draft-invoice.ts';

const receiver = { name: 'Kjøper AS', organisationNumber: '810418052' };
const accepted = (change: Partial<Invoice>): Invoice =>
  acceptedInvoice({ ...draftInvoice, ...change }, receiver);

describe('the e-invoice that a draft becomes', () => {
  it('names the company that the paper was sent to as its buyer', () => {
    expect(accepted({ buyer: { name: '' } }).buyer).toMatchObject({
      name: 'Kjøper AS',
      legalRegistrationId: '810418052',
    });
  });

  it('keeps a buyer that the paper names, also another one', () => {
    const buyer = { name: 'En annen AS', legalRegistrationId: '923456783' };
    expect(accepted({ buyer }).buyer).toMatchObject(buyer);
  });

  it.each([
    ['charges VAT', 'S', 'NO987654325MVA'],
    ['charges none', 'Z', undefined],
  ])('gives a seller that %s its VAT number only then', (_, vatCategory, vatId) => {
    const [rate] = draftInvoice.vatBreakdown;
    if (!rate) throw new Error('The draft has no VAT.');
    expect(accepted({ vatBreakdown: [{ ...rate, vatCategory }] }).seller.vatId).toBe(vatId);
  });

  it('has a line per VAT rate that points to the picture where no lines were read', () => {
    const vatBreakdown = [
      { vatCategory: 'S', vatRate: '25', taxableAmount: '100.00', taxAmount: '25.00' },
      { vatCategory: 'S', vatRate: '15', taxableAmount: '40.00', taxAmount: '6.00' },
    ];
    const { lines } = accepted({ vatBreakdown, totals: { amountDue: '171.00' } as never });
    expect(
      lines.map(({ id, lineNetAmount, vatRate, item }) => [id, lineNetAmount, vatRate, item.name]),
    ).toEqual([
      ['1', '100.00', '25', 'Ifølge vedlagt faktura 1042'],
      ['2', '40.00', '15', 'Ifølge vedlagt faktura 1042'],
    ]);
  });

  it('computes what was not on the paper and follows from it', () => {
    const { totals } = accepted({ totals: { withoutVat: '100.00', amountDue: '' } as never });
    expect(totals).toMatchObject({ vat: '25.00', withVat: '125.00', amountDue: '125.00' });
  });

  it('invents nothing where nothing follows', () => {
    const { number, dueDate, totals } = accepted({
      number: '',
      dueDate: undefined as never,
      vatBreakdown: [],
      totals: { amountDue: '' } as never,
    });
    expect([number, dueDate, totals.amountDue]).toEqual(['', undefined, undefined]);
  });

  it('claims no process and no files of the paper', () => {
    const file = { filename: 'a.pdf', contentType: 'application/pdf', content: 'JVBERg==' };
    const invoice = accepted({ businessProcessType: 'urn:p', attachments: [file as never] });
    expect(invoice).not.toHaveProperty('businessProcessType');
    expect([invoice.attachments, invoice.specificationId]).toEqual([[], 'urn:cen.eu:en16931:2017']);
  });
});
