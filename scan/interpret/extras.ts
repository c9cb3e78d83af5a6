import { add, compare, subtract, toCents } from '../../invoice/amount.ts';
import type { AllowanceOrCharge, Decimal } from '../../invoice/model.ts';
import type { PrintedLine } from './lines.ts';
import type { Sum } from './sums.ts';

export interface Extras {
  readonly allowances: readonly AllowanceOrCharge[];
  readonly charges: readonly AllowanceOrCharge[];
}

/**
 * Charges and discounts on the whole document: rows of the table that are none of its lines, and amounts between the
 * lines and the net amount. The latter only where they make the difference between those two: other amounts have such
 * words beside them too.
 */
export function extrasOf(
  lines: readonly PrintedLine[],
  inTable: readonly PrintedLine[],
  sums: readonly Sum[],
  withoutVat: Decimal | undefined,
): Extras {
  const found: AllowanceOrCharge[] = [];
  const keep = (label: string, amount: Decimal): void => {
    found.push({ amount: toCents(amount), reason: label.replace(/[\s:.]+$/, '') });
  };
  for (const { name, numbers } of inTable)
    keep(name, numbers.amount ?? numbers.amountWithVat ?? '0');
  if (withoutVat !== undefined && lines.length > 0) {
    const sumOfLines = add(...lines.map(({ numbers }) => magnitude(numbers.amount)));
    const rest = subtract(
      subtract(withoutVat, sumOfLines),
      add(...found.map(({ amount }) => amount)),
    );
    const others = distinct(
      sums.filter(
        ({ role, decimals }) => (role === 'charge' || role === 'discount') && decimals === 2,
      ),
    );
    const signed = others.map((sum) => ({
      label: sum.label,
      amount: sum.role === 'discount' ? `-${magnitude(sum.amount)}` : magnitude(sum.amount),
    }));
    if (signed.length > 0 && compare(add(...signed.map(({ amount }) => amount)), rest) === 0)
      for (const { label, amount } of signed) keep(label, amount);
  }
  return {
    charges: found.filter(({ amount }) => !isAllowance(amount)),
    allowances: found
      .filter(({ amount }) => isAllowance(amount))
      .map(({ amount, reason }) => ({ amount: magnitude(amount), ...(reason ? { reason } : {}) })),
  };
}

const isAllowance = (amount: Decimal): boolean => amount.startsWith('-');
const magnitude = (amount: Decimal | undefined): Decimal => (amount ?? '0').replace('-', '');

/** An amount that is printed twice counts once. */
const distinct = (sums: readonly Sum[]): Sum[] => [
  ...new Map(sums.map((sum) => [`${sum.amount} ${sum.label}`, sum])).values(),
];
