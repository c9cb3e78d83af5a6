import type { Work } from '../work.ts';
import type { Row } from './facts.ts';

const percent = (rate: number): string => String(rate);

/** From the sum of the lines to the amount due, as rows. */
export function totalRows(work: Work): Row[] {
  const { paper, voice, sign } = work;
  const money = (cents: number): string => voice.money(sign * cents);
  const due =
    paper.kind === 'creditnote' ? voice.label('amountCredited') : voice.label('amountDue');
  const vatRows = paper.vat.map(({ rate, base, tax }): Row => {
    const label = voice.label('vat', { rate: percent(rate) });
    return {
      label:
        paper.vat.length > 1 && !/\d/.test(label) ? `${label} ${rate} % (${money(base)})` : label,
      value: money(tax),
    };
  });
  const charges = paper.charges.map(({ description, amount }) => ({
    label: description,
    value: money(amount),
  }));
  const lineSum = paper.net - paper.charges.reduce((sum, { amount }) => sum + amount, 0);
  const end: Row[] = [
    ...(paper.rounding === 0
      ? []
      : [
          { label: voice.label('gross'), value: money(paper.gross) },
          { label: voice.label('rounding'), value: money(paper.rounding) },
        ]),
    ...(paper.prepaid === 0
      ? []
      : [
          { label: voice.label('gross'), value: money(paper.gross) },
          { label: voice.label('prepaid'), value: voice.money(-paper.prepaid) },
        ]),
    { label: due, value: voice.total(sign * paper.amountDue) },
  ];
  return [
    ...(charges.length > 0
      ? [{ label: voice.label('lineSum'), value: money(lineSum) }, ...charges]
      : []),
    { label: voice.label('net'), value: money(paper.net) },
    ...vatRows,
    ...end,
  ];
}

/** Below each other, the last one set off. */
export function totals(
  work: Work,
  y: number,
  x: number,
  right: number,
  how: { boxed?: boolean; ruled?: boolean; large?: boolean } = {},
): number {
  const { sheet, paper, voice } = work;
  const list = totalRows(work);
  const step = sheet.size * 1.6;
  let at = room(work, y, list.length * step + 20);
  if (how.boxed)
    sheet.box(
      x - 6,
      at - 5,
      right - x + 12,
      list.length * step + (how.large ? 12 : 8),
      null,
      '#333',
    );
  list.forEach(({ label, value }, i) => {
    const isLast = i === list.length - 1;
    const size = isLast && how.large ? sheet.size + 3 : sheet.size;
    if (isLast && how.ruled) sheet.rule(at - 3.5, x, right, 0.8);
    sheet.text(label, x, at, { bold: isLast, size });
    sheet.text(value, right, at, { bold: isLast, size, align: 'right' });
    at += isLast && how.large ? step + 5 : step;
  });
  const reason = paper.untaxed === null ? null : voice.say(voice.wording.untaxed[paper.untaxed]);
  if (reason !== null) sheet.text(reason, x, at + 2, { size: sheet.size - 1 });
  if (paper.pricesWithVat)
    sheet.text(voice.say(voice.wording.withVat), x, at + 2, { size: sheet.size - 1 });
  return at + (reason === null && !paper.pricesWithVat ? 6 : 18);
}

/** One row of heads over one row of sums: net, VAT, amount due. */
export function totalsAcross(work: Work, y: number, fill: string | null): number {
  const { sheet } = work;
  const list = totalRows(work);
  const at = room(work, y, 40);
  const cell = (sheet.right - sheet.left) / list.length;
  const high = sheet.size * 1.6;
  if (fill !== null) sheet.box(sheet.left, at, sheet.right - sheet.left, high, fill);
  else sheet.rule(at - 2);
  list.forEach(({ label, value }, i) => {
    const end = sheet.left + (i + 1) * cell - 3;
    const size = sheet.measure(label) > cell - 6 ? sheet.size - 2.5 : sheet.size - 0.5;
    sheet.text(label, end, at + 3, { align: 'right', size });
    sheet.text(value, end, at + high + 3, { align: 'right', bold: i === list.length - 1 });
  });
  sheet.rule(at + high * 2 + 4);
  return at + high * 2 + 14;
}

/** Rate, base and tax in a small table of its own. */
export function vatTable({ sheet, paper, voice, sign }: Work, x: number, y: number): number {
  const small = { size: sheet.size - 1.5 };
  const ends = [x + 40, x + 130, x + 205];
  sheet.text(voice.label('vatTable'), x, y, { ...small, bold: true });
  const heads = [voice.label('vatRate'), voice.label('vatBase'), voice.label('vat')];
  const step = sheet.size * 1.3;
  heads.forEach((text, i) =>
    sheet.text(text, ends[i] ?? x, y + step, { ...small, align: 'right', bold: true }),
  );
  paper.vat.forEach(({ rate, base, tax }, n) => {
    [`${rate} %`, voice.money(sign * base), voice.money(sign * tax)].forEach((text, i) =>
      sheet.text(text, ends[i] ?? x, y + step * (n + 2), { ...small, align: 'right' }),
    );
  });
  return y + step * (paper.vat.length + 2) + 6;
}

/** A new page where the rest of this one is too low. */
export function room({ sheet }: Work, y: number, high: number): number {
  if (y + high <= sheet.bottom) return y;
  sheet.newPage();
  return 60;
}
