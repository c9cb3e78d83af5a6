import { toCents } from '../../invoice/amount.ts';
import { readDate } from '../../invoice/date.ts';
import { readAccountNumber, readIban } from '../../invoice/norway/account-number.ts';
import type { Place } from '../draft.ts';
import type { Page } from '../words.ts';
import type { Draft } from './draft-of.ts';

/** What a payment's code says; all of it was written by a program for programs. */
export interface PaymentCode {
  readonly account?: string;
  readonly bic?: string;
  readonly reference?: string;
  readonly currency?: string;
  /** With two decimals. */
  readonly amount?: string;
  readonly number?: string;
  readonly issueDate?: string;
  readonly dueDate?: string;
}

/**
 * What a QR code says about the payment: EPC069-12 (`BCD`), the Swiss QR-bill (`SPC`), or UsingQR as Swedish and
 * Norwegian programs print it. Null for anything else, links above all.
 */
export function readPaymentCode(text: string): PaymentCode | null {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim());
  if (lines[0] === 'BCD') return epc(lines);
  if (lines[0] === 'SPC') return swiss(lines);
  return text.trimStart().startsWith('{') ? usingQr(text) : null;
}

/** Source: EPC069-12, version 2.1: the lines have fixed meanings, and the last ones may be missing. */
function epc(lines: readonly string[]): PaymentCode | null {
  const [, , , , bic, , iban, sum = '', , structured, remittance] = lines;
  const [, currency, amount] = /^([A-Z]{3})(\d{1,9}(?:\.\d{1,2})?)$/.exec(sum) ?? [];
  return known({
    account: readIban(iban ?? ''),
    bic,
    reference: structured || remittance,
    currency,
    amount: amount && toCents(amount),
  });
}

/** Source: Swiss Implementation Guidelines QR-bill, version 2.3: thirty-one lines or more. */
function swiss(lines: readonly string[]): PaymentCode | null {
  const [amount, kind, reference, message] = [18, 27, 28, 29].map((at) => lines[at] ?? '');
  return known({
    account: readIban(lines[3] ?? ''),
    reference: kind === 'NON' ? message : reference,
    currency: lines[19],
    amount: /^\d{1,9}\.\d{2}$/.test(amount ?? '') ? amount : undefined,
  });
}

/** Source: usingqr.com, version 1: JSON with short names; dates are written as 20260331. */
function usingQr(text: string): PaymentCode | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('uqr' in value)) return null;
  const fields = value as Readonly<Record<string, unknown>>;
  const field = (name: string): string => {
    const given = fields[name];
    return typeof given === 'string' || typeof given === 'number' ? String(given).trim() : '';
  };
  const day = (name: string): string | null =>
    readDate(field(name).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'));
  const [due, account] = [field('due'), field('acc')];
  return known({
    account: readIban(account) ?? readAccountNumber(account) ?? account,
    bic: field('bc'),
    // `iref` is what the payer names: the number of the invoice, or a KID.
    reference: field('iref'),
    currency: field('cur'),
    amount: /^\d{1,9}(\.\d{1,2})?$/.test(due) ? toCents(due) : undefined,
    issueDate: day('idt'),
    dueDate: day('ddt'),
  });
}

/** Only what is there; null where that is nothing to pay by. */
function known(fields: {
  readonly [Name in keyof PaymentCode]: string | null | undefined;
}): PaymentCode | null {
  if (!fields.account) return null;
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== null && value !== undefined && value !== '',
    ),
  );
}

/** How sure a field is that the paper and its code say alike; that only the code says; that they say unlike. */
const [alike, codeAlone, unlike] = [0.99, 0.95, 0.5];

/**
 * The draft with what the payment's code on its pages says: it settles account, reference and dates, and bears out the
 * amount due. Where paper and code name different amounts, the paper's stays and nobody can be sure of it.
 */
export function withCodes(draft: Draft, pages: readonly Pick<Page, 'number' | 'codes'>[]): Draft {
  for (const { number, codes } of pages) {
    for (const code of codes) {
      const payment = readPaymentCode(code.text);
      if (payment) return apply(draft, payment, { page: number, box: code.box });
    }
  }
  return draft;
}

function apply(draft: Draft, code: PaymentCode, place: Place): Draft {
  const confidence: Record<string, number> = { ...draft.confidence };
  const boxes: Record<string, Place> = { ...draft.boxes };
  const alternatives: Record<string, Draft['alternatives'][string]> = { ...draft.alternatives };
  const isDerived = (path: string): boolean => draft.derived.includes(path);
  /** The value that stands in the end. */
  const settle = (
    path: string,
    paper: string | undefined,
    said: string | undefined,
    isSame: (paper: string, said: string) => boolean = (a, b) => a === b,
  ): string | undefined => {
    if (said === undefined) return paper;
    if (paper === undefined || paper === '') {
      confidence[path] = codeAlone;
      boxes[path] = place;
      return said;
    }
    if (isSame(paper, said)) {
      confidence[path] = Math.max(confidence[path] ?? 0, alike);
      return paper;
    }
    // What was computed gives way to what is written.
    if (isDerived(path)) {
      confidence[path] = codeAlone;
      boxes[path] = place;
      return said;
    }
    confidence[path] = Math.min(confidence[path] ?? 0, unlike);
    alternatives[path] = [
      { value: said, confidence: unlike, place },
      ...(alternatives[path] ?? []).filter(({ value }) => value !== said),
    ];
    return paper;
  };
  const { invoice } = draft;
  const dueDate = settle('dueDate', invoice.dueDate, code.dueDate);
  const reference = code.reference === invoice.number ? undefined : code.reference;
  const remittance = settle(
    'payment.remittanceInformation',
    invoice.payment.remittanceInformation,
    reference,
    isSameReference,
  );
  const amountDue = settle('totals.amountDue', invoice.totals.amountDue, code.amount) ?? '';
  return {
    ...draft,
    invoice: {
      ...invoice,
      issueDate: settle('issueDate', invoice.issueDate, code.issueDate) ?? '',
      ...(dueDate !== undefined && { dueDate }),
      currency: settle('currency', invoice.currency, code.currency) ?? '',
      payment: {
        ...invoice.payment,
        ...(remittance !== undefined && { remittanceInformation: remittance }),
        accounts: accountsWith(invoice.payment.accounts, code, (paper, said) =>
          settle('payment.accounts[0].id', paper, said),
        ),
      },
      totals: { ...invoice.totals, amountDue },
    },
    confidence,
    boxes,
    alternatives,
    derived: draft.derived.filter((path) => boxes[path] !== place),
  };
}

type Account = Draft['invoice']['payment']['accounts'][number];

/** One of several accounts on the paper is enough; an IBAN and the account in it are the same. */
function accountsWith(
  accounts: readonly Account[],
  { account = '', bic }: PaymentCode,
  settle: (paper: string | undefined, said: string) => string | undefined,
): readonly Account[] {
  const isMeant = ({ id }: Account): boolean => isSameAccount(id, account);
  const [first, ...others] = accounts;
  const id = settle(first?.id, accounts.some(isMeant) ? (first?.id ?? account) : account);
  const all = id === undefined ? others : [{ ...first, id }, ...others];
  return all.map((one) =>
    isMeant(one) && one.bic === undefined && bic && /^[A-Z]{2}\d/.test(one.id)
      ? { ...one, bic }
      : one,
  );
}

const plain = (text: string): string => text.replaceAll(/[^0-9A-Za-z]/g, '').toUpperCase();

function isSameAccount(one: string, other: string): boolean {
  const [short = '', long = ''] = [plain(one), plain(other)].sort((a, b) => a.length - b.length);
  return (
    short === long || (short.length >= 7 && /^[A-Z]{2}\d{2}/.test(long) && long.endsWith(short))
  );
}

const isSameReference = (one: string, other: string): boolean =>
  plain(one).replace(/^0+/, '') === plain(other).replace(/^0+/, '');
