import { mod11CheckDigit } from '../../norway/organisation-number.ts';
import { Unevaluable } from '../number.ts';
import { isInteger } from './lexical.ts';

/** Whether identifiers are formed as their registers form them, by the official rules' own arithmetic. */

const digitsOf = (text: string): number[] => Array.from(text, Number);

const weighted = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, place) => sum + weight * (digits[place] ?? NaN), 0);

/** GS1, scheme 0088: digits of any length, weights 3 and 1 from the right. */
export function isGln(text: string): boolean {
  if (!/^[0-9]+$/.test(text)) return false;
  const digits = digitsOf(text).toReversed();
  const sum = digits
    .slice(1)
    .reduce((total, digit, place) => total + digit * (place % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10 === digits[0];
}

/** Norway, scheme 0192: nine digits, mod 11. */
export const isNorwegian = (text: string): boolean =>
  /^[0-9]{9}$/.test(text) && Number(text) > 0 && mod11CheckDigit(text.slice(0, 8)) === text[8];

/** Denmark: CVR, scheme 0184, with or without `DK`. */
export const isCvr = (text: string): boolean => /^(?:DK)?[0-9]{8}$/.test(text);

/** Belgium, scheme 0208: the last two digits are 97 minus the rest of the first eight. */
export const isBelgian = (text: string): boolean =>
  /^[0-9]{10}$/.test(text) && Number(text.slice(8)) === 97 - (Number(text.slice(0, 8)) % 97);

/** Italy, scheme 0201: IPA code. */
export const isIpaCode = (text: string): boolean => /^[A-Za-z0-9]{6}$/.test(text);

/** Italy, scheme 0210: tax code of a company (11) or of a person (16); of a person only letters and numbers are looked at. */
export function isFiscalCode(text: string): boolean {
  const characters = Array.from(text);
  if (characters.length === 11) return isInteger(text);
  if (characters.length !== 16) return false;
  const part = (from: number, length: number): string =>
    characters.slice(from - 1, from - 1 + length).join('');
  const areLetters = (value: string): boolean => /^[A-Za-z]+$/.test(value);
  return (
    areLetters(part(1, 6)) &&
    isInteger(part(7, 2)) &&
    areLetters(part(9, 1)) &&
    isInteger(part(10, 2)) &&
    isInteger(part(15, 1)) &&
    areLetters(part(16, 1))
  );
}

/** Italy, scheme 0211: VAT number. Without `IT` in front anything goes. */
export function isItalianVat(text: string): boolean {
  if (!/^(?:IT|it)/.test(text)) return true;
  const code = text.slice(2);
  if (Array.from(code).length !== 11 || !isInteger(code)) return false;
  if (!/^[0-9]+$/.test(code)) throw new Unevaluable(text);
  const doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
  const sum = digitsOf(code).reduce(
    (total, digit, place) => total + (place % 2 === 0 ? digit : (doubled[digit] ?? 0)),
    0,
  );
  return sum % 10 === 0;
}

/** Sweden, scheme 0007: the tenth digit checks the first nine (Luhn). */
export function isSwedish(text: string): boolean {
  if (!/^[0-9]+$/.test(text)) return false;
  const digits = digitsOf(text);
  const sum = digits
    .slice(0, 9)
    .toReversed()
    .reduce((total, digit, place) => {
      const product = place % 2 === 0 ? digit * 2 : digit;
      return total + (product % 10) + Math.floor(product / 10);
    }, 0);
  return (10 - (sum % 10)) % 10 === digits[9];
}

/** Australia, scheme 0151: ABN, mod 89 after one is taken from the first digit. */
export function isAbn(text: string): boolean {
  if (!/^[0-9]{11}$/.test(text)) return false;
  const [head = 0, ...rest] = digitsOf(text);
  return weighted([head - 1, ...rest], [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) % 89 === 0;
}

/** Greece: TIN. Only the first nine characters count. */
export function isTin(text: string): boolean {
  const digits = Array.from(text)
    .slice(0, 9)
    .map((digit) => (/^[0-9]$/.test(digit) ? Number(digit) : NaN));
  const sum = weighted(digits, [256, 128, 64, 32, 16, 8, 4, 2]);
  return (sum % 11) % 10 === digits[8];
}
