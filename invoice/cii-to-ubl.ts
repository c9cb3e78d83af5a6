import { add, subtract } from './amount.ts';
import type { Invoice, Line } from './model.ts';

/**
 * The invoice with what UBL must say and CII may leave out: the VAT total, and the discount between gross and net
 * price. Both follow from what is there (BR-CO-14; BT-146 is BT-148 less BT-147).
 */
export function completeForUbl(invoice: Invoice): Invoice {
  const { vatBreakdown, totals, lines } = invoice;
  const lacksVat = totals.vat === undefined && vatBreakdown.length > 0;
  return {
    ...invoice,
    lines: lines.map(withDiscount),
    totals: lacksVat
      ? { ...totals, vat: add('0', ...vatBreakdown.map(({ taxAmount }) => taxAmount)) }
      : totals,
  };
}

function withDiscount(line: Line): Line {
  const { grossPrice, itemNetPrice, discount } = line.price;
  if (grossPrice === undefined || itemNetPrice === undefined || discount !== undefined) return line;
  return { ...line, price: { ...line.price, discount: subtract(grossPrice, itemNetPrice) } };
}
