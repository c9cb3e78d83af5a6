import type { Invoice } from '../../invoice/model.ts';

/** What was read from a plain invoice of one line. */
export const draftInvoice: Invoice = {
  number: '1042',
  typeCode: '380',
  issueDate: '2026-03-30',
  dueDate: '2026-04-13',
  currency: 'NOK',
  notes: [],
  precedingInvoices: [],
  attachments: [],
  seller: { name: 'Solheim Bakeri AS', legalRegistrationId: '987654325' },
  buyer: { name: 'Kjøper AS' },
  payment: { accounts: [{ id: '86011117947' }] },
  allowances: [],
  charges: [],
  lines: [],
  vatBreakdown: [{ vatCategory: 'S', vatRate: '25', taxableAmount: '100.00', taxAmount: '25.00' }],
  totals: {
    lineNetAmount: '100.00',
    withoutVat: '100.00',
    vat: '25.00',
    withVat: '125.00',
    amountDue: '125.00',
  },
};
