import type { Chance } from './chance.ts';
import { inventBuyer, inventSeller } from './company.ts';
import type { Country, Language, Paper, PaperSet } from './model.ts';
import { addUp, chargesFor, inventLine, plainLine } from './compose-lines.ts';
import { paymentFor } from './compose-payment.ts';
import { trades } from './trade.ts';

const languages: Readonly<Record<Country, readonly Language[]>> = {
  NO: ['nb', 'nb', 'nb', 'nb', 'nn', 'en'],
  SE: ['sv', 'sv', 'sv', 'en'],
  DK: ['da', 'da', 'da', 'en'],
  DE: ['de', 'de', 'de', 'en'],
  GB: ['en'],
};
const currencies: Readonly<Record<Country, string>> = {
  NO: 'NOK',
  SE: 'SEK',
  DK: 'DKK',
  DE: 'EUR',
  GB: 'GBP',
};
/** The usual rate first. */
const rates: Readonly<Record<Country, readonly number[]>> = {
  NO: [25, 15, 12],
  SE: [25, 12, 6],
  DK: [25],
  DE: [19, 7],
  GB: [20, 5],
};

/** What a layout asks of the paper that is drawn on it. */
export interface Wishes {
  readonly countries?: readonly Country[];
  readonly kind?: Paper['kind'];
  readonly lines?: readonly [fewest: number, most: number];
  readonly pricesWithVat?: boolean;
  readonly manyRates?: boolean;
  readonly foreignCurrency?: boolean;
  readonly untaxed?: boolean;
  readonly noDueDate?: boolean;
  /** Services: what and how much, without numbers, quantities and prices of items. */
  readonly plainLines?: boolean;
}

/** An invoice or credit note out of nothing but chance; its amounts add up. */
export function compose(chance: Chance, set: PaperSet, wishes: Wishes): Paper {
  const country = chance.pick(
    wishes.countries ?? (['NO', 'NO', 'NO', 'SE', 'DK', 'DE', 'GB'] as const),
  );
  const registered = inventSeller(chance, set, country);
  const buyerCountry = chance.happens(0.6) ? 'NO' : country;
  const untaxed = chance.happens(wishes.untaxed ? 1 : 0.05)
    ? chance.pick(
        buyerCountry === country
          ? (['not-registered', 'exempt'] as const)
          : (['reverse-charge', 'exempt'] as const),
      )
    : null;
  // A German seller has no other number on the paper than that of VAT.
  const seller =
    untaxed === 'not-registered' && country !== 'DE'
      ? { ...registered, vatNumber: null }
      : registered;
  const kind = wishes.kind ?? (chance.happens(0.08) ? 'creditnote' : 'invoice');
  const pricesWithVat = untaxed === null && (wishes.pricesWithVat ?? chance.happens(0.04));
  const usable = untaxed
    ? [0]
    : (wishes.manyRates ?? chance.happens(0.12))
      ? rates[country]
      : rates[country].slice(0, 1);
  const lines = Array.from({ length: chance.whole(...(wishes.lines ?? [1, 9])) }, () =>
    inventLine(chance, set, country, chance.pick(usable), pricesWithVat),
  ).map((line) => (wishes.plainLines ? plainLine(line) : line));
  const charges = pricesWithVat ? [] : chargesFor(chance, country, lines);
  const sums = addUp(lines, charges, pricesWithVat);
  const rounds = (country === 'NO' || country === 'SE') && chance.happens(0.1);
  const rounding = rounds ? Math.round(sums.gross / 100) * 100 - sums.gross : 0;
  const prepaid =
    kind === 'invoice' && !rounds && chance.happens(0.06) ? Math.round(sums.gross / 400) * 100 : 0;
  const termDays =
    kind === 'creditnote' ? null : chance.pick([0, 8, 10, 14, 14, 15, 20, 30, 30, 45]);
  const issueDate = day(2026, chance.whole(1, 365));
  const isKept = (probability: number): boolean => chance.happens(probability);
  return {
    kind,
    set,
    seller,
    pricesWithVat,
    untaxed,
    lines,
    charges,
    rounding,
    issueDate,
    termDays,
    language: chance.pick(languages[country]),
    buyer: inventBuyer(chance, set, buyerCountry),
    printsBuyerNumber: isKept(0.4),
    number: invoiceNumber(chance),
    dueDate: termDays === null ? null : later(issueDate, termDays),
    printsDueDate: !(wishes.noDueDate ?? isKept(0.08)) && termDays !== null,
    deliveryDate: isKept(0.4) ? later(issueDate, -chance.whole(1, 25)) : null,
    orderDate: isKept(0.2) ? later(issueDate, -chance.whole(26, 60)) : null,
    orderReference: isKept(0.4)
      ? chance.pick([
          `PO-${chance.digits(5)}`,
          chance.digits(7),
          `45${chance.digits(8)}`,
          `B${chance.digits(4)}`,
        ])
      : null,
    buyerReference: isKept(0.5) ? chance.pick(trades[buyerCountry].people) : null,
    ourReference: isKept(0.5) ? chance.pick(trades[country].people) : null,
    customerNumber: isKept(0.7) ? chance.digits(chance.whole(4, 7)) : null,
    project: isKept(0.25)
      ? `${chance.digits(4)} ${chance.pick(['A', 'Nord', 'Trinn 2', 'Hovedbygg'])}`
      : null,
    originalInvoice: kind === 'creditnote' && isKept(0.8) ? chance.digits(6) : null,
    currency:
      (wishes.foreignCurrency ?? isKept(0.03))
        ? chance.pick(['EUR', 'USD', 'NOK'].filter((c) => c !== currencies[country]))
        : currencies[country],
    ...sums,
    prepaid,
    amountDue: sums.gross + rounding - prepaid,
    contract: isKept(0.15) ? `${chance.digits(4)}-${chance.digits(2)}` : null,
    period: isKept(0.15) ? [later(issueDate, -35), later(issueDate, -5)] : null,
    earlyPayment:
      termDays !== null && termDays > 10 && isKept(country === 'DE' ? 0.25 : 0.05)
        ? { date: later(issueDate, 7), amount: Math.round(sums.gross * 0.98) }
        : null,
    payment: paymentFor(chance, country),
  };
}

function invoiceNumber(chance: Chance): string {
  const d = (count: number): string => chance.digits(count);
  return chance.pick([
    d(5),
    d(6),
    d(7),
    d(4),
    d(8),
    `2026-${d(4)}`,
    `${d(2)}/${d(4)}`,
    `F${d(6)}`,
    `INV-${d(5)}`,
    `26${d(4)}-${d(1)}`,
    `SF${d(2)}-${d(3)}`,
    `${d(3)}.${d(3)}`,
  ]);
}

const day = (year: number, ofYear: number): string =>
  new Date(Date.UTC(year, 0, ofYear)).toISOString().slice(0, 10);

export function later(from: string, days: number): string {
  return new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10);
}
