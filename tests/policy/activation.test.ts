import { describe, expect, it } from 'vitest';
import {
  nextActivationStep,
  secondsToNextCall,
  secondsToNextDocumentLook,
  type ActivationFacts,
  type ActivationStep,
} from '../../policy/activation.ts';
import { refuseActivationAction } from '../../policy/activation-actions.ts';
import { activationMail, invitationMessage } from '../../policy/activation-mails.ts';
import { activationRefusals, judgeApplicant } from '../../policy/activation-refusals.ts';
import { activationMailKinds, activationStatuses } from '../../policy/activation.ts';

const day = (n: number, time = '10:00:00'): string =>
  new Date(Date.parse(`2026-03-01T${time}.000Z`) + n * 86_400_000).toISOString();

const waiting: ActivationFacts = {
  status: 'waiting',
  invitedAt: day(0),
  expiresAt: day(30),
  isAgreementKept: false,
  isEnded: false,
  daySeconds: 86_400,
  remindedDays: [],
  mails: [],
  isClearingDue: false,
  nextClearingAt: null,
};
const mail = (nextTryAt: string) => ({ messageId: '<m@x>', nextTryAt });

const steps: [string, Partial<ActivationFacts>, string, ActivationStep][] = [
  [
    'invites first',
    { status: 'inviting', invitedAt: null },
    day(0),
    { kind: 'invite', until: day(30) },
  ],
  ['waits until the first reminder', {}, day(1), { kind: 'await-signature', until: day(3) }],
  ['reminds after 3 days', {}, day(3), { kind: 'write-reminder', day: 3 }],
  [
    'waits for the second reminder',
    { remindedDays: [3] },
    day(3),
    { kind: 'await-signature', until: day(7) },
  ],
  ['reminds after 7 days', { remindedDays: [3] }, day(7), { kind: 'write-reminder', day: 7 }],
  ['leaves an overtaken reminder out', {}, day(8), { kind: 'write-reminder', day: 7 }],
  [
    'never goes back to an earlier one',
    { remindedDays: [7] },
    day(9),
    { kind: 'await-signature', until: day(30) },
  ],
  ['expires after 30 days', { remindedDays: [3, 7] }, day(30), { kind: 'expire' }],
  [
    'expires where nobody could be invited',
    { status: 'inviting', invitedAt: null },
    day(31),
    { kind: 'expire' },
  ],
  [
    'sends a mail that is due before it waits',
    { mails: [mail(day(3))], remindedDays: [3] },
    day(3),
    { kind: 'send-mail', messageId: '<m@x>' },
  ],
  [
    'waits no longer than a mail does',
    { mails: [mail(day(2))] },
    day(1),
    { kind: 'await-signature', until: day(2) },
  ],
  ['clears away what nobody is to sign', { isClearingDue: true }, day(1), { kind: 'clear-away' }],
  [
    'waits with clearing away until its next try',
    { isClearingDue: true, nextClearingAt: day(2) },
    day(1),
    { kind: 'await-signature', until: day(2) },
  ],
  [
    'keeps the agreement when it is signed',
    { status: 'signed' },
    day(1),
    { kind: 'keep-agreement', until: null },
  ],
  [
    'then checks the signer',
    { status: 'signed', isAgreementKept: true },
    day(1),
    { kind: 'check-signer', until: null },
  ],
  [
    'waits for a person for as long as it takes',
    { status: 'needs-attention' },
    day(99),
    { kind: 'wait', until: null },
  ],
  [
    'is finished when it has ended',
    { status: 'cancelled', isEnded: true },
    day(1),
    { kind: 'finished' },
  ],
  [
    'is not finished before its last mail is out',
    { status: 'signed', isEnded: true, mails: [mail(day(2))] },
    day(1),
    { kind: 'wait', until: day(2) },
  ],
  [
    'is not finished before all is cleared away',
    { status: 'cancelled', isEnded: true, isClearingDue: true, nextClearingAt: day(2) },
    day(1),
    { kind: 'wait', until: day(2) },
  ],
];

describe('an activation', () => {
  it.each(steps)('%s', (_name, facts, now, step) => {
    expect(nextActivationStep({ ...waiting, ...facts }, now)).toEqual(step);
  });

  it.each([
    [0, 3],
    [60, 6],
    [600, 60],
    [30_000, 3000],
    [864_000, 3500],
  ])('is looked at again %i s after the invitation in %i s', (age, seconds) => {
    const now = new Date(Date.parse(day(0)) + age * 1000).toISOString();
    expect(secondsToNextDocumentLook(day(0), now)).toBe(seconds);
  });

  it.each([
    [1, undefined, 5],
    [2, undefined, 10],
    [5, undefined, 80],
    [99, undefined, 1800],
    [1, 7, 7],
  ])('calls again after %i failures (asked to wait %s s) in %i s', (failures, asked, seconds) => {
    expect(secondsToNextCall(failures, asked)).toBe(seconds);
  });
});

describe('an action on an activation', () => {
  const allowed = {
    cancel: ['inviting', 'waiting', 'needs-attention'],
    restart: ['inviting', 'waiting', 'needs-attention'],
    accept: ['needs-attention'],
    reject: ['needs-attention'],
  } as const;
  const kinds = Object.keys(allowed) as (keyof typeof allowed)[];
  const cases = kinds.flatMap((kind) =>
    activationStatuses.map((status) => [kind, status] as const),
  );
  it.each(cases)('%s while it is %s', (kind, status) => {
    const isAllowed = allowed[kind].some((one) => one === status);
    const facts = { status, code: null };
    expect(refuseActivationAction({ kind }, { ...facts, isEnded: false })).toBe(
      isAllowed ? null : 'wrong-state',
    );
    expect(refuseActivationAction({ kind }, { ...facts, isEnded: true })).toBe('wrong-state');
  });

  it('cannot accept a signature that is not there', () => {
    const facts = { status: 'needs-attention', code: 'document-missing', isEnded: false } as const;
    expect(refuseActivationAction({ kind: 'accept' }, facts)).toBe('wrong-state');
    expect(refuseActivationAction({ kind: 'reject' }, facts)).toBeNull();
  });
});

describe('a company that wants to activate', () => {
  const healthy = { isDeleted: false, isBankrupt: false, isSubUnit: false };
  it.each([
    [healthy, null],
    [null, 'company-unknown'],
    [{ ...healthy, isDeleted: true, isBankrupt: true }, 'company-deleted'],
    [{ ...healthy, isSubUnit: true }, 'company-sub-unit'],
    [{ ...healthy, isBankrupt: true }, 'company-bankrupt'],
  ])('%o: %s', (company, code) => {
    expect(judgeApplicant(company)).toBe(code);
  });

  it.each(Object.entries(activationRefusals))('%s is told in two languages', (_code, text) => {
    expect(text.nb).toMatch(/^\p{Lu}.*[.]$/u);
    expect(text.en).toMatch(/^\p{Lu}.*[.]$/u);
    expect(text.nb).not.toBe(text.en);
  });
});

describe('a mail of an activation', () => {
  const facts = {
    companyName: 'Bryggen Bygg AS',
    organisationNumber: '911111101',
    operator: 'Drift AS',
    invitedOn: '2026-03-01',
    expiresOn: '2026-03-31',
  };
  it.each(activationMailKinds)('%s names company and operator in both languages', (kind) => {
    const [nb, en] = (['nb', 'en'] as const).map((language) =>
      activationMail({ ...facts, kind, language }),
    );
    for (const one of [nb, en]) {
      expect(one?.subject).toContain('Bryggen Bygg AS');
      expect(one?.subject).not.toMatch(/[\r\n]/);
      expect(one?.text).toContain('911111101');
      expect(one?.text).toMatch(/\nDrift AS$/);
      expect(one?.text).not.toMatch(/undefined|null/);
    }
    expect(nb?.text).not.toBe(en?.text);
  });

  it('of a reminder tells when the invitation came and how long it holds', () => {
    const { text } = activationMail({ ...facts, kind: 'reminder', language: 'nb' });
    expect(text).toContain('01.03.2026');
    expect(text).toContain('31.03.2026');
  });

  it('says in the invitation what the signature means', () => {
    for (const language of ['nb', 'en'] as const) {
      const message = invitationMessage({ ...facts, language });
      expect(message).toContain('Drift AS');
      expect(message).toContain('Enhetsregisteret');
    }
  });
});
