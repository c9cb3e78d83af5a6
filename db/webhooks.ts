import { and, asc, eq, ne, sql } from 'drizzle-orm';
import { appendEvents, lastEvent } from './events.ts';
import { webhookEndpoints, type WebhookEndpointRow } from './schema/webhooks.ts';
import type { TenantTransaction } from './tenant.ts';
import type { DisabledReason } from '../policy/webhook.ts';

/** The company's webhooks, oldest first; deleted ones are left out. */
export const listWebhooks = (
  transaction: TenantTransaction,
  tenantId: string,
): Promise<WebhookEndpointRow[]> =>
  transaction
    .select()
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.tenantId, tenantId), ne(webhookEndpoints.status, 'deleted')))
    .orderBy(asc(webhookEndpoints.id));

/** Adds a webhook; it is sent what happens from now on. */
export async function insertWebhook(
  transaction: TenantTransaction,
  webhook: Pick<WebhookEndpointRow, 'id' | 'tenantId' | 'url' | 'description' | 'types'>,
): Promise<void> {
  const lastPosition = await lastEvent(transaction, webhook.tenantId);
  await transaction
    .insert(webhookEndpoints)
    .values({ ...webhook, status: 'enabled', lastPosition });
}

/** A webhook of the company, or null; `lock` holds it until the transaction ends, and gives null while another holds it. */
export async function readWebhook(
  transaction: TenantTransaction,
  tenantId: string,
  id: string,
  lock?: 'wait' | 'skip',
): Promise<WebhookEndpointRow | null> {
  const query = transaction
    .select()
    .from(webhookEndpoints)
    .where(
      and(
        eq(webhookEndpoints.tenantId, tenantId),
        eq(webhookEndpoints.id, id),
        ne(webhookEndpoints.status, 'deleted'),
      ),
    );
  const [row] = await (lock === undefined
    ? query
    : query.for('update', lock === 'skip' ? { skipLocked: true } : {}));
  return row ?? null;
}

export async function updateWebhook(
  transaction: TenantTransaction,
  id: string,
  change: Partial<Omit<WebhookEndpointRow, 'id' | 'tenantId' | 'updatedAt'>>,
): Promise<void> {
  await transaction
    .update(webhookEndpoints)
    .set({ ...change, updatedAt: sql`now()` })
    .where(eq(webhookEndpoints.id, id));
}

/** Switches a webhook off, with the event that says so. */
export async function disableWebhook(
  transaction: TenantTransaction,
  { id, tenantId, url }: WebhookEndpointRow,
  reason: DisabledReason,
): Promise<void> {
  await updateWebhook(transaction, id, { status: 'disabled', disabledReason: reason });
  await appendEvents(transaction, [
    {
      tenantId,
      subjectId: id,
      code: 'webhook.disabled',
      parameters: { reason, host: new URL(url).host },
    },
  ]);
}
