import { add, multiply, percentToCents, toCents } from '../../invoice/amount.ts';
import { daysAfter, norwegianDay } from '../../invoice/date.ts';
import { mod11CheckDigit } from '../../invoice/norway/organisation-number.ts';
import { writeUbl } from '../../invoice/ubl-write.ts';
import { renderPdf } from '../../rendering/pdf.ts';
import { invoiceOnPaper } from '../../runtime/demo/papers.ts';

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
  const invoice = invoiceOnPaper({
    number,
    issueDate,
    seller: {
      name: `Leverandør ${seller.slice(4)} AS`,
      organisationNumber: seller,
      account: checked(8_601_110_000 + 31 * Math.floor(at / papersPerSeller)),
    },
    buyer: { name: 'Skanning Kaos AS', organisationNumber: buyerNumber },
    item: `Arbeid i uke ${1 + (at % 52)}`,
    hours,
    hourlyPrice: price,
  });
  const hasInvoiceInside = at % 2 === 0;
  const source = Buffer.from(writeUbl(invoice));
  const options = { language: 'nb' as const, ...(hasInvoiceInside && { source }) };
  return { number, seller, amountDue, pdf: Buffer.from(await renderPdf(invoice, options)) };
}
