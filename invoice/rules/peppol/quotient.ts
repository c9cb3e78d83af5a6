import { decimalOf, type Number } from '../number.ts';

/** Decimal places that a quotient keeps at least. */
const leastPlaces = 18;

/**
 * `dividend div divisor` of two `xs:decimal`, with as many places as the official rules' processor keeps, halves towards zero.
 * It keeps more where the dividend has more places than the divisor: a rule at its very limit must round alike.
 */
export function quotient(dividend: Number, divisor: Number): Number {
  const [a, aPlaces] = scaled(dividend);
  const [b, bPlaces] = scaled(divisor);
  const places = Math.max(leastPlaces, leastPlaces + aPlaces - bPlaces);
  const shift = places + bPlaces - aPlaces;
  const numerator = a * 10n ** BigInt(Math.max(shift, 0));
  const denominator = b * 10n ** BigInt(Math.max(-shift, 0));
  const rounded = divided(numerator, denominator);
  const digits = String(rounded < 0n ? -rounded : rounded).padStart(places + 1, '0');
  return decimalOf(
    `${rounded < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`,
  );
}

function divided(numerator: bigint, denominator: bigint): bigint {
  const absolute = (value: bigint): bigint => (value < 0n ? -value : value);
  const [a, b] = [absolute(numerator), absolute(denominator)];
  const whole = a / b + ((a % b) * 2n > b ? 1n : 0n);
  return numerator < 0n === denominator < 0n ? whole : -whole;
}

/** A decimal as whole number and places, without trailing zeros: 700 has minus two places. */
function scaled(value: Number): readonly [bigint, number] {
  const [whole = '', fraction = ''] = value.toFixed().split('.');
  const digits = whole + fraction;
  const significant = digits.replace(/0+$/, '');
  if (significant === '' || significant === '-') return [0n, 0];
  return [BigInt(significant), fraction.length - (digits.length - significant.length)];
}
