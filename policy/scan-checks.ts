import { compare, multiply } from '../invoice/amount.ts';
import { daysBetween } from '../invoice/date.ts';
import type { Decimal, Invoice, IsoDate } from '../invoice/model.ts';
import { readOrganisationNumber } from '../invoice/norway/organisation-number.ts';
import { namesSameCompany } from './company-name.ts';
import { isInvoiceKind } from './scan-judge.ts';
import type { DraftFinding } from './scan-draft.ts';

/** What the company register says of a seller. */
export interface RegisteredSeller {
  readonly name: string;
  readonly isVatRegistered: boolean;
  readonly isBankrupt: boolean;
  readonly isDeleted: boolean;
}

/** What is known around a draft. */
export interface DraftFacts {
  readonly today: IsoDate;
  /** Organisation number of the company that the document came to. */
  readonly ownNumber: string;
  /** Its name in the company register. */
  readonly ownName: string;
  /** Null: nobody has the number. `not-asked`: it is no Norwegian number. `away`: the register does not answer. */
  readonly seller: RegisteredSeller | null | 'not-asked' | 'away';
  /** Accounts on accepted invoices of this seller. */
  readonly accounts: readonly string[];
  /** Amounts due of accepted invoices of this seller in this currency. */
  readonly amounts: readonly Decimal[];
  /** Ids of another document with this seller and number, of this very file, of one that looks the same. */
  readonly sameNumber: string | null;
  readonly sameFile: string | null;
  readonly lookalike: string | null;
}

/** Invoices of a seller before its amounts say what is usual. */
const fewestAmounts = 3;
const unusualTimes = '4';
const oldestDays = 400;
const furthestDays = 31;

/** What a person should know about a draft beyond what the rules of EN 16931 say. */
export function checkDraft(invoice: Invoice, kind: string, facts: DraftFacts): DraftFinding[] {
  const findings: DraftFinding[] = [];
  const find = (
    code: string,
    path: string | null,
    holds = true,
    parameters: Readonly<Record<string, string>> = {},
  ): void => void findings.push({ code, path, holds, parameters });

  if (!isInvoiceKind(kind)) find('not-an-invoice', null, true, { kind });
  checkSeller(invoice, facts, find);
  checkRepeats(facts, find);
  checkBuyer(invoice, facts, find);
  const account = invoice.payment.accounts[0]?.id;
  if (account !== undefined && facts.accounts.length > 0 && !facts.accounts.includes(account)) {
    const earlier = facts.accounts.join(', ');
    find('account-changed', 'payment.accounts[0].id', true, { account, earlier });
  }
  if (invoice.issueDate !== '') {
    const age = daysBetween(invoice.issueDate, facts.today);
    if (age > oldestDays) find('date-old', 'issueDate', true, { date: invoice.issueDate });
    if (age < -furthestDays) find('date-ahead', 'issueDate', true, { date: invoice.issueDate });
  }
  const { dueDate } = invoice;
  if (dueDate !== undefined && invoice.issueDate !== '' && dueDate < invoice.issueDate) {
    find('due-before-issue', 'dueDate', true, { date: dueDate });
  }
  const { amountDue } = invoice.totals;
  const largest = facts.amounts.reduce(
    (most, each) => (compare(each, most) > 0 ? each : most),
    '0',
  );
  const isUnusual =
    facts.amounts.length >= fewestAmounts &&
    amountDue !== '' &&
    compare(amountDue, multiply(largest, unusualTimes)) > 0;
  if (isUnusual) find('total-unusual', 'totals.amountDue', true, { amount: amountDue, largest });
  return findings;
}

type Find = (
  code: string,
  path: string | null,
  holds?: boolean,
  parameters?: Readonly<Record<string, string>>,
) => void;

function checkSeller(invoice: Invoice, { seller, ownNumber }: DraftFacts, find: Find): void {
  const path = 'seller.legalRegistrationId';
  const number =
    readOrganisationNumber(invoice.seller.legalRegistrationId ?? '') ??
    readOrganisationNumber(invoice.seller.vatId ?? '');
  if (number === ownNumber) find('seller-is-buyer', path);
  if (number === null || seller === 'not-asked') return;
  if (seller === 'away') return find('register-away', path, false);
  if (seller === null) return find('seller-unknown', path, true, { number });
  const { name } = seller;
  if (seller.isDeleted) find('seller-deleted', path, true, { name });
  if (seller.isBankrupt) find('seller-bankrupt', path, true, { name });
  const chargesVat = invoice.vatBreakdown.some(({ vatCategory }) => vatCategory === 'S');
  if (chargesVat && !seller.isVatRegistered) {
    find('seller-without-vat', 'seller.vatId', true, { name });
  }
}

/** Its number or, where it has none, its name must be the company's own: else nobody knows whom the paper is for. */
function checkBuyer({ buyer }: Invoice, { ownNumber, ownName }: DraftFacts, find: Find): void {
  const number = readOrganisationNumber(buyer.legalRegistrationId ?? '');
  if (number === ownNumber) return;
  if (number !== null) find('buyer-other', 'buyer.legalRegistrationId', true, { number });
  else if (!namesSameCompany(buyer.name, ownName))
    find('buyer-unclear', 'buyer.name', true, { name: buyer.name || '–', ownName });
}

function checkRepeats({ sameNumber, sameFile, lookalike }: DraftFacts, find: Find): void {
  if (sameFile !== null) return find('duplicate-file', null, true, { id: sameFile });
  if (sameNumber !== null) return find('duplicate-number', 'number', true, { id: sameNumber });
  if (lookalike !== null) find('duplicate-picture', null, true, { id: lookalike });
}
