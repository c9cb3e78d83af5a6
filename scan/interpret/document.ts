import type { Known, DocumentKind } from '../draft.ts';
import { assign, type Announced } from './assign.ts';
import { blocksOf, withBuyer } from './blocks.ts';
import { findCurrency, type CurrencyFound } from './currency.ts';
import { votesMonthFirst } from './dates.ts';
import { findAll, type Findings, type Notation } from './findings.ts';
import { readHeader, type Header } from './header.ts';
import { kindOf } from './kind.ts';
import { findLabels, type Label } from './labels.ts';
import type { Sheet } from './layout.ts';
import { findLines, type PrintedLine } from './lines.ts';
import { looksNumeric, toTicks, voteOnMark } from './numbers.ts';
import { countryOfName } from './names.ts';
import { findParties, type Parties } from './parties.ts';
import { findPayment, type PaymentFound } from './payment.ts';
import { findSums, type Sum } from './sums.ts';
import type { TableArea } from './table-area.ts';
import { solveTotals, type Totals } from './totals.ts';
import { vatBreakdown } from './vat-breakdown.ts';
import type { VatBreakdown } from '../../invoice/model.ts';

/** Everything read from the pages of one document, before it becomes an invoice. */
export interface Reading {
  readonly sheets: readonly Sheet[];
  readonly notation: Notation;
  readonly kind: { readonly kind: DocumentKind; readonly weight: number };
  readonly findings: Findings;
  readonly labels: readonly Label[];
  readonly announced: readonly Announced[];
  readonly header: Header;
  readonly parties: Parties;
  readonly payment: PaymentFound;
  readonly currency: CurrencyFound | null;
  readonly sums: readonly Sum[];
  readonly totals: Totals | null;
  readonly vat: readonly VatBreakdown[];
  readonly table: TableArea;
  readonly lines: readonly PrintedLine[];
  /** Rows of the table that are charges or discounts. */
  readonly extras: readonly PrintedLine[];
}

/** The pages of one document read from words to fields. */
export function readPages(sheets: readonly Sheet[], known: Known): Reading {
  const notation = notationOf(sheets);
  const table = findLines(sheets, notation);
  const findings = findAll(sheets, notation);
  const labels = findLabels(sheets, table.area);
  const announced = assign(sheets, labels, findings, table.area);
  const blocks = sheets
    .flatMap((sheet, at) => blocksOf(sheet, at, table.area))
    .map((block) => withBuyer(block, known.buyerNames ?? []));
  const parties = findParties(sheets, blocks, findings, announced, known.buyerNumbers ?? []);
  const payment = findPayment(sheets, findings, announced);
  const sums = findSums(sheets, findings, table.area);
  const totals = solveTotals(sums, sumOfLines(table.lines));
  return {
    sheets,
    notation,
    kind: kindOf(sheets),
    findings,
    labels,
    announced,
    header: readHeader(sheets, announced, findings),
    parties,
    payment,
    currency: findCurrency(sheets, countryOf(parties, payment)),
    sums,
    totals,
    vat: vatBreakdown(findings, table.area, sums, totals),
    table: table.area,
    lines: table.lines,
    extras: table.extras,
  };
}

function notationOf(sheets: readonly Sheet[]): Notation {
  const texts = sheets.flatMap(({ rows }) =>
    rows.flatMap(({ tokens }) => tokens.map(({ text }) => text)),
  );
  return {
    mark: voteOnMark(texts.filter(looksNumeric)) ?? ',',
    order: texts.some(votesMonthFirst) ? 'month-first' : 'day-first',
  };
}

const sumOfLines = (lines: readonly PrintedLine[]): number | null =>
  lines.length === 0
    ? null
    : lines.reduce((all, { numbers }) => all + toTicks(numbers.amount ?? '0'), 0);

function countryOf({ seller }: Parties, { accounts }: PaymentFound): string | null {
  if (seller.country !== null) return seller.country;
  for (const { value } of accounts) {
    if (/^[A-Z]{2}\d/.test(value)) return value.slice(0, 2);
    if (/^\d{11}$/.test(value)) return 'NO';
    if (/^\d{3,4}-\d{4}$/.test(value)) return 'SE';
  }
  return seller.name ? countryOfName(seller.name.value) : null;
}
