import type { EmailConnector } from '../channels/email/connector.ts';
import { readActivation, readUnsentMail, updateMail } from '../db/activations.ts';
import type { Database } from '../db/client.ts';
import { appendEvents } from '../db/events.ts';
import type { ActivationMailRow, ActivationRow } from '../db/schema/activations.ts';
import { withTenant } from '../db/tenant.ts';
import { addSeconds, norwegianDay, secondsBetween } from '../invoice/date.ts';
import { activationPolicy } from '../policy/activation.ts';
import { activationMail } from '../policy/activation-mails.ts';
import { Failure } from '../policy/failure.ts';
import { secondsToNextMail } from '../policy/mail-tries.ts';
import { instantOf, type Activation, type ActivationPolicy } from './activation.ts';
import { withHeartbeat } from './heartbeat.ts';

export interface ActivationMailActivities {
  /** Tries once to send a mail that is written down; the next try, if any, is in Postgres. */
  sendActivationMail(activation: Activation, messageId: string): Promise<void>;
}

export interface ActivationMailOptions {
  readonly database: Database;
  readonly email: EmailConnector;
  readonly emailFrom: string;
  readonly operator: string;
  readonly policy: ActivationPolicy;
}

export function createActivationMailActivities(
  options: ActivationMailOptions,
): ActivationMailActivities {
  const { database, email, emailFrom, operator, policy } = options;

  const settle = (
    row: ActivationRow,
    mail: ActivationMailRow,
    change: Partial<ActivationMailRow>,
  ): Promise<void> =>
    withTenant(database, row.tenantId, async (transaction) => {
      if (!(await readUnsentMail(transaction, mail.messageId))) return;
      await updateMail(transaction, mail.messageId, { tries: mail.tries + 1, ...change });
      const { tenantId, id: subjectId } = row;
      if (change.sentAt && mail.kind === 'reminder') {
        const parameters = { day: String(mail.day ?? 0) };
        await appendEvents(transaction, [
          { tenantId, subjectId, code: 'activation.reminded', parameters },
        ]);
      }
      if (change.nextTryAt === null && !change.sentAt) {
        const parameters = { reason: change.code ?? '', mail: mail.kind };
        await appendEvents(transaction, [
          { tenantId, subjectId, code: 'activation.mail-refused', parameters },
        ]);
      }
    });

  return {
    sendActivationMail: async ({ tenantId, activationId }, messageId) => {
      const now = await instantOf(policy);
      const [row, mail] = await withTenant(database, tenantId, (transaction) =>
        Promise.all([
          readActivation(transaction, tenantId, activationId),
          readUnsentMail(transaction, messageId),
        ]),
      );
      if (!row || !mail) return;
      const content = activationMail({
        kind: mail.kind,
        language: row.language,
        companyName: row.companyName,
        organisationNumber: row.organisationNumber,
        operator,
        invitedOn: norwegianDay(row.invitedAt ?? row.createdAt),
        expiresOn: norwegianDay(row.expiresAt),
      });
      const message = { messageId, from: emailFrom, to: mail.email, attachments: [], ...content };
      try {
        await withHeartbeat(() => email.send(message));
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        const age = secondsBetween(mail.writtenAt.toISOString(), now);
        const secondsLeft = activationPolicy.mailPatienceSeconds - age;
        const seconds = secondsToNextMail(error, mail.tries + 1, secondsLeft);
        const nextTryAt =
          seconds === null ? null : new Date(addSeconds(now, seconds * policy.pauseScale));
        await settle(row, mail, { nextTryAt, code: error.code });
        return;
      }
      await settle(row, mail, { nextTryAt: null, code: null, sentAt: new Date(now) });
    },
  };
}
