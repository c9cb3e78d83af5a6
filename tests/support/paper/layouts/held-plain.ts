import { dotted, listed, rows } from '../blocks/facts.ts';
import { table } from '../blocks/lines.ts';
import { addressLines, buyerBlock, registrationLines, title } from '../blocks/parties.ts';
import { earlyPayment, paymentBox, paymentRows } from '../blocks/payment.ts';
import { paymentCode } from '../blocks/qr.ts';
import { room, totals } from '../blocks/totals.ts';
import { height, width } from '../sheet.ts';
import { pageNumbers, type Layout } from './layout.ts';

/** A fee note: one text and one sum in a sentence-like row, the rest below each other at the left. */
const feeNote: Layout = {
  name: 'fee-note',
  wishes: { plainLines: true, lines: [1, 3], countries: ['NO', 'NO', 'SE', 'DK', 'DE', 'GB'] },
  faces: ['times', 'arimo'],
  size: 10.5,
  margins: { left: 95, right: 95 },
  draw: (work) => {
    const { sheet, paper, voice, sign } = work;
    sheet.text(paper.seller.name, sheet.right, 46, { size: 15, align: 'right' });
    const own = [...addressLines(work, paper.seller).slice(1), ...registrationLines(work)];
    sheet.lines(own, sheet.right, 68, { size: 8, align: 'right' });
    buyerBlock(work, sheet.left, 140);
    sheet.text(title(work).toUpperCase(), sheet.left, 215, { size: 12, bold: true });
    const facts = rows(work, [
      'number',
      'issueDate',
      'project',
      'buyerReference',
      'period',
      'originalInvoice',
    ]);
    let y = dotted(work, facts, sheet.left, sheet.left + 260, 238);
    const columns = ['description', 'lineAmount'] as const;
    y = table(work, y + 18, { columns, rules: 'none', head: 'plain', nextPage: () => 60 });
    y = totals(work, y + 8, sheet.left, sheet.right);
    const sentence = voice.say(voice.wording.totalSentence, {
      amount: voice.total(sign * paper.amountDue),
    });
    y = sheet.lines([sentence], sheet.left, room(work, y + 10, 100));
    y = listed(work, rows(work, ['dueDate', 'terms']), sheet.left, sheet.left + 150, y + 8);
    listed(work, paymentRows(work), sheet.left, sheet.left + 150, y);
    pageNumbers(work, width / 2, height - 26, { align: 'centre' });
  },
};

/** Two columns of facts and no title but a word on a dark stripe; the amount stands in the stripe too. */
const stripe: Layout = {
  name: 'stripe',
  wishes: { lines: [2, 8] },
  faces: ['helvetica', 'arimo'],
  draw: (work) => {
    const { sheet, paper, voice, sign } = work;
    sheet.text(paper.seller.name, sheet.left, 30, { size: 13, bold: true });
    sheet.text(
      [...addressLines(work, paper.seller).slice(1), paper.seller.phone].join(', '),
      sheet.left,
      48,
      { size: 7.5 },
    );
    sheet.text(registrationLines(work).join(', '), sheet.left, 59, { size: 7.5 });
    sheet.box(0, 78, width, 30, '#3c3c3c');
    sheet.text(title(work), sheet.left, 86, { size: 13, colour: '#fff' });
    sheet.text(voice.total(sign * paper.amountDue), sheet.right, 86, {
      size: 13,
      bold: true,
      colour: '#fff',
      align: 'right',
    });
    const facts = rows(work);
    const half = Math.ceil(facts.length / 2);
    const end = listed(work, facts.slice(0, half), sheet.left, sheet.left + 105, 124);
    listed(work, facts.slice(half), 310, 415, 124);
    const after = buyerBlock(work, sheet.left, end + 12, { heading: true });
    const y = table(work, after + 12, {
      columns: ['item', 'description', 'price', 'quantity', 'discount', 'lineAmount'],
      rules: 'zebra',
      head: 'upper',
      nextPage: () => 50,
    });
    const next = totals(work, y + 4, 330, sheet.right);
    const top = room(work, next + 8, 110);
    const box = paymentBox(work, 330, top, sheet.right - 330, { fill: '#f3f3f3' });
    earlyPayment(work, sheet.left, top);
    paymentCode(work, sheet.left, Math.max(top + 20, box - 60), 70);
    pageNumbers(work, sheet.right, height - 20, { alone: true });
  },
};

/** Layouts of the held set that say the amount twice. */
export const stripeLayouts: readonly Layout[] = [feeNote, stripe];
