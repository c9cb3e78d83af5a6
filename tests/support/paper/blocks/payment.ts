import type { Work } from '../work.ts';
import { height, width } from '../sheet.ts';
import { addressLines, contactLines, registrationLines } from './parties.ts';
import type { Row } from './facts.ts';

/** What one may deduct for paying early; a day and an amount that are not the ones due. */
export function earlyPayment({ sheet, paper, voice }: Work, x: number, y: number): number {
  if (paper.earlyPayment === null) return y;
  const { date, amount } = paper.earlyPayment;
  sheet.text(
    voice.say(voice.wording.earlyPayment, { date: voice.date(date), amount: voice.total(amount) }),
    x,
    y,
    { size: sheet.size - 1 },
  );
  return y + sheet.size * 1.5;
}

/** Account, IBAN, BIC and reference, as far as this paper has them. */
export function paymentRows({ paper, voice, printed }: Work): Row[] {
  const { accountKind, bic } = paper.payment;
  const account = voice.account();
  const iban = voice.iban();
  const reference = voice.reference();
  const list: Row[] = [];
  if (account !== null) {
    printed.add('account');
    list.push({ label: voice.label(accountKind), value: account });
  }
  if (iban !== null) {
    printed.add('iban');
    list.push({ label: voice.label('iban'), value: iban });
    if (bic !== null) list.push({ label: voice.label('bic'), value: bic });
  }
  if (reference !== null) {
    printed.add('reference');
    list.push({
      label: voice.label('remittance'),
      value: paper.seller.country === 'DK' ? `+71<${reference}` : reference,
    });
  }
  return list;
}

/** The last lines of a page: the seller's address, contact, numbers and bank beside each other. */
export function footerColumns(
  work: Work,
  how: { bank: boolean; registration: boolean; y?: number },
): void {
  const { sheet, paper, printed } = work;
  const columns: string[][] = [addressLines(work, paper.seller), contactLines(work)];
  if (how.registration) columns.push(registrationLines(work));
  if (how.bank) {
    if (paper.payment.reference !== null) printed.add('reference');
    columns.push(paymentRows(work).map(({ label, value }) => `${label} ${value}`));
  }
  const y = how.y ?? height - 62;
  const cell = (sheet.right - sheet.left) / columns.length;
  sheet.rule(y - 5);
  columns.forEach((lines, i) =>
    sheet.lines(lines, sheet.left + i * cell, y, {
      size: Math.min(
        7,
        ...lines.map((line) => (7 * (cell - 4)) / sheet.measure(line, { size: 7 })),
      ),
    }),
  );
}

/** A box with what the payer needs. */
export function paymentBox(
  work: Work,
  x: number,
  y: number,
  wide: number,
  how: { due?: boolean; fill?: string | null } = {},
): number {
  const { sheet, voice, paper, sign, printed } = work;
  const list = paymentRows(work);
  if (how.due && paper.dueDate !== null && paper.printsDueDate) {
    printed.add('dueDate');
    list.unshift({ label: voice.label('dueDate'), value: voice.date(paper.dueDate) });
    list.push({ label: voice.label('amountDue'), value: voice.total(sign * paper.amountDue) });
  }
  const step = sheet.size * 1.55;
  sheet.box(x, y, wide, list.length * step + 8, how.fill ?? null, how.fill ? null : '#444');
  list.forEach(({ label, value }, i) => {
    sheet.text(label, x + 6, y + 5 + i * step);
    sheet.text(value, x + wide - 6, y + 5 + i * step, { align: 'right', bold: true });
  });
  return y + list.length * step + 16;
}

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

/** The Norwegian slip at the foot of the last page. */
export function giroSlip(work: Work, how: { fill: string | null }): void {
  const { sheet, voice, paper, printed } = work;
  const top = height - 255;
  if (how.fill !== null) sheet.box(0, top, width, 255, how.fill);
  sheet.pdf
    .moveTo(0, top)
    .lineTo(width, top)
    .dash(3, { space: 2 })
    .lineWidth(0.5)
    .stroke('#555')
    .undash();
  const small = { size: 6.5, colour: '#555' };
  const account = voice.account() ?? '';
  const reference = paper.payment.reference ?? '';
  const crowns = String(Math.floor(paper.amountDue / 100));
  const ore = String(paper.amountDue % 100).padStart(2, '0');
  printed.add('account');
  if (reference !== '') printed.add('reference');
  sheet.text('KVITTERING', 40, top + 10, { bold: true });
  sheet.text('Innbetalt til konto', 190, top + 8, small);
  sheet.text(account, 190, top + 17);
  sheet.text('Beløp', 330, top + 8, small);
  sheet.text(`${crowns},${ore}`, 330, top + 17);
  sheet.text('GIRO', 470, top + 45, { bold: true, size: 12 });
  sheet.text('Betalingsinformasjon', 40, top + 48, small);
  sheet.text(`${voice.label('number')} ${paper.number}`, 40, top + 57);
  if (paper.dueDate !== null && paper.printsDueDate) {
    printed.add('dueDate');
    sheet.text('Betalingsfrist', 470, top + 62, small);
    sheet.text(voice.date(paper.dueDate), 470, top + 71);
  }
  sheet.text('Betalt av', 40, top + 95, small);
  sheet.lines(addressLines(work, paper.buyer), 40, top + 105);
  sheet.text('Betalt til', 330, top + 95, small);
  sheet.lines(addressLines(work, paper.seller), 330, top + 105);
  sheet.text('Kundeidentifikasjon (KID)', 40, top + 175, small);
  sheet.text(reference, 40, top + 184);
  sheet.text('Kroner', 255, top + 175, small);
  sheet.text(crowns, 255, top + 184);
  sheet.text('Øre', 325, top + 175, small);
  sheet.text(ore, 325, top + 184);
  sheet.text('Til konto', 400, top + 175, small);
  sheet.text(account, 400, top + 184);
  sheet.text(
    `H   ${reference}   #   ${crowns} ${ore} < 8 >   ${digitsOf(account)}`,
    40,
    top + 215,
    { size: 10 },
  );
}

/** The Swedish slip: boxes for reference, amount and giro, and a line for machines. */
export function giroBoxes(work: Work): void {
  const { sheet, voice, paper, printed } = work;
  const top = height - 170;
  const { account, reference, accountKind } = paper.payment;
  const crowns = String(Math.floor(paper.amountDue / 100));
  const ore = String(paper.amountDue % 100).padStart(2, '0');
  const cells: [string, string, number, number][] = [
    [voice.label('remittance'), reference ?? '', 40, 150],
    ['Belopp kronor', crowns, 200, 90],
    ['öre', ore, 300, 40],
    [voice.label(accountKind), account ?? '', 350, 90],
    ['Betalningsmottagare', paper.seller.name, 450, 115],
  ];
  printed.add('account');
  if (reference !== null) printed.add('reference');
  sheet.text(`${accountKind.toUpperCase()}  INBETALNING/GIRERING`, 40, top, { bold: true });
  sheet.rule(top - 6, 40, width - 30, 1);
  for (const [label, value, x, wide] of cells) {
    sheet.box(x, top + 18, wide, 30, null, '#666');
    sheet.text(label, x + 3, top + 21, { size: 6, colour: '#555' });
    sheet.text(value, x + 3, top + 32, {
      size: Math.min(sheet.size, (sheet.size * (wide - 6)) / Math.max(1, sheet.measure(value))),
    });
  }
  sheet.text(
    `# ${reference ?? ''} # ${crowns} ${ore} 5 > ${digitsOf(account ?? '')}#${accountKind === 'bankgiro' ? 41 : 42}#`,
    40,
    top + 75,
    { size: 10 },
  );
}

/** The Danish line for machines, with the words around it. */
export function cardLine(work: Work, y: number): void {
  const { sheet, paper, voice, printed } = work;
  const { reference, account } = paper.payment;
  sheet.rule(y - 6);
  if (account !== null) {
    printed.add('account');
    sheet.text(
      `Reg.nr. ${account.slice(0, 4)}  ${voice.label('account')} ${account.slice(4)}`,
      sheet.left,
      y,
    );
  }
  if (reference === null) return;
  printed.add('reference');
  sheet.text(
    `${voice.label('remittance')}:  +71<${reference} +8${String(reference).slice(2, 9)}<`,
    sheet.left,
    y + 16,
    { size: 11 },
  );
}

/** Due date, amount and account as running text. */
export function paymentSentence(work: Work, x: number, y: number, wide: number): number {
  const { sheet, paper, voice, printed, sign } = work;
  const account = voice.account() ?? voice.iban() ?? '';
  if (paper.dueDate === null || !paper.printsDueDate) {
    return sheet.lines(
      paymentRows(work).map(({ label, value }) => `${label} ${value}`),
      x,
      y,
    );
  }
  printed.add('dueDate');
  const text = voice.say(voice.wording.dueSentence, {
    date: voice.date(paper.dueDate),
    amount: voice.total(sign * paper.amountDue),
    account,
  });
  if (text.includes(account)) printed.add(voice.account() === null ? 'iban' : 'account');
  let at = sheet.lines(sheet.wrap(text, wide), x, y);
  const reference = voice.reference();
  if (reference !== null) {
    printed.add('reference');
    at = sheet.lines([`${voice.label('remittance')}: ${reference}`], x, at + 2);
  }
  return at + 4;
}
