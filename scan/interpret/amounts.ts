import type { Decimal } from '../../invoice/model.ts';
import { gapBetween, type Token } from './layout.ts';
import { looksNumeric, readNumber, type DecimalMark } from './numbers.ts';

export interface PrintedAmount {
  readonly amount: Decimal;
  readonly decimals: number;
  readonly isPercent: boolean;
}

/** What the tokens `from` up to but not including `to` say. */
export interface Match<Value> {
  readonly from: number;
  readonly to: number;
  readonly value: Value;
  /** Tokens of the next row that belong to it. */
  readonly wrapped?: readonly Token[];
}

/** Groups of digits belong together closer than that; columns stand further apart. */
const widestInNumber = 0.72;
/** The last group with its decimals may stand a little further away: words of OCR have no exact edges. */
const widestBeforeDecimals = 0.95;

/** The number that begins with that token, with its groups, its sign and the percent sign; null where there is none. */
export function amountAt(
  tokens: readonly Token[],
  at: number,
  mark: DecimalMark,
): Match<PrintedAmount> | null {
  const first = tokens[at];
  if (!first || !/\d/.test(first.text)) return null;
  const percent = /^\(?(.*\d)\s?%\)?$/.exec(first.text);
  const next = tokens[at + 1];
  if (percent?.[1]) {
    const read = readNumber(percent[1], mark);
    return read && { from: at, to: at + 1, value: toAmount(read, true) };
  }
  if (!looksNumeric(first.text)) return null;
  let to = at + 1;
  let text = first.text;
  // 1 234 567,89: groups of three follow a group of up to three.
  if (/^[^\d]{0,4}\d{1,3}$/.test(text)) {
    for (; to < tokens.length; to++) {
      const token = tokens[to];
      const last = tokens[to - 1];
      if (!token || !last) break;
      const hasDecimals = /^\d{3}[.,]\d{2}\)?$/.test(token.text);
      if (gapBetween(last, token) > (hasDecimals ? widestBeforeDecimals : widestInNumber)) break;
      if (!/^\d{3}([.,]\d+|[.,][-–—]+)?[-−–]?\)?$/.test(token.text)) break;
      text += ` ${token.text}`;
      if (!/\d{3}$/.test(token.text)) {
        to++;
        break;
      }
    }
  }
  const read = readNumber(text, mark);
  if (!read) return null;
  const after = tokens[to];
  if (after?.text === '%' || (to === at + 1 && next?.text === '%'))
    return { from: at, to: to + 1, value: toAmount(read, true) };
  const sign = tokens[at - 1]?.text;
  const behind =
    after && /^[-−–]$|^cr$/i.test(after.text) && gapBetween(tokens[to - 1] ?? first, after) < 0.6;
  const before =
    (sign === '-' || sign === '−' || sign === '–') &&
    gapBetween(tokens[at - 1] ?? first, first) < 0.6;
  const negative =
    (behind || before) && !read.value.startsWith('-') ? `-${read.value}` : read.value;
  return {
    from: at,
    to: behind ? to + 1 : to,
    value: { ...toAmount(read, false), amount: negative },
  };
}

const toAmount = (
  { value, decimals }: { readonly value: Decimal; readonly decimals: number },
  isPercent: boolean,
): PrintedAmount => ({ amount: value, decimals, isPercent });
