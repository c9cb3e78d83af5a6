import type { Labels } from '../wording/words.ts';
import type { Work } from '../work.ts';

/** What stands in the head of a paper beside the addresses. */
export type Fact =
  | 'number'
  | 'issueDate'
  | 'dueDate'
  | 'customerNumber'
  | 'orderReference'
  | 'buyerReference'
  | 'ourReference'
  | 'deliveryDate'
  | 'orderDate'
  | 'project'
  | 'contract'
  | 'period'
  | 'terms'
  | 'originalInvoice'
  | 'remittance'
  | 'amountDue';

export interface Row {
  readonly label: string;
  readonly value: string;
}

export const usualFacts: readonly Fact[] = [
  'number',
  'issueDate',
  'dueDate',
  'customerNumber',
  'orderReference',
  'buyerReference',
  'ourReference',
  'deliveryDate',
  'orderDate',
  'project',
  'contract',
  'period',
  'terms',
  'originalInvoice',
];

/** The rows for those facts that the paper has. */
export function rows(work: Work, facts: readonly Fact[] = usualFacts): Row[] {
  return facts.flatMap((fact) => {
    const value = valueOf(work, fact);
    if (value === null) return [];
    return [{ label: labelOf(work, fact), value }];
  });
}

function labelOf({ paper, voice }: Work, fact: Fact): string {
  if (fact === 'number' && paper.kind === 'creditnote') {
    return `${voice.wording.creditTitle.usual[0] ?? ''} ${paper.language === 'en' ? 'No.' : 'nr.'}`;
  }
  if (fact === 'amountDue' && paper.kind === 'creditnote') return voice.headLabel('amountCredited');
  return voice.headLabel(fact satisfies keyof Labels);
}

function valueOf(work: Work, fact: Fact): string | null {
  const { paper, voice, printed } = work;
  const dated = (iso: string | null): string | null => iso && voice.date(iso);
  switch (fact) {
    case 'number':
      return paper.number;
    case 'issueDate':
      return voice.date(paper.issueDate);
    case 'dueDate':
      if (!paper.printsDueDate) return null;
      printed.add('dueDate');
      return dated(paper.dueDate);
    case 'terms':
      if (paper.termDays === null || (paper.printsDueDate && Number(paper.number.at(-1)) % 2 === 0))
        return null;
      printed.add('terms');
      return voice.terms();
    case 'deliveryDate':
      if (paper.deliveryDate !== null) printed.add('deliveryDate');
      return dated(paper.deliveryDate);
    case 'orderDate':
      return dated(paper.orderDate);
    case 'period':
      return paper.period && paper.period.map((iso) => voice.date(iso)).join(' – ');
    case 'remittance':
      if (paper.payment.reference !== null) printed.add('reference');
      return voice.reference();
    case 'amountDue':
      return voice.total(work.sign * paper.amountDue);
    case 'ourReference':
    case 'project':
    case 'contract':
      return paper[fact];
    case 'customerNumber':
    case 'orderReference':
    case 'buyerReference':
    case 'originalInvoice':
      if (paper[fact] !== null) printed.add(fact);
      return paper[fact];
  }
}

/** Labels at the left, values in a column of their own. */
export function listed(
  { sheet }: Work,
  list: readonly Row[],
  x: number,
  valueX: number,
  y: number,
  how: { colon?: boolean; align?: 'left' | 'right'; bold?: boolean; leading?: number } = {},
): number {
  const step = sheet.size * (how.leading ?? 1.45);
  list.forEach(({ label, value }, i) => {
    sheet.text(how.colon ? `${label.replace(/:$/, '')}:` : label, x, y + i * step, {
      bold: how.bold ?? false,
    });
    sheet.text(value, valueX, y + i * step, { align: how.align ?? 'left' });
  });
  return y + list.length * step;
}

/** Labels set to the right, against their values. */
export function mirrored({ sheet }: Work, list: readonly Row[], middle: number, y: number): number {
  const step = sheet.size * 1.5;
  list.forEach(({ label, value }, i) => {
    sheet.text(label, middle - 5, y + i * step, { align: 'right', colour: '#555' });
    sheet.text(value, middle + 5, y + i * step, { bold: true });
  });
  return y + list.length * step;
}

/** Small labels, each above its value, in so many columns. */
export function stacked(
  { sheet }: Work,
  list: readonly Row[],
  x: number,
  y: number,
  wide: number,
  columns: number,
  how: { boxed?: boolean; upper?: boolean } = {},
): number {
  const cell = wide / columns;
  const high = sheet.size * 2.9;
  list.forEach(({ label, value }, i) => {
    const left = x + (i % columns) * cell;
    const top = y + Math.floor(i / columns) * high;
    if (how.boxed) sheet.box(left, top - 3, cell, high, null, '#777');
    const inset = how.boxed ? 4 : 0;
    sheet.text(how.upper ? label.toUpperCase() : label, left + inset, top, {
      size: sheet.size - 2.5,
      colour: '#555',
    });
    const size = sheet.measure(value) > cell - inset - 4 ? sheet.size - 2 : sheet.size;
    sheet.text(value, left + inset, top + sheet.size * 1.15, { size });
  });
  return y + Math.ceil(list.length / columns) * high;
}

/** One row of heads on a band, and the values below. */
export function banded({ sheet }: Work, list: readonly Row[], y: number, fill: string): number {
  const cell = (sheet.right - sheet.left) / list.length;
  const high = sheet.size * 1.7;
  sheet.box(sheet.left, y, sheet.right - sheet.left, high, fill);
  const small = list.length > 5 ? sheet.size - 2 : sheet.size - 1;
  list.forEach(({ label, value }, i) => {
    const x = sheet.left + i * cell + 3;
    sheet.text(label, x, y + 3, {
      size: sheet.measure(label, { size: small, bold: true }) > cell - 5 ? small - 1.5 : small,
      bold: true,
    });
    sheet.text(value, x, y + high + 3, {
      size: sheet.measure(value, { size: small }) > cell - 5 ? small - 1.5 : small,
    });
  });
  return y + high * 2 + 4;
}

/** Label, a row of dots, value. */
export function dotted(
  { sheet }: Work,
  list: readonly Row[],
  x: number,
  right: number,
  y: number,
): number {
  const step = sheet.size * 1.4;
  list.forEach(({ label, value }, i) => {
    const room = right - x - sheet.measure(label) - sheet.measure(value) - 8;
    const dots = '.'.repeat(Math.max(2, Math.floor(room / sheet.measure('.'))));
    sheet.text(`${label} ${dots}`, x, y + i * step);
    sheet.text(value, right, y + i * step, { align: 'right' });
  });
  return y + list.length * step;
}

/** All on one line, or as many as it takes. */
export function inline(
  { sheet }: Work,
  list: readonly Row[],
  x: number,
  y: number,
  wide: number,
  between = '  |  ',
): number {
  const text = list.map(({ label, value }) => `${label.replace(/:$/, '')}: ${value}`).join(between);
  return sheet.lines(sheet.wrap(text, wide), x, y);
}
