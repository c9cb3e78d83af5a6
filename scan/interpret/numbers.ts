import type { Decimal } from '../../invoice/model.ts';

/** Which character stands before the decimals. */
export type DecimalMark = ',' | '.';

export interface ReadNumber {
  /** Exact decimal text without grouping. */
  readonly value: Decimal;
  /** How many decimals are printed. */
  readonly decimals: number;
}

/** Currency signs and words that stand close to amounts, folded, and what they mean; `kr` is the country's. */
export const currencyWords: Readonly<Record<string, string>> = {
  kr: 'kr',
  kroner: 'kr',
  kronor: 'kr',
  nkr: 'NOK',
  nok: 'NOK',
  sek: 'SEK',
  dkk: 'DKK',
  eur: 'EUR',
  euro: 'EUR',
  gbp: 'GBP',
  usd: 'USD',
  chf: 'CHF',
  isk: 'ISK',
  pln: 'PLN',
};

export const currencySigns: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP', $: 'USD' };

const currency = String.raw`(?:kr\.?|nok|sek|dkk|eur|gbp|usd|chf|[€£$])`;
const number = String.raw`[+\-−–]?(?:\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})+|\d+)(?:[.,]\d+)?(?:[.,](?:[-–—]{1,2}|=))?`;
const shape = new RegExp(
  String.raw`^\(?${currency}?\s?(${number}|[.,]\d+)\s?(-|−|–|cr|kr\.?|${currency})?\)?$`,
  'i',
);

/** True for text that may be a number with or without currency: `1.234,56`, `kr 500,-`, `12,00€`, `(45.00)`, `100,00-`. */
export const looksNumeric = (text: string): boolean => /\d/.test(text) && shape.test(text);

/**
 * The number in the text, where a comma or a point stands before the decimals; null where it is none.
 * Negative where a sign stands before or behind it, where it is in brackets or has `CR`.
 */
export function readNumber(text: string, mark: DecimalMark): ReadNumber | null {
  const match = shape.exec(text.trim());
  if (!match?.[1]) return null;
  const printed = match[1].replace(/[.,](?:[-–—]{1,2}|=)$/, `${mark}00`);
  const isNegative =
    /^[-−–]/.test(printed) || /^(-|−|–|cr)$/i.test(match[2] ?? '') || /^\(.*\)$/.test(text.trim());
  const grouped = printed.replaceAll(/[+\-−–\s'’]/g, '');
  // Groups of three and two decimals can be read in one way only, whatever marks OCR has taken for each other.
  const plain = /^(\d{1,3}(?:[.,]\d{3})+)[.,](\d{2})$/.exec(grouped);
  if (plain?.[1] && plain[2])
    return numberOf(plain[1].replaceAll(/[.,]/g, ''), plain[2], isNegative);
  const [whole = '', fraction = ''] = splitAtMark(grouped, mark) ?? [];
  if (whole === '' && fraction === '') return null;
  return numberOf(whole, fraction, isNegative);
}

function numberOf(whole: string, fraction: string, isNegative: boolean): ReadNumber {
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  const value = `${isNegative && /[1-9]/.test(digits + fraction) ? '-' : ''}${digits}${fraction && `.${fraction}`}`;
  return { value, decimals: fraction.length };
}

function splitAtMark(text: string, mark: DecimalMark): [string, string] | null {
  const other = mark === ',' ? '.' : ',';
  const parts = text.split(mark);
  const [whole = '', fraction = ''] = parts;
  // Several marks group: 1.234.567 where the point was thought to be the decimal one.
  if (parts.length > 2)
    return parts.slice(1).every((part) => part.length === 3) ? [parts.join(''), ''] : null;
  const groups = whole.split(other);
  if (groups.slice(1).every((group) => group.length === 3)) return [groups.join(''), fraction];
  // One that can only be a decimal, against the vote: 12.50 among commas.
  if (parts.length === 1 && groups.length === 2 && (groups[1] ?? '').length < 3)
    return [groups[0] ?? '', groups[1] ?? ''];
  return null;
}

/**
 * The decimal mark of a document by the vote of everything in it that can be read in one way only:
 * two decimals, or grouping and decimals together. Null where nothing votes.
 */
export function voteOnMark(texts: readonly string[]): DecimalMark | null {
  let comma = 0;
  let point = 0;
  for (const text of texts) {
    const bare = text.replaceAll(/[^\d.,]/g, '');
    if (/^\d{1,3}(\.\d{3})+,\d{1,4}$/.test(bare)) comma += 2;
    else if (/^\d{1,3}(,\d{3})+\.\d{1,4}$/.test(bare)) point += 2;
    else if (/^\d+,\d{2}$/.test(bare)) comma += 1;
    else if (/^\d+\.\d{2}$/.test(bare)) point += 1;
  }
  if (comma === point) return null;
  return comma > point ? ',' : '.';
}

/** Ten-thousandths, so that amounts can be searched and compared as whole numbers; exact up to nine hundred billion. */
export function toTicks(value: Decimal): number {
  const [whole = '0', fraction = ''] = value.replace('-', '').split('.');
  const ticks = Number(whole) * 10_000 + Number(fraction.padEnd(4, '0').slice(0, 4));
  return value.startsWith('-') ? -ticks : ticks;
}
