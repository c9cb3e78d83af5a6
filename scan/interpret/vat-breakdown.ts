import { compare, percentToCents, subtract, toCents } from '../../invoice/amount.ts';
import type { Decimal, VatBreakdown } from '../../invoice/model.ts';
import type { PrintedAmount } from './amounts.ts';
import type { Findings, Found } from './findings.ts';
import type { TableArea } from './table-area.ts';
import type { Sum } from './sums.ts';
import type { Totals } from './totals.ts';

const rates: readonly Decimal[] = [
  '25',
  '24',
  '21',
  '20',
  '19',
  '15',
  '14',
  '13.5',
  '12',
  '11.11',
  '10',
  '9',
  '8.1',
  '7',
  '6',
  '5.5',
  '5',
];

interface Row {
  readonly rate: Decimal;
  readonly base: Decimal;
  readonly tax: Decimal;
}

/**
 * VAT by rate: the rows on the paper in which a percentage of one amount is another, where together they make the VAT;
 * else the one rate that makes the VAT of the net amount.
 */
export function vatBreakdown(
  findings: Findings,
  table: TableArea,
  sums: readonly Sum[],
  totals: Totals | null,
): VatBreakdown[] {
  const net = positive(totals?.withoutVat?.amount) ?? sumOf(totals?.netRows ?? []);
  const vat = positive(totals?.vat?.amount) ?? sumOf(totals?.vatRows ?? []);
  const rows = printedRows(findings, table);
  const complete = fitting(rows, net, vat);
  if (complete) return complete.map(toBreakdown);
  if (net === null || vat === null) return [];
  const labelled = sums.find(
    ({ role, rate, amount }) => role === 'vat' && rate !== null && positive(amount) === vat,
  )?.rate;
  const rate = [...(labelled ? [labelled] : []), ...(isZero(vat) ? ['0'] : rates)].find((one) =>
    within(percentToCents(net, one), vat, '0.02'),
  );
  return rate === undefined ? [] : [toBreakdown({ rate, base: net, tax: vat })];
}

const toBreakdown = ({ rate, base, tax }: Row): VatBreakdown => ({
  vatCategory: compare(rate, '0') === 0 ? 'Z' : 'S',
  vatRate: plain(rate),
  taxableAmount: base,
  taxAmount: tax,
});

const plain = (rate: Decimal): Decimal => (rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate);
const isZero = (amount: Decimal): boolean => compare(amount, '0') === 0;
const within = (a: Decimal, b: Decimal, most: Decimal): boolean => {
  const off = subtract(a, b);
  return compare(off.replace('-', ''), most) <= 0;
};
const positive = (amount: Decimal | undefined): Decimal | null =>
  amount === undefined ? null : toCents(amount.replace('-', ''));

const sumOf = (sums: readonly Sum[]): Decimal | null =>
  sums.length === 0
    ? null
    : sums
        .map(({ amount }) => amount.replace('-', ''))
        .reduce((a, b) => toCents(subtract(a, `-${b}`)));

/** Rows with a percentage, an amount and that percentage of it, each rate once. */
function printedRows(findings: Findings, table: TableArea): Row[] {
  const byRow = new Map<string, Found<PrintedAmount>[]>();
  for (const amount of findings.amounts) {
    const key = `${amount.sheet}:${amount.row}`;
    if (!table.has(amount.sheet, amount.row, amount.box))
      byRow.set(key, [...(byRow.get(key) ?? []), amount]);
  }
  const rows = new Map<Decimal, Row>();
  for (const amounts of byRow.values()) {
    for (const { value } of amounts) {
      if (!value.isPercent || rows.has(plain(value.amount))) continue;
      const row = rowOf(value.amount, amounts);
      if (row) rows.set(plain(value.amount), row);
    }
  }
  return [...rows.values()];
}

function rowOf(rate: Decimal, amounts: readonly Found<PrintedAmount>[]): Row | null {
  const printed = amounts
    .filter(({ value }) => !value.isPercent && value.decimals === 2)
    .map(({ value }) => toCents(value.amount.replace('-', '')));
  for (const base of printed) {
    for (const tax of printed) {
      if (printed.length > 1 && base === tax && !isZero(base)) continue;
      if (within(percentToCents(base, rate), tax, '0.02') && !isZero(base))
        return { rate, base, tax };
    }
  }
  return null;
}

/** The rows if their VAT adds up to the document's; with a row of no VAT if the bases do. */
function fitting(rows: readonly Row[], net: Decimal | null, vat: Decimal | null): Row[] | null {
  if (rows.length === 0 || vat === null) return null;
  const sum = (pick: (row: Row) => Decimal): Decimal =>
    rows.map(pick).reduce((a, b) => toCents(subtract(a, `-${b}`)));
  if (
    !within(
      sum(({ tax }) => tax),
      vat,
      '0.02',
    )
  )
    return null;
  if (
    net === null ||
    within(
      sum(({ base }) => base),
      net,
      '0.03',
    )
  )
    return [...rows];
  const rest = toCents(
    subtract(
      net,
      sum(({ base }) => base),
    ),
  );
  return compare(rest, '0') > 0 ? [...rows, { rate: '0', base: rest, tax: '0.00' }] : null;
}
