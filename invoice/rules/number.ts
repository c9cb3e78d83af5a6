import type { XmlElement } from '../xml.ts';
import { first, stringOf } from './select.ts';

/** A rule has no answer: what it computes with is no number. Structure reports the number itself. */
export class Unevaluable extends Error {}

const powers = Array.from({ length: 16 }, (_, places) => 10 ** places);
const power = (places: number): number | bigint => powers[places] ?? 10n ** BigInt(places);
const isSafe = (value: number): boolean =>
  value <= globalThis.Number.MAX_SAFE_INTEGER && value >= -globalThis.Number.MAX_SAFE_INTEGER;

/** Whole numbers, exact: as numbers while they are small enough, else as bigints. */
type Whole = number | bigint;

function times(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (isSafe(product)) return product;
  }
  return BigInt(a) * BigInt(b);
}

function plus(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const total = a + b;
    if (isSafe(total)) return total;
  }
  return BigInt(a) + BigInt(b);
}

/** `a` by `b > 0`, towards minus infinity, and what is left. */
function divided(a: Whole, b: Whole): { readonly quotient: Whole; readonly rest: Whole } {
  if (typeof a === 'number' && typeof b === 'number') {
    const rest = a % b;
    const quotient = (a - rest) / b;
    return rest < 0 ? { quotient: quotient - 1, rest: rest + b } : { quotient, rest };
  }
  const [dividend, divisor] = [BigInt(a), BigInt(b)];
  const rest = dividend % divisor;
  const quotient = dividend / divisor;
  return rest < 0n ? { quotient: quotient - 1n, rest: rest + divisor } : { quotient, rest };
}

/** An `xs:decimal`, exact: a whole number and how many of its digits stand behind the point. */
export class Decimal {
  readonly #units: Whole;
  readonly #places: number;

  constructor(units: Whole, places: number) {
    this.#units = units;
    this.#places = places;
  }

  #at(places: number): Whole {
    return places === this.#places ? this.#units : times(this.#units, power(places - this.#places));
  }

  plus(other: Decimal): Decimal {
    const places = Math.max(this.#places, other.#places);
    return new Decimal(plus(this.#at(places), other.#at(places)), places);
  }

  minus(other: Decimal): Decimal {
    return this.plus(other.neg());
  }

  neg(): Decimal {
    return new Decimal(-this.#units, this.#places);
  }

  abs(): Decimal {
    return this.#units < 0 ? this.neg() : this;
  }

  times(other: Decimal): Decimal {
    return new Decimal(times(this.#units, other.#units), this.#places + other.#places);
  }

  /** With twenty decimals, halves away from zero. */
  div(other: Decimal): Decimal {
    if (Number(other.#units) === 0) throw new Unevaluable('division by zero');
    const shift = 20 + other.#places;
    const dividend = BigInt(this.#units) * 10n ** BigInt(shift);
    const divisor = BigInt(other.#units) * 10n ** BigInt(this.#places);
    const isNegative = dividend < 0n !== divisor < 0n;
    const [a, b] = [dividend, divisor].map((value) => (value < 0n ? -value : value)) as [
      bigint,
      bigint,
    ];
    const whole = (2n * a + b) / (2n * b);
    return new Decimal(isNegative ? -whole : whole, 20);
  }

  /** Less than zero where this is less than the other, zero where they are equal. */
  cmp(other: Decimal): number {
    const places = Math.max(this.#places, other.#places);
    const [a, b] = [this.#at(places), other.#at(places)];
    return a < b ? -1 : a > b ? 1 : 0;
  }

  eq(other: Decimal): boolean {
    return this.cmp(other) === 0;
  }

  lt(other: Decimal): boolean {
    return this.cmp(other) < 0;
  }

  lte(other: Decimal): boolean {
    return this.cmp(other) <= 0;
  }

  gt(other: Decimal): boolean {
    return this.cmp(other) > 0;
  }

  gte(other: Decimal): boolean {
    return this.cmp(other) >= 0;
  }

  /** Rounded to so many places, halves towards plus infinity. */
  roundedUp(places: number): Decimal {
    if (this.#places <= places) return this;
    const step = power(this.#places - places);
    const { quotient, rest } = divided(this.#units, step);
    return new Decimal(plus(quotient, times(rest, 2) >= step ? 1 : 0), places);
  }

  /** As text: with so many decimals, halves away from zero; without a count as many as it has, no zeros at the end. */
  toFixed(places?: number): string {
    const isNegative = this.#units < 0;
    const shown = places === undefined ? this.abs() : this.abs().roundedUp(places);
    const digits = String(shown.#units).padStart(shown.#places + 1, '0');
    const whole = digits.slice(0, digits.length - shown.#places);
    const written = digits.slice(digits.length - shown.#places);
    const fraction =
      places === undefined ? written.replace(/0+$/, '') : written.padEnd(places, '0');
    const text = fraction === '' ? whole : `${whole}.${fraction}`;
    return isNegative && /[1-9]/.test(text) ? `-${text}` : text;
  }

  toString(): string {
    return this.toFixed();
  }
}

/** An `xs:decimal`, exact. */
export type Number = Decimal;

/** A number of more digits is an attack; no rule computes with it. */
const mostDigits = 10_000;

const written = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** The number in a text, as `xs:decimal` reads it. */
export function decimalOf(text: string): Decimal {
  const trimmed = text.trim();
  const [, sign, whole = '', fraction = ''] = written.exec(trimmed) ?? [];
  const digits = whole + fraction;
  if (digits === '' || digits.length > mostDigits) throw new Unevaluable();
  const units = digits.length <= 15 ? globalThis.Number(digits) : BigInt(digits);
  return new Decimal(sign === '-' ? -units : units, fraction.length);
}

/** The number in the first element at a path, or undefined where there is none. */
export function decimal(at: XmlElement, path: string): Decimal | undefined {
  const found = first(at, path);
  return found && decimalOf(stringOf(found));
}

export const zero = new Decimal(0, 0);

/** XPath's `sum` over the elements at a path: zero where there is none. */
export const sum = (elements: readonly XmlElement[]): Decimal =>
  elements.reduce((total, element) => total.plus(decimalOf(stringOf(element))), zero);

/** XPath's `round(x * 10^places) div 10^places`: halves go towards plus infinity. */
export const xpathRound = (value: Decimal, places: number): Decimal => value.roundedUp(places);
