import type { XmlElement } from '../../xml.ts';
import type { UblDocument } from '../document.ts';
import { decimalOf, Unevaluable, zero, type Number as Decimal } from '../number.ts';
import { known } from './known.ts';
import { all, normalizedText, stringOf } from '../select.ts';
import { isAllowance, isCharge } from './conditions.ts';

/** A sum that remembers that one of its numbers cannot be read, and tells only who asks for it. */
class Total {
  #sum: Decimal | undefined = zero;

  add(amounts: readonly XmlElement[]): void {
    for (const amount of amounts) {
      if (this.#sum) this.#sum = known(() => this.#sum?.plus(decimalOf(stringOf(amount))));
    }
  }

  get sum(): Decimal {
    if (!this.#sum) throw new Unevaluable('an amount is no number');
    return this.#sum;
  }
}

/** What is taxed under one category, or under one category at one rate. */
export class Taxed {
  readonly invoiceLines = new Total();
  readonly creditNoteLines = new Total();
  readonly allowances = new Total();
  readonly charges = new Total();
  hasInvoiceLine = false;
  hasCreditNoteLine = false;
  hasAllowanceOrCharge = false;

  /** Lines of the one kind plus charges less allowances. */
  sum(kind: 'invoice' | 'credit note'): Decimal {
    const lines = kind === 'invoice' ? this.invoiceLines : this.creditNoteLines;
    return lines.sum.plus(this.charges.sum).minus(this.allowances.sum);
  }
}

/** Everything that is taxed, added up in one pass. */
export class TaxedAmounts {
  readonly #byCategory = new Map<string, Taxed>();
  readonly #byRate = new Map<string, Map<string, Taxed>>();
  readonly #withUnreadableRate = new Set<string>();
  readonly #rateKeys = new Map<string, string | undefined>();
  readonly #root: XmlElement;

  constructor(document: UblDocument) {
    this.#root = document.root;
    for (const line of document.named('cac:InvoiceLine')) {
      for (const taxed of this.#of(line, 'cac:Item/cac:ClassifiedTaxCategory')) {
        taxed.hasInvoiceLine = true;
        this.#add(taxed.invoiceLines, line, 'cbc:LineExtensionAmount');
      }
    }
    for (const line of document.named('cac:CreditNoteLine')) {
      for (const taxed of this.#of(line, 'cac:Item/cac:ClassifiedTaxCategory')) {
        taxed.hasCreditNoteLine = true;
        this.#add(taxed.creditNoteLines, line, 'cbc:LineExtensionAmount');
      }
    }
    for (const entry of document.named('cac:AllowanceCharge')) {
      for (const taxed of this.#of(entry, 'cac:TaxCategory')) {
        taxed.hasAllowanceOrCharge = true;
        if (isAllowance(entry)) this.#add(taxed.allowances, entry, 'cbc:Amount');
        if (isCharge(entry)) this.#add(taxed.charges, entry, 'cbc:Amount');
      }
    }
  }

  #add(total: Total, entry: XmlElement, amount: string): void {
    if (entry.parent === this.#root) total.add(all(entry, amount));
  }

  /** The groups that an entry belongs to: each of its categories, and each of them at each of its rates. */
  #of(entry: XmlElement, path: string): Set<Taxed> {
    const categories = all(entry, path);
    const codes = new Set(categories.map((category) => normalizedText(category, 'cbc:ID')));
    const rates = categories.flatMap((category) => all(category, 'cbc:Percent'));
    const groups = new Set<Taxed>();
    for (const code of codes) {
      groups.add(taxedIn(this.#byCategory, code));
      for (const rate of rates) {
        const key = this.#rateKey(stringOf(rate));
        if (key === undefined) this.#withUnreadableRate.add(code);
        else groups.add(taxedIn(this.#ratesOf(code), key));
      }
    }
    return groups;
  }

  #ratesOf(code: string): Map<string, Taxed> {
    const rates = this.#byRate.get(code) ?? new Map<string, Taxed>();
    this.#byRate.set(code, rates);
    return rates;
  }

  #rateKey(text: string): string | undefined {
    if (!this.#rateKeys.has(text)) {
      this.#rateKeys.set(
        text,
        known(() => keyOf(decimalOf(text))),
      );
    }
    return this.#rateKeys.get(text);
  }

  /** Whatever stands under a category. */
  ofCategory(code: string): Taxed {
    return this.#byCategory.get(code) ?? new Taxed();
  }

  /** Whatever stands under a category at a rate. */
  atRate(code: string, rate: Decimal): Taxed {
    if (this.#withUnreadableRate.has(code)) throw new Unevaluable(code);
    return this.#byRate.get(code)?.get(keyOf(rate)) ?? new Taxed();
  }
}

export const taxedAmounts = (document: UblDocument): TaxedAmounts => new TaxedAmounts(document);

/** One text for one value: `25` and `25.00` are the same rate. */
const keyOf = (rate: Decimal): string => (rate.eq(zero) ? '0' : rate.toFixed());

function taxedIn(groups: Map<string, Taxed>, key: string): Taxed {
  const known = groups.get(key);
  if (known) return known;
  const taxed = new Taxed();
  groups.set(key, taxed);
  return taxed;
}
