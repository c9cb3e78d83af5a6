import { height, width } from '../sheet.ts';
import { inline, listed, rows, usualFacts } from '../blocks/facts.ts';
import { table } from '../blocks/lines.ts';
import { addressLines, buyerBlock, logo, registrationLines, title } from '../blocks/parties.ts';
import { earlyPayment, footerColumns, paymentBox, paymentRows } from '../blocks/payment.ts';
import { paymentCode } from '../blocks/qr.ts';
import { room, totals } from '../blocks/totals.ts';
import { pageNumbers, type Layout } from './layout.ts';

const without = (...names: readonly string[]) => usualFacts.filter((fact) => !names.includes(fact));

/** As narrow as a till roll, prices with VAT, facts on running lines. */
const narrow: Layout = {
  name: 'narrow',
  wishes: { pricesWithVat: true, countries: ['NO', 'SE', 'DK'], lines: [1, 6] },
  faces: ['courier', 'helvetica'],
  size: 8.5,
  margins: { left: 150, right: 150 },
  draw: (work) => {
    const { sheet, paper } = work;
    const middle = width / 2;
    let y = 40;
    for (const text of [
      paper.seller.name,
      ...addressLines(work, paper.seller).slice(1),
      ...registrationLines(work),
      paper.seller.phone,
    ]) {
      sheet.text(text, middle, y, { align: 'centre' });
      y += 12;
    }
    sheet.text(title(work).toUpperCase(), middle, y + 8, { align: 'centre', bold: true, size: 12 });
    y = inline(work, rows(work), sheet.left, y + 32, sheet.right - sheet.left, '\u2003');
    y = buyerBlock(work, sheet.left, y + 8);
    y = table(work, y + 8, {
      columns: ['description', 'quantity', 'lineAmount'],
      rules: 'head',
      head: 'plain',
      nextPage: () => 50,
    });
    y = totals(work, y, sheet.left, sheet.right, { large: true });
    sheet.lines(
      paymentRows(work).map(({ label, value }) => `${label}: ${value}`),
      sheet.left,
      y + 12,
    );
  },
};

/** Services, each with its sum and nothing else, under a title in the middle; the table has no heads. */
const services: Layout = {
  name: 'services',
  wishes: { plainLines: true, lines: [1, 5] },
  faces: ['times', 'helvetica'],
  size: 10,
  draw: (work) => {
    const { sheet, paper } = work;
    logo(work, sheet.left, 34, '#6b2d5c');
    const own = [...addressLines(work, paper.seller), ...registrationLines(work)];
    sheet.lines(own, sheet.right, 34, { size: 8, align: 'right' });
    buyerBlock(work, sheet.left, 125);
    sheet.text(title(work), width / 2, 200, { size: 16, bold: true, align: 'centre' });
    let y = listed(work, rows(work), sheet.left, sheet.left + 140, 228);
    y = table(work, y + 16, {
      columns: ['description', 'lineAmount'],
      rules: 'none',
      head: 'none',
      leading: 1.6,
      nextPage: () => 60,
    });
    y = totals(work, y + 4, 300, sheet.right, { ruled: true });
    y = earlyPayment(work, sheet.left, y + 8);
    const top = room(work, y + 8, 100);
    sheet.lines(
      paymentRows(work).map(({ label, value }) => `${label}: ${value}`),
      sheet.left,
      top,
    );
    paymentCode(work, sheet.right - 80, top, 80);
    pageNumbers(work, width / 2, height - 24, { align: 'centre' });
  },
};

/** No title and no heads over the lines; number and day in one line over a rule, the rest to the right. */
const untitled: Layout = {
  name: 'untitled',
  wishes: { kind: 'invoice', lines: [2, 9] },
  faces: ['helvetica', 'arimo'],
  draw: (work) => {
    const { sheet, paper } = work;
    sheet.text(paper.seller.name.toUpperCase(), sheet.left, 34, {
      size: 12,
      bold: true,
      spacing: 1,
    });
    const y = inline(
      work,
      rows(work, ['number', 'issueDate', 'customerNumber']),
      sheet.left,
      58,
      500,
    );
    sheet.rule(y + 2);
    buyerBlock(work, sheet.left, y + 22, { heading: true });
    const end = listed(
      work,
      rows(work, without('number', 'issueDate', 'customerNumber')),
      330,
      450,
      y + 22,
    );
    const after = table(work, Math.max(end, y + 90) + 14, {
      columns: ['quantity', 'description', 'price', 'discount', 'lineAmount'],
      rules: 'rows',
      head: 'none',
      nextPage: () => 60,
    });
    const next = totals(work, after, 340, sheet.right, { large: true });
    paymentBox(work, sheet.left, room(work, next + 10, 90), 260, { due: false });
    footerColumns(work, { bank: false, registration: true });
    pageNumbers(work, sheet.right, height - 14);
  },
};

/** Layouts with little around the values: a till roll, services without columns, no title. */
export const plainLayouts: readonly Layout[] = [narrow, services, untitled];
