import { sql } from 'drizzle-orm';
import type { Asker } from './doors.ts';

/** A mail about an account, with its text sealed. */
export interface AccountMailRow {
  readonly id: string;
  readonly email: string;
  readonly sealed: string;
  /** This one counted. */
  readonly tries: number;
  /** Until it is of no use any more, because its link is too old. */
  readonly secondsLeft: number;
}

/** Writes down that a mail is to go out, in the caller's transaction; it is given up after so many seconds. */
export async function addAccountMail(
  { orm }: Asker,
  {
    id,
    email,
    sealed,
    seconds,
  }: Pick<AccountMailRow, 'id' | 'email' | 'sealed'> & { seconds: number },
): Promise<void> {
  await orm.execute(sql`select door_add_account_mail(${id}, ${email}, ${sealed}, ${seconds})`);
}

/** Mails that are due. Nobody else gets them for so many seconds; then they are due again, if they are still there. */
export async function claimAccountMails(
  { orm }: Asker,
  most: number,
  leaseSeconds: number,
): Promise<AccountMailRow[]> {
  const rows = await orm.execute<{
    id: string;
    email: string;
    sealed: string;
    tries: number;
    seconds_left: number;
  }>(sql`select * from door_claim_account_mails(${most}, ${leaseSeconds})`);
  return rows.map(({ seconds_left: secondsLeft, ...row }) => ({ ...row, secondsLeft }));
}

/** Has a mail that could not be sent tried again after so many seconds. */
export async function retryAccountMail(
  { orm }: Asker,
  id: string,
  { seconds, code }: { seconds: number; code: string },
): Promise<void> {
  await orm.execute(sql`select door_retry_account_mail(${id}, ${seconds}, ${code})`);
}

/** A mail that is out, or given up. */
export async function dropAccountMail({ orm }: Asker, id: string): Promise<void> {
  await orm.execute(sql`select door_drop_account_mail(${id})`);
}
