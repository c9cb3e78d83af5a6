import { fatal, type Rule } from '../rule.ts';
import { atMostTwoDecimals } from './conditions.ts';

const decimals = (id: string, term: string, path: string): Rule =>
  fatal(id, term, atMostTwoDecimals(path));

// BR-DEC-13 and BR-DEC-15 (VAT totals) look for the currency inside the amount, where it never stands: they always hold.

export const documentAllowanceDecimals: readonly Rule[] = [
  decimals('BR-DEC-01', 'BT-92', 'cbc:Amount'),
  decimals('BR-DEC-02', 'BT-93', 'cbc:BaseAmount'),
];

export const documentChargeDecimals: readonly Rule[] = [
  decimals('BR-DEC-05', 'BT-99', 'cbc:Amount'),
  decimals('BR-DEC-06', 'BT-100', 'cbc:BaseAmount'),
];

export const totalDecimals: readonly Rule[] = [
  decimals('BR-DEC-09', 'BT-106', 'cbc:LineExtensionAmount'),
  decimals('BR-DEC-10', 'BT-107', 'cbc:AllowanceTotalAmount'),
  decimals('BR-DEC-11', 'BT-108', 'cbc:ChargeTotalAmount'),
  decimals('BR-DEC-12', 'BT-109', 'cbc:TaxExclusiveAmount'),
  decimals('BR-DEC-14', 'BT-112', 'cbc:TaxInclusiveAmount'),
  decimals('BR-DEC-16', 'BT-113', 'cbc:PrepaidAmount'),
  decimals('BR-DEC-17', 'BT-114', 'cbc:PayableRoundingAmount'),
  decimals('BR-DEC-18', 'BT-115', 'cbc:PayableAmount'),
];

export const breakdownDecimals: readonly Rule[] = [
  decimals('BR-DEC-19', 'BT-116', 'cbc:TaxableAmount'),
  decimals('BR-DEC-20', 'BT-117', 'cbc:TaxAmount'),
];

export const lineDecimals: readonly Rule[] = [
  decimals('BR-DEC-23', 'BT-131', 'cbc:LineExtensionAmount'),
];

export const lineAllowanceDecimals: readonly Rule[] = [
  decimals('BR-DEC-24', 'BT-136', 'cbc:Amount'),
  decimals('BR-DEC-25', 'BT-137', 'cbc:BaseAmount'),
];

export const lineChargeDecimals: readonly Rule[] = [
  decimals('BR-DEC-27', 'BT-141', 'cbc:Amount'),
  decimals('BR-DEC-28', 'BT-142', 'cbc:BaseAmount'),
];
