import { readAccountNumber, readIban } from '../../invoice/norway/account-number.ts';
import type { IsoDate } from '../../invoice/model.ts';
import type { Box } from '../words.ts';
import { readPrintedDate, type DayOrder } from './dates.ts';
import {
  ibanLength,
  readRegistrationNumber,
  readVatNumber,
  type CompanyNumber,
} from './identifiers.ts';
import { around, gapBetween, textOf, type Row, type Sheet, type Token } from './layout.ts';
import { amountAt, type Match, type PrintedAmount } from './amounts.ts';
import type { DecimalMark } from './numbers.ts';

/** Something on the paper that has a type of its own: the tokens `from` up to but not including `to` of row `row`. */
export interface Found<Value> {
  readonly value: Value;
  readonly sheet: number;
  readonly row: number;
  readonly from: number;
  readonly to: number;
  readonly box: Box;
  readonly page: number;
  readonly text: string;
  /** That of the worst read word. */
  readonly confidence: number;
}

/** What one document's numbers and dates look like. */
export interface Notation {
  readonly mark: DecimalMark;
  readonly order: DayOrder;
}

/** Everything typed in a document. */
export interface Findings {
  readonly dates: readonly Found<IsoDate>[];
  readonly amounts: readonly Found<PrintedAmount>[];
  readonly companies: readonly Found<CompanyNumber>[];
  readonly ibans: readonly Found<string>[];
  /** Norwegian accounts by their check digit. */
  readonly accounts: readonly Found<string>[];
}

export function findAll(sheets: readonly Sheet[], notation: Notation): Findings {
  const dates: Found<IsoDate>[] = [];
  const amounts: Found<PrintedAmount>[] = [];
  const companies: Found<CompanyNumber>[] = [];
  const ibans: Found<string>[] = [];
  const accounts: Found<string>[] = [];
  sheets.forEach((sheet, sheetIndex) => {
    sheet.rows.forEach((row, rowIndex) => {
      const place = { sheet: sheetIndex, row: rowIndex };
      const taken = new Set<number>();
      const keep = <Value>(into: Found<Value>[], match: Match<Value> | null): boolean => {
        if (!match) return false;
        into.push(foundAt(row, place, match));
        for (let at = match.from; at < match.to; at++) taken.add(at);
        return true;
      };
      const following = sheet.rows[rowIndex + 1];
      for (let at = 0; at < row.tokens.length; at++) {
        if (taken.has(at)) continue;
        if (keep(dates, dateAt(row.tokens, at, following, notation.order))) continue;
        if (keep(ibans, ibanAt(row.tokens, at, following))) continue;
        const above = sheet.rows[rowIndex - 1];
        if (keep(companies, companyAt(row.tokens, at, following, above))) continue;
        keep(accounts, accountAt(row.tokens, at));
      }
      for (let at = 0; at < row.tokens.length; at++) {
        if (taken.has(at)) continue;
        keep(amounts, amountAt(row.tokens, at, notation.mark));
      }
    });
  });
  return { dates, amounts, companies, ibans, accounts };
}

function foundAt<Value>(
  row: Row,
  place: { readonly sheet: number; readonly row: number },
  { from, to, value, wrapped = [] }: Match<Value>,
): Found<Value> {
  const tokens = row.tokens.slice(from, to);
  return {
    ...place,
    value,
    from,
    to,
    box: around(tokens),
    page: row.page,
    text: textOf([...tokens, ...wrapped]),
    confidence: Math.min(...[...tokens, ...wrapped].map(({ confidence }) => confidence)),
  };
}

/** The longest run of up to `most` tokens from `at`, closer than `widest` heights, that `read` takes. */
function longest<Value>(
  tokens: readonly Token[],
  at: number,
  most: number,
  widest: number,
  read: (text: string) => Value | null,
): Match<Value> | null {
  let best: Match<Value> | null = null;
  let text = '';
  for (let to = at; to < Math.min(tokens.length, at + most); to++) {
    const token = tokens[to];
    const last = tokens[to - 1];
    if (!token || (to > at && last && gapBetween(last, token) > widest)) break;
    text += `${to > at ? ' ' : ''}${token.text}`;
    const value = read(text);
    if (value !== null) best = { from: at, to: to + 1, value };
  }
  return best;
}

function dateAt(
  tokens: readonly Token[],
  at: number,
  next: Row | undefined,
  order: DayOrder,
): Match<IsoDate> | null {
  if (!/\d|^\p{L}{3,}/u.test(tokens[at]?.text ?? '')) return null;
  const read = (text: string): IsoDate | null =>
    readPrintedDate(text.replace(/^[(]/, '').replace(/[),;]+$/, ''), order);
  const here = longest(tokens, at, 4, 1, read);
  if (here || at < tokens.length - 2) return here;
  // A sentence that breaks within a day: `Forfall: 1.` / `desember 2026`.
  const start = tokens.slice(at);
  if (!/^\d{1,2}\.?$/.test(start[0]?.text ?? '') || !next) return null;
  const wrapped: Token[] = [];
  for (const more of continuation(tokens, at, tokens.length, next).slice(0, 3)) {
    wrapped.push(more);
    const value = read(textOf([...start, ...wrapped]));
    if (value !== null) return { from: at, to: tokens.length, value, wrapped };
  }
  return null;
}

/** Tokens of the next row that may go on what ends at `to`: below its start, or, at the row's end, the next row's first. */
function continuation(
  tokens: readonly Token[],
  from: number,
  to: number,
  next: Row | undefined,
): Token[] {
  const start = tokens[from];
  if (!next || !start) return [];
  const height = start.box[3] - start.box[1];
  if (next.box[1] - start.box[3] > height) return [];
  let left = from;
  while (left > 0) {
    const token = tokens[left];
    const before = tokens[left - 1];
    if (!token || !before || gapBetween(before, token) > 1.1) break;
    left--;
  }
  const edge = tokens[left]?.box[0] ?? 0;
  const below = next.tokens.findIndex(
    ({ box }) => Math.abs(box[0] - edge) < height || Math.abs(box[0] - start.box[0]) < height,
  );
  if (below >= 0) return next.tokens.slice(below);
  return to === tokens.length ? [...next.tokens] : [];
}

function ibanAt(tokens: readonly Token[], at: number, next: Row | undefined): Match<string> | null {
  // `IBANNO93 8601 …`: the label touches the number.
  const bare = (text: string): string => text.toUpperCase().replace(/^IBAN:?(?=[A-Z]{2}\d\d)/, '');
  const first = bare(tokens[at]?.text ?? '');
  const length = ibanLength(first.slice(0, 2));
  if (length === null || !/^[A-Z]{2}[\dOIlSB]{0,2}/.test(first)) return null;
  let text = '';
  for (let to = at; to < tokens.length && text.length <= length; to++) {
    const token = tokens[to];
    const last = tokens[to - 1];
    if (!token || (to > at && last && gapBetween(last, token) > 1.1)) break;
    text += bare(token.text).replaceAll(/[^A-Z0-9]/g, '');
    const value = readOcrIban(text, length);
    if (value !== null) return { from: at, to: to + 1, value };
    if (
      to + 1 === tokens.length ||
      (tokens[to + 1] && gapBetween(token, tokens[to + 1] ?? token) > 1.1)
    ) {
      const wrapped: Token[] = [];
      let whole = text;
      for (const more of continuation(tokens, at, to + 1, next)) {
        whole += more.text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
        wrapped.push(more);
        const joined = readOcrIban(whole, length);
        if (joined !== null) return { from: at, to: to + 1, value: joined, wrapped };
        if (whole.length > length) break;
      }
    }
  }
  return null;
}

/** An IBAN whose digits OCR may have taken for letters; the check digits say whether that was so. */
function readOcrIban(text: string, length: number): string | null {
  const plain = text.length === length ? readIban(text) : null;
  if (plain !== null) return plain;
  const single = text.length > length ? withoutDoubles(text) : text;
  const repaired = single.slice(0, 2) + asDigits(single.slice(2));
  return single.length === length && /^[A-Z]{2}\d+$/.test(repaired) ? readIban(repaired) : null;
}

/** `DEO02`, `SES556`: OCR has given one digit twice, as a letter and as itself. */
const withoutDoubles = (text: string): string =>
  text.replaceAll(/(?<=^[A-Z]{2}[A-Z0-9]*)(?:[OQ](?=0)|S(?=5)|B(?=8)|[IL](?=1))/g, '');

/** Letters that OCR reads where digits are printed, as those digits. */
export const asDigits = (text: string): string =>
  text
    .replaceAll(/[OoQD]/g, '0')
    .replaceAll(/[Il|!]/g, '1')
    .replaceAll(/[Ss]/g, '5')
    .replaceAll('B', '8')
    .replaceAll(/[Zz]/g, '2')
    .replaceAll('G', '6');

/** A VAT number with the digits that OCR may have taken for letters: `NO93S347210MVA`, `$E556619517701`. */
function repairedVat(text: string): string {
  const compact = withoutDoubles(text.replaceAll(/[ .]/g, '').replace(/^\$/, 'S'));
  const end = compact.endsWith('MVA') ? 'MVA' : '';
  return compact.slice(0, 2) + asDigits(compact.slice(2, compact.length - end.length)) + end;
}

/** What stands before a company's number, folded. */
const namesNumber =
  /(org|organi[sz]a[a-z]*|cvr|cvrse|secvr|se|moms|momsreg|mva|vat|vatreg|foretaks|foretaksreg[a-z]*|reg|registration|company|ytunnus|virksomhed[a-z]*|selskab[a-z]*|erhverv[a-z]*|dk)(nr|no|nummer|number|id)*$/;

function companyAt(
  tokens: readonly Token[],
  at: number,
  next: Row | undefined,
  above: Row | undefined,
): Match<CompanyNumber> | null {
  const first = tokens[at]?.text ?? '';
  const clean = (text: string): string => text.replaceAll(/^[(]|[),;.:•·|]+$/g, '');
  const hasCountry = /^(?:[A-Z]{2}|\$E\d)/.test(first);
  if (!hasCountry && !/^\d/.test(first)) return null;
  // In a footer that wraps, the label or its first half ends the row above: `CVR` / `nr. 78315083`.
  const before = [...(at < 2 ? (above?.tokens.slice(-2) ?? []) : []), ...tokens.slice(0, at)].slice(
    -2,
  );
  const isNamed = namesNumber.test(before.map(({ form }) => form).join(''));
  // Eight digits are many things, amounts among them.
  const read = (text: string): CompanyNumber | null => {
    if (hasCountry) {
      const plain = readVatNumber(clean(text));
      if (plain?.checks) return plain;
      const repaired = readVatNumber(repairedVat(clean(text)));
      return repaired?.checks ? repaired : plain;
    }
    if (/[.,]\d{2}( |$)/.test(text)) return null;
    const number = readRegistrationNumber(clean(text));
    return number && (isNamed || number.country === 'NO' || text.includes('-')) ? number : null;
  };
  const here = longest(tokens, at, 6, 0.9, read);
  if (here) return here;
  const run = longest(tokens, at, 6, 0.9, () => true as const);
  if (!run || run.to < tokens.length - 1 || !(isNamed || hasCountry)) return null;
  const start = textOf(tokens.slice(at, run.to));
  const wrapped: Token[] = [];
  for (const more of continuation(tokens, at, run.to, next).slice(0, 4)) {
    wrapped.push(more);
    const value = read(`${start} ${textOf(wrapped)}`);
    if (value !== null) return { from: at, to: run.to, value, wrapped };
  }
  return null;
}

const accountAt = (tokens: readonly Token[], at: number): Match<string> | null =>
  /^\d/.test(tokens[at]?.text ?? '')
    ? longest(tokens, at, 4, 0.9, (text) => {
        const bare = text.replace(/[.,;)]$/, '');
        return /^\d{4}([ .,]?)\d{2}[ .,]?\d{5}$/.test(bare)
          ? readAccountNumber(bare.replaceAll(',', '.'))
          : null;
      })
    : null;
