import type { Chance } from './chance.ts';

/** Numbers as registers and banks issue them: random, with valid check digits. */

const digitsOf = (text: string): number[] => Array.from(text, Number);

/** The digit that makes the weighted sum divisible by eleven, or null where it would be ten. */
function modElevenDigit(digits: string, weights: readonly number[]): string | null {
  const sum = digitsOf(digits).reduce((total, digit, i) => total + digit * (weights[i] ?? 0), 0);
  const digit = (11 - (sum % 11)) % 11;
  return digit === 10 ? null : String(digit);
}

function withModEleven(chance: Chance, first: () => string, weights: readonly number[]): string {
  for (;;) {
    const digits = first();
    const check = modElevenDigit(digits, weights);
    if (check !== null) return digits + check;
    chance.next();
  }
}

/** Luhn's check digit: every second digit from the right counts double. */
export function luhnDigit(digits: string): string {
  const sum = digitsOf(digits)
    .toReversed()
    .reduce((total, digit, i) => {
      const product = digit * (i % 2 === 0 ? 2 : 1);
      return total + (product > 9 ? product - 9 : product);
    }, 0);
  return String((10 - (sum % 10)) % 10);
}

const withLuhn = (digits: string): string => digits + luhnDigit(digits);

const modNinetySeven = (digits: string): number =>
  digitsOf(digits).reduce((rest, digit) => (rest * 10 + digit) % 97, 0);

export function iban(country: string, rest: string): string {
  const numeric = Array.from(`${rest}${country}00`, (c) => parseInt(c, 36)).join('');
  return `${country}${String(98 - modNinetySeven(numeric)).padStart(2, '0')}${rest}`;
}

export const norwegianOrganisation = (chance: Chance): string =>
  withModEleven(
    chance,
    () => `${chance.pick(['8', '9'])}${chance.digits(7)}`,
    [3, 2, 7, 6, 5, 4, 3, 2],
  );

export const norwegianAccount = (chance: Chance): string =>
  withModEleven(
    chance,
    () =>
      `${chance.pick(['1503', '3624', '4202', '6021', '7044', '8101', '9710', '1207'])}${chance.digits(6)}`,
    [5, 4, 3, 2, 7, 6, 5, 4, 3, 2],
  );

/** A KID: mod 10 mostly, else mod 11; 5 to 25 digits. */
export function kid(chance: Chance): string {
  const digits = `${chance.pick(['', '0', '00', '000'])}${chance.digits(chance.whole(5, 19))}`;
  if (chance.happens(0.75)) return withLuhn(digits);
  const weights = digitsOf(digits).map((_, i) => 2 + ((digits.length - 1 - i) % 6));
  return digits + (modElevenDigit(digits, weights) ?? '-');
}

export const swedishOrganisation = (chance: Chance): string =>
  withLuhn(`55${chance.whole(6, 9)}${chance.digits(6)}`);

export const bankgiro = (chance: Chance): string => {
  const digits = withLuhn(chance.digits(chance.pick([6, 7])));
  return `${digits.slice(0, -4)}-${digits.slice(-4)}`;
};

export const plusgiro = (chance: Chance): string => {
  const digits = withLuhn(chance.digits(chance.pick([5, 6])));
  return `${digits.slice(0, -1)}-${digits.slice(-1)}`;
};

/** A Swedish OCR number: Luhn, and before it mostly the length of the whole. */
export function ocrNumber(chance: Chance): string {
  const digits = chance.digits(chance.whole(5, 14));
  return withLuhn(chance.happens(0.5) ? `${digits}${(digits.length + 2) % 10}` : digits);
}

export const danishOrganisation = (chance: Chance): string =>
  withModEleven(chance, () => chance.digits(7), [2, 7, 6, 5, 4, 3, 2]);

/** Fourteen digits: four of the branch, ten of the account. */
export const danishAccount = (chance: Chance): string => chance.digits(4) + chance.digits(10);

/** The fifteen digits behind `+71<`. */
export const danishPaymentId = (chance: Chance): string =>
  withLuhn(`${chance.pick(['', '000', '00'])}${chance.digits(14)}`.slice(0, 14));

/** German VAT: nine digits, ISO 7064 mod 11,10. */
export function germanVat(chance: Chance): string {
  const digits = chance.digits(8);
  let product = 10;
  for (const digit of digitsOf(digits)) {
    const sum = (digit + product) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return `DE${digits}${(11 - product) % 10}`;
}

/** British VAT: seven digits and two of mod 97. */
export function britishVat(chance: Chance): string {
  const digits = chance.digits(7);
  const sum = digitsOf(digits).reduce((total, digit, i) => total + digit * (8 - i), 0);
  return `GB${digits}${String((97 - (sum % 97)) % 97).padStart(2, '0')}`;
}
