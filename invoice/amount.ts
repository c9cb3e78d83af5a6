import Big from 'big.js';
import type { Decimal } from './model.ts';

const Exact = Big();
Exact.strict = true;
Exact.RM = 1;
// Division is the one operation that does not come out even: it rounds to cents, at once.
Exact.DP = 2;

/** Longer than any amount; Postgres and people get no further either. */
const longestDecimal = 64;

/** The text if it is a plain decimal (`-1250.00`), else null: no exponent, no grouping, no comma, no empty text. */
export const readDecimal = (text: string): Decimal | null =>
  text.length <= longestDecimal && /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text) ? text : null;

/** The exact sum. */
export const add = (...amounts: readonly Decimal[]): Decimal =>
  amounts.reduce((sum, amount) => sum.plus(plain(amount)), Exact('0')).toFixed();

/** The exact difference. */
export const subtract = (a: Decimal, b: Decimal): Decimal =>
  Exact(plain(a)).minus(plain(b)).toFixed();

/** The exact product. */
export const multiply = (...factors: readonly Decimal[]): Decimal =>
  factors.reduce((product, factor) => product.times(plain(factor)), Exact('1')).toFixed();

/** Divided and rounded to two decimals in one step, half away from zero; null for a divisor of zero. */
export const divideToCents = (amount: Decimal, divisor: Decimal): Decimal | null =>
  compare(divisor, '0') === 0 ? null : Exact(plain(amount)).div(plain(divisor)).toFixed(2);

/** That many percent of the amount, rounded to two decimals, half away from zero. */
export const percentToCents = (amount: Decimal, percentage: Decimal): Decimal =>
  toCents(multiply(amount, percentage, '0.01'));

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export const compare = (a: Decimal, b: Decimal): number => Exact(plain(a)).cmp(plain(b));

/** Rounded to two decimals, half away from zero; nothing has no sign: `-0.001` is `0.00`. */
export const toCents = (amount: Decimal): Decimal =>
  Exact(plain(amount))
    .toFixed(2)
    .replace(/^-0\.00$/, '0.00');

/** As a reader writes it: `1 250,00` in Norwegian, `1,250.00` in English; at least `decimals` decimals, none cut. */
export function formatDecimal(amount: Decimal, language: 'nb' | 'en', decimals = 2): string {
  const value = Exact(plain(amount));
  const exact = value.toFixed();
  const given = exact.split('.')[1]?.length ?? 0;
  const [whole = '0', fraction] = value.abs().toFixed(Math.max(decimals, given)).split('.');
  const [group, point] = language === 'nb' ? ['\u00a0', ','] : [',', '.'];
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, group);
  const sign = exact.startsWith('-') ? '\u2212' : '';
  return `${sign}${grouped}${fraction === undefined ? '' : point + fraction}`;
}

const plain = (amount: Decimal): string =>
  amount
    .replace(/^\+/, '')
    .replace(/\.$/, '')
    .replace(/^(-?)\./, '$10.');
