import { atMostTwoDecimals, present } from '../cen/conditions.ts';
import { context, fatal, type Context, type Rule } from '../rule.ts';
import { all, has } from '../select.ts';
import { above, isVat, lineSettlement, settlement, some } from './conditions.ts';

const hasAmount = above(present('ram:ActualAmount'));
const hasReason = above(present('ram:Reason', 'ram:ReasonCode'));
const hasCategory = above((at) =>
  all(at, 'ram:CategoryTradeTax').some((tax) => isVat(tax) && has(tax, 'ram:CategoryCode')),
);
const decimals = (id: string, term: string, path: string): Rule =>
  fatal(id, term, above(atMostTwoDecimals(path)));

const onDocument = `${settlement}/ram:SpecifiedTradeAllowanceCharge/ram:ChargeIndicator`;
const onLine = `${lineSettlement}/ram:SpecifiedTradeAllowanceCharge/ram:ChargeIndicator`;
const isAllowance = some('udt:Indicator', 'false');
const isCharge = some('udt:Indicator', 'true');

// Always true in the official rules, and left out: BR-CO-05, -06, -07, -08.

export const documentAllowances: Context = context(
  onDocument,
  [
    fatal('BR-31', 'BT-92', hasAmount),
    fatal('BR-32', 'BT-95', hasCategory),
    fatal('BR-33', 'BT-97', hasReason),
    fatal('BR-CO-21', 'BT-97', hasReason),
    decimals('BR-DEC-01', 'BT-92', 'ram:ActualAmount'),
    decimals('BR-DEC-02', 'BT-93', 'ram:BasisAmount'),
  ],
  isAllowance,
);

export const documentCharges: Context = context(
  onDocument,
  [
    fatal('BR-36', 'BT-99', hasAmount),
    fatal('BR-37', 'BT-102', hasCategory),
    fatal('BR-38', 'BT-104', hasReason),
    fatal('BR-CO-22', 'BT-104', hasReason),
    decimals('BR-DEC-05', 'BT-99', 'ram:ActualAmount'),
    decimals('BR-DEC-06', 'BT-100', 'ram:BasisAmount'),
  ],
  isCharge,
);

export const lineAllowances: Context = context(
  onLine,
  [
    fatal('BR-41', 'BT-136', hasAmount),
    fatal('BR-42', 'BT-139', hasReason),
    fatal('BR-CO-23', 'BT-139', hasReason),
    decimals('BR-DEC-24', 'BT-136', 'ram:ActualAmount'),
    decimals('BR-DEC-25', 'BT-137', 'ram:BasisAmount'),
  ],
  isAllowance,
);

export const lineCharges: Context = context(
  onLine,
  [
    fatal('BR-43', 'BT-141', hasAmount),
    fatal('BR-44', 'BT-144', hasReason),
    fatal('BR-CO-24', 'BT-144', hasReason),
    decimals('BR-DEC-27', 'BT-141', 'ram:ActualAmount'),
    decimals('BR-DEC-28', 'BT-142', 'ram:BasisAmount'),
  ],
  isCharge,
);
