import { currencies } from '../../invoice/code-lists/currencies.ts';
import type { Sheet, Token } from './layout.ts';
import { currencySigns, currencyWords } from './numbers.ts';

export interface CurrencyFound {
  readonly code: string;
  readonly confidence: number;
}

/** What countries call `kr`, and what they pay with where the paper says nothing. */
const byCountry: Readonly<Record<string, string>> = {
  NO: 'NOK',
  SE: 'SEK',
  DK: 'DKK',
  DE: 'EUR',
  FI: 'EUR',
  FR: 'EUR',
  NL: 'EUR',
  AT: 'EUR',
  BE: 'EUR',
  ES: 'EUR',
  IT: 'EUR',
  IE: 'EUR',
  GB: 'GBP',
  CH: 'CHF',
  PL: 'PLN',
  IS: 'ISK',
};

/** The currency: codes on the paper first, then signs, then the seller's country. `country` is where the seller's number or account is from. */
export function findCurrency(
  sheets: readonly Sheet[],
  country: string | null,
): CurrencyFound | null {
  const votes = new Map<string, number>();
  const vote = (code: string, weight: number): void => {
    votes.set(code, (votes.get(code) ?? 0) + weight);
  };
  let krones = 0;
  for (const {
    rows,
    page: { engine },
  } of sheets) {
    for (const { tokens } of rows) {
      for (const [at, token] of tokens.entries()) {
        const { text, form } = token;
        const code =
          /^[([]?([A-Z]{3})[)\].:,]*$/.exec(text)?.[1] ??
          /^([A-Z]{3})[\d-]/.exec(text)?.[1] ??
          /\d([A-Z]{3})$/.exec(text)?.[1];
        // Beside an amount it says what that is; alone it may be the heading of a column.
        if (code && code in commonCodes)
          vote(code, isAmount(tokens[at - 1]) || isAmount(tokens[at + 1]) ? 4 : 1.5);
        const sign = currencySigns[/[€£$]/.exec(text)?.[0] ?? ''];
        // OCR takes an S or a speck for a sign: it counts where it stands with an amount.
        const isWithAmount = [token, tokens[at - 1], tokens[at + 1]].some(isAmount);
        if (sign) vote(sign, engine === 'text' || isWithAmount ? 1 : 0.2);
        const word = currencyWords[form.replace(/\d+/g, '')];
        if (word === 'kr' && form.length < 12) krones++;
        else if (word && word !== 'kr' && !code) vote(word, 1.5);
      }
    }
  }
  const local = country === null ? null : (byCountry[country] ?? null);
  if (krones > 0 && local && local.endsWith('K')) vote(local, krones);
  if (local) vote(local, 0.5);
  const [best, second] = [...votes].sort((a, b) => b[1] - a[1]);
  if (!best) return null;
  const [code, weight] = best;
  // Nothing on the paper says it but where the seller is.
  if (code === local && weight < 1) return { code, confidence: 0.9 };
  const rival = second ? second[1] / weight : 0;
  return {
    code,
    confidence: rival > 0.5 ? 0.5 : (code === local ? 0.99 : 0.92) - 0.3 * rival,
  };
}

const isAmount = (token: Token | undefined): boolean =>
  /\d[.,]\d{2}(?:-|[€£$])?\)?$/.test(token?.text ?? '');

/** Codes that are no other word in capitals. */
const commonCodes: Readonly<Record<string, true>> = Object.fromEntries(
  [
    'NOK',
    'SEK',
    'DKK',
    'EUR',
    'USD',
    'GBP',
    'CHF',
    'ISK',
    'PLN',
    'CZK',
    'HUF',
    'CAD',
    'AUD',
    'JPY',
    'CNY',
  ]
    .filter((code) => currencies.has(code))
    .map((code) => [code, true]),
);
