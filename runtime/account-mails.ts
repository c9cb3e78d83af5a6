import { startRounds, type Rounds } from './rounds.ts';
import { describeError, type Log } from '../api/log.ts';
import type { AccountMail } from '../api/ports.ts';
import type { Sealer } from '../api/accounts/sealer.ts';
import type { EmailConnector } from '../channels/email/connector.ts';
import {
  addAccountMail,
  claimAccountMails,
  dropAccountMail,
  retryAccountMail,
  type AccountMailRow,
} from '../db/account-mails.ts';
import type { Database } from '../db/client.ts';
import { newId } from '../db/id.ts';
import type { MailText } from '../policy/account-mails.ts';
import { Failure } from '../policy/failure.ts';
import { secondsToNextMail } from '../policy/mail-tries.ts';

const intervalMs = 2000;
const mailsPerRound = 20;
/** Longer than a mail can be under way: one that nobody has settled by then is sent again. */
const leaseSeconds = 300;

export interface AccountMailOptions {
  readonly database: Database;
  readonly email: EmailConnector;
  readonly from: string;
  /** Domain of our Message-IDs. */
  readonly messageIdDomain: string;
  readonly sealer: Sealer;
  readonly log: Log;
}

const partOf = (id: string): string => `mail/${id}`;

/** Mails about accounts: written down with what they speak of, then sent until the mail server has taken them. */
export function createAccountMails(options: AccountMailOptions): AccountMail & {
  /** Sends what is due; gives how many mails were looked at. */
  sendDue(): Promise<number>;
  stop(): Promise<void>;
} {
  const { database, email, from, messageIdDomain, sealer, log } = options;
  let sending: Promise<unknown> = Promise.resolve();

  async function send(row: AccountMailRow): Promise<void> {
    const opened = sealer.open(row.sealed, partOf(row.id));
    if (!opened) {
      log.error('A mail about an account was sealed by a key that is not here; it is given up.', {
        mail: row.id,
      });
      return dropAccountMail(database, row.id);
    }
    const text = JSON.parse(opened.text) as MailText;
    // The same at every try.
    const messageId = `<${row.id}@${messageIdDomain}>`;
    try {
      await email.send({ messageId, from, to: row.email, attachments: [], ...text });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const seconds = secondsToNextMail(error, row.tries, row.secondsLeft);
      if (seconds !== null)
        return retryAccountMail(database, row.id, { seconds, code: error.code });
      log.error('A mail about an account is given up.', { mail: row.id, code: error.code });
    }
    await dropAccountMail(database, row.id);
  }

  async function sendDue(): Promise<number> {
    const due = await claimAccountMails(database, mailsPerRound, leaseSeconds);
    const results = await Promise.allSettled(due.map(send));
    for (const result of results) {
      if (result.status === 'fulfilled') continue;
      log.error('A mail about an account could not be sent; it is tried again.', {
        error: describeError(result.reason),
      });
    }
    return due.length;
  }

  return {
    post: (asker, to, mail, seconds) => {
      const id = newId('mail');
      const sealed = sealer.seal(JSON.stringify(mail), partOf(id));
      return addAccountMail(asker, { id, email: to, sealed, seconds });
    },
    sendSoon: () => {
      // What is not sent here, because Postgres is away just then, the worker sends.
      sending = Promise.allSettled([sending, sendDue()]).then(() => undefined);
    },
    sendDue,
    stop: async () => {
      await sending;
    },
  };
}

/** Sends what is due every two seconds: what the API could not send at once, and what has to be sent again. */
export function startAccountMailSender(options: AccountMailOptions): Rounds {
  const mails = createAccountMails(options);
  return startRounds(
    intervalMs,
    async () => (await mails.sendDue()) === mailsPerRound,
    (error) =>
      options.log.error('Mails about accounts could not be read; it is tried again.', {
        error: describeError(error),
      }),
  );
}
