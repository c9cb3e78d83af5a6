import { describe, expect, it } from 'vitest';
import type { Invoice } from '../../invoice/model.ts';
import { checkDraft, type DraftFacts } from '../../policy/scan-checks.ts';
import { draftInvoice } from './draft-invoice.ts';

const registered = {
  name: 'Solheim Bakeri AS',
  isVatRegistered: true,
  isBankrupt: false,
  isDeleted: false,
};
const facts: DraftFacts = {
  today: '2026-03-31',
  ownNumber: '810418052',
  ownName: 'Kjøper AS',
  seller: registered,
  accounts: [],
  amounts: [],
  sameNumber: null,
  sameFile: null,
  lookalike: null,
};
const buyer = (legalRegistrationId: string): Partial<Invoice> => ({
  buyer: { name: 'Kjøper AS', legalRegistrationId },
});
const due = (amountDue: string): Partial<Invoice> => ({
  totals: { ...draftInvoice.totals, amountDue },
});

describe('the checks of a draft', () => {
  it.each<[string, Partial<Invoice>, Partial<DraftFacts>, string[]]>([
    ['find nothing in a usual invoice', {}, {}, []],
    ['the seller is the company itself', {}, { ownNumber: '987654325' }, ['seller-is-buyer']],
    ['nobody has the seller’s number', {}, { seller: null }, ['seller-unknown']],
    ['the register is away', {}, { seller: 'away' }, ['register-away?']],
    ['a foreign seller is not asked for', {}, { seller: 'not-asked' }, []],
    [
      'the seller is bankrupt and deleted',
      {},
      { seller: { ...registered, isBankrupt: true, isDeleted: true } },
      ['seller-deleted', 'seller-bankrupt'],
    ],
    [
      'VAT is charged without being registered',
      {},
      { seller: { ...registered, isVatRegistered: false } },
      ['seller-without-vat'],
    ],
    [
      'no VAT is charged by one who is not registered',
      { vatBreakdown: [{ vatCategory: 'O', taxableAmount: '100.00', taxAmount: '0.00' }] },
      { seller: { ...registered, isVatRegistered: false } },
      [],
    ],
    ['the very same file', {}, { sameFile: 'scn_1', sameNumber: 'scn_1' }, ['duplicate-file']],
    ['the same number', {}, { sameNumber: 'scn_1', lookalike: 'scn_1' }, ['duplicate-number']],
    ['the same picture', {}, { lookalike: 'scn_1' }, ['duplicate-picture']],
    ['the buyer is the company', buyer('810418052'), {}, []],
    ['the buyer is somebody else', buyer('923456783'), {}, ['buyer-other']],
    ['the buyer’s number does not check', buyer('923456789'), {}, []],
    ['the buyer has the company’s name alone', { buyer: { name: 'KJØPER' } }, {}, []],
    ['the buyer has another name', { buyer: { name: 'Fjellheim AS' } }, {}, ['buyer-unclear']],
    ['the buyer is not known', { buyer: { name: '' } }, {}, ['buyer-unclear']],
    ['the account is the usual one', {}, { accounts: ['86011117947'] }, []],
    ['the account is new', {}, { accounts: ['15030000003'] }, ['account-changed']],
    ['400 days old', { issueDate: '2025-02-24' }, {}, []],
    ['401 days old', { issueDate: '2025-02-23' }, {}, ['date-old']],
    ['31 days ahead', { issueDate: '2026-05-01', dueDate: '2026-05-15' }, {}, []],
    ['32 days ahead', { issueDate: '2026-05-02', dueDate: '2026-05-15' }, {}, ['date-ahead']],
    ['due before it was issued', { dueDate: '2026-03-01' }, {}, ['due-before-issue']],
    ['without a date', { issueDate: '' }, {}, []],
    ['four times the largest', due('4000.00'), { amounts: ['900', '1000.00', '1'] }, []],
    ['more than that', due('4000.01'), { amounts: ['900', '1000.00', '1'] }, ['total-unusual']],
    ['more, but two earlier ones say little', due('4000.01'), { amounts: ['900', '1000.00'] }, []],
    ['without an amount', due(''), { amounts: ['1', '1', '1'] }, []],
  ])('%s', (_, change, known, expected) => {
    const findings = checkDraft({ ...draftInvoice, ...change }, 'invoice', { ...facts, ...known });
    expect(findings.map(({ code, holds }) => (holds ? code : `${code}?`))).toEqual(expected);
  });

  it('hold a document that is no invoice', () => {
    expect(checkDraft(draftInvoice, 'reminder', facts)).toEqual([
      { code: 'not-an-invoice', path: null, holds: true, parameters: { kind: 'reminder' } },
    ]);
  });
});
