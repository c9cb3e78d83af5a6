import { and, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import { eventId } from '../policy/events/published.ts';
import { wantsEvent } from '../policy/webhook.ts';
import { webhookWorkflowId } from '../policy/workflow-ids.ts';
import { promise } from './deadlines.ts';
import { readEvents } from './events.ts';
import { when } from './filter.ts';
import { events } from './schema.ts';
import {
  webhookMessages,
  type WebhookEndpointRow,
  type WebhookMessageRow,
  type WebhookMessageStatus,
} from './schema/webhooks.ts';
import type { TenantTransaction } from './tenant.ts';
import { updateWebhook } from './webhooks.ts';

/** Events that one look at the log takes along. */
const eventsAtOnce = 100;

/**
 * Makes messages of the next events for a locked webhook, with their promises, and moves its place in the log: all in
 * the caller's transaction, so that a crash loses no event. Returns the positions to be sent.
 */
export async function takeMessages(
  transaction: TenantTransaction,
  webhook: WebhookEndpointRow,
  dueAt: Date,
): Promise<number[]> {
  const { id, tenantId, types } = webhook;
  const next =
    (await readEvents(transaction, tenantId, webhook.lastPosition, eventsAtOnce)) ??
    (await readEvents(transaction, tenantId, null, eventsAtOnce)) ??
    [];
  const last = next.at(-1);
  if (!last) return [];
  const wanted = next.filter(({ code }) => wantsEvent(types, code)).map((row) => row.position);
  if (wanted.length > 0) {
    await transaction
      .insert(webhookMessages)
      .values(pending(webhook, wanted))
      .onConflictDoNothing();
    await promiseAll(transaction, webhook, wanted, dueAt);
  }
  await updateWebhook(transaction, id, { lastPosition: last.position });
  return wanted;
}

const pending = (
  { id, tenantId }: WebhookEndpointRow,
  positions: readonly number[],
): (typeof webhookMessages.$inferInsert)[] =>
  positions.map((position) => ({ endpointId: id, tenantId, position, status: 'pending' }));

async function promiseAll(
  transaction: TenantTransaction,
  { id, tenantId }: Pick<WebhookEndpointRow, 'id' | 'tenantId'>,
  positions: readonly number[],
  dueAt: Date,
): Promise<void> {
  await Promise.all(
    positions.map((position) =>
      promise(transaction, {
        workflowId: webhookWorkflowId(id, eventId(position)),
        tenantId,
        subjectId: id,
        dueAt,
      }),
    ),
  );
}

/** Which events are sent once more: these, or what happened since; of a time, those only whose message failed if asked for. */
export type ReplayChoice =
  { readonly positions: readonly number[] } | { readonly from: Date; readonly failedOnly: boolean };

/**
 * Opens the messages of chosen events of the last 30 days again, oldest first and at most `limit`, whatever became of
 * them before; for those of a time the webhook's types decide. Returns their positions.
 */
export async function reopenMessages(
  transaction: TenantTransaction,
  webhook: WebhookEndpointRow,
  choice: ReplayChoice,
  limit: number,
  dueAt: Date,
): Promise<number[]> {
  const { id, tenantId, types } = webhook;
  const isFailed = sql`exists (select from ${webhookMessages} m
    where m.endpoint_id = ${id} and m.position = ${events.position} and m.status = 'failed')`;
  const chosen = await transaction
    .select({ position: events.position, code: events.code })
    .from(events)
    .where(
      and(
        eq(events.tenantId, tenantId),
        gte(events.at, sql`now() - interval '30 days'`),
        'positions' in choice
          ? inArray(events.position, [...choice.positions])
          : and(gte(events.at, choice.from), choice.failedOnly ? isFailed : undefined),
      ),
    )
    .orderBy(events.position)
    .limit(limit);
  const positions = chosen
    .filter(({ code }) => 'positions' in choice || wantsEvent(types, code))
    .map(({ position }) => position);
  if (positions.length === 0) return [];
  await transaction
    .insert(webhookMessages)
    .values(pending(webhook, positions))
    .onConflictDoUpdate({
      target: [webhookMessages.endpointId, webhookMessages.position],
      set: { status: 'pending', code: null, tries: 0, nextTryAt: null },
    });
  await promiseAll(transaction, webhook, positions, dueAt);
  return positions;
}

/** Opens the messages again that were given up because the webhook was off. */
export async function resumeMessages(
  transaction: TenantTransaction,
  webhook: Pick<WebhookEndpointRow, 'id' | 'tenantId'>,
  dueAt: Date,
): Promise<void> {
  const resumed = await transaction
    .update(webhookMessages)
    .set({ status: 'pending', code: null, tries: 0, nextTryAt: null })
    .where(
      and(
        eq(webhookMessages.endpointId, webhook.id),
        eq(webhookMessages.status, 'failed'),
        inArray(webhookMessages.code, ['webhook-off', 'gone']),
      ),
    )
    .returning({ position: webhookMessages.position });
  await promiseAll(
    transaction,
    webhook,
    resumed.map(({ position }) => position),
    dueAt,
  );
}

/** A message, held until the transaction ends. */
export async function lockMessage(
  transaction: TenantTransaction,
  endpointId: string,
  position: number,
): Promise<WebhookMessageRow | null> {
  const [row] = await transaction
    .select()
    .from(webhookMessages)
    .where(and(eq(webhookMessages.endpointId, endpointId), eq(webhookMessages.position, position)))
    .for('update');
  return row ?? null;
}

export async function updateMessage(
  transaction: TenantTransaction,
  { endpointId, position }: WebhookMessageRow,
  change: Partial<WebhookMessageRow>,
): Promise<void> {
  await transaction
    .update(webhookMessages)
    .set(change)
    .where(and(eq(webhookMessages.endpointId, endpointId), eq(webhookMessages.position, position)));
}

/** A page of what a webhook was sent, newest event first, before position `cursor`. */
export const listMessages = (
  transaction: TenantTransaction,
  endpointId: string,
  filter: { readonly status?: WebhookMessageStatus | undefined },
  page: { limit: number; cursor: number | null },
): Promise<(WebhookMessageRow & { type: (typeof events.$inferSelect)['code'] })[]> =>
  transaction
    .select({
      endpointId: webhookMessages.endpointId,
      position: webhookMessages.position,
      tenantId: webhookMessages.tenantId,
      status: webhookMessages.status,
      code: webhookMessages.code,
      tries: webhookMessages.tries,
      nextTryAt: webhookMessages.nextTryAt,
      calls: webhookMessages.calls,
      createdAt: webhookMessages.createdAt,
      type: events.code,
    })
    .from(webhookMessages)
    .innerJoin(events, eq(events.position, webhookMessages.position))
    .where(
      and(
        eq(webhookMessages.endpointId, endpointId),
        when(filter.status, (status) => eq(webhookMessages.status, status)),
        page.cursor === null ? undefined : lt(webhookMessages.position, page.cursor),
      ),
    )
    .orderBy(desc(webhookMessages.position))
    .limit(page.limit);
