import type { Decimal } from '../../invoice/model.ts';
import type { AmountRole } from './amount-role.ts';
import type { Sum } from './sums.ts';
import { vatPairs } from './vat-pairs.ts';

/** The totals that fit each other best. What is not printed has no sum; `vat` may be the sum of printed rows. */
export interface Totals {
  readonly withoutVat: Sum | null;
  readonly vat: Sum | null;
  readonly withVat: Sum | null;
  readonly amountDue: Sum | null;
  readonly rounding: Sum | null;
  readonly prepaid: Sum | null;
  /** VAT that is printed by rate only: the rows that add up to it. */
  readonly vatRows: readonly Sum[];
  /** Net that is printed by rate only. */
  readonly netRows: readonly Sum[];
  /** True where net and VAT add up to what is due, all of them printed. */
  readonly adds: boolean;
  /** How much better it is than the best other solution with another amount due, net or VAT. */
  readonly margin: number;
  /** The amounts due that other solutions would have. */
  readonly others: readonly Totals[];
}

type Wanted = 'withoutVat' | 'vat' | 'withVat' | 'amountDue';

/** What a word's meaning is worth for each total. */
const worth: Readonly<Record<Wanted, Partial<Readonly<Record<AmountRole, number>>>>> = {
  withoutVat: { withoutVat: 1, goods: 0.6, base: 0.55, total: 0.25 },
  vat: { vat: 1 },
  withVat: { withVat: 1, total: 0.8, amountDue: 0.7 },
  amountDue: { amountDue: 1, total: 0.75, withVat: 0.7 },
};

/** VAT rates of Norway and its neighbours, present and recent. */
const usualRates = [0, 5, 5.5, 6, 7, 8.1, 9, 10, 11.11, 12, 13.5, 14, 15, 19, 20, 21, 24, 25, 25.5];

interface Option {
  readonly sum: Sum;
  readonly score: number;
}

/** Options for one total, by distinct amount, the best first. */
function options(sums: readonly Sum[], wanted: Wanted, most: number): Option[] {
  const best = new Map<number, Option>();
  for (const sum of sums) {
    const meant = sum.role === null ? 0 : (worth[wanted][sum.role] ?? -1);
    if (meant < 0) continue;
    if (sum.decimals !== 2 && meant === 0) continue;
    const score = meant * sum.weight + (sum.decimals === 2 ? 0.05 : 0);
    const key = Math.abs(sum.ticks);
    const known = best.get(key);
    if (!known || known.score < score) best.set(key, { sum, score });
  }
  return [...best.values()]
    .sort((a, b) => b.score - a.score || Math.abs(b.sum.ticks) - Math.abs(a.sum.ticks))
    .slice(0, most);
}

const cent = 100;

/** The combination of printed amounts that their words and arithmetic support best, or null where nothing is printed. */
export function solveTotals(sums: readonly Sum[], linesTicks: number | null): Totals | null {
  const nets = options(sums, 'withoutVat', 14);
  const vats = options(sums, 'vat', 10);
  const dues = options(sums, 'amountDue', 14).filter(({ sum }) => sum.ticks !== 0);
  const grosses = new Map(
    options(sums, 'withVat', 30).map((option) => [Math.abs(option.sum.ticks), option]),
  );
  const rows = vatRowsOf(sums);
  const solutions: {
    readonly totals: Omit<Totals, 'margin' | 'others'>;
    readonly score: number;
  }[] = [];

  const pairs = vatPairs(sums);
  for (const due of dues) {
    if (pairs.length < 2) break;
    const netRows = pairs.map(({ base }) => base);
    const vatRows = pairs.map(({ tax }) => tax);
    const closing = close(total([...netRows, ...vatRows]), Math.abs(due.sum.ticks), sums, due.sum);
    if (!closing) continue;
    solutions.push({
      score: due.score + 3.4 + 0.3 * pairs.length - closing.cost,
      totals: {
        withoutVat: nets.find(({ sum }) => Math.abs(sum.ticks) === total(netRows))?.sum ?? null,
        vat: vats.find(({ sum }) => Math.abs(sum.ticks) === total(vatRows))?.sum ?? null,
        vatRows,
        netRows,
        withVat: null,
        amountDue: due.sum,
        rounding: closing.rounding,
        prepaid: closing.prepaid,
        adds: true,
      },
    });
  }
  // Where all rates together make what is due, one of them alone is no total.
  const areTogether = solutions.some(({ totals: { prepaid, rounding } }) => !prepaid && !rounding);
  const isOnePair = (net: number, vat: number): boolean =>
    areTogether &&
    vat > 0 &&
    pairs.some(({ base, tax }) => Math.abs(base.ticks) === net && Math.abs(tax.ticks) === vat);

  for (const due of dues) {
    for (const net of nets) {
      const netTicks = Math.abs(net.sum.ticks);
      const dueTicks = Math.abs(due.sum.ticks);
      const wanted: readonly {
        readonly ticks: number;
        readonly option: Option | null;
        readonly rows: readonly Sum[];
      }[] = [
        ...vats.map((option) => ({ ticks: Math.abs(option.sum.ticks), option, rows: [] })),
        ...(rows.length > 1 ? [{ ticks: total(rows), option: null, rows }] : []),
        ...vatParts(sums, dueTicks - netTicks).map((parts) => ({
          ticks: dueTicks - netTicks,
          option: null,
          rows: parts,
        })),
      ];
      for (const vat of wanted) {
        if (vat.ticks > netTicks * 0.3 || isOnePair(netTicks, vat.ticks)) continue;
        // What is paid already is neither the net amount nor its VAT.
        if (vat.ticks > 0 && (netTicks === dueTicks || vat.ticks === dueTicks)) continue;
        const closing = close(netTicks + vat.ticks, dueTicks, sums, due.sum);
        if (!closing) continue;
        const gross = grosses.get(netTicks + vat.ticks);
        const isUsual = netTicks > 0 && hasUsualRate(vat.ticks, netTicks);
        const score =
          due.score +
          net.score +
          (vat.option?.score ?? 0.7) +
          (gross ? gross.score * 0.5 : 0) +
          (isUsual ? 0.5 : 0) +
          (linesTicks !== null && linesTicks === netTicks ? 0.5 : 0) +
          1.2 -
          closing.cost;
        solutions.push({
          score,
          totals: {
            withoutVat: net.sum,
            vat: vat.option?.sum ?? null,
            vatRows: vat.rows,
            netRows: [],
            withVat: gross?.sum ?? null,
            amountDue: due.sum,
            rounding: closing.rounding,
            prepaid: closing.prepaid,
            adds: true,
          },
        });
      }
    }
  }
  for (const due of dues) {
    const net = nets.find(({ sum }) => sum.ticks === due.sum.ticks) ?? null;
    const vat = vats.find(
      ({ sum, score }) => score > 0.4 && Math.abs(sum.ticks) < Math.abs(due.sum.ticks) * 0.25,
    );
    solutions.push({
      score: due.score + (net ? net.score * 0.5 : 0),
      totals: {
        withoutVat: net && net.score > 0.4 ? net.sum : null,
        vat: net ? null : (vat?.sum ?? null),
        vatRows: [],
        netRows: [],
        withVat: null,
        amountDue: due.sum,
        rounding: null,
        prepaid: null,
        adds: false,
      },
    });
  }
  solutions.sort((a, b) => b.score - a.score);
  const [best] = solutions;
  if (!best) return null;
  const others = solutions.filter(({ totals }) => !same(totals, best.totals)).slice(0, 3);
  return {
    ...best.totals,
    margin: best.score - (others[0]?.score ?? 0),
    others: others.map(({ totals }) => ({ ...totals, margin: 0, others: [] })),
  };
}

const same = (
  a: Omit<Totals, 'margin' | 'others'>,
  b: Omit<Totals, 'margin' | 'others'>,
): boolean =>
  a.amountDue?.ticks === b.amountDue?.ticks &&
  (a.withoutVat?.ticks ?? total(a.netRows)) === (b.withoutVat?.ticks ?? total(b.netRows)) &&
  (a.vat?.ticks ?? total(a.vatRows)) === (b.vat?.ticks ?? total(b.vatRows));

const total = (sums: readonly Sum[]): number =>
  sums.reduce((all, { ticks }) => all + Math.abs(ticks), 0);

const hasUsualRate = (vat: number, net: number): boolean =>
  usualRates.some((rate) => Math.abs(vat - (net * rate) / 100) <= 2 * cent + net * 0.00002);

/** Rows `VAT 25 %`, `VAT 12 %` with different rates: together they are the VAT. */
function vatRowsOf(sums: readonly Sum[]): Sum[] {
  const byRate = new Map<Decimal, Sum>();
  for (const sum of sums) {
    if (sum.role === 'vat' && sum.rate !== null && !byRate.has(sum.rate)) byRate.set(sum.rate, sum);
  }
  return [...byRate.values()];
}

interface Closing {
  readonly rounding: Sum | null;
  readonly prepaid: Sum | null;
  readonly cost: number;
}

/** How net and VAT become what is due: at once, with rounding, less what is paid already; null where they do not. */
function close(gross: number, due: number, sums: readonly Sum[], dueSum: Sum): Closing | null {
  if (Math.abs(gross - due) <= cent)
    return { rounding: null, prepaid: null, cost: gross === due ? 0 : 0.2 };
  const makes = (sum: Sum): boolean =>
    sum.decimals === 2 && Math.abs(Math.abs(due - gross) - Math.abs(sum.ticks)) <= cent;
  const isLess = due < gross;
  // Between the gross amount and what is due, whatever it is called, it is what makes the one the other.
  const between = sums.find(
    (sum, at) =>
      makes(sum) &&
      sum.rate === null &&
      sum.role !== 'vat' &&
      (sum.role !== 'amountDue' || dueSum.role === 'amountDue') &&
      dueSum.weight > 0.5 &&
      dueSum.role !== 'vat' &&
      (isLess || Math.abs(sum.ticks) < wholeCrown) &&
      Math.abs(sums[at - 1]?.ticks ?? 0) === gross &&
      Math.abs(sums[at + 1]?.ticks ?? 0) === due,
  );
  if (between) {
    const isRounding = Math.abs(between.ticks) < wholeCrown;
    return {
      rounding: isRounding ? between : null,
      prepaid: isRounding ? null : between,
      cost: -0.9,
    };
  }
  const rounding = sums.find((sum) => sum.role === 'rounding' && makes(sum));
  if (rounding) return { rounding, prepaid: null, cost: -0.2 };
  const prepaid = sums.find((sum) => sum.role === 'prepaid' && isLess && makes(sum));
  if (prepaid) return { rounding: null, prepaid, cost: -0.2 };
  // Less than the gross amount by an amount that is printed: paid already, whatever it is called.
  const paid =
    isLess && dueSum.role === 'amountDue'
      ? sums.find((sum) => !isTotal(sum) && makes(sum))
      : undefined;
  if (paid) return { rounding: null, prepaid: paid, cost: 0 };
  // Rounded to whole crowns without a row that says so.
  if (Math.abs(gross - due) < wholeCrown && due % wholeCrown === 0)
    return { rounding: null, prepaid: null, cost: 0.6 };
  return null;
}

/** What its words call a total is not what was paid of one. */
const isTotal = ({ role }: Sum): boolean =>
  role === 'amountDue' || role === 'withoutVat' || role === 'vat' || role === 'withVat';

const wholeCrown = 10_000;

/** Two to four amounts of VAT that together are what is wanted; the first such. */
function vatParts(sums: readonly Sum[], wanted: number): Sum[][] {
  const parts = sums.filter(({ role, decimals }) => role === 'vat' && decimals === 2).slice(0, 8);
  if (wanted <= 0 || parts.length < 2) return [];
  const search = (from: number, rest: number, chosen: readonly Sum[]): Sum[] | null => {
    if (Math.abs(rest) <= cent && chosen.length > 1) return [...chosen];
    if (chosen.length === 4) return null;
    for (let at = from; at < parts.length; at++) {
      const part = parts[at];
      if (!part || Math.abs(part.ticks) > rest + cent || part.ticks === 0) continue;
      const found = search(at + 1, rest - Math.abs(part.ticks), [...chosen, part]);
      if (found) return found;
    }
    return null;
  };
  const found = search(0, wanted, []);
  return found ? [found] : [];
}
