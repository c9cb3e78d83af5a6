import type { WebhookConnector } from '../channels/webhook/connector.ts';
import { webhookSecret } from '../channels/webhook/signature.ts';
import { currentTime } from '../db/clock.ts';
import type { Database } from '../db/client.ts';
import { fulfil, promise } from '../db/deadlines.ts';
import { readEvent } from '../db/events.ts';
import type { WebhookEndpointRow, WebhookMessageRow } from '../db/schema/webhooks.ts';
import { withTenant, type TenantTransaction } from '../db/tenant.ts';
import { lockMessage, updateMessage } from '../db/webhook-messages.ts';
import { disableWebhook, readWebhook, updateWebhook } from '../db/webhooks.ts';
import { publishEvent, readEventId } from '../policy/events/published.ts';
import { Failure } from '../policy/failure.ts';
import { afterWebhookCall, webhookTimeoutSeconds, type WebhookAnswer } from '../policy/webhook.ts';
import { webhookWorkflowId } from '../policy/workflow-ids.ts';

/** One event for one webhook: the input of its workflow. */
export interface WebhookMessage {
  readonly tenantId: string;
  readonly endpointId: string;
  readonly eventId: string;
}

export type WebhookStep =
  /** `number`: which call of this round it is. */
  | { readonly kind: 'post'; readonly number: number }
  | { readonly kind: 'wait'; readonly until: string; readonly code: string | null }
  | { readonly kind: 'finished'; readonly status: string; readonly code: string | null };

/** The steps that touch Postgres only; each is one transaction and may be repeated. */
export interface WebhookDatabaseActivities {
  /** What comes next for this message. */
  takeWebhookStep(message: WebhookMessage): Promise<WebhookStep>;
  /** Records what came of call `number`, and what comes next. */
  recordWebhookCall(
    message: WebhookMessage,
    number: number,
    answer: WebhookAnswer,
  ): Promise<WebhookStep>;
}

export interface WebhookCallActivities {
  /** Posts the event once. The receiver may see it again: by the same `webhook-id`. */
  postWebhook(message: WebhookMessage): Promise<WebhookAnswer>;
}

export interface WebhookOptions {
  readonly database: Database;
  readonly connector: WebhookConnector;
  /** The installation's key, which all secrets are derived from. */
  readonly installationKey: string;
  readonly graceSeconds: number;
  /** How long the pauses between repeats are: 1, and less where somebody tries things out. */
  readonly pauseScale: number;
}

/** How long a call may take before its workflow is overdue: looking a name up and connecting come on top. */
const callSeconds = webhookTimeoutSeconds + 20;
const callsKept = 20;

export function createWebhookActivities(
  options: WebhookOptions,
): WebhookDatabaseActivities & WebhookCallActivities {
  const { database, connector, graceSeconds, pauseScale } = options;

  const inMessage = <T>(
    { tenantId, endpointId, eventId }: WebhookMessage,
    work: (held: Held) => Promise<T>,
  ): Promise<T> =>
    withTenant(database, tenantId, async (transaction) => {
      const position = readEventId(eventId) ?? 0;
      const row = await lockMessage(transaction, endpointId, position);
      if (!row) throw new Error(`There is no message ${eventId} for ${endpointId}.`);
      const webhook = await readWebhook(transaction, tenantId, endpointId);
      return work({ transaction, row, webhook, now: currentTime(), eventId });
    });

  async function advance(held: Held): Promise<WebhookStep> {
    const { transaction, row, webhook, now, eventId } = held;
    const workflowId = webhookWorkflowId(row.endpointId, eventId);
    const end = async (status: WebhookMessageRow['status'], code: string | null) => {
      await fulfil(transaction, workflowId);
      return { kind: 'finished', status, code } as const;
    };
    if (row.status !== 'pending') return end(row.status, row.code);
    if (webhook?.status !== 'enabled') {
      await updateMessage(transaction, row, { status: 'failed', code: 'webhook-off' });
      return end('failed', 'webhook-off');
    }
    const until = row.nextTryAt !== null && row.nextTryAt > now ? row.nextTryAt : null;
    const from = until ?? new Date(now.getTime() + callSeconds * 1000);
    await promise(transaction, {
      workflowId,
      tenantId: row.tenantId,
      subjectId: row.endpointId,
      dueAt: new Date(from.getTime() + graceSeconds * 1000),
    });
    if (until === null) return { kind: 'post', number: row.tries + 1 };
    const last = row.calls.at(-1);
    const code = last?.code ?? (last?.status ? `http-${last.status}` : null);
    return { kind: 'wait', until: until.toISOString(), code };
  }

  return {
    takeWebhookStep: (message) => inMessage(message, advance),

    recordWebhookCall: (message, number, answer) =>
      inMessage(message, async (held) => {
        const { row } = held;
        // Recorded before, or a replay has begun a new round meanwhile.
        if (row.status !== 'pending' || row.tries !== number - 1) return advance(held);
        const change = await judge(held, number, answer, pauseScale);
        await updateMessage(held.transaction, row, change);
        const webhook = await readWebhook(held.transaction, row.tenantId, row.endpointId);
        return advance({ ...held, webhook, row: { ...row, ...change } });
      }),

    async postWebhook({ tenantId, endpointId, eventId }) {
      const [webhook, event] = await withTenant(database, tenantId, async (transaction) => [
        await readWebhook(transaction, tenantId, endpointId),
        await readEvent(transaction, tenantId, readEventId(eventId) ?? 0),
      ]);
      const began = Date.now();
      const answered = (answer: Partial<WebhookAnswer>): WebhookAnswer => ({
        status: null,
        code: null,
        retryAfterSeconds: null,
        milliseconds: Date.now() - began,
        ...answer,
      });
      if (!webhook || !event) return answered({ code: 'webhook-off' });
      try {
        return answered(
          await connector.post({
            url: webhook.url,
            id: eventId,
            timestamp: Math.floor(currentTime().getTime() / 1000),
            body: JSON.stringify(publishEvent(event)),
            secrets: secretsOf(webhook, options.installationKey, currentTime().getTime()),
          }),
        );
      } catch (error) {
        if (error instanceof Failure) return answered({ code: error.code });
        throw error;
      }
    },
  };
}

interface Held {
  readonly transaction: TenantTransaction;
  readonly row: WebhookMessageRow;
  /** Null: deleted. */
  readonly webhook: WebhookEndpointRow | null;
  readonly now: Date;
  readonly eventId: string;
}

/** The present secret, and the one before it for as long as a rotation lasts. */
function secretsOf(webhook: WebhookEndpointRow, key: string, at: number): string[] {
  const { id, secretGeneration: generation, previousSecretUntil } = webhook;
  const overlaps = previousSecretUntil !== null && previousSecretUntil.getTime() > at;
  return [generation, ...(overlaps ? [generation - 1] : [])].map((one) =>
    webhookSecret(key, id, one),
  );
}

/** All messages of a webhook share its row: it is not written for each that arrives. */
const isOld = (at: Date | null, now: Date): boolean =>
  at === null || now.getTime() - at.getTime() > 60_000;

/** What the answer makes of the message, and of its webhook. */
async function judge(
  { transaction, row, webhook, now }: Held,
  number: number,
  answer: WebhookAnswer,
  pauseScale: number,
): Promise<Partial<WebhookMessageRow>> {
  const { status, code, milliseconds } = answer;
  const calls = [...row.calls, { at: now.toISOString(), status, code, milliseconds }];
  const said = { tries: number, calls: calls.slice(-callsKept), nextTryAt: null };
  const verdict = afterWebhookCall(answer, number);
  switch (verdict.kind) {
    case 'delivered':
      if (webhook && isOld(webhook.succeededAt, now))
        await updateWebhook(transaction, webhook.id, { succeededAt: now });
      return { ...said, status: 'delivered' };
    case 'retry':
      return {
        ...said,
        nextTryAt: new Date(now.getTime() + verdict.afterSeconds * pauseScale * 1000),
      };
    case 'gone':
      if (webhook?.status === 'enabled') await disableWebhook(transaction, webhook, 'gone');
      return { ...said, status: 'failed', code: 'gone' };
    case 'exhausted': {
      const reason = code ?? `http-${status}`;
      const began = new Date(calls.at(-number)?.at ?? now);
      const hasArrived = webhook?.succeededAt && webhook.succeededAt > began;
      if (webhook?.status === 'enabled' && !hasArrived)
        await disableWebhook(transaction, webhook, 'failing');
      return { ...said, status: 'failed', code: reason };
    }
  }
}
