import {
  banded,
  dotted,
  inline,
  listed,
  mirrored,
  rows,
  stacked,
  usualFacts,
  type Fact,
} from '../blocks/facts.ts';
import { table, type TableLook } from '../blocks/lines.ts';
import {
  addressLines,
  buyerBlock,
  contactLines,
  logo,
  registrationLines,
  title,
} from '../blocks/parties.ts';
import { footerColumns, paymentBox, paymentRows } from '../blocks/payment.ts';
import { room, totals, totalsAcross, vatTable } from '../blocks/totals.ts';
import { height, width } from '../sheet.ts';
import type { Work } from '../work.ts';
import { pageNumbers, type Layout } from './layout.ts';

const without = (...names: readonly Fact[]): Fact[] =>
  usualFacts.filter((fact) => !names.includes(fact));

/** The seller stands at the foot alone; what is due stands in large type at the top, with the facts in a right column. */
const footSeller: Layout = {
  name: 'foot-seller',
  wishes: { lines: [2, 9] },
  faces: ['arimo', 'helvetica'],
  draw: (work) => {
    const { sheet, paper, voice, sign } = work;
    logo(work, width / 2, 30, '#0b6e8f', 'centre');
    sheet.text(title(work), sheet.left, 86, { size: 13, bold: true });
    buyerBlock(work, sheet.left, 112);
    const facts = rows(work);
    const end = mirrored(work, facts, 440, 88);
    sheet.text(
      `${paper.kind === 'creditnote' ? voice.label('amountCredited') : voice.label('amountDue')}  ${voice.total(sign * paper.amountDue)}`,
      sheet.left,
      Math.max(end, 180) + 8,
      { size: 14, bold: true },
    );
    const y = table(work, Math.max(end, 180) + 36, {
      columns: ['description', 'item', 'quantity', 'price', 'vatRate', 'lineAmount'],
      rules: 'rows',
      head: 'upper',
      nextPage: () => 50,
    });
    totals(work, y, 330, sheet.right);
    footerColumns(work, { bank: true, registration: true, y: height - 68 });
    pageNumbers(work, sheet.right, height - 14);
  },
};

/** Totals at the left without a box, beside what the payer needs at the right; facts in one band of heads. */
const mirroredFoot: Layout = {
  name: 'mirrored-foot',
  wishes: { manyRates: true, countries: ['NO', 'SE', 'DE', 'GB'] },
  faces: ['times', 'helvetica'],
  draw: (work) => {
    const { sheet, paper } = work;
    sheet.text(title(work).toUpperCase(), width / 2, 30, { align: 'centre', size: 12, bold: true });
    sheet.lines(addressLines(work, paper.seller), sheet.right - 130, 60, { size: 8.5 });
    sheet.lines(registrationLines(work), sheet.right - 130, 112, { size: 8.5 });
    buyerBlock(work, sheet.left, 75, { heading: true });
    const list = rows(work);
    let y = banded(work, list.slice(0, 6), 165, '#eee6d6');
    if (list.length > 6) y = banded(work, list.slice(6), y + 4, '#eee6d6');
    y = table(work, y + 8, {
      columns: ['description', 'vatRate', 'discount', 'price', 'unit', 'quantity', 'lineAmount'],
      rules: 'head',
      head: 'plain',
      leading: 1.25,
      nextPage: () => 50,
    });
    const top = room(work, y + 6, 120);
    const after = totals(work, top, sheet.left, 250);
    paymentBox(work, 320, top, sheet.right - 320, { due: true });
    vatTable(work, sheet.left, room(work, after + 6, 60));
    sheet.text(contactLines(work).join('   '), width / 2, height - 30, {
      size: 7.5,
      align: 'centre',
    });
    pageNumbers(work, sheet.left, 20, { align: 'left' });
  },
};

/** Long tables over pages without any running sum; narrow descriptions that wrap; the head is repeated. */
const long: Layout = {
  name: 'long',
  wishes: { lines: [20, 55], countries: ['NO', 'SE', 'DK', 'DE', 'GB'] },
  faces: ['helvetica', 'arimo'],
  size: 7.5,
  margins: { left: 60, right: 200 },
  draw: (work) => {
    const { sheet, paper, voice } = work;
    const right = width - 60;
    sheet.text(paper.seller.name, sheet.left, 34, { size: 12, bold: true });
    sheet.lines(
      [...addressLines(work, paper.seller).slice(1), ...registrationLines(work)],
      sheet.left,
      52,
    );
    buyerBlock(work, 330, 52);
    const end = dotted(work, rows(work), sheet.left, 300, 110);
    sheet.text(`${title(work)} ${paper.number}`, 330, 112, { size: 12, bold: true });
    const look: TableLook = {
      columns: ['item', 'description', 'quantity', 'unit', 'price', 'discount', 'lineAmount'],
      rules: 'none',
      head: 'plain',
      to: right,
      nextPage: (again: Work) => {
        again.sheet.text(
          `${paper.seller.name} – ${voice.label('number')} ${paper.number} – ${voice.date(paper.issueDate)}`,
          sheet.left,
          34,
        );
        return 56;
      },
    };
    const y = table(work, Math.max(end, 150) + 14, look);
    const after = totals(work, y + 8, 330, right, { ruled: true });
    const top = room(work, after + 10, 80);
    listed(work, paymentRows(work), sheet.left, sheet.left + 120, top);
    pageNumbers(work, right, height - 26, { alone: true });
  },
};

/** Facts above and below: number and day on one line under the head, the rest at the foot in small type. */
const split: Layout = {
  name: 'split-facts',
  wishes: { lines: [1, 8] },
  faces: ['helvetica', 'times'],
  draw: (work) => {
    const { sheet, paper } = work;
    logo(work, sheet.left, 34, '#44632b');
    sheet.lines(addressLines(work, paper.seller), sheet.right, 34, { size: 8, align: 'right' });
    buyerBlock(work, 320, 110);
    sheet.text(title(work), sheet.left, 110, { size: 18 });
    inline(work, rows(work, ['number', 'issueDate']), sheet.left, 138, 240, '   ');
    const y = table(work, 205, {
      columns: ['item', 'description', 'quantity', 'unit', 'price', 'lineAmount'],
      rules: 'rows',
      head: 'band',
      nextPage: () => 50,
    });
    const after = totalsAcross(work, y + 8, '#e7efe0');
    const top = room(work, after + 16, 130);
    const end = stacked(
      work,
      rows(work, without('number', 'issueDate')),
      sheet.left,
      top,
      sheet.right - sheet.left,
      4,
      { upper: true },
    );
    sheet.lines(
      paymentRows(work).map(({ label, value }) => `${label}  ${value}`),
      sheet.left,
      end + 6,
    );
    footerColumns(work, { bank: false, registration: true });
    pageNumbers(work, width / 2, height - 14, { align: 'centre' });
  },
};

/** The sum first, in a column at the right side that also has the facts and the account. */
const rightColumn: Layout = {
  name: 'right-column',
  wishes: { lines: [1, 10], noDueDate: true },
  faces: ['arimo'],
  margins: { left: 40, right: 190 },
  draw: (work) => {
    const { sheet, paper, voice } = work;
    const column = width - 172;
    sheet.box(width - 185, 0, 185, height, '#20303f');
    const light = { colour: '#fff' };
    let y = 60;
    for (const { label, value } of [
      ...rows(work, ['amountDue', ...usualFacts]),
      ...paymentRows(work),
    ]) {
      sheet.text(label, column, y, { size: 7, colour: '#b9c6d2' });
      sheet.text(value, column, y + 10, {
        ...light,
        size: Math.min(9, (9 * 160) / Math.max(1, sheet.measure(value, { size: 9 }))),
      });
      y += 28;
    }
    sheet.text(paper.seller.name, sheet.left, 40, { size: 14, bold: true });
    sheet.lines(
      [
        ...addressLines(work, paper.seller).slice(1),
        ...contactLines(work),
        ...registrationLines(work),
      ],
      sheet.left,
      60,
      { size: 8 },
    );
    sheet.text(title(work), sheet.left, 172, { size: 20 });
    const end = buyerBlock(work, sheet.left, 205, { heading: true });
    const after = table(work, Math.max(end, 250) + 12, {
      columns: ['description', 'quantity', 'price', 'discount', 'lineAmount'],
      rules: 'rows',
      head: 'plain',
      nextPage: () => 60,
    });
    totals(work, after, 180, sheet.right);
    sheet.text(voice.say(voice.wording.lateInterest), sheet.left, height - 40, {
      size: 6.5,
      colour: '#555',
    });
    pageNumbers(work, sheet.left, height - 20, { align: 'left' });
  },
};

/** Layouts of the held set that may come from anywhere. */
export const heldLayouts: readonly Layout[] = [footSeller, mirroredFoot, long, split, rightColumn];
