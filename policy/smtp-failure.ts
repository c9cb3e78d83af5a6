import type { FailureKind } from './failure.ts';

/** The SMTP command that was refused or unanswered; `message` = after the final dot. */
export type SmtpStep = 'connect' | 'auth' | 'mail' | 'rcpt' | 'data' | 'message';

export interface SmtpFacts {
  readonly step: SmtpStep;
  /** The server's answer as it came (`550 5.1.1 No such user`), or null where none came. */
  readonly reply: string | null;
  /** Our last byte may have reached the server. */
  readonly finalDotSent: boolean;
  /** The server's TLS certificate was not accepted by us. */
  readonly certificateRefused?: boolean;
}

const replyForm = /^(\d{3})(?:[ -](\d\.\d{1,3}\.\d{1,3}))?/;

/** Steps at which the server speaks of us, not of the recipient. */
const aboutUs: readonly SmtpStep[] = ['connect', 'auth', 'mail'];

/**
 * Who must act on what an SMTP server said, or did not say.
 * The enhanced code (RFC 3463) wins over the reply code. A refusal that speaks of us (password,
 * blocked sender, relaying) is never the recipient's fault, or it would become a letter.
 */
export function smtpFailure(facts: SmtpFacts): { kind: FailureKind; code: string } {
  if (facts.certificateRefused) return { kind: 'misconfigured', code: 'smtp-certificate-refused' };
  const [, reply = '', enhanced = ''] = replyForm.exec(facts.reply ?? '') ?? [];
  if (!/^[45]/.test(reply)) {
    return facts.finalDotSent
      ? { kind: 'outcome-unknown', code: 'smtp-no-answer' }
      : { kind: 'service-unavailable', code: 'smtp-unreachable' };
  }
  if (enhanced.startsWith('5.7.')) return { kind: 'misconfigured', code: 'smtp-not-permitted' };
  if (reply === '530' || reply === '535') {
    return { kind: 'misconfigured', code: 'smtp-login-refused' };
  }
  if (enhanced.startsWith('4.') || (enhanced === '' && reply.startsWith('4'))) {
    return { kind: 'service-unavailable', code: 'smtp-temporary' };
  }
  if (enhanced === '5.1.7' || enhanced === '5.1.8') {
    return { kind: 'misconfigured', code: 'smtp-sender-refused' };
  }
  if (enhanced === '5.3.4' || reply === '552') {
    return { kind: 'recipient-refused', code: 'mailbox-refused-size' };
  }
  if (aboutUs.includes(facts.step) || reply === '503') {
    return { kind: 'misconfigured', code: `smtp-${facts.step}-refused` };
  }
  const bareUnknown = facts.step === 'rcpt' && enhanced === '' && /^55[013]$/.test(reply);
  if (enhanced.startsWith('5.1.') || enhanced === '5.2.1' || bareUnknown) {
    return { kind: 'recipient-unknown', code: 'mailbox-unknown' };
  }
  return { kind: 'recipient-refused', code: 'mailbox-refused' };
}
