import { describe, expect, it } from 'vitest';
import { judgeScan } from '../../policy/scan-judge.ts';
import { mayRerun, progressOf } from '../../policy/scan-rerun.ts';
import { reviewDraft } from '../../policy/scan-review.ts';
import type { ScanStatus } from '../../policy/scan.ts';
import { draftInvoice } from './draft-invoice.ts';

const finding = (holds: boolean) => ({ code: 'x', path: null, holds, parameters: {} });

describe('what happens to a scan that has been read', () => {
  it.each<[string, string, boolean, boolean | null, boolean, string]>([
    ['a sure invoice', 'invoice', true, null, true, 'release'],
    ['a sure credit note', 'credit-note', true, null, true, 'release'],
    ['a finding that does not hold', 'invoice', true, false, true, 'release'],
    ['a finding that holds', 'invoice', true, true, true, 'review'],
    ['an unsure invoice', 'invoice', false, null, true, 'review'],
    ['a receipt, however sure', 'receipt', true, null, true, 'review'],
    ['something else', 'other', true, null, true, 'review'],
    ['a reminder', 'reminder', true, null, true, 'forward'],
    ['a letter, unsure', 'letter', false, null, true, 'forward'],
    ['a quote that nobody would get', 'quote', true, null, false, 'review'],
  ])('%s', (_, kind, release, holds, canForward, expected) => {
    const findings = holds === null ? [] : [finding(holds)];
    expect(judgeScan({ draft: { kind, release }, findings, canForward })).toBe(expected);
  });
});

describe('reading a scan again', () => {
  const now = new Date('2026-03-31T12:00:00Z');
  const later = new Date('2026-03-31T12:00:01Z');
  const fresh = { corrected: [] };
  it.each<[ScanStatus, 'open' | 'closed', Date | null, readonly string[] | null, string | null]>([
    ['failed', 'closed', null, null, null],
    ['review', 'closed', null, [], null],
    ['rejected', 'closed', null, [], null],
    ['accepted', 'closed', null, [], 'wrong-state'],
    ['split', 'closed', null, null, 'wrong-state'],
    ['reading', 'open', null, null, 'wrong-state'],
    ['failed', 'open', null, null, 'wrong-state'],
    ['review', 'closed', null, ['number'], 'corrected'],
    ['review', 'closed', later, [], 'locked'],
    ['review', 'closed', now, [], null],
  ])(
    '%s, its run %s, held until %s, corrected %j: %s',
    (status, run, lockedUntil, corrected, why) => {
      const draft = corrected && { ...fresh, corrected };
      expect(mayRerun({ status, lockedUntil }, { status: run }, draft, now)).toBe(why);
    },
  );

  it('is counted by what became of each document', () => {
    const outcomes = ['review', 'failed', null, 'skipped', 'accepted'];
    const progress = progressOf(outcomes.map((outcome) => ({ outcome })));
    expect(progress).toEqual({ total: 5, done: 4, failed: 1 });
  });
});

describe('what a person is told of a draft', () => {
  const receiver = { name: 'Kjøper AS', organisationNumber: '810418052' };
  const facts = {
    today: '2026-03-31',
    ownNumber: '810418052',
    ownName: 'Kjøper AS',
    seller: 'not-asked',
    accounts: [],
    amounts: [],
    sameNumber: null,
    sameFile: null,
    lookalike: null,
  } as const;
  const doubts = [
    { code: 'uncertain', path: 'number' },
    { code: 'due-before-issue', path: 'dueDate' },
  ];
  const codes = (corrected: readonly string[]): string[] =>
    reviewDraft(
      {
        invoice: { ...draftInvoice, dueDate: '2026-03-01' },
        read: { kind: 'invoice', doubts },
        corrected,
      },
      receiver,
      facts,
    )
      .filter(({ code }) => code !== 'rule-broken')
      .map(({ code, holds }) => (holds ? code : `${code}?`));

  it('has each thing once, and doubts for what nobody has corrected', () => {
    expect(codes([])).toEqual(['due-before-issue', 'uncertain?']);
    expect(codes(['number'])).toEqual(['due-before-issue']);
  });
});
