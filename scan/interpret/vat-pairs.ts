import { toTicks } from './numbers.ts';
import type { Sum } from './sums.ts';

/** Amounts of which one is a usual percentage of the other, printed one after the other. */
export interface VatPair {
  readonly base: Sum;
  readonly tax: Sum;
}

const percentages = [25, 24, 21, 20, 19, 15, 14, 12, 11.11, 10, 9, 7, 6, 5.5, 5, 0];
const cent = 100;

/**
 * Net and VAT by rate where they stand in rows of their own: pairs of a base and what is that percentage of it, by
 * their words or, where the words say nothing of the base, right before the VAT. None of two pairs is the sum of others.
 */
export function vatPairs(sums: readonly Sum[]): VatPair[] {
  const pairs: VatPair[] = [];
  sums.forEach((tax, at) => {
    if (tax.role !== 'vat' || tax.decimals !== 2) return;
    const base = sums
      .slice(Math.max(0, at - 2), at)
      .reverse()
      .find((one) => one.sheet === tax.sheet && isBase(one) && isShare(one, tax));
    const isKnown = pairs.some(
      (pair) => pair.tax.ticks === tax.ticks && pair.base.ticks === base?.ticks,
    );
    if (base && !isKnown) pairs.push({ base, tax });
  });
  return pairs;
}

const isBase = ({ role, decimals }: Sum): boolean =>
  decimals === 2 &&
  (role === 'withoutVat' || role === 'base' || role === 'total' || role === 'goods');

/** True where the tax is that of the label's percentage or, without one, of a usual one. */
function isShare(base: Sum, tax: Sum): boolean {
  const rate = tax.rate ?? base.rate;
  const rates = rate === null ? percentages : [toTicks(rate) / 10_000];
  return rates.some(
    (percent) =>
      Math.abs(Math.abs(tax.ticks) - (Math.abs(base.ticks) * percent) / 100) <= 1.5 * cent,
  );
}
