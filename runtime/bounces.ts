import { startOf } from '../api/outbound/actions.ts';
import { describeError } from '../api/log.ts';
import { ActionRefused } from '../api/ports.ts';
import { lockBounce, settleBounce } from '../db/bounces.ts';
import { lockDelivery } from '../db/deliveries.ts';
import { claimBounces } from '../db/doors.ts';
import { appendEvents } from '../db/events.ts';
import type { BounceRow } from '../db/schema/bounces.ts';
import { withTenant, type TenantTransaction } from '../db/tenant.ts';
import { bounceEffect } from '../policy/bounce.ts';
import type { OutboundStart } from '../workflows/contracts/outbound.ts';
import { comeBack, type ReturnsOptions } from './returns.ts';
import { startRounds, type Rounds } from './rounds.ts';

type BounceOptions = Omit<ReturnsOptions, 'print' | 'intervalSeconds'>;

const intervalMs = 500;
const bouncesPerRound = 20;

/** Acts on what came to return paths: each once, whichever worker dies at which moment. */
export function startBounceReader(options: BounceOptions): Rounds {
  const tell = (error: unknown): void =>
    options.log.error('Bounces could not be acted on; it is tried again.', {
      error: describeError(error),
    });
  return startRounds(
    intervalMs,
    async () => {
      const claimed = await claimBounces(options.database, bouncesPerRound);
      for (const { tenantId, id } of claimed) {
        await actOn(options, tenantId, id).catch(tell);
      }
      return claimed.length === bouncesPerRound;
    },
    tell,
  );
}

/** What is left to do when the transaction has ended. */
type AfterCommit =
  | { readonly kind: 'start' | 'answer'; readonly start: OutboundStart }
  | { readonly kind: 'nothing' };

async function actOn(options: BounceOptions, tenantId: string, id: string): Promise<void> {
  const { database, starter } = options;
  const after = await withTenant(database, tenantId, (transaction) =>
    settle(options, transaction, id),
  );
  if (after.kind === 'start') await starter.startOutbound(after.start);
  if (after.kind === 'answer') {
    // The bounce stays open until the delivery shows it: an answer that is lost is given again.
    await starter
      .act(after.start, { kind: 'answer', answer: 'not-arrived' })
      .catch((error: unknown) => {
        // A person was quicker.
        if (!(error instanceof ActionRefused)) throw error;
      });
  }
}

async function settle(
  { graceSeconds }: BounceOptions,
  transaction: TenantTransaction,
  id: string,
): Promise<AfterCommit> {
  const bounce = await lockBounce(transaction, id);
  if (!bounce) return { kind: 'nothing' };
  const { tenantId, deliveryId, attemptId, kind, code, failureKind, detail } = bounce;
  const end = async (
    effect: NonNullable<BounceRow['effect']>,
    event: 'delivery.mail-answered' | 'delivery.bounce-ignored' | null,
  ): Promise<AfterCommit> => {
    await settleBounce(transaction, id, effect);
    const parameters =
      event === 'delivery.mail-answered'
        ? { answer: kind }
        : { reason: code ?? '', kind: failureKind ?? '' };
    if (event !== null) {
      await appendEvents(transaction, [
        { tenantId, subjectId: deliveryId, code: event, parameters },
      ]);
    }
    return { kind: 'nothing' };
  };
  if (kind !== 'failed') return end('tell', 'delivery.mail-answered');
  const held = await lockDelivery(transaction, tenantId, deliveryId);
  const attempt = held?.attempts.find((row) => row.id === attemptId);
  if (!held || !attempt) return end('ignore', null);
  const { delivery } = held;
  const effect = bounceEffect({
    delivery,
    attempt: {
      status: attempt.status,
      code: attempt.code,
      isLast: held.attempts.at(-1)?.id === attemptId,
    },
  });
  switch (effect) {
    case 'wait':
      return { kind: 'nothing' };
    case 'answer':
      return { kind: 'answer', start: startOf(delivery, delivery.runNumber) };
    case 'known':
      return end('known', null);
    case 'ignore':
      return end('ignore', 'delivery.bounce-ignored');
    case 'return': {
      const said = { code: code ?? 'mailbox-refused', failureKind, detail };
      const start = await comeBack(transaction, delivery, attempt, said, graceSeconds);
      await settleBounce(transaction, id, 'return');
      return { kind: 'start', start };
    }
  }
}
