import {
  add,
  compare,
  divideToCents,
  multiply,
  percentToCents,
  subtract,
  toCents,
} from './amount.ts';
import type {
  AllowanceOrCharge,
  Decimal,
  Invoice,
  Line,
  Price,
  Totals,
  VatBreakdown,
} from './model.ts';

type Without<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

/** An allowance or charge of which the amount, or a percentage, is known. */
export type IncompletePart = Without<AllowanceOrCharge, 'amount'>;

export interface IncompleteLine extends Omit<
  Without<Line, 'lineNetAmount'>,
  'allowances' | 'charges'
> {
  readonly allowances: readonly IncompletePart[];
  readonly charges: readonly IncompletePart[];
}

/** An invoice that leaves out whatever follows from the rest of it. */
export interface IncompleteInvoice extends Omit<
  Invoice,
  'lines' | 'allowances' | 'charges' | 'vatBreakdown' | 'totals'
> {
  readonly lines: readonly IncompleteLine[];
  readonly allowances: readonly IncompletePart[];
  readonly charges: readonly IncompletePart[];
  /** An empty list says that there is none; left out, it is computed. */
  readonly vatBreakdown?: readonly Without<VatBreakdown, 'taxableAmount' | 'taxAmount'>[];
  readonly totals: Partial<Totals>;
}

/** What is missing so that an amount could be computed: `lines.0.price.itemNetPrice`. */
export interface Incomputable {
  readonly path: string;
  readonly detail: string;
}

/** Categories that are taxed with nothing: a line of theirs needs no rate. */
const untaxed: ReadonlySet<string> = new Set(['Z', 'E', 'AE', 'K', 'G']);

/**
 * The invoice with every amount that was left out: prices, allowances and charges, lines, VAT per category and rate,
 * and totals, each rounded once. What is given stays as it is, also where it does not add up.
 */
export function complete(
  invoice: IncompleteInvoice,
): { readonly ok: true; readonly invoice: Invoice } | { ok: false; missing: Incomputable[] } {
  const missing: Incomputable[] = [];
  const lines = invoice.lines.map((line, index) => completeLine(line, `lines.${index}`, missing));
  const lineSum = sum(lines.map((line) => line.lineNetAmount));
  const ofDocument =
    (name: string) =>
    (part: IncompletePart, index: number): AllowanceOrCharge =>
      completePart(withVat(part), lineSum, `${name}.${index}`, missing);
  const allowances = invoice.allowances.map(ofDocument('allowances'));
  const charges = invoice.charges.map(ofDocument('charges'));
  const isComputed = hasGaps(invoice);
  if (isComputed) {
    for (const [name, list] of Object.entries({ lines, allowances, charges })) {
      list.forEach(({ vatCategory }, index) => {
        const detail = 'Give the VAT category; a rate above zero is enough for S.';
        if (vatCategory === undefined) {
          missing.push({ path: `${name}.${index}.vatCategory`, detail });
        }
      });
    }
  }
  if (missing.length > 0) return { ok: false, missing };
  const amounts = { ...invoice, lines, allowances, charges };
  const vatBreakdown = completeBreakdown(amounts, isComputed);
  const totals = completeTotals({ ...amounts, vatBreakdown });
  return { ok: true, invoice: { ...amounts, vatBreakdown, totals } };
}

function completeLine(given: IncompleteLine, path: string, missing: Incomputable[]): Line {
  const line = withVat(given);
  const price = completePrice(line.price);
  const { itemNetPrice, baseQuantity = '1' } = price;
  const gross =
    itemNetPrice === undefined
      ? null
      : divideToCents(multiply(line.quantity, itemNetPrice), baseQuantity);
  const part =
    (name: string) =>
    (item: IncompletePart, index: number): AllowanceOrCharge =>
      completePart(item, gross ?? undefined, `${path}.${name}.${index}`, missing);
  const allowances = line.allowances.map(part('allowances'));
  const charges = line.charges.map(part('charges'));
  return {
    ...line,
    price,
    allowances,
    charges,
    lineNetAmount: line.lineNetAmount ?? netAmount(line, price, allowances, charges, path, missing),
  };
}

/** Rounded at the very end: the parts may have more decimals, and the price may not divide evenly. */
function netAmount(
  { quantity }: IncompleteLine,
  { itemNetPrice, baseQuantity = '1' }: Price,
  allowances: readonly AllowanceOrCharge[],
  charges: readonly AllowanceOrCharge[],
  path: string,
  missing: Incomputable[],
): Decimal {
  if (itemNetPrice === undefined) {
    const detail = 'Give the price, or the line net amount.';
    missing.push({ path: `${path}.price.itemNetPrice`, detail });
    return '0';
  }
  const parts = subtract(sum(amountsOf(charges)), sum(amountsOf(allowances)));
  const amount = divideToCents(
    add(multiply(quantity, itemNetPrice), multiply(parts, baseQuantity)),
    baseQuantity,
  );
  if (amount === null) {
    missing.push({ path: `${path}.price.baseQuantity`, detail: 'Nothing can be priced per zero.' });
  }
  return amount ?? '0';
}

/** Of the gross price, the discount and the net price, any two give the third. */
function completePrice(price: Price): Price {
  const { itemNetPrice, grossPrice, discount } = price;
  if (grossPrice === undefined) return price;
  if (itemNetPrice === undefined) {
    return { ...price, itemNetPrice: subtract(grossPrice, discount ?? '0') };
  }
  return discount === undefined
    ? { ...price, discount: subtract(grossPrice, itemNetPrice) }
    : price;
}

/** A percentage is of the base amount, or else of all that the allowance or charge stands beside. */
function completePart(
  part: IncompletePart,
  whole: Decimal | undefined,
  path: string,
  missing: Incomputable[],
): AllowanceOrCharge {
  const { amount, percentage, baseAmount = whole } = part;
  if (amount !== undefined) return { ...part, amount };
  if (percentage === undefined || baseAmount === undefined) {
    missing.push({ path: `${path}.amount`, detail: 'Give the amount, or a percentage.' });
    return { ...part, amount: '0' };
  }
  return { ...part, baseAmount, amount: percentToCents(baseAmount, percentage) };
}

/** A rate above zero is the standard category; the categories without tax have the rate zero. */
function withVat<T extends { readonly vatCategory?: string; readonly vatRate?: Decimal }>(
  item: T,
): T {
  const { vatCategory, vatRate } = item;
  if (vatCategory === undefined && vatRate !== undefined && compare(vatRate, '0') > 0) {
    return { ...item, vatCategory: 'S' };
  }
  return vatRate === undefined && vatCategory !== undefined && untaxed.has(vatCategory)
    ? { ...item, vatRate: '0' }
    : item;
}

type Amounts = Omit<Invoice, 'totals' | 'vatBreakdown'> &
  Pick<IncompleteInvoice, 'vatBreakdown' | 'totals'>;

/** A breakdown that has all its amounts is the caller's own, whole or not. */
const hasGaps = ({ vatBreakdown: given }: Pick<IncompleteInvoice, 'vatBreakdown'>): boolean =>
  given === undefined ||
  given.some(
    ({ taxableAmount, taxAmount }) => taxableAmount === undefined || taxAmount === undefined,
  );

/** One row per category and rate. */
function completeBreakdown(invoice: Amounts, isComputed: boolean): VatBreakdown[] {
  const given = invoice.vatBreakdown ?? [];
  const taxable = isComputed ? taxableAmounts(invoice) : new Map<string, VatRow>();
  const rows = given.map((row) => {
    const computed = taxable.get(vatKey(row))?.amount ?? '0.00';
    taxable.delete(vatKey(row));
    const { taxableAmount = toCents(computed) } = row;
    return { ...row, taxableAmount, taxAmount: row.taxAmount ?? taxOf(taxableAmount, row.vatRate) };
  });
  const others = [...taxable.values()].map(({ vatCategory, vatRate, amount }) => {
    const taxableAmount = toCents(amount);
    const taxAmount = taxOf(taxableAmount, vatRate);
    return { vatCategory, ...(vatRate !== undefined && { vatRate }), taxableAmount, taxAmount };
  });
  return [...rows, ...others];
}

interface VatRow {
  readonly vatCategory: string;
  readonly vatRate: Decimal | undefined;
  readonly amount: Decimal;
}

function taxableAmounts({ lines, allowances, charges }: Amounts): Map<string, VatRow> {
  const found = new Map<string, VatRow>();
  const count = (
    { vatCategory, vatRate }: { readonly vatCategory?: string; readonly vatRate?: Decimal },
    amount: Decimal,
  ): void => {
    if (vatCategory === undefined) return;
    const key = vatKey({ vatCategory, vatRate });
    const known = found.get(key);
    found.set(key, {
      vatCategory,
      vatRate: known ? known.vatRate : vatRate,
      amount: add(known?.amount ?? '0', amount),
    });
  };
  for (const line of lines) count(line, line.lineNetAmount);
  for (const allowance of allowances) count(allowance, subtract('0', allowance.amount));
  for (const charge of charges) count(charge, charge.amount);
  return found;
}

/** `25` and `25.00` are the same rate. */
const vatKey = (row: { vatCategory?: string; vatRate?: Decimal | undefined }): string =>
  `${row.vatCategory ?? ''} ${row.vatRate === undefined ? '' : add(row.vatRate)}`;

const taxOf = (taxable: Decimal, rate: Decimal = '0'): Decimal => percentToCents(taxable, rate);

function completeTotals(
  invoice: Omit<Amounts, 'vatBreakdown'> & Pick<Invoice, 'vatBreakdown'>,
): Totals {
  const { totals, allowances, charges } = invoice;
  const lineNetAmount =
    totals.lineNetAmount ?? sum(invoice.lines.map((line) => line.lineNetAmount));
  const sumOf = (
    name: 'allowances' | 'charges',
    parts: readonly AllowanceOrCharge[],
  ): Pick<Totals, 'allowances' | 'charges'> => {
    const value = totals[name] ?? (parts.length > 0 ? sum(amountsOf(parts)) : undefined);
    return value === undefined ? {} : { [name]: value };
  };
  const parts = { ...sumOf('allowances', allowances), ...sumOf('charges', charges) };
  const withoutVat =
    totals.withoutVat ??
    toCents(subtract(add(lineNetAmount, parts.charges ?? '0'), parts.allowances ?? '0'));
  const vat = totals.vat ?? sum(invoice.vatBreakdown.map((row) => row.taxAmount));
  const withVat = totals.withVat ?? toCents(add(withoutVat, vat));
  const amountDue =
    totals.amountDue ??
    toCents(add(subtract(withVat, totals.prepaid ?? '0'), totals.rounding ?? '0'));
  return { ...totals, lineNetAmount, ...parts, withoutVat, vat, withVat, amountDue };
}

const amountsOf = (parts: readonly AllowanceOrCharge[]): Decimal[] =>
  parts.map(({ amount }) => amount);

const sum = (list: readonly Decimal[]): Decimal => toCents(add(...list));
