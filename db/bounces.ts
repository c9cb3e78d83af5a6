import { and, eq, isNull, sql } from 'drizzle-orm';
import type { ReturnedMailVerdict } from '../policy/returned-mail.ts';
import { newId } from './id.ts';
import { bounces, type BounceRow } from './schema/bounces.ts';
import type { TenantTransaction } from './tenant.ts';

/** Mails that one attempt's return path takes: whoever sends more is no mail server. */
const keptPerAttempt = 20;

/** Keeps a mail to a return path for the reader of bounces; the same mail again is kept once. False: enough have come. */
export async function keepBounce(
  transaction: TenantTransaction,
  mail: {
    readonly tenantId: string;
    readonly deliveryId: string;
    readonly attemptId: string;
    readonly rawSha256: string;
    readonly verdict: ReturnedMailVerdict;
  },
): Promise<boolean> {
  const { verdict, ...kept } = mail;
  const before = await transaction
    .select({ rawSha256: bounces.rawSha256 })
    .from(bounces)
    .where(eq(bounces.attemptId, mail.attemptId))
    .limit(keptPerAttempt);
  if (before.some(({ rawSha256 }) => rawSha256 === mail.rawSha256)) return true;
  if (before.length >= keptPerAttempt) return false;
  const said =
    verdict.kind === 'failed'
      ? { failureKind: verdict.failure, code: verdict.code, detail: verdict.detail }
      : {};
  await transaction
    .insert(bounces)
    .values({ id: newId('bnc'), ...kept, kind: verdict.kind, ...said })
    .onConflictDoNothing({ target: [bounces.attemptId, bounces.rawSha256] });
  return true;
}

/** A bounce that nothing has come of yet, held until the transaction ends; null where it is settled. */
export async function lockBounce(
  transaction: TenantTransaction,
  id: string,
): Promise<BounceRow | null> {
  const [row] = await transaction
    .select()
    .from(bounces)
    .where(and(eq(bounces.id, id), isNull(bounces.settledAt)))
    .for('update');
  return row ?? null;
}

/** Nothing more comes of it. */
export async function settleBounce(
  transaction: TenantTransaction,
  id: string,
  effect: NonNullable<BounceRow['effect']>,
): Promise<void> {
  await transaction
    .update(bounces)
    .set({ effect, settledAt: sql`now()` })
    .where(eq(bounces.id, id));
}
