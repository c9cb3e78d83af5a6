import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import { absoluteSeconds, idleSeconds, touchSeconds } from '../policy/sessions.ts';
import { sessions } from './schema/accounts.ts';
import type { TenantTransaction } from './tenant.ts';

const inSeconds = (seconds: number) => sql`now() + make_interval(secs => ${seconds})`;

/** A new log-in, in the person's own transaction. The token itself is never stored. */
export async function insertSession(
  transaction: TenantTransaction,
  session: { id: string; userId: string; tenantId: string | null; hash: string },
  /** Of a log-in that goes on under a new token: its end does not move. */
  expiresAt?: Date,
): Promise<void> {
  await transaction.insert(sessions).values({
    ...session,
    idleExpiresAt: inSeconds(idleSeconds),
    expiresAt: expiresAt ?? inSeconds(absoluteSeconds),
  });
}

/** Moves the idle limit, at most once in five minutes. */
export async function touchSession(transaction: TenantTransaction, id: string): Promise<void> {
  await transaction
    .update(sessions)
    .set({ idleExpiresAt: inSeconds(idleSeconds) })
    .where(
      and(
        eq(sessions.id, id),
        sql`${sessions.idleExpiresAt} < ${inSeconds(idleSeconds - touchSeconds)}`,
      ),
    );
}

/** Ends one log-in and says when it would have run out, or null where it has ended already. */
export async function endSession(transaction: TenantTransaction, id: string): Promise<Date | null> {
  const [row] = await transaction
    .update(sessions)
    .set({ endedAt: sql`now()` })
    .where(and(eq(sessions.id, id), isNull(sessions.endedAt)))
    .returning({ expiresAt: sessions.expiresAt });
  return row?.expiresAt ?? null;
}

/** Ends all log-ins of the person that this transaction sees: in one company, or everywhere; but not `except`. */
export async function endSessionsOf(
  transaction: TenantTransaction,
  userId: string,
  except = '',
): Promise<void> {
  await transaction
    .update(sessions)
    .set({ endedAt: sql`now()` })
    .where(and(eq(sessions.userId, userId), ne(sessions.id, except), isNull(sessions.endedAt)));
}
