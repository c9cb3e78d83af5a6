import { describe, expect, it } from 'vitest';
import { smtpFailure, type SmtpStep } from '../../policy/smtp-failure.ts';

describe('an SMTP answer', () => {
  it.each<[SmtpStep, string | null, string]>([
    ['connect', null, 'service-unavailable'],
    ['rcpt', null, 'service-unavailable'],
    ['data', null, 'service-unavailable'],
    ['message', null, 'outcome-unknown'],
    ['connect', '554 No SMTP service here', 'misconfigured'],
    ['connect', '421 Too busy', 'service-unavailable'],
    ['auth', '535 Login failed', 'misconfigured'],
    ['auth', '535 5.7.8 Login failed', 'misconfigured'],
    ['auth', '454 4.7.0 Try again', 'service-unavailable'],
    ['auth', '500 What', 'misconfigured'],
    ['mail', '530 Authentication required', 'misconfigured'],
    ['mail', '550 Sender not allowed', 'misconfigured'],
    ['mail', '552 5.3.4 Too big', 'recipient-refused'],
    ['rcpt', '550 No such user', 'recipient-unknown'],
    ['rcpt', '551 User not local', 'recipient-unknown'],
    ['rcpt', '553 Mailbox name not allowed', 'recipient-unknown'],
    ['rcpt', '550 5.1.1 No such user', 'recipient-unknown'],
    ['rcpt', '550-5.1.1 The account\n550 5.1.1 does not exist', 'recipient-unknown'],
    ['rcpt', '550 5.1.10 Recipient not found', 'recipient-unknown'],
    ['rcpt', '550 5.2.1 Mailbox disabled', 'recipient-unknown'],
    ['rcpt', '550 5.7.1 Relaying denied', 'misconfigured'],
    ['rcpt', '553 5.1.8 Sender domain does not exist', 'misconfigured'],
    ['rcpt', '550 5.4.1 Access denied', 'recipient-refused'],
    ['rcpt', '552 Mailbox full', 'recipient-refused'],
    ['rcpt', '554 Refused', 'recipient-refused'],
    ['rcpt', '503 Log in first', 'misconfigured'],
    ['rcpt', '450 4.2.0 Greylisted', 'service-unavailable'],
    ['rcpt', '550 4.3.0 Odd, but the enhanced code wins', 'service-unavailable'],
    ['rcpt', '451 5.7.1 Odd, but the enhanced code wins', 'misconfigured'],
    ['rcpt', '451 5.1.1 Odd, but the enhanced code wins', 'recipient-unknown'],
    ['message', '552 5.3.4 Too big', 'recipient-refused'],
    ['message', '554 5.6.0 Content refused', 'recipient-refused'],
    ['message', '550 Spam', 'recipient-refused'],
    ['message', '550 5.1.1 No such user', 'recipient-unknown'],
    ['message', '550 5.7.26 DMARC', 'misconfigured'],
    ['message', '451 Try again', 'service-unavailable'],
    ['message', '250 cut sho', 'outcome-unknown'],
  ])('at %s, %s: %s', (step, reply, kind) => {
    expect(smtpFailure({ step, reply, finalDotSent: step === 'message' }).kind).toBe(kind);
  });

  it('with a certificate that we do not accept is for the operator', () => {
    const facts = { step: 'connect', reply: null, finalDotSent: false } as const;
    expect(smtpFailure({ ...facts, certificateRefused: true }).kind).toBe('misconfigured');
  });
});
