import type { XmlElement } from '../../xml.ts';
import { toCents } from '../cen/conditions.ts';
import { known } from '../cen/known.ts';
import type { UblDocument } from '../document.ts';
import { decimalOf, Unevaluable, zero, type Number as Decimal } from '../number.ts';
import { all, first, stringOf } from '../select.ts';
import { indicates, line, lineSettlement, settlementsOf, transaction } from './conditions.ts';

/** Lines, charges and allowances of one category, or of one category at one rate. */
class Taxed {
  lines: Decimal | undefined = zero;
  charges: Decimal | undefined = zero;
  allowances: Decimal | undefined = zero;

  add(to: 'lines' | 'charges' | 'allowances', amount: XmlElement): void {
    const sum = this[to];
    // A sum with a number that cannot be read has no answer, but only who asks for it is told.
    this[to] = sum && known(() => sum.plus(decimalOf(stringOf(amount))));
  }

  /** Each kind is rounded on its own. */
  get total(): Decimal {
    const { lines, charges, allowances } = this;
    if (!lines || !charges || !allowances) throw new Unevaluable('an amount is no number');
    return toCents(lines).plus(toCents(charges)).minus(toCents(allowances));
  }
}

const isCharge = indicates(true);
const isAllowance = indicates(false);

/** Everything that is taxed, added up in one pass. */
class TaxedAmounts {
  readonly #groups = new Map<string, Taxed>();

  constructor(document: UblDocument) {
    for (const at of all(document.root, `${transaction}/${line}/${lineSettlement}`)) {
      const amounts = all(
        at,
        'ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount',
      );
      for (const group of this.#of(at, 'ram:ApplicableTradeTax'))
        for (const amount of amounts) group.add('lines', amount);
    }
    for (const settlement of settlementsOf(document)) {
      for (const entry of all(settlement, 'ram:SpecifiedTradeAllowanceCharge')) {
        const amount = first(entry, 'ram:ActualAmount');
        if (!amount) continue;
        for (const group of this.#of(entry, 'ram:CategoryTradeTax')) {
          if (isCharge(entry)) group.add('charges', amount);
          if (isAllowance(entry)) group.add('allowances', amount);
        }
      }
    }
  }

  /** The groups of an entry: each of its categories, and each of them at each of its rates. */
  #of(entry: XmlElement, path: string): Taxed[] {
    const codes = new Set(all(entry, `${path}/ram:CategoryCode`).map(stringOf));
    const rates = new Set(
      all(entry, `${path}/ram:RateApplicablePercent`).flatMap(
        (rate) => known(() => keyOf(decimalOf(stringOf(rate)))) ?? [],
      ),
    );
    return [...codes].flatMap((code) =>
      [code, ...[...rates].map((rate) => `${code} ${rate}`)].map((key) => this.#group(key)),
    );
  }

  #group(key: string): Taxed {
    const group = this.#groups.get(key) ?? new Taxed();
    this.#groups.set(key, group);
    return group;
  }

  /** What stands under a category, or under a category at a rate. */
  total(code: string, rate?: Decimal): Decimal {
    const key = rate === undefined ? code : `${code} ${keyOf(rate)}`;
    return (this.#groups.get(key) ?? new Taxed()).total;
  }
}

export const taxedAmounts = (document: UblDocument): TaxedAmounts => new TaxedAmounts(document);

/** One text for one value: `25` and `25.00` are the same rate. */
const keyOf = (rate: Decimal): string => (rate.eq(zero) ? '0' : rate.toFixed());
