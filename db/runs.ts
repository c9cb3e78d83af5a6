import { and, eq } from 'drizzle-orm';
import type { ChannelName } from '../policy/channels.ts';
import { outboundWorkflowId } from '../policy/workflow-ids.ts';
import { fulfil, promise } from './deadlines.ts';
import { updateDelivery } from './deliveries.ts';
import { runs, type DeliveryRow } from './schema.ts';
import type { TenantTransaction } from './tenant.ts';

export type NextRun = {
  /** When the sweeper starts the workflow if nobody else has. */
  readonly dueAt: Date;
} & (
  | { readonly openedBy: 'send' | 'retry' | 'returned' }
  /** This channel and no other. */
  | { readonly openedBy: 'reroute'; readonly onlyChannel: ChannelName }
  /** Takes over from a run whose workflow was lost. */
  | { readonly openedBy: 'repair'; readonly repaired: typeof runs.$inferSelect }
);

/**
 * Opens the next run of a delivery and returns its number: the first send, a retry, a reroute, a bounce,
 * a returned letter and a repair all come here. The caller starts its workflow; if it cannot, the sweeper does.
 */
export async function openNextRun(
  transaction: TenantTransaction,
  delivery: Pick<DeliveryRow, 'id' | 'tenantId' | 'runNumber'>,
  next: NextRun,
): Promise<number> {
  const number = delivery.runNumber + 1;
  const { id, tenantId } = delivery;
  const origin =
    next.openedBy === 'repair'
      ? {
          purpose: next.repaired.purpose,
          since: next.repaired.since,
          holdReleased: next.repaired.holdReleased,
        }
      : { purpose: next.openedBy, since: number };
  await Promise.all([
    transaction.insert(runs).values({
      tenantId,
      deliveryId: id,
      number,
      openedBy: next.openedBy,
      status: 'open',
      ...origin,
    }),
    // The first run's number was written with the delivery itself.
    next.openedBy !== 'send' &&
      updateDelivery(transaction, id, {
        runNumber: number,
        ...(next.openedBy !== 'repair' && {
          status: next.openedBy === 'returned' ? 'returned' : 'accepted',
          code: null,
          onlyChannel: next.openedBy === 'reroute' ? next.onlyChannel : null,
        }),
      }),
    promise(transaction, {
      workflowId: outboundWorkflowId(id, number),
      tenantId,
      subjectId: id,
      dueAt: next.dueAt,
    }),
  ]);
  return number;
}

/** Closes a run: nothing is promised for it any more. */
export async function closeRun(
  transaction: TenantTransaction,
  deliveryId: string,
  number: number,
  at: Date,
): Promise<void> {
  await Promise.all([
    transaction
      .update(runs)
      .set({ status: 'closed', closedAt: at })
      .where(and(eq(runs.deliveryId, deliveryId), eq(runs.number, number))),
    fulfil(transaction, outboundWorkflowId(deliveryId, number)),
  ]);
}

/** A person has said that held letters of this run may go. */
export async function releaseHold(
  transaction: TenantTransaction,
  deliveryId: string,
  number: number,
): Promise<void> {
  await transaction
    .update(runs)
    .set({ holdReleased: true })
    .where(and(eq(runs.deliveryId, deliveryId), eq(runs.number, number)));
}
