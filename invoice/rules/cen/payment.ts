import { context, fatal, warning, type Context } from '../rule.ts';
import { all, normalized, normalizedText, stringOf } from '../select.ts';
import { filled, lengthOf, present } from './conditions.ts';

const isCreditTransfer = (code: string): boolean => code === '30' || code === '58';

export const cards: Context = context(
  'cac:PaymentMeans/cac:CardAccount/cbc:PrimaryAccountNumberID',
  [warning('BR-51', 'BT-87', (at) => lengthOf(normalized(stringOf(at))) <= 10)],
);

export const creditTransferAccounts: Context = context(
  'cac:PaymentMeans/cac:PayeeFinancialAccount',
  [fatal('BR-50', 'BT-84', filled('cbc:ID'))],
  (at) =>
    at.parent !== undefined &&
    all(at.parent, 'cbc:PaymentMeansCode').some((code) => isCreditTransfer(stringOf(code))),
);

const hasAccount = present('cac:PayeeFinancialAccount/cbc:ID');

export const paymentMeans: Context = context('cac:PaymentMeans', [
  fatal('BR-49', 'BT-81', present('cbc:PaymentMeansCode')),
  fatal(
    'BR-61',
    'BT-84',
    (at) => !isCreditTransfer(normalizedText(at, 'cbc:PaymentMeansCode')) || hasAccount(at),
  ),
]);
