import { addSeconds, secondsBetween } from '../invoice/date.ts';

/** Statuses of an activation as users see them. Source: docs/activation.md */
export const activationStatuses = [
  'inviting',
  'waiting',
  'needs-attention',
  'signed',
  'declined',
  'expired',
  'cancelled',
] as const;
export type ActivationStatus = (typeof activationStatuses)[number];

/** What a person must answer for. */
export const activationAttentionCodes = [
  'signer-unknown',
  'signer-without-role',
  'signer-role-insufficient',
  'agreement-differs',
  'document-missing',
  'organisation-number-taken',
] as const;
export type ActivationAttentionCode = (typeof activationAttentionCodes)[number];

/** Our own mails of an activation. */
export const activationMailKinds = ['reminder', 'authenticated', 'expired', 'declined'] as const;
export type ActivationMailKind = (typeof activationMailKinds)[number];

/** How long a person may take, and when they are reminded. */
export const activationPolicy = {
  reminderDays: [3, 7],
  expiryDays: 30,
  /** A look at the document: at first every few seconds, at last about every hour, and not when a reminder is due. */
  firstLookSeconds: 3,
  lastLookSeconds: 3500,
  /** A document that the service does not know is looked for this long before a person is asked. */
  missingDocumentSeconds: 900,
  /** A mail that nobody takes is given up after this. */
  mailPatienceSeconds: 3 * 86_400,
} as const;

export interface ActivationFacts {
  readonly status: ActivationStatus;
  /** Instants are ISO texts. When the signer was invited to the present document; null before. */
  readonly invitedAt: string | null;
  readonly expiresAt: string;
  /** Our copy of the signed agreement has been made. */
  readonly isAgreementKept: boolean;
  /** Nothing of the activation is open any more, but for what has to be cleared away. */
  readonly isEnded: boolean;
  /** How long a day is to the reminders: 86,400 but where somebody tries them out. */
  readonly daySeconds: number;
  /** Days whose reminder has been written down, of the present document. */
  readonly remindedDays: readonly number[];
  /** Mails that are still to be sent. */
  readonly mails: readonly { readonly messageId: string; readonly nextTryAt: string }[];
  /** Documents at the signing service that nobody is to sign any more. */
  readonly isClearingDue: boolean;
  readonly nextClearingAt: string | null;
}

/** What an activation does next. `until`: when something else is due, though this may not be done. */
export type ActivationStep =
  | { readonly kind: 'send-mail'; readonly messageId: string }
  | { readonly kind: 'clear-away' }
  | { readonly kind: 'write-reminder'; readonly day: number }
  | { readonly kind: 'expire' }
  | { readonly kind: 'invite'; readonly until: string }
  | { readonly kind: 'await-signature'; readonly until: string }
  | { readonly kind: 'keep-agreement'; readonly until: string | null }
  | { readonly kind: 'check-signer'; readonly until: string | null }
  | { readonly kind: 'wait'; readonly until: string | null }
  | { readonly kind: 'finished' };

/** The next step of an activation, from what Postgres holds of it. */
export function nextActivationStep(facts: ActivationFacts, now: string): ActivationStep {
  const mail = facts.mails.find(({ nextTryAt }) => nextTryAt <= now);
  if (mail) return { kind: 'send-mail', messageId: mail.messageId };
  if (facts.isClearingDue && (facts.nextClearingAt === null || facts.nextClearingAt <= now)) {
    return { kind: 'clear-away' };
  }
  const others = facts.mails.map(({ nextTryAt }) => nextTryAt);
  if (facts.isClearingDue && facts.nextClearingAt !== null) others.push(facts.nextClearingAt);
  const earliest = (...more: readonly string[]): string | null =>
    [...others, ...more].toSorted()[0] ?? null;
  if (facts.isEnded) {
    const until = earliest();
    return until === null ? { kind: 'finished' } : { kind: 'wait', until };
  }
  switch (facts.status) {
    case 'inviting': {
      if (facts.expiresAt <= now) return { kind: 'expire' };
      return { kind: 'invite', until: earliest(facts.expiresAt) ?? facts.expiresAt };
    }
    case 'waiting': {
      if (facts.expiresAt <= now) return { kind: 'expire' };
      const reminders = remindersOf(facts);
      const due = reminders.findLast(({ at }) => at <= now);
      if (due) return { kind: 'write-reminder', day: due.day };
      const until = earliest(facts.expiresAt, ...reminders.map(({ at }) => at));
      return { kind: 'await-signature', until: until ?? facts.expiresAt };
    }
    case 'signed':
      return facts.isAgreementKept
        ? { kind: 'check-signer', until: earliest() }
        : { kind: 'keep-agreement', until: earliest() };
    case 'needs-attention':
    case 'declined':
    case 'expired':
    case 'cancelled':
      return { kind: 'wait', until: earliest() };
  }
}

/** Reminders that are still to come; those that a later one has overtaken are left out by `findLast`. */
function remindersOf({
  invitedAt,
  remindedDays,
  daySeconds,
}: ActivationFacts): { day: number; at: string }[] {
  if (invitedAt === null) return [];
  const latest = Math.max(0, ...remindedDays);
  return activationPolicy.reminderDays
    .filter((day) => day > latest)
    .map((day) => ({ day, at: addSeconds(invitedAt, day * daySeconds) }));
}

/** Seconds until the document is looked at again: a tenth of the time that has passed since the invitation. */
export function secondsToNextDocumentLook(invitedAt: string, now: string): number {
  const { firstLookSeconds, lastLookSeconds } = activationPolicy;
  const age = secondsBetween(invitedAt, now);
  return Math.round(Math.min(lastLookSeconds, Math.max(firstLookSeconds, age / 10)));
}

/** Seconds until a call that failed is made again after `failures` failures: 5 s, 10 s, 20 s … up to half an hour. */
export const secondsToNextCall = (failures: number, retryAfterSeconds?: number): number =>
  retryAfterSeconds ?? Math.min(1800, 5 * 2 ** Math.min(12, Math.max(0, failures - 1)));
