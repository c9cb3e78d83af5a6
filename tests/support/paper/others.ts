import { rows, listed, stacked } from './blocks/facts.ts';
import { table, type Column } from './blocks/lines.ts';
import {
  addressLines,
  buyerBlock,
  contactLines,
  logo,
  registrationLines,
} from './blocks/parties.ts';
import { footerColumns, paymentRows } from './blocks/payment.ts';
import { totals } from './blocks/totals.ts';
import { later } from './compose.ts';
import { height } from './sheet.ts';
import type { OtherKind } from './wording/words.ts';
import type { Work } from './work.ts';

/** Paper that comes by the same post and is no invoice. */
export const otherKinds: readonly OtherKind[] = [
  'reminder',
  'orderconfirmation',
  'deliverynote',
  'quote',
  'statement',
  'letter',
  'receipt',
];

/** As much like an invoice of the same supplier as such papers are: head, lines and sums where the kind has them. */
export function drawOther(work: Work, kind: OtherKind): void {
  const { sheet, paper, voice, chance } = work;
  const wording = voice.wording.others[kind];
  const isHeld = paper.set === 'held';
  logo(work, isHeld ? sheet.right : sheet.left, 34, '#37474f', isHeld ? 'right' : 'left');
  const seller = [
    ...addressLines(work, paper.seller),
    ...contactLines(work),
    ...registrationLines(work),
  ];
  if (isHeld) sheet.lines(seller, sheet.left, 34, { size: 7.5 });
  else sheet.lines(seller, sheet.right, 34, { size: 7.5, align: 'right' });
  buyerBlock(work, isHeld ? 350 : sheet.left, 130);
  sheet.text(voice.say(wording.title), sheet.left, 215, { size: 16, bold: true });
  const facts = [
    {
      label: voice.say(wording.number),
      value: kind === 'letter' || kind === 'terms' ? chance.digits(3) : paper.number,
    },
    ...rows(work, [
      'issueDate',
      'customerNumber',
      'orderReference',
      'buyerReference',
      'ourReference',
      'deliveryDate',
    ]),
  ];
  let y = isHeld
    ? stacked(work, facts, sheet.left, 242, sheet.right - sheet.left, 4)
    : listed(work, facts, 340, 450, 130, { colon: true });
  y = sheet.lines(sheet.wrap(voice.say(wording.text), 420), sheet.left, Math.max(y + 8, 245));
  body(work, kind, y + 14);
  footerColumns(work, { bank: kind !== 'deliverynote', registration: false, y: height - 60 });
}

function body(work: Work, kind: OtherKind, y: number): void {
  const { sheet, voice, paper, chance } = work;
  const lines = (columns: readonly Column[]): number =>
    table(work, y, { columns, rules: 'head', head: 'plain', nextPage: () => 50 });
  switch (kind) {
    case 'orderconfirmation':
    case 'quote': {
      const end = lines(['item', 'description', 'quantity', 'unit', 'price', 'lineAmount']);
      totals(work, end, 350, sheet.right, { ruled: true });
      return;
    }
    case 'receipt':
      totals(work, lines(['description', 'quantity', 'lineAmount']), 350, sheet.right);
      return;
    case 'deliverynote':
      lines(['item', 'description', 'quantity', 'unit']);
      return;
    case 'reminder': {
      const fee = 7000;
      const list = [
        { label: voice.label('number'), value: paper.number },
        { label: voice.label('issueDate'), value: voice.date(paper.issueDate) },
        { label: voice.label('dueDate'), value: voice.date(later(paper.issueDate, 14)) },
        { label: voice.label('gross'), value: voice.money(paper.amountDue) },
        { label: '+', value: voice.money(fee) },
        { label: voice.label('amountDue'), value: voice.total(paper.amountDue + fee) },
        ...paymentRows(work),
      ];
      listed(work, list, sheet.left, sheet.left + 200, y);
      return;
    }
    case 'statement': {
      const heads = [
        voice.label('number'),
        voice.label('issueDate'),
        voice.label('dueDate'),
        voice.label('lineAmount'),
      ];
      const ends = [sheet.left + 80, 260, 380, sheet.right];
      heads.forEach((text, i) => sheet.text(text, ends[i] ?? 0, y, { bold: true, align: 'right' }));
      let balance = 0;
      const count = chance.whole(3, 12);
      for (let n = 0; n < count; n++) {
        const amount = chance.whole(-200_00, 9000_00);
        balance += amount;
        const day = later(paper.issueDate, -chance.whole(5, 120));
        [
          chance.digits(6),
          voice.date(day),
          voice.date(later(day, 14)),
          voice.money(amount),
        ].forEach((text, i) =>
          sheet.text(text, ends[i] ?? 0, y + (n + 1) * 14, { align: 'right' }),
        );
      }
      sheet.text(voice.money(balance), sheet.right, y + (count + 2) * 14, {
        bold: true,
        align: 'right',
      });
      return;
    }
    case 'timesheet': {
      for (let n = 0; n < 14; n++) {
        const texts = [
          voice.date(later(paper.issueDate, n - 20)),
          paper.ourReference ?? paper.seller.name,
          `${chance.whole(2, 9)}:00–${chance.whole(11, 17)}:30`,
          voice.quantity(chance.whole(4, 32) * 250),
        ];
        texts.forEach((text, i) => sheet.text(text, sheet.left + i * 120, y + n * 14));
      }
      return;
    }
    case 'terms': {
      const text = voice.say(voice.wording.others.terms.text);
      for (let n = 1; n <= 9; n++)
        y =
          sheet.lines(
            sheet.wrap(`§ ${n}. ${text}`, sheet.right - sheet.left, { size: 7 }),
            sheet.left,
            y,
            { size: 7 },
          ) + 8;
      return;
    }
    case 'letter':
      sheet.text(voice.say(voice.wording.thanks), sheet.left, y + 20);
  }
}
