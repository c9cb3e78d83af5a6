import { z } from 'zod';
import { secondsFromNow } from '../../db/clock.ts';
import { newId } from '../../db/id.ts';
import {
  webhookMessageStatuses,
  type WebhookEndpointRow,
  type WebhookMessageRow,
} from '../../db/schema/webhooks.ts';
import { withTenant } from '../../db/tenant.ts';
import { listMessages, reopenMessages, resumeMessages } from '../../db/webhook-messages.ts';
import {
  disableWebhook,
  insertWebhook,
  listWebhooks,
  readWebhook,
  updateWebhook,
} from '../../db/webhooks.ts';
import { eventId, eventIdPattern, readEventId } from '../../policy/events/published.ts';
import { eventCodes, type EventCode } from '../../policy/events/texts.ts';
import { defaultOverlapHours, maximumWebhooks, refuseWebhookUrl } from '../../policy/webhook.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { page, pageOf, pageQuery, route, type Route } from '../route.ts';

const byId = z.object({ id: z.string().max(100) });
const eventIdText = z.string().regex(eventIdPattern);
const groups = [...new Set(eventCodes.map((code) => `${code.split('.')[0]}.*`))];
const url = z.url().max(2000);
const types = z
  .array(z.enum([...eventCodes, ...groups]))
  .min(1)
  .max(100)
  .nullable()
  .describe('Event types, or groups such as `delivery.*`; null: all.');
const description = z.string().max(200).nullable();

const webhook = z
  .object({
    id: z.string(),
    url: z.string(),
    description: z.string().nullable(),
    types: z.array(z.string()).nullable(),
    enabled: z.boolean(),
    disabledReason: z.enum(['by-request', 'gone', 'failing']).nullable(),
    previousSecretUntil: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Webhook' });
const secret = z.string().describe('`whsec_…`; shown this once.');

const call = z.object({
  at: z.iso.datetime(),
  status: z.int().nullable().describe('What the receiver answered; null: it did not.'),
  code: z.string().nullable().describe('Why there was no answer.'),
  milliseconds: z.int(),
});
const message = z
  .object({
    eventId: z.string().describe('Also the `webhook-id`.'),
    type: z.enum(eventCodes),
    status: z.enum(webhookMessageStatuses),
    code: z.string().nullable(),
    nextTryAt: z.iso.datetime().nullable(),
    calls: z.array(call).describe('The last twenty.'),
  })
  .meta({ id: 'WebhookDelivery' });

const show = (row: WebhookEndpointRow): z.output<typeof webhook> => ({
  id: row.id,
  url: row.url,
  description: row.description,
  types: row.types,
  enabled: row.status === 'enabled',
  disabledReason: row.disabledReason,
  previousSecretUntil: row.previousSecretUntil?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});

const showMessage = (row: WebhookMessageRow & { type: EventCode }): z.output<typeof message> => ({
  eventId: eventId(row.position),
  type: row.type,
  status: row.status,
  code: row.code,
  nextTryAt: row.nextTryAt?.toISOString() ?? null,
  calls: [...row.calls],
});

const replaysAtOnce = 1000;

/** Where a company is told what happens, and what it was told. */
export function webhookRoutes(ports: ApiPorts): Route[] {
  const { database, webhooks, workflows } = ports;
  const dueAt = (): Date => secondsFromNow(ports.graceSeconds);

  /** Does something to the company's webhook; it is held meanwhile. */
  const change = async <T>(
    tenantId: string,
    id: string,
    work: (transaction: Parameters<typeof readWebhook>[0], row: WebhookEndpointRow) => Promise<T>,
    lock?: 'wait',
  ): Promise<T> =>
    withTenant(database, tenantId, async (transaction) => {
      const row = await readWebhook(transaction, tenantId, id, lock);
      if (!row) throw new Problem(404, 'webhook-unknown', `This company has no webhook ${id}.`);
      return work(transaction, row);
    });

  const judged = (given: string): string => {
    const refusal = refuseWebhookUrl(new URL(given), webhooks.privateHosts);
    if (refusal === null) return given;
    throw new Problem(
      422,
      refusal,
      'A webhook is called by https at port 443 or 8443 of a public address, without a login in the URL.',
    );
  };
  const shared = { security: 'company', tag: 'webhooks' } as const;
  const reads = { ...shared, scopes: ['webhooks:read'] } as const;
  const writes = { ...shared, scopes: ['webhooks:write'] } as const;

  return [
    route({
      ...writes,
      method: 'post',
      path: '/v1/webhooks',
      operationId: 'createWebhook',
      summary: 'Be told what happens from now on',
      description:
        'Each event is posted to the URL, signed by Standard Webhooks. How to receive it: docs/webhooks.md.',
      body: z.object({ url, types: types.default(null), description: description.default(null) }),
      answers: {
        201: { description: 'The webhook with its secret.', schema: webhook.extend({ secret }) },
      },
      problems: [409, 422, 503],
      handle: async ({ caller: { tenantId }, body }) => {
        const id = newId('whk');
        const row = { ...body, id, tenantId, url: judged(body.url) };
        const made = await withTenant(database, tenantId, async (transaction) => {
          if ((await listWebhooks(transaction, tenantId)).length >= maximumWebhooks) {
            throw new Problem(
              409,
              'too-many-webhooks',
              `A company may have ${maximumWebhooks} webhooks.`,
            );
          }
          await insertWebhook(transaction, row);
          return readWebhook(transaction, tenantId, id);
        });
        if (!made) throw new Error(`The webhook ${id} was not stored.`);
        return {
          status: 201,
          body: { ...show(made), secret: webhooks.secretOf(id, made.secretGeneration) },
        };
      },
    }),
    route({
      ...reads,
      method: 'get',
      path: '/v1/webhooks',
      operationId: 'listWebhooks',
      summary: 'The company’s webhooks',
      answers: { 200: { description: 'All of them.', schema: page(webhook) } },
      problems: [503],
      handle: async ({ caller: { tenantId } }) => {
        const rows = await withTenant(database, tenantId, (transaction) =>
          listWebhooks(transaction, tenantId),
        );
        return { status: 200, body: { data: rows.map(show), nextCursor: null } };
      },
    }),
    route({
      ...reads,
      method: 'get',
      path: '/v1/webhooks/{id}',
      operationId: 'getWebhook',
      summary: 'One webhook',
      params: byId,
      answers: { 200: { description: 'Without its secret.', schema: webhook } },
      problems: [404, 503],
      handle: async ({ caller: { tenantId }, params: { id } }) => ({
        status: 200,
        body: await change(tenantId, id, async (_transaction, row) => show(row)),
      }),
    }),
    route({
      ...writes,
      method: 'patch',
      path: '/v1/webhooks/{id}',
      operationId: 'changeWebhook',
      summary: 'Change a webhook, or switch it off and on',
      description:
        'Switched on again, it is sent what happened meanwhile (of the last 30 days if it never had an event), and what it missed while it was off.',
      params: byId,
      body: z.object({
        url: url.optional(),
        types: types.optional(),
        description: description.optional(),
        enabled: z.boolean().optional(),
      }),
      answers: { 200: { description: 'The webhook after it.', schema: webhook } },
      problems: [404, 422, 503],
      handle: async ({ caller: { tenantId }, params: { id }, body }) => {
        const { enabled, ...rest } = body;
        if (rest.url !== undefined) judged(rest.url);
        const given = Object.fromEntries(
          Object.entries(rest).filter(([, value]) => value !== undefined),
        );
        const changed = await change(
          tenantId,
          id,
          async (transaction, row) => {
            await updateWebhook(transaction, id, given);
            if (enabled === true && row.status === 'disabled') {
              await updateWebhook(transaction, id, { status: 'enabled', disabledReason: null });
              await resumeMessages(transaction, row, dueAt());
            }
            if (enabled === false && row.status === 'enabled')
              await disableWebhook(transaction, row, 'by-request');
            return readWebhook(transaction, tenantId, id);
          },
          'wait',
        );
        if (!changed) throw new Error(`The webhook ${id} is gone.`);
        return { status: 200, body: show(changed) };
      },
    }),
    route({
      ...writes,
      method: 'delete',
      path: '/v1/webhooks/{id}',
      operationId: 'deleteWebhook',
      summary: 'Be told no more',
      params: byId,
      answers: { 204: { description: 'Deleted; what was waiting is not sent.' } },
      problems: [404, 503],
      handle: async ({ caller: { tenantId }, params: { id } }) => {
        await change(tenantId, id, (transaction) =>
          updateWebhook(transaction, id, { status: 'deleted' }),
        );
        return { status: 204 };
      },
    }),
    route({
      ...writes,
      method: 'post',
      path: '/v1/webhooks/{id}/rotate-secret',
      operationId: 'rotateWebhookSecret',
      summary: 'Replace the secret',
      description:
        'Until the overlap is over, messages carry a signature by each of the two. An overlap of 0 ends the old one at once.',
      params: byId,
      body: z.object({ overlapHours: z.number().min(0).max(168).default(defaultOverlapHours) }),
      answers: {
        200: {
          description: 'The new secret.',
          schema: z.object({ secret, previousSecretUntil: z.iso.datetime() }),
        },
      },
      problems: [404, 503],
      handle: async ({ caller: { tenantId }, params: { id }, body: { overlapHours } }) => {
        const previousSecretUntil = secondsFromNow(overlapHours * 3600);
        const secretGeneration = await change(
          tenantId,
          id,
          async (transaction, row) => {
            const next = row.secretGeneration + 1;
            await updateWebhook(transaction, id, { secretGeneration: next, previousSecretUntil });
            return next;
          },
          'wait',
        );
        return {
          status: 200,
          body: {
            secret: webhooks.secretOf(id, secretGeneration),
            previousSecretUntil: previousSecretUntil.toISOString(),
          },
        };
      },
    }),
    route({
      ...reads,
      method: 'get',
      path: '/v1/webhooks/{id}/deliveries',
      operationId: 'listWebhookDeliveries',
      summary: 'What it was sent, newest event first',
      params: byId,
      query: pageQuery.extend({
        cursor: eventIdText.optional(),
        status: z.enum(webhookMessageStatuses).optional(),
      }),
      answers: { 200: { description: 'A page.', schema: page(message) } },
      problems: [404, 503],
      handle: async ({
        caller: { tenantId },
        params: { id },
        query: { limit, cursor, status },
      }) => {
        const before = cursor === undefined ? null : readEventId(cursor);
        const rows = await change(tenantId, id, (transaction) =>
          listMessages(transaction, id, { status }, { limit: limit + 1, cursor: before }),
        );
        const cursorOf = ({ position }: WebhookMessageRow): string => eventId(position);
        return { status: 200, body: pageOf(rows, limit, showMessage, cursorOf) };
      },
    }),
    route({
      ...writes,
      method: 'post',
      path: '/v1/webhooks/{id}/replay',
      operationId: 'replayWebhook',
      summary: 'Send events of the last 30 days once more',
      description: `Those named, or what happened since \`from\` (\`failedOnly\`: only what did not arrive), at most ${replaysAtOnce} at a time, oldest first. Each has the same \`webhook-id\` as before.`,
      params: byId,
      body: z.union([
        z.object({ eventIds: z.array(eventIdText).min(1).max(100) }),
        z.object({
          from: z.iso.datetime({ offset: true }),
          failedOnly: z.boolean().default(false),
        }),
      ]),
      answers: {
        202: { description: 'How many are sent.', schema: z.object({ count: z.int() }) },
      },
      problems: [404, 409, 503],
      handle: async ({ caller: { tenantId }, params: { id }, body }) => {
        const choice =
          'eventIds' in body
            ? { positions: body.eventIds.map((event) => readEventId(event) ?? 0) }
            : { from: new Date(body.from), failedOnly: body.failedOnly };
        const positions = await change(tenantId, id, async (transaction, row) => {
          if (row.status !== 'enabled') {
            throw new Problem(409, 'webhook-disabled', 'Switch the webhook on before.');
          }
          return reopenMessages(transaction, row, choice, replaysAtOnce, dueAt());
        });
        await Promise.all(
          positions.map((position) =>
            workflows.repeatWebhook({ tenantId, endpointId: id, eventId: eventId(position) }),
          ),
        );
        return { status: 202, body: { count: positions.length } };
      },
    }),
  ];
}
