import { startOf } from '../api/outbound/actions.ts';
import { describeError, type Log } from '../api/log.ts';
import type { PrintConnector } from '../channels/print/connector.ts';
import { secondsFromNow } from '../db/clock.ts';
import { updateAttempt } from '../db/attempts.ts';
import type { Database } from '../db/client.ts';
import { lockDelivery } from '../db/deliveries.ts';
import { findMessage } from '../db/doors.ts';
import { appendEvents } from '../db/events.ts';
import { openNextRun } from '../db/runs.ts';
import type { AttemptRow, DeliveryRow } from '../db/schema.ts';
import { withTenant, type TenantTransaction } from '../db/tenant.ts';
import type { FailureKind } from '../policy/failure.ts';
import type { OutboundStart } from '../workflows/contracts/outbound.ts';
import { startRounds, type Rounds } from './rounds.ts';
import type { WorkflowStarter } from './workflows.ts';

export interface ReturnsOptions {
  readonly database: Database;
  readonly print: PrintConnector;
  readonly starter: WorkflowStarter;
  readonly log: Log;
  readonly graceSeconds: number;
  readonly intervalSeconds: number;
}

/** Reads which letters have come back, and opens the next run of their deliveries. */
export function startReturnsReader(options: ReturnsOptions): Rounds {
  const done = new Set<string>();
  return startRounds(
    options.intervalSeconds * 1000,
    async () => {
      for (const name of await options.print.returned()) {
        if (!done.has(name)) await takeLetterBack(options, name);
        done.add(name);
      }
      return false;
    },
    (error) =>
      options.log.error('Returned letters could not be read; it is tried again.', {
        error: describeError(error),
      }),
  );
}

/** A letter that was delivered has come back. Safe to repeat. */
async function takeLetterBack(
  { database, starter, graceSeconds }: ReturnsOptions,
  name: string,
): Promise<void> {
  const found = await findMessage(database, name);
  if (!found) return;
  const { tenantId, id } = found;
  const start = await withTenant(database, tenantId, async (transaction) => {
    const held = await lockDelivery(transaction, tenantId, id);
    const last = held?.attempts.at(-1);
    if (!held || held.delivery.status !== 'delivered' || last?.messageId !== name) return null;
    const code = 'letter-returned';
    return comeBack(transaction, held.delivery, last, { code }, graceSeconds);
  });
  if (start) await starter.startOutbound(start);
}

/**
 * What was delivered by this attempt, the last one, has come back: the delivery is `returned` and its next run is
 * opened. The caller starts the run after the commit; if it cannot, the sweeper does.
 */
export async function comeBack(
  transaction: TenantTransaction,
  delivery: DeliveryRow,
  attempt: AttemptRow,
  said: {
    readonly code: string;
    readonly failureKind?: FailureKind | null;
    readonly detail?: string | null;
  },
  graceSeconds: number,
): Promise<OutboundStart> {
  await updateAttempt(transaction, attempt.id, said);
  const number = await openNextRun(transaction, delivery, {
    openedBy: 'returned',
    dueAt: secondsFromNow(graceSeconds),
  });
  await appendEvents(transaction, [
    {
      tenantId: delivery.tenantId,
      subjectId: delivery.id,
      code: 'delivery.returned',
      parameters: {
        channel: attempt.channel,
        reason: said.code,
        ...(said.failureKind && { kind: said.failureKind }),
      },
    },
  ]);
  return startOf(delivery, number);
}
