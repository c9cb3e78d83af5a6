import { dotted, listed, mirrored, rows, stacked, usualFacts, type Fact } from '../blocks/facts.ts';
import { table } from '../blocks/lines.ts';
import {
  addressLines,
  buyerBlock,
  contactLines,
  registrationLines,
  title,
} from '../blocks/parties.ts';
import {
  earlyPayment,
  footerColumns,
  giroSlip,
  paymentBox,
  paymentRows,
  paymentSentence,
} from '../blocks/payment.ts';
import { paymentCode } from '../blocks/qr.ts';
import { room, totals, totalsAcross, vatTable } from '../blocks/totals.ts';
import { height, width } from '../sheet.ts';
import { pageNumbers, type Layout } from './layout.ts';

const without = (...names: readonly Fact[]): Fact[] =>
  usualFacts.filter((fact) => !names.includes(fact));

/** Norwegian, buyer at the right, facts with rows of dots at the left; the due date stands on the slip alone. */
const slipDue: Layout = {
  name: 'slip-due',
  wishes: { countries: ['NO'], kind: 'invoice', lines: [1, 7] },
  faces: ['times', 'arimo'],
  draw: (work) => {
    const { sheet, paper } = work;
    sheet.text(title(work).toUpperCase(), sheet.left, 40, { size: 16, bold: true, spacing: 3 });
    dotted(work, rows(work, without('dueDate')), sheet.left, 290, 75);
    buyerBlock(work, 350, 75);
    sheet.bottom = height - 265;
    const y = table(work, 230, {
      columns: ['quantity', 'description', 'item', 'price', 'discount', 'lineAmount'],
      rules: 'none',
      head: 'plain',
      nextPage: () => 50,
    });
    totals(work, y + 4, 350, sheet.right, { ruled: true });
    const from = [
      ...addressLines(work, paper.seller),
      ...contactLines(work),
      ...registrationLines(work),
    ].join('  –  ');
    sheet.lines(sheet.wrap(from, sheet.right - sheet.left, { size: 7 }), sheet.left, height - 285, {
      size: 7,
    });
    if (!paper.printsDueDate) mirrored(work, rows(work, ['terms']), 450, 200);
    giroSlip(work, { fill: null });
    pageNumbers(work, width / 2, 20, { align: 'centre' });
  },
};

/** Labels in two languages in a grid of boxes. */
const twoLanguages: Layout = {
  name: 'two-languages',
  wishes: { countries: ['NO', 'SE', 'DK', 'DE'] },
  faces: ['helvetica', 'arimo'],
  size: 8.5,
  voice: { bilingual: true },
  draw: (work) => {
    const { sheet, paper } = work;
    sheet.box(sheet.left, 30, 26, 26, '#b5531c');
    sheet.text(paper.seller.name, sheet.left + 36, 36, { size: 14, bold: true });
    sheet.lines(addressLines(work, paper.seller).slice(1), sheet.right, 34, {
      size: 7.5,
      align: 'right',
    });
    buyerBlock(work, sheet.left, 85, { heading: true, style: { bold: true } });
    sheet.text(title(work), sheet.right, 90, { size: 17, align: 'right' });
    const y = stacked(work, rows(work), sheet.left, 165, sheet.right - sheet.left, 4, {
      boxed: true,
    });
    const end = table(work, y + 10, {
      columns: [
        'item',
        'description',
        'unit',
        'quantity',
        'price',
        'discount',
        'vatRate',
        'lineAmount',
      ],
      rules: 'grid',
      head: 'plain',
      nextPage: () => 50,
    });
    const after = totals(work, end + 6, 330, sheet.right, { boxed: true, large: true });
    const top = room(work, after + 12, 90);
    paymentBox(work, sheet.left, top, sheet.right - sheet.left, { fill: '#fdf3ec' });
    footerColumns(work, { bank: false, registration: true });
    pageNumbers(work, sheet.left, height - 14, { align: 'left' });
  },
};

/** Old printer: one width for all characters, facts at the far right, totals across the foot of the lines. */
const printer: Layout = {
  name: 'printer',
  wishes: { countries: ['NO', 'SE', 'DE', 'DK'], lines: [2, 12] },
  faces: ['courier'],
  size: 8,
  margins: { left: 36, right: 36 },
  draw: (work) => {
    const { sheet, paper } = work;
    sheet.lines(
      [
        ...addressLines(work, paper.seller),
        ...registrationLines(work),
        ...contactLines(work).slice(0, 1),
      ],
      sheet.left,
      36,
    );
    listed(work, [{ label: title(work).toUpperCase(), value: '' }, ...rows(work)], 330, 450, 36, {
      colon: false,
    });
    buyerBlock(work, sheet.left + 20, 150);
    const y = table(work, 230, {
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
      rules: 'none',
      head: 'upper',
      leading: 1.2,
      nextPage: () => 50,
      carries: true,
    });
    const after = totalsAcross(work, y + 14, null);
    sheet.lines(
      paymentRows(work).map(({ label, value }) => `${label.padEnd(22)} ${value}`),
      sheet.left,
      room(work, after + 6, 60),
    );
    pageNumbers(work, sheet.right, 22, { alone: true });
  },
};

/** A letter: the amount, the day and the account stand in sentences. */
const prose: Layout = {
  name: 'prose',
  wishes: { lines: [1, 4] },
  faces: ['times', 'arimo'],
  size: 10,
  margins: { left: 80, right: 80 },
  draw: (work) => {
    const { sheet, paper, voice } = work;
    sheet.text(paper.seller.name, width / 2, 46, { size: 17, align: 'centre', spacing: 1 });
    sheet.text(
      [...addressLines(work, paper.seller).slice(1, 3), paper.seller.phone].join('  •  '),
      width / 2,
      70,
      { size: 8, align: 'centre' },
    );
    sheet.text(registrationLines(work).join('  •  '), width / 2, 82, { size: 8, align: 'centre' });
    const end = buyerBlock(work, sheet.left, 120);
    sheet.text(`${paper.seller.city}, ${voice.date(paper.issueDate)}`, sheet.right, 120, {
      align: 'right',
    });
    sheet.text(
      `${title(work)} ${voice.label('number').toLowerCase()} ${paper.number}`,
      sheet.left,
      Math.max(end, 190) + 10,
      { bold: true, size: 12 },
    );
    const facts = listed(
      work,
      rows(work, [
        'orderReference',
        'buyerReference',
        'project',
        'originalInvoice',
        'deliveryDate',
        'terms',
      ]),
      sheet.left,
      sheet.left + 130,
      Math.max(end, 190) + 38,
    );
    const y = table(work, facts + 14, {
      columns: ['description', 'quantity', 'price', 'discount', 'lineAmount'],
      rules: 'none',
      head: 'plain',
      leading: 1.5,
      nextPage: () => 60,
    });
    const after = totals(work, y + 6, 300, sheet.right, { ruled: true });
    const said = paymentSentence(
      work,
      sheet.left,
      room(work, after + 16, 120),
      sheet.right - sheet.left,
    );
    earlyPayment(work, sheet.left, said + 4);
    paymentCode(work, sheet.right - 75, height - 150, 75);
    sheet.text(voice.say(voice.wording.thanks), sheet.left, height - 70);
    pageNumbers(work, width / 2, height - 26, { align: 'centre' });
  },
};

/** Abroad: another currency, no VAT or reverse charge, everything English or at home in the seller's language. */
const abroad: Layout = {
  name: 'abroad',
  wishes: { foreignCurrency: true, untaxed: true, countries: ['SE', 'DK', 'DE', 'GB', 'NO'] },
  faces: ['arimo', 'helvetica'],
  draw: (work) => {
    const { sheet, paper } = work;
    sheet.text(title(work), sheet.left, 36, { size: 22, bold: true, colour: '#5a3d82' });
    sheet.rule(66, sheet.left, sheet.right, 2, '#5a3d82');
    sheet.lines([...addressLines(work, paper.seller), ...registrationLines(work)], sheet.left, 78, {
      size: 8,
    });
    buyerBlock(work, 230, 78, { heading: true, style: { size: 8 } });
    const end = mirrored(work, rows(work), 470, 78);
    const y = table(work, Math.max(end, 160) + 14, {
      columns: ['description', 'item', 'price', 'quantity', 'unit', 'discount', 'lineAmount'],
      rules: 'zebra',
      head: 'band',
      nextPage: () => 50,
    });
    const top = room(work, y + 8, 120);
    vatTable(work, sheet.left, top);
    totals(work, top, 340, sheet.right, { large: true });
    footerColumns(work, { bank: true, registration: false });
    pageNumbers(work, sheet.right, height - 14);
  },
};

/** Layouts of the held set with a habit of their own. */
export const habitLayouts: readonly Layout[] = [slipDue, twoLanguages, printer, prose, abroad];
