import { add, multiply, percentToCents, toCents } from '../../invoice/amount.ts';
import { daysAfter, norwegianDay } from '../../invoice/date.ts';
import { mod11CheckDigit } from '../../invoice/norway/organisation-number.ts';
import { complete } from '../../invoice/totals.ts';
import { writeUbl } from '../../invoice/ubl-write.ts';
import { renderPdf } from '../../rendering/pdf.ts';

/** An invoice on paper, and what must have become of it where nobody was asked. */
export interface Paper {
  readonly number: string;
  readonly seller: string;
  readonly amountDue: string;
  readonly pdf: Buffer;
}

/** A seller sends a few, so that there is something to compare with and nothing that repeats. */
const papersPerSeller = 4;

/** Digits with their check digit, the first from `at` on that have one. */
function checked(at: number): string {
  for (let digits = at; ; digits++) {
    const check = mod11CheckDigit(String(digits));
    if (check !== '-') return `${digits}${check}`;
  }
}

/** The invoice number `at` of a run: sellers, dates and amounts differ. Every other one is text that has to be read. */
export async function paperOf(at: number, buyerNumber: string): Promise<Paper> {
  const seller = checked(92_000_000 + 137 * Math.floor(at / papersPerSeller));
  const number = `K-${at}`;
  const issueDate = daysAfter(norwegianDay(new Date()), -1 - (at % 25));
  const hours = String(10 + (at % 17));
  const price = toCents(String(800 + (at % 13)));
  const net = toCents(multiply(hours, price));
  const amountDue = toCents(add(net, percentToCents(net, '25')));
  const made = complete({
    number,
    typeCode: '380',
    issueDate,
    dueDate: daysAfter(issueDate, 14),
    currency: 'NOK',
    notes: [],
    precedingInvoices: [],
    attachments: [],
    seller: {
      name: `Leverandør ${seller.slice(4)} AS`,
      legalRegistrationId: seller,
      vatId: `NO${seller}MVA`,
      address: { street: 'Sjøgata 12', city: 'Tromsø', postCode: '9008', country: 'NO' },
    },
    buyer: {
      name: 'Skanning Kaos AS',
      legalRegistrationId: buyerNumber,
      address: { street: 'Storgata 5', city: 'Oslo', postCode: '0155', country: 'NO' },
    },
    payment: {
      meansCode: '30',
      accounts: [{ id: checked(8_601_110_000 + 31 * Math.floor(at / papersPerSeller)) }],
    },
    allowances: [],
    charges: [],
    lines: [
      {
        id: '1',
        quantity: hours,
        unitCode: 'HUR',
        item: { name: `Arbeid i uke ${1 + (at % 52)}` },
        price: { itemNetPrice: price },
        allowances: [],
        charges: [],
        vatCategory: 'S',
        vatRate: '25',
      },
    ],
    totals: {},
  });
  if (!made.ok) throw new Error('The paper is not complete.');
  const hasInvoiceInside = at % 2 === 0;
  const source = Buffer.from(writeUbl(made.invoice));
  const options = { language: 'nb' as const, ...(hasInvoiceInside && { source }) };
  return { number, seller, amountDue, pdf: Buffer.from(await renderPdf(made.invoice, options)) };
}
