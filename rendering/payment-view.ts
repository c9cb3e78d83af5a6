import type { Invoice, PaymentAccount, PaymentCard } from '../invoice/model.ts';
import { formatAccount } from '../invoice/norway/account-number.ts';
import { isKid } from '../invoice/norway/kid.ts';
import { factsOf, type Fact } from './fact.ts';
import { addressLines, isGiven } from './party-view.ts';
import { label, type Language } from './texts.ts';
import { isPositive, writtenDate, writtenDecimal } from './written.ts';

export interface PaymentView {
  /** What a payer looks for first: amount, due date, KID and account; for a credit note the amount. */
  readonly highlights: readonly Fact[];
  /** The rest that a bank asks for. */
  readonly details: readonly Fact[];
  /** Only where there is something to pay. */
  readonly slip?: SlipView;
}

/** The fields of a payment slip. */
export interface SlipView {
  /** Which document is paid. */
  readonly title: string;
  readonly number: string;
  readonly payer: readonly string[];
  readonly payee: readonly string[];
  readonly dueDate: string;
  readonly reference: Fact | null;
  readonly account: string;
  /** Whole kroner and øre apart, or null for another currency. */
  readonly kroner: readonly [kroner: string, ore: string] | null;
  readonly amount: string;
}

export function paymentView(
  invoice: Invoice,
  isCreditNote: boolean,
  language: Language,
): PaymentView {
  const { payment, totals, currency, dueDate } = invoice;
  const amount = `${writtenDecimal(totals.amountDue, language)}\u00a0${currency}`;
  if (isCreditNote) {
    const credited = invoice.precedingInvoices.map(({ number }) => number).join(', ');
    return {
      highlights: factsOf(language, [
        ['amountCredited', amount],
        ['precedingInvoice', credited],
      ]),
      details: [],
    };
  }
  const reference = payment.remittanceInformation ?? payment.accounts[0]?.remittanceInformation;
  const [first, ...others] = payment.accounts;
  const account = first && formatAccount(first.id);
  const due = dueDate && writtenDate(dueDate, language);
  const referenceKey = reference !== undefined && isKid(reference) ? 'kid' : 'message';
  return {
    highlights: factsOf(language, [
      ['amountDue', amount],
      ['dueDate', due],
      [referenceKey, reference],
      ['account', account],
    ]),
    details: factsOf(language, [
      ['bic', first?.bic],
      ['accountName', first?.name === invoice.seller.name ? undefined : first?.name],
      ...others.map((other) => ['account', accountText(other)] as const),
      ...(payment.card === undefined ? [] : [['card', cardText(payment.card)] as const]),
      ['mandate', payment.directDebit?.mandateReference],
      ['debitedAccount', payment.directDebit?.debitedAccount],
    ]),
    ...(isPositive(totals.amountDue) && {
      slip: {
        title: label('invoice', language),
        number: invoice.number,
        payer: [invoice.buyer.name, ...addressLines(invoice.buyer.address)],
        payee:
          invoice.payee === undefined
            ? [invoice.seller.name, ...addressLines(invoice.seller.address)]
            : [invoice.payee.name],
        dueDate: due ?? '',
        reference: reference ? { label: label(referenceKey, language), value: reference } : null,
        account: account ?? '',
        kroner: kronerAndOre(invoice, language),
        amount,
      },
    }),
  };
}

/** A further account, with its own reference where it has one. */
const accountText = ({ id, name, bic, remittanceInformation: reference }: PaymentAccount): string =>
  [formatAccount(id), name, bic, reference].filter(isGiven).join(' · ');

const cardText = ({ network, number, holder }: PaymentCard): string =>
  [network, number, holder].filter(isGiven).join(' · ');

/** A slip has room for two digits of øre: an amount with more is shown in one piece. */
function kronerAndOre(
  { totals, currency }: Invoice,
  language: Language,
): readonly [string, string] | null {
  const text = writtenDecimal(totals.amountDue, language);
  const whole = text.slice(0, -3);
  const hasTwoDecimals = /[.,]\d\d$/.test(text);
  return currency === 'NOK' && hasTwoDecimals ? [whole, text.slice(-2)] : null;
}
