import { height, width } from '../sheet.ts';
import { banded, listed, rows, stacked, usualFacts } from '../blocks/facts.ts';
import { table } from '../blocks/lines.ts';
import {
  addressLines,
  buyerBlock,
  contactLines,
  logo,
  registrationLines,
  title,
} from '../blocks/parties.ts';
import {
  cardLine,
  earlyPayment,
  footerColumns,
  giroBoxes,
  giroSlip,
  paymentRows,
  paymentSentence,
} from '../blocks/payment.ts';
import { paymentCode } from '../blocks/qr.ts';
import { room, totals, vatTable } from '../blocks/totals.ts';
import { pageNumbers, type Layout } from './layout.ts';

const without = (...names: readonly string[]) => usualFacts.filter((fact) => !names.includes(fact));

/** Norwegian, window envelope at left, facts at right, slip at the foot. */
const giro: Layout = {
  name: 'giro',
  wishes: { countries: ['NO'], kind: 'invoice', lines: [1, 8] },
  faces: ['helvetica', 'arimo', 'times'],
  draw: (work) => {
    const { sheet, paper, chance } = work;
    logo(work, sheet.left, 34, '#20517a');
    sheet.lines(
      [...addressLines(work, paper.seller), ...contactLines(work), ...registrationLines(work)],
      sheet.right,
      34,
      { size: 7.5, align: 'right' },
    );
    buyerBlock(work, sheet.left, 130);
    sheet.text(title(work), 340, 125, { size: 15, bold: true });
    const end = listed(work, rows(work), 340, 445, 150, { colon: chance.happens(0.5) });
    let y = table(work, Math.max(end, 210) + 18, {
      columns: ['item', 'description', 'quantity', 'price', 'discount', 'vatRate', 'lineAmount'],
      rules: 'head',
      head: 'plain',
      nextPage: () => 50,
    });
    sheet.bottom = height - 265;
    y = totals(work, y, 360, sheet.right, { ruled: true });
    giroSlip(work, { fill: chance.happens(0.6) ? '#fbf1d0' : null });
    pageNumbers(work, sheet.right, 20);
  },
};

/** German business letter: sender's line above the window, bank in the last of four columns. */
const letterDin: Layout = {
  name: 'din',
  wishes: { countries: ['DE'] },
  faces: ['arimo', 'helvetica', 'times'],
  margins: { left: 70, right: 55 },
  draw: (work) => {
    const { sheet, paper, voice } = work;
    logo(work, sheet.right, 40, '#1d1d6b', 'right');
    sheet.text(addressLines(work, paper.seller).join(' · '), sheet.left, 128, { size: 6.5 });
    buyerBlock(work, sheet.left, 145);
    listed(work, rows(work, without('terms', 'dueDate')), 375, 465, 140, { colon: true });
    sheet.text(`${title(work)} ${paper.number}`, sheet.left, 265, { size: 13, bold: true });
    const greeting = 'Sehr geehrte Damen und Herren, wir berechnen Ihnen wie folgt:';
    if (paper.language === 'de') sheet.text(greeting, sheet.left, 288);
    const y = table(work, 310, {
      columns: ['quantity', 'unit', 'item', 'description', 'price', 'discount', 'lineAmount'],
      rules: 'head',
      head: 'plain',
      nextPage: () => 70,
      carries: true,
    });
    const after = totals(work, y, 350, sheet.right, { ruled: true });
    const top = room(work, after + 4, 60);
    const end = earlyPayment(work, sheet.left, paymentSentence(work, sheet.left, top, 380));
    paymentCode(work, sheet.right - 70, height - 160, 70);
    sheet.lines(
      [
        ...rows(work, ['terms']).map(({ label, value }) => `${label}: ${value}`),
        voice.say(voice.wording.thanks),
      ],
      sheet.left,
      end,
    );
    footerColumns(work, { bank: true, registration: true, y: height - 75 });
    pageNumbers(work, sheet.right, height - 16);
  },
};

/** Swedish, giro boxes at the foot. */
const bankgiro: Layout = {
  name: 'bankgiro',
  wishes: { countries: ['SE'], kind: 'invoice', lines: [1, 9] },
  faces: ['helvetica', 'arimo'],
  draw: (work) => {
    const { sheet, paper } = work;
    sheet.text(paper.seller.name, sheet.left, 36, { size: 15, bold: true });
    sheet.text(title(work), sheet.right, 34, { size: 18, align: 'right' });
    const end = listed(work, rows(work), sheet.left, 150, 75, { colon: true });
    buyerBlock(work, 340, 95);
    let y = table(work, Math.max(end, 175) + 16, {
      columns: [
        'description',
        'item',
        'quantity',
        'unit',
        'price',
        'discount',
        'vatRate',
        'lineAmount',
      ],
      rules: 'rows',
      head: 'band',
      nextPage: () => 50,
    });
    sheet.bottom = height - 240;
    y = room(work, y, 120);
    if (paper.vat.length > 1) vatTable(work, sheet.left, y);
    totals(work, y, 350, sheet.right);
    footerColumns(work, { bank: false, registration: true, y: height - 228 });
    giroBoxes(work);
    pageNumbers(work, sheet.right, 18);
  },
};

/** Danish, with the line for the giro card. */
const card: Layout = {
  name: 'card',
  wishes: { countries: ['DK'] },
  faces: ['helvetica', 'times'],
  draw: (work) => {
    const { sheet, paper, voice } = work;
    sheet.lines([paper.seller.name], sheet.right, 36, { size: 14, bold: true, align: 'right' });
    sheet.lines(
      [
        ...addressLines(work, paper.seller).slice(1),
        ...contactLines(work),
        ...registrationLines(work),
      ],
      sheet.right,
      56,
      { size: 8, align: 'right' },
    );
    buyerBlock(work, sheet.left, 100);
    sheet.text(title(work).toUpperCase(), sheet.left, 185, { size: 13, bold: true, spacing: 2 });
    const end = stacked(work, rows(work), sheet.left, 208, sheet.right - sheet.left, 5);
    const y = table(work, end + 8, {
      columns: ['item', 'description', 'quantity', 'unit', 'price', 'discount', 'lineAmount'],
      rules: 'grid',
      head: 'plain',
      nextPage: () => 60,
    });
    const after = totals(work, y + 4, 350, sheet.right);
    sheet.text(voice.say(voice.wording.lateInterest), sheet.left, after + 6, { size: 7.5 });
    cardLine(work, room(work, Math.max(after + 30, height - 110), 40));
    if (paper.payment.iban !== null) footerIban(work);
    pageNumbers(work, sheet.right, height - 22);
  },
};

function footerIban(work: Parameters<Layout['draw']>[0]): void {
  const list = paymentRows(work).filter(({ value }) => !value.startsWith('+71'));
  work.sheet.text(
    list.map(({ label, value }) => `${label}: ${value}`).join('   '),
    work.sheet.left,
    height - 62,
    { size: 7.5 },
  );
}

/** British, centred head and facts on a band. */
const british: Layout = {
  name: 'british',
  wishes: { countries: ['GB', 'GB', 'NO', 'DK'] },
  faces: ['times', 'helvetica'],
  draw: (work) => {
    const { sheet, paper, voice } = work;
    const middle = width / 2;
    sheet.text(paper.seller.name, middle, 34, { size: 18, bold: true, align: 'centre' });
    sheet.text(addressLines(work, paper.seller).slice(1).join(', '), middle, 58, {
      size: 8,
      align: 'centre',
    });
    sheet.text([...contactLines(work), ...registrationLines(work)].join('  '), middle, 70, {
      size: 7,
      align: 'centre',
    });
    sheet.text(title(work).toUpperCase(), sheet.right, 95, {
      size: 14,
      bold: true,
      align: 'right',
    });
    const end = buyerBlock(work, sheet.left, 100, { heading: true });
    const list = rows(work);
    let y = banded(work, list.slice(0, 5), Math.max(end, 160) + 8, '#e4e4e4');
    if (list.length > 5) y = banded(work, list.slice(5), y + 2, '#e4e4e4');
    y = table(work, y + 10, {
      columns: ['item', 'description', 'quantity', 'unit', 'price', 'vatRate', 'lineAmount'],
      rules: 'head',
      head: 'plain',
      nextPage: () => 60,
    });
    const after = totals(work, y, 370, sheet.right);
    const top = room(work, after + 10, 80);
    sheet.lines(
      paymentRows(work).map(({ label, value }) => `${label} ${value}`),
      sheet.left,
      top,
    );
    sheet.text(voice.say(voice.wording.thanks), middle, height - 40, { align: 'centre', size: 8 });
    pageNumbers(work, sheet.right, height - 22, { alone: true });
  },
};

/** Layouts at home in one country. */
export const nationalLayouts: readonly Layout[] = [giro, letterDin, bankgiro, card, british];
