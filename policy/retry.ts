import type { ChannelName } from './channels.ts';

/** Calls with the same message id whose answer was lost before a person is asked. */
export const maximumUnknownTries = 3;

/** More fallbacks to print per hour from one cause are held: our own mistake must not become a stack of letters. */
export const maximumPrintFallbacksPerHour = 20;

/** Seconds that one call to a channel may take before its outcome counts as unknown. */
export const callTimeoutSeconds: Record<ChannelName, number> = {
  'visma-network': 30,
  peppol: 40,
  efaktura: 40,
  vipps: 40,
  email: 60,
  print: 60,
};

/** Seconds more that a call has to record its success, before that is left to the workflow. */
export const recordSeconds = 5;

/** How long a receipt is awaited before a person is asked: letters take days. */
export const receiptPatienceSeconds = 7 * 86_400;

export interface BackOff {
  readonly firstSeconds: number;
  readonly factor: number;
  readonly maximumSeconds: number;
}

/** How long an unavailable channel is left alone: 2 s, 6 s, 18 s … up to 15 minutes. */
const nextTryBackOff: BackOff = { firstSeconds: 2, factor: 3, maximumSeconds: 900 };

/** How often a receipt is looked up: a letter is posted hours later, an access point answers in seconds. */
const receiptBackOff: BackOff = { firstSeconds: 1, factor: 1.6, maximumSeconds: 1800 };

const waitSeconds = (backOff: BackOff, count: number): number =>
  Math.min(backOff.firstSeconds * backOff.factor ** Math.max(0, count - 1), backOff.maximumSeconds);

/**
 * Seconds until the next call after `tries` calls.
 * Never past what is left until the deadline, so that the deadline is kept; the other side's own wish wins.
 */
export function secondsToNextTry(
  tries: number,
  secondsToDeadline: number,
  retryAfterSeconds?: number,
): number {
  if (retryAfterSeconds !== undefined) return retryAfterSeconds;
  return Math.min(waitSeconds(nextTryBackOff, tries), Math.max(0, secondsToDeadline));
}

/** Seconds until the receipt is looked up again after `looks` look-ups. */
export const secondsToNextLook = (looks: number): number => waitSeconds(receiptBackOff, looks + 1);

/**
 * Whether a later answer to the same message id settles an earlier lost one. Access points, the door, eFaktura and the print
 * house know their ids; a mail server does not, so its refusal of a repeat says nothing about the first.
 */
export const isAnswerConclusive = (channel: ChannelName): boolean => channel !== 'email';
