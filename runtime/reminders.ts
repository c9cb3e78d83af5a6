import { describeError, type Log } from '../api/log.ts';
import type { AccountMail } from '../api/ports.ts';
import type { InvoiceMailPorts } from '../activities/outbound-email.ts';
import { readSender } from '../activities/outbound-sender.ts';
import type { Database } from '../db/client.ts';
import { lockDelivery } from '../db/deliveries.ts';
import { findRemindersDue } from '../db/doors.ts';
import { appendEvents } from '../db/events.ts';
import { takeReminder } from '../db/invoice-links.ts';
import { withTenant, type TenantTransaction } from '../db/tenant.ts';
import { reminderMail } from '../policy/invoice-mails.ts';
import { startRounds, type Rounds } from './rounds.ts';

export interface ReminderOptions extends Omit<InvoiceMailPorts, 'emailFrom'> {
  readonly database: Database;
  readonly mails: Pick<AccountMail, 'post' | 'sendSoon'>;
  readonly log: Log;
}

const intervalMs = 2000;
const remindersPerRound = 20;
const mailPatienceSeconds = 2 * 86_400;

/** Reminds recipients of due invoices whose link they have not opened: once, in the transaction that says so. */
export function startReminders(options: ReminderOptions): Rounds {
  const tell = (error: unknown): void =>
    options.log.error('Reminders could not be written; it is tried again.', {
      error: describeError(error),
    });
  return startRounds(
    intervalMs,
    async () => {
      const due = await findRemindersDue(options.database, remindersPerRound);
      for (const { tenantId, id } of due) {
        await withTenant(options.database, tenantId, (transaction) =>
          remind(options, transaction, tenantId, id),
        ).catch(tell);
      }
      if (due.length > 0) options.mails.sendSoon();
      return due.length === remindersPerRound;
    },
    tell,
  );
}

async function remind(
  { mails, returnPathOf, invoiceLinkOf }: ReminderOptions,
  transaction: TenantTransaction,
  tenantId: string,
  linkId: string,
): Promise<void> {
  const link = await takeReminder(transaction, linkId);
  const held = link && (await lockDelivery(transaction, tenantId, link.deliveryId));
  if (!link || !held) return;
  const { delivery, attempts } = held;
  // Come back, or sent in another way since: that mail is of no use any more.
  if (delivery.status !== 'delivered' || attempts.at(-1)?.id !== link.attemptId) return;
  const { replyTo } = await readSender(transaction, tenantId);
  const mail = {
    ...reminderMail({ ...delivery, link: invoiceLinkOf(link.attemptId).url }),
    returnPath: returnPathOf(link.attemptId),
    ...(replyTo !== null && { replyTo }),
  };
  await mails.post({ orm: transaction }, delivery.email ?? '', mail, mailPatienceSeconds);
  await appendEvents(transaction, [
    { tenantId, subjectId: delivery.id, code: 'delivery.reminded' },
  ]);
}
