import { startOf } from '../api/outbound/actions.ts';
import { describeError, type Log } from '../api/log.ts';
import type { PrintConnector } from '../channels/print/connector.ts';
import { updateAttempt } from '../db/attempts.ts';
import type { Database } from '../db/client.ts';
import { lockDelivery } from '../db/deliveries.ts';
import { findMessage } from '../db/doors.ts';
import { appendEvents } from '../db/events.ts';
import { openNextRun } from '../db/runs.ts';
import { withTenant } from '../db/tenant.ts';
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
export function startReturnsReader(options: ReturnsOptions): { stop(): Promise<void> } {
  const done = new Set<string>();
  let isStopped = false;
  let wake: () => void = () => undefined;
  const rounds = (async () => {
    while (!isStopped) {
      try {
        for (const name of await options.print.returned()) {
          if (!done.has(name)) await takeBack(options, name, 'letter-returned');
          done.add(name);
        }
      } catch (error) {
        options.log.error('Returned letters could not be read; it is tried again.', {
          error: describeError(error),
        });
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, options.intervalSeconds * 1000).unref();
      });
    }
  })();
  return {
    stop: async () => {
      isStopped = true;
      wake();
      await rounds;
    },
  };
}

/** A message that was delivered has come back: the delivery is `returned`, and its next run is opened. Safe to repeat. */
export async function takeBack(
  { database, starter, graceSeconds }: ReturnsOptions,
  messageId: string,
  reason: string,
): Promise<void> {
  const found = await findMessage(database, messageId);
  if (!found) return;
  const { tenantId, id } = found;
  const start = await withTenant(database, tenantId, async (transaction) => {
    const held = await lockDelivery(transaction, tenantId, id);
    const last = held?.attempts.at(-1);
    if (!held || held.delivery.status !== 'delivered' || last?.messageId !== messageId) return null;
    const { delivery } = held;
    await updateAttempt(transaction, last.id, { code: reason });
    const number = await openNextRun(transaction, delivery, {
      openedBy: 'returned',
      dueAt: new Date(Date.now() + graceSeconds * 1000),
    });
    await appendEvents(transaction, [
      {
        tenantId,
        subjectId: id,
        code: 'delivery.returned',
        parameters: { channel: last.channel, reason },
      },
    ]);
    return startOf(delivery, number);
  });
  if (start) await starter.startOutbound(start);
}
