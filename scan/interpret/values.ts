import { gapBetween, type Token } from './layout.ts';
import type { LabelField } from './lexicon/language.ts';

/** The words of one piece: up to a gap or the next label. */
export function wordsFrom(tokens: readonly Token[], start: number, end: number): Token[] {
  const words: Token[] = [];
  for (let at = start; at < end; at++) {
    const token = tokens[at];
    const last = words.at(-1);
    if (!token || (last && gapBetween(last, token) > 1.1)) break;
    words.push(token);
  }
  return words.some(({ text }) => /\p{L}|\d/u.test(text)) ? words : [];
}

/** Numbers that are printed in groups. */
const groupedFields: ReadonlySet<LabelField> = new Set<LabelField>([
  'remittance',
  'account',
  'iban',
  'giro',
  'sortCode',
  'registrationNumber',
  'vatNumber',
  'phone',
]);

/** A number or code: one word with a digit; what is printed in groups goes on while digits follow. */
export function referenceFrom(
  tokens: readonly Token[],
  start: number,
  end: number,
  field: LabelField,
): Token[] {
  const words: Token[] = [];
  for (let at = start; at < Math.min(end, start + 8); at++) {
    const token = tokens[at];
    const last = words.at(-1);
    if (!token || (last && gapBetween(last, token) > (groupedFields.has(field) ? 1.1 : 0.7))) break;
    const isCode = /^[A-Z0-9/\-_.]+[,;]?$/.test(token.text);
    const hasDigit = /\d/.test(token.text);
    if (words.length === 0) {
      if (/^\([^)]*\)$/.test(token.text) && at + 1 < end) continue;
      if (hasDigit || (isCode && /\d/.test(tokens[at + 1]?.text ?? '') && at + 1 < end))
        words.push(token);
      else if (/^(nr|no|nummer|n°|nº|number)\.?:?$/i.test(token.text) && words.length === 0)
        continue;
      else break;
    } else if (
      groupedFields.has(field)
        ? hasDigit || /^[A-Z]{1,4}$/.test(token.text)
        : isCode && (hasDigit || !/\d/.test(last?.text ?? ''))
    ) {
      words.push(token);
    } else break;
    if (/[,;]$/.test(token.text)) break;
  }
  return words.some(({ text }) => /\d/.test(text)) ? words : [];
}
