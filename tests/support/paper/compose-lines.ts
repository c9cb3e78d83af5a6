import type { Chance } from './chance.ts';
import type { Charge, Country, PaperLine, PaperSet, VatRow } from './model.ts';
import { trades } from './trade.ts';

/** A line out of what this country's suppliers sell. */
export function inventLine(
  chance: Chance,
  set: PaperSet,
  country: Country,
  vatRate: number,
  withVat: boolean,
): PaperLine {
  const [name = '', unit = '', low = '1', high = '1'] = chance
    .pick(trades[country].goods[set])
    .split(';');
  const isWhole = chance.happens(0.35);
  const price = chance.whole(Number(low) * 100, Number(high) * 100);
  const unitPrice = isWhole ? Math.max(100, Math.round(price / 100) * 100) : price;
  const quantity = chance.happens(0.25)
    ? chance.whole(1, 60) * 250
    : chance.pick([1, 1, 1, 2, 3, 4, 5, 8, 10, 12, 20, 36, 100]) * 1000;
  const discountPercent = chance.happens(0.12) ? chance.pick([5, 10, 15, 20, 33]) : null;
  const full = Math.round((quantity * unitPrice) / 1000);
  const amount =
    discountPercent === null
      ? full
      : Math.round((quantity * unitPrice * (100 - discountPercent)) / 100_000);
  const ending = chance.happens(0.3)
    ? chance.pick([
        ', iht. avtale 4410',
        ` #${chance.digits(3)}`,
        ' (12V)',
        ` ${chance.digits(2)}x${chance.digits(2)}`,
        ' – ekstra lang variant med kraftig innfesting og beslag',
      ])
    : '';
  return {
    itemNumber: chance.happens(0.8)
      ? chance.pick([
          chance.digits(6),
          `${chance.digits(3)}-${chance.digits(4)}`,
          `X${chance.digits(5)}`,
        ])
      : null,
    description: name + ending,
    note: chance.happens(0.12)
      ? chance.pick([
          `S/N ${chance.digits(8)}`,
          `Ref. ${chance.digits(5)}/26`,
          `EAN 70${chance.digits(11)}`,
          `${chance.digits(5)} – ${chance.digits(5)} kWh`,
        ])
      : null,
    quantity,
    unit,
    unitPrice,
    discountPercent,
    vatRate,
    amount,
    netAmount: withVat ? Math.round((amount * 100) / (100 + vatRate)) : amount,
  };
}

/** The line as one service for one sum. */
export function plainLine(line: PaperLine): PaperLine {
  const { amount } = line;
  return { ...line, itemNumber: null, quantity: 1000, unitPrice: amount, discountPercent: null };
}

/** A charge on one invoice in five, at the rate of the first line. */
export function chargesFor(
  chance: Chance,
  country: Country,
  lines: readonly PaperLine[],
): Charge[] {
  if (!chance.happens(0.2)) return [];
  return [
    {
      description: chance.pick(trades[country].charges),
      amount: chance.whole(25, 450) * 100,
      vatRate: lines[0]?.vatRate ?? 0,
    },
  ];
}

/** VAT once per rate, as EN 16931 has it; of prices with VAT it is taken out of the sum. */
export function addUp(
  lines: readonly PaperLine[],
  charges: readonly Charge[],
  withVat: boolean,
): { vat: VatRow[]; net: number; tax: number; gross: number } {
  const bases = new Map<number, number>();
  for (const { vatRate, amount } of [...lines, ...charges])
    bases.set(vatRate, (bases.get(vatRate) ?? 0) + amount);
  const vat = [...bases]
    .toSorted(([a], [b]) => b - a)
    .map(([rate, sum]): VatRow => {
      const tax = Math.round((sum * rate) / (withVat ? 100 + rate : 100));
      return { rate, base: withVat ? sum - tax : sum, tax };
    });
  const net = vat.reduce((sum, row) => sum + row.base, 0);
  const tax = vat.reduce((sum, row) => sum + row.tax, 0);
  return { vat, net, tax, gross: net + tax };
}
