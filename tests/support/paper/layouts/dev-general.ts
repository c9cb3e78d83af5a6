import { height, width } from '../sheet.ts';
import { listed, rows, stacked, usualFacts } from '../blocks/facts.ts';
import { table } from '../blocks/lines.ts';
import {
  addressLines,
  buyerBlock,
  contactLines,
  logo,
  registrationLines,
  title,
} from '../blocks/parties.ts';
import { footerColumns, paymentBox, paymentSentence } from '../blocks/payment.ts';
import { room, totals, totalsAcross, vatTable } from '../blocks/totals.ts';
import { pageNumbers, type Layout } from './layout.ts';

const without = (...names: readonly string[]) => usualFacts.filter((fact) => !names.includes(fact));

/** Facts in small capitals above their values, no rules in the table, what the payer needs in a tinted box. */
const twoColumns: Layout = {
  name: 'two-columns',
  wishes: {},
  faces: ['arimo', 'helvetica'],
  draw: (work) => {
    const { sheet, paper } = work;
    sheet.box(0, 0, width, 8, '#2b7a5c');
    sheet.text(title(work), sheet.left, 36, { size: 24, bold: true });
    sheet.text(paper.seller.name, sheet.right, 40, { bold: true, align: 'right', size: 11 });
    buyerBlock(work, sheet.left, 90, { heading: true });
    const y = stacked(work, rows(work), 250, 90, sheet.right - 250, 3, { upper: true });
    const end = table(work, Math.max(y, 165) + 18, {
      columns: ['description', 'item', 'quantity', 'unit', 'price', 'discount', 'lineAmount'],
      rules: 'none',
      head: 'upper',
      leading: 1.5,
      nextPage: () => 50,
    });
    const after = totals(work, end + 6, 340, sheet.right, { large: true, ruled: true });
    const top = room(work, after + 10, 120);
    paymentBox(work, sheet.left, top, 250, { due: true, fill: '#eef5f1' });
    footerColumns(work, { bank: false, registration: true });
    pageNumbers(work, sheet.right, height - 20);
  },
};

/** What is due stands across the page before what was bought. */
const totalsFirst: Layout = {
  name: 'totals-first',
  wishes: { lines: [3, 14] },
  faces: ['helvetica', 'times'],
  draw: (work) => {
    const { sheet, paper, voice } = work;
    logo(work, sheet.right, 34, '#8a1c30', 'right');
    sheet.lines(addressLines(work, paper.seller), sheet.left, 36, { size: 8 });
    buyerBlock(work, sheet.left, 110);
    sheet.text(`${title(work)} ${paper.number}`, 330, 108, { size: 14, bold: true });
    const y = listed(work, rows(work, without('number')), 330, 440, 132);
    const across = totalsAcross(work, Math.max(y, 190) + 16, '#f2e7ea');
    const after = paymentSentence(work, sheet.left, across, 420);
    sheet.text(voice.say(voice.wording.lateInterest), sheet.left, after, {
      size: 7,
      colour: '#555',
    });
    table(work, after + 24, {
      columns: ['quantity', 'unit', 'description', 'price', 'discount', 'vatRate', 'lineAmount'],
      rules: 'rows',
      head: 'plain',
      nextPage: () => 60,
    });
    footerColumns(work, { bank: true, registration: true });
    pageNumbers(work, sheet.right, height - 14);
  },
};

/** Totals in a box at the left, VAT per rate beside it. */
const leftBox: Layout = {
  name: 'left-box',
  wishes: { manyRates: true, countries: ['NO', 'SE', 'DE', 'GB'], lines: [3, 12] },
  faces: ['helvetica'],
  draw: (work) => {
    const { sheet, paper } = work;
    sheet.box(0, 0, width, 62, '#31506f');
    sheet.text(paper.seller.name, sheet.left, 22, { size: 17, bold: true, colour: '#fff' });
    sheet.text(title(work), sheet.right, 24, { size: 14, colour: '#fff', align: 'right' });
    buyerBlock(work, 350, 85, { heading: true });
    const end = listed(work, rows(work), sheet.left, 165, 85, { bold: true });
    const y = table(work, Math.max(end, 170) + 14, {
      columns: [
        'description',
        'item',
        'vatRate',
        'quantity',
        'unit',
        'price',
        'discount',
        'lineAmount',
      ],
      rules: 'zebra',
      head: 'band',
      nextPage: () => 50,
    });
    const top = room(work, y + 6, 130);
    const after = totals(work, top, sheet.left + 8, 270, { boxed: true });
    vatTable(work, 340, top);
    paymentBox(work, 340, Math.max(after - 40, top + 80), sheet.right - 340);
    footerColumns(work, { bank: false, registration: true });
    pageNumbers(work, sheet.right, height - 14);
  },
};

/** All facts in a tinted column along the left side. */
const sidebar: Layout = {
  name: 'side-column',
  wishes: { lines: [1, 7] },
  faces: ['arimo', 'helvetica'],
  margins: { left: 190, right: 40 },
  draw: (work) => {
    const { sheet, paper } = work;
    sheet.box(0, 0, 165, height, '#eeeae2');
    sheet.lines(sheet.wrap(paper.seller.name, 130, { size: 13, bold: true }), 20, 36, {
      size: 13,
      bold: true,
    });
    const end = stacked(work, rows(work), 20, 100, 130, 1);
    sheet.lines(
      [
        ...addressLines(work, paper.seller).slice(1),
        ...contactLines(work),
        ...registrationLines(work),
      ],
      20,
      end + 12,
      { size: 7.5 },
    );
    sheet.text(title(work), sheet.left, 36, { size: 20 });
    buyerBlock(work, sheet.left, 90);
    const y = table(work, 190, {
      columns: ['description', 'quantity', 'price', 'discount', 'lineAmount'],
      rules: 'rows',
      head: 'plain',
      nextPage: () => 50,
    });
    const after = totals(work, y, 330, sheet.right);
    paymentBox(work, sheet.left, room(work, after + 16, 90), 250, { due: false });
    pageNumbers(work, sheet.right, height - 22);
  },
};

/** Many lines over several pages, with the running sum carried. */
const carried: Layout = {
  name: 'carried',
  wishes: { lines: [28, 70], countries: ['NO', 'SE', 'DK', 'DE'] },
  faces: ['helvetica', 'arimo'],
  size: 8,
  draw: (work) => {
    const { sheet, paper, voice } = work;
    const head = (): number => {
      sheet.text(paper.seller.name, sheet.left, 30, { bold: true, size: 11 });
      sheet.text(`${voice.label('number')} ${paper.number}`, sheet.right, 30, { align: 'right' });
      return 60;
    };
    head();
    buyerBlock(work, sheet.left, 70);
    sheet.text(title(work), 350, 60, { size: 14, bold: true });
    const end = listed(work, rows(work), 350, 450, 82);
    const y = table(work, Math.max(end, 150) + 12, {
      columns: [
        'item',
        'description',
        'quantity',
        'unit',
        'price',
        'discount',
        'vatRate',
        'lineAmount',
      ],
      rules: 'head',
      head: 'plain',
      carries: true,
      nextPage: head,
    });
    const after = totals(work, y, 370, sheet.right, { ruled: true });
    const top = room(work, after, 90);
    paymentBox(work, sheet.left, top, 240, { due: true });
    footerColumns(work, { bank: false, registration: true, y: height - 52 });
    pageNumbers(work, sheet.right, 16, { alone: true });
  },
};

/** Layouts that may come from anywhere. */
export const generalLayouts: readonly Layout[] = [
  twoColumns,
  totalsFirst,
  leftBox,
  sidebar,
  carried,
];
