import type { Work } from '../work.ts';
import type { Row } from './facts.ts';
import { room, totalRows } from './totals.ts';

/** Net and VAT of each rate in rows of their own, and what is due: the sums of both are not printed. */
export function totalsByRate(work: Work, y: number, x: number, right: number): number {
  const { sheet, paper, voice, sign } = work;
  const list: Row[] = [
    ...paper.vat.flatMap(({ rate, base, tax }): Row[] => [
      { label: `${voice.label('net')} ${rate} %`, value: voice.money(sign * base) },
      { label: `${voice.label('vat', { rate: String(rate) })}`, value: voice.money(sign * tax) },
    ]),
    ...totalRows(work).slice(-1),
  ];
  const step = sheet.size * 1.5;
  const at = room(work, y, list.length * step + 20);
  list.forEach(({ label, value }, i) => {
    sheet.text(label, x, at + i * step);
    sheet.text(value, right, at + i * step, { align: 'right', bold: i === list.length - 1 });
  });
  return at + list.length * step + 8;
}

/** Labels in a narrow column: those of two words stand in two rows, the value beside the first of them. */
export function broken(
  { sheet }: Work,
  list: readonly Row[],
  x: number,
  valueX: number,
  y: number,
): number {
  let at = y;
  for (const { label, value } of list) {
    const words = label.split(' ');
    sheet.text(words[0] ?? '', x, at);
    sheet.text(value, valueX, at);
    if (words.length > 1) {
      at += sheet.size * 1.15;
      sheet.text(words.slice(1).join(' '), x, at);
    }
    at += sheet.size * 1.6;
  }
  return at;
}
