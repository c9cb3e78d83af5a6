import type { Decimal, IsoDate } from '../model.ts';

interface Period {
  readonly since: IsoDate;
  readonly rates: readonly Decimal[];
}

/** Standard, food, reduced, raw fish. Source: the yearly decisions of Stortinget on value added tax. */
const periods: readonly Period[] = [
  { since: '2021-10-01', rates: ['25', '15', '12', '11.11'] },
  { since: '2020-04-01', rates: ['25', '15', '6', '11.11'] },
  { since: '2018-01-01', rates: ['25', '15', '12', '11.11'] },
  { since: '2016-01-01', rates: ['25', '15', '10', '11.11'] },
  { since: '2012-01-01', rates: ['25', '15', '8', '11.11'] },
  { since: '2007-01-01', rates: ['25', '14', '8', '11.11'] },
];

/**
 * The rates of Norwegian VAT above zero that are in force on a day, in percent, the standard rate first.
 * Empty before 2007, which is longer than invoices are kept.
 */
export const norwegianVatRates = (on: IsoDate): readonly Decimal[] =>
  periods.find(({ since }) => on >= since)?.rates ?? [];
