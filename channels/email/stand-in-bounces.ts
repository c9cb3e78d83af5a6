import { createTransport } from 'nodemailer';
import { setTimeout as pause } from 'node:timers/promises';

/** What the server of a mailbox sends back after it has taken a mail, by what stands before the @. */
const reports: Readonly<Record<string, (mail: KeptMail) => string>> = {
  bounced: (mail) => statusReport(mail, 'failed', '5.1.1', '550 5.1.1 User unknown'),
  'bounced-full': (mail) => statusReport(mail, 'failed', '4.2.2', '452 4.2.2 Mailbox full'),
  'bounced-blocked': (mail) =>
    statusReport(mail, 'failed', '5.7.1', '550 5.7.1 Sender is on a block list'),
  'bounced-plain': plainReport,
  delayed: (mail) => statusReport(mail, 'delayed', '4.4.1', '451 4.4.1 Connection timed out'),
  away: autoReply,
};

interface KeptMail {
  readonly returnPath: string;
  readonly recipient: string;
  readonly raw: Buffer;
}

const lines = (...parts: readonly string[]): string => parts.join('\r\n');
const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
const headOf = ({ raw }: KeptMail): string =>
  raw.subarray(0, Math.max(0, raw.indexOf('\r\n\r\n'))).toString('latin1');

/** A delivery status notification as Postfix writes it. Source: RFC 3464 */
function statusReport(
  mail: KeptMail,
  action: 'failed' | 'delayed',
  status: string,
  diagnostic: string,
): string {
  const { recipient, returnPath } = mail;
  const host = `mx.${domainOf(recipient)}`;
  const subject =
    action === 'failed'
      ? 'Undelivered Mail Returned to Sender'
      : 'Delayed Mail (still being retried)';
  return lines(
    `From: MAILER-DAEMON@${host} (Mail Delivery System)`,
    `To: ${returnPath}`,
    `Subject: ${subject}`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="report"',
    '',
    '--report',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `This is the mail system at host ${host}.`,
    '',
    `<${recipient}>: ${diagnostic}`,
    '',
    '--report',
    'Content-Type: message/delivery-status',
    '',
    `Reporting-MTA: dns; ${host}`,
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: smtp; ${diagnostic}`,
    '',
    '--report',
    'Content-Type: text/rfc822-headers',
    '',
    headOf(mail),
    '',
    '--report--',
    '',
  );
}

/** A bounce as Exim writes it where it is not told to write reports. */
function plainReport(mail: KeptMail): string {
  const { recipient, returnPath } = mail;
  const host = `mx.${domainOf(recipient)}`;
  return lines(
    `From: Mail Delivery System <Mailer-Daemon@${host}>`,
    `To: ${returnPath}`,
    'Subject: Mail delivery failed: returning message to sender',
    'Auto-Submitted: auto-replied',
    `X-Failed-Recipients: ${recipient}`,
    '',
    'This message was created automatically by mail delivery software.',
    '',
    'A message that you sent could not be delivered to one or more of its',
    'recipients. This is a permanent error. The following address(es) failed:',
    '',
    `  ${recipient}`,
    '    SMTP error from remote mail server after RCPT TO: 550 5.1.1 No such user',
    '',
    '------ This is a copy of your message, including all the headers. ------',
    '',
    headOf(mail),
    '',
  );
}

/** A notice of somebody who is away. Source: RFC 3834 */
function autoReply({ recipient, returnPath }: KeptMail): string {
  return lines(
    `From: ${recipient}`,
    `To: ${returnPath}`,
    'Subject: Automatisk svar: Faktura',
    'Auto-Submitted: auto-replied',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    'Jeg er på ferie til mandag.',
    '',
  );
}

const patienceSeconds = 120;

/**
 * Sends back what the mailboxes of these recipients send back, to the server behind the return path, again and again
 * until it is taken or refused. A mail without a return path gets no answer.
 */
export function startBounces(to: { readonly host: string; readonly port: number }): {
  answer(mail: { from: string; to: readonly string[]; raw: Buffer }): void;
  close(): void;
} {
  const transport = createTransport({ ...to, ignoreTLS: true, secure: false });
  const closing = new AbortController();
  const isOver = (): boolean => closing.signal.aborted;

  async function deliver(returnPath: string, raw: string): Promise<void> {
    for (let second = 0; second < patienceSeconds && !isOver(); second++) {
      try {
        await transport.sendMail({ envelope: { from: '', to: returnPath }, raw });
        return;
      } catch (error) {
        const isRefused = error instanceof Error && /\b5\d\d /.test(error.message);
        if (isRefused || isOver()) return;
        await pause(1000, undefined, { ref: false });
      }
    }
  }

  return {
    answer(mail) {
      for (const recipient of mail.to) {
        const report = reports[recipient.slice(0, recipient.lastIndexOf('@')).toLowerCase()];
        if (!report || mail.from === '') continue;
        void deliver(mail.from, report({ returnPath: mail.from, recipient, raw: mail.raw }));
      }
    },
    close() {
      closing.abort();
      transport.close();
    },
  };
}
