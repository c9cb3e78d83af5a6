import { broken, totalsByRate } from '../blocks/by-rate.ts';
import {
  banded,
  dotted,
  inline,
  listed,
  mirrored,
  rows,
  stacked,
  usualFacts,
  type Row,
} from '../blocks/facts.ts';
import { table, type Column, type TableLook } from '../blocks/lines.ts';
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
  paymentBox,
  paymentRows,
  paymentSentence,
} from '../blocks/payment.ts';
import { room, totals, totalsAcross, vatTable } from '../blocks/totals.ts';
import { height, width } from '../sheet.ts';
import type { Work } from '../work.ts';
import { pageNumbers, type Layout } from './layout.ts';

/** Where the seller's address, contact and numbers stand. */
type SellerPlace = 'left' | 'right' | 'centre' | 'foot' | 'line';

/** A page of which chance decides every part: where the blocks stand, and in which form. */
function drawAnything(work: Work): void {
  const { chance, sheet, paper } = work;
  const drawn = chance.pick(['left', 'left', 'right', 'centre', 'foot', 'line'] as const);
  const hasSlip = paper.seller.country === 'NO' && paper.kind === 'invoice' && chance.happens(0.2);
  // A slip takes the foot, and the seller's number must stand somewhere.
  const place = hasSlip && drawn === 'foot' ? 'line' : drawn;
  if (hasSlip) sheet.bottom = height - 265;
  const top = drawSeller(work, place);
  const buyerRight = place === 'left' ? chance.happens(0.3) : chance.happens(0.25);
  const buyerTop = Math.max(top + 14, chance.whole(105, 135));
  const heading = { heading: chance.happens(0.45) };
  const buyerEnd = buyerBlock(work, buyerRight ? 340 : sheet.left, buyerTop, heading);
  const facts = rows(work, chance.happens(0.25) ? ['amountDue', ...usualFacts] : usualFacts);
  const isLate = chance.happens(0.15);
  const first = isLate ? facts.slice(0, 4) : facts;
  const x = buyerRight ? sheet.left : 340;
  const factsTop = place === 'right' || !buyerRight ? Math.max(buyerTop, top + 14) : buyerTop;
  sheet.text(title(work), x, factsTop - 4, {
    size: chance.pick([11, 14, 20]),
    bold: chance.happens(0.7),
  });
  let y = Math.max(buyerEnd, drawFacts(work, first, x, factsTop + 24, buyerEnd)) + 14;
  y = table(work, y, tableLook(work));
  y = drawTotals(work, y);
  if (chance.happens(0.25)) y = vatTable(work, sheet.left, room(work, y, 70));
  if (isLate) {
    const at = room(work, y + 8, 90);
    y = stacked(work, facts.slice(4), sheet.left, at, sheet.right - sheet.left, 4);
  }
  y = earlyPayment(work, sheet.left, room(work, y + 6, 30));
  if (hasSlip) giroSlip(work, { fill: chance.pick([null, '#fbe9d0']) });
  else drawPayment(work, y, place === 'foot');
  if (chance.happens(0.7)) pageNumbers(work, sheet.right, chance.pick([20, height - 14]));
}

function drawSeller(work: Work, place: SellerPlace): number {
  const { chance, sheet, paper } = work;
  const name = { size: chance.pick([9, 12, 15]), bold: chance.happens(0.6) };
  const about = [
    ...addressLines(work, paper.seller).slice(1),
    ...(chance.happens(0.7) ? contactLines(work) : []),
    ...registrationLines(work),
  ];
  const small = { size: sheet.size - 1 };
  switch (place) {
    case 'left':
      sheet.text(paper.seller.name, sheet.left, 36, name);
      return sheet.lines(about, sheet.left, 54, small);
    case 'right': {
      sheet.text(paper.seller.name, sheet.right, 36, { ...name, align: 'right' });
      return sheet.lines(about, sheet.right, 54, { ...small, align: 'right' });
    }
    case 'centre':
      sheet.text(paper.seller.name, width / 2, 34, { ...name, align: 'centre' });
      return sheet.lines(sheet.wrap(about.join(' · '), 430, small), width / 2, 54, {
        ...small,
        align: 'centre',
      });
    case 'foot':
      logo(work, sheet.left, 30, '#7a3b1d');
      return 70;
    case 'line': {
      logo(work, sheet.right, 30, '#224477', 'right');
      const line = [...addressLines(work, paper.seller), ...contactLines(work)];
      const all = [...line, ...registrationLines(work)].join(chance.pick([' | ', ' • ', ', ']));
      const wrapped = sheet.wrap(all, sheet.right - sheet.left, { size: 7 });
      const y = height - 24 - wrapped.length * 9;
      sheet.lines(wrapped, width / 2, y, { size: 7, align: 'centre' });
      sheet.bottom = Math.min(sheet.bottom, y - 12);
      return 70;
    }
  }
}

function drawFacts(
  work: Work,
  list: readonly Row[],
  x: number,
  y: number,
  buyerEnd: number,
): number {
  const { chance, sheet } = work;
  const right = Math.min(sheet.right, x + 215);
  const across = Math.max(y, buyerEnd) + 10;
  const wide = sheet.right - sheet.left;
  switch (
    chance.pick(['listed', 'listed', 'mirrored', 'dotted', 'broken', 'grid', 'band', 'line'])
  ) {
    case 'listed': {
      const colon = chance.happens(0.5);
      const align = chance.pick(['left', 'right'] as const);
      return listed(work, list, x, align === 'right' ? right : x + 105, y, {
        colon,
        align,
        leading: chance.pick([1.25, 1.45, 1.7]),
      });
    }
    case 'mirrored':
      return mirrored(work, list, x + 105, y);
    case 'dotted':
      return dotted(work, list, x, right, y);
    case 'broken':
      return broken(work, list, x, x + 90, y);
    case 'grid': {
      const look = { boxed: chance.happens(0.5), upper: chance.happens(0.3) };
      return stacked(work, list, sheet.left, across, wide, chance.whole(3, 5), look);
    }
    case 'band': {
      const end = banded(work, list.slice(0, 5), across, '#e8e8e8');
      return list.length > 5 ? banded(work, list.slice(5, 11), end + 2, '#e8e8e8') : end;
    }
    default: {
      const between = chance.pick(['  |  ', '    ', ', ']);
      return inline(work, list, sheet.left, across, wide, between);
    }
  }
}

function tableLook({ chance, paper }: Work): TableLook {
  const isPlain = paper.lines.every(({ quantity }) => quantity === 1000);
  const middle: Column[] = isPlain && chance.happens(0.5) ? [] : ['quantity', 'price'];
  if (middle.length > 0) {
    if (chance.happens(0.25)) middle.reverse();
    if (chance.happens(0.5)) middle.splice(middle.indexOf('quantity') + 1, 0, 'unit');
    middle.splice(chance.whole(0, middle.length), 0, 'discount');
  }
  if (chance.happens(0.45)) middle.splice(chance.whole(0, middle.length), 0, 'vatRate');
  const texts: Column[] = chance.pick([
    ['description'],
    ['item', 'description'],
    ['description', 'item'],
  ]);
  const columns: Column[] =
    chance.happens(0.12) && middle[0] === 'quantity'
      ? ['quantity', ...texts, ...middle.slice(1), 'lineAmount']
      : [...texts, ...middle, 'lineAmount'];
  return {
    columns,
    rules: chance.pick(['head', 'grid', 'none', 'rows', 'zebra']),
    head: chance.pick(['plain', 'plain', 'band', 'band', 'upper', 'upper', 'none']),
    leading: chance.pick([1.2, 1.35, 1.6]),
    carries: chance.happens(0.3),
    nextPage: () => 50,
  };
}

function drawTotals(work: Work, y: number): number {
  const { chance, sheet, paper } = work;
  const look = {
    boxed: chance.happens(0.25),
    ruled: chance.happens(0.4),
    large: chance.happens(0.3),
  };
  const isPure = paper.rounding === 0 && paper.prepaid === 0;
  if (paper.vat.length > 1 && isPure && chance.happens(0.3))
    return totalsByRate(work, y + 6, 340, sheet.right);
  switch (chance.pick(['right', 'right', 'right', 'left', 'wide', 'across'])) {
    case 'left':
      return totals(work, y + 6, sheet.left, 260, look);
    case 'wide':
      return totals(work, y + 6, sheet.left, sheet.right, look);
    case 'across':
      return totalsAcross(work, y + 8, chance.pick([null, '#eeeeee']));
    default:
      return totals(work, y + 6, chance.pick([300, 340, 380]), sheet.right, look);
  }
}

function drawPayment(work: Work, y: number, isFoot: boolean): void {
  const { chance, sheet, paper } = work;
  const at = room(work, y + 8, 110);
  const isInvoice = paper.kind === 'invoice';
  if (isFoot) {
    const bank = chance.happens(0.5);
    footerColumns(work, { bank, registration: true });
    if (bank) return;
  }
  switch (chance.pick(['box', 'listed', 'listed', 'grid', 'sentence', 'own', 'inline'])) {
    case 'box':
      paymentBox(work, sheet.left, at, 260, { due: isInvoice && chance.happens(0.5) });
      return;
    case 'grid':
      stacked(work, paymentRows(work), sheet.left, at, sheet.right - sheet.left, 4);
      return;
    case 'inline':
      inline(work, paymentRows(work), sheet.left, at, sheet.right - sheet.left, '   ');
      return;
    case 'sentence':
      paymentSentence(work, sheet.left, at, 420);
      return;
    case 'own':
      if (paper.seller.country === 'SE' && isInvoice && at < height - 190) {
        giroBoxes(work);
        return;
      }
      if (paper.seller.country === 'DK') {
        cardLine(work, at + 10);
        return;
      }
      break;
  }
  listed(work, paymentRows(work), sheet.left, sheet.left + chance.whole(95, 160), at, {
    colon: chance.happens(0.5),
  });
}

const faces = ['helvetica', 'times', 'arimo', 'courier'] as const;

/** Layouts of the fresh set: one page after another laid out by chance, for papers of several kinds. */
export const freshLayouts: readonly Layout[] = [
  { name: 'chance', wishes: { lines: [1, 8] }, faces, draw: drawAnything },
  {
    name: 'chance-small',
    wishes: { lines: [2, 16] },
    faces: ['helvetica', 'arimo', 'times'],
    size: 8,
    draw: drawAnything,
  },
  { name: 'chance-rates', wishes: { manyRates: true, lines: [2, 9] }, faces, draw: drawAnything },
  {
    name: 'chance-services',
    wishes: { plainLines: true, lines: [1, 5] },
    faces,
    margins: { left: 62, right: 45 },
    draw: drawAnything,
  },
  {
    name: 'chance-long',
    wishes: { lines: [14, 40] },
    faces: ['helvetica', 'times'],
    draw: drawAnything,
  },
  {
    name: 'chance-abroad',
    wishes: { countries: ['SE', 'DK', 'DE', 'GB'] },
    faces,
    draw: drawAnything,
  },
];
