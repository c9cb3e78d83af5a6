/** How long a log-in lasts without being used, and at most. Source: OWASP ASVS 5.0, 7.3.1 and 7.3.2. */
export const idleSeconds = 12 * 3600;
export const absoluteSeconds = 7 * 86_400;
/** A use is written down only so often: a page asks many times a minute. */
export const touchSeconds = 300;

/** How long the links in mails can be used. */
export const linkSeconds = { 'sign-up': 86_400, password: 3600 } as const;
export type LinkPurpose = keyof typeof linkSeconds;
export const invitationSeconds = 7 * 86_400;

/** How many tries of one kind are answered within how long. Source: OWASP ASVS 5.0, 6.3.1. */
export const tryLimits = {
  'log-in-address': { tries: 10, windowSeconds: 900 },
  'log-in-client': { tries: 100, windowSeconds: 900 },
  'mail-address': { tries: 5, windowSeconds: 3600 },
  'mail-client': { tries: 50, windowSeconds: 3600 },
} as const;
export type TryKind = keyof typeof tryLimits;
