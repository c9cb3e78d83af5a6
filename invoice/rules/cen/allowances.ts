import { context, fatal, type Context } from '../rule.ts';
import { isAllowance, isCharge, present, presentForVat } from './conditions.ts';
import {
  documentAllowanceDecimals,
  documentChargeDecimals,
  lineAllowanceDecimals,
  lineChargeDecimals,
} from './decimals.ts';

const onDocument = '/ubl:Invoice/cac:AllowanceCharge | /cn:CreditNote/cac:AllowanceCharge';
const onLine = 'cac:InvoiceLine/cac:AllowanceCharge | cac:CreditNoteLine/cac:AllowanceCharge';

const hasAmount = present('cbc:Amount');
const hasCategory = presentForVat('cac:TaxCategory', 'cbc:ID');
const hasReason = present('cbc:AllowanceChargeReason', 'cbc:AllowanceChargeReasonCode');

// Always true in the official rules, and left out: BR-CO-05, -06, -07, -08 (code and text name the same reason).

export const documentAllowances: Context = context(
  onDocument,
  [
    fatal('BR-31', 'BT-92', hasAmount),
    fatal('BR-32', 'BT-95', hasCategory),
    fatal('BR-33', 'BT-97', hasReason),
    fatal('BR-CO-21', 'BT-97', hasReason),
    ...documentAllowanceDecimals,
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
    ...documentChargeDecimals,
  ],
  isCharge,
);

export const lineAllowances: Context = context(
  onLine,
  [
    fatal('BR-41', 'BT-136', hasAmount),
    fatal('BR-42', 'BT-139', hasReason),
    fatal('BR-CO-23', 'BT-139', hasReason),
    ...lineAllowanceDecimals,
  ],
  isAllowance,
);

export const lineCharges: Context = context(
  onLine,
  [
    fatal('BR-43', 'BT-141', hasAmount),
    fatal('BR-44', 'BT-144', hasReason),
    fatal('BR-CO-24', 'BT-144', hasReason),
    ...lineChargeDecimals,
  ],
  isCharge,
);
