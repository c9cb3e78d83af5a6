import { z } from 'zod';
import { appendEvents } from '../../db/events.ts';
import { letKeyExpire, listKeys, lockKey, type Key } from '../../db/keys.ts';
import { withTenant } from '../../db/tenant.ts';
import { scopes } from '../../policy/access.ts';
import { makeKey, withdrawKey } from '../accounts/keys.ts';
import type { CompanyCaller } from '../auth.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { page, route, type Route } from '../route.ts';

export const key = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.string()),
    createdAt: z.string(),
    lastUsedAt: z.string().nullable().describe('To the minute.'),
    expiresAt: z.string().nullable().describe('Of a key that another one replaces.'),
    revokedAt: z.string().nullable(),
  })
  .meta({ id: 'Key' });
export const madeKey = z.object({ keyId: z.string(), apiKey: z.string() });
const params = z.object({ id: z.string().max(100) });

const show = ({ createdAt, lastUsedAt, expiresAt, revokedAt, ...rest }: Key) => ({
  ...rest,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
  expiresAt: expiresAt?.toISOString() ?? null,
  revokedAt: revokedAt?.toISOString() ?? null,
});

const longestOverlapSeconds = 30 * 86_400;

/** A key cannot make a key that may do more than itself. */
function requireOwnScopes(caller: CompanyCaller, wanted: readonly string[]): void {
  const missing = wanted.filter((scope) => caller.scopes?.includes(scope) === false);
  if (missing.length === 0) return;
  throw new Problem(
    403,
    'scope-missing',
    `This key cannot give what it lacks itself: ${missing.join(', ')}.`,
  );
}

const unknown = (): Problem => new Problem(404, 'key-unknown', 'The company has no such key.');

/** The company's keys: what accounting systems show. */
export function keyRoutes({ database }: ApiPorts): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/keys',
      operationId: 'listKeys',
      summary: 'The company’s keys, newest first',
      security: 'company',
      scopes: ['keys:read'],
      answers: { 200: { description: 'Revoked ones too.', schema: page(key) } },
      problems: [503],
      handle: async ({ caller: { tenantId } }) => {
        const keys = await withTenant(database, tenantId, (transaction) =>
          listKeys(transaction, tenantId),
        );
        return { status: 200, body: { data: keys.map(show), nextCursor: null } };
      },
    }),
    route({
      method: 'post',
      path: '/v1/keys',
      operationId: 'makeKey',
      summary: 'Make a key',
      security: 'company',
      scopes: ['keys:write'],
      body: z.object({
        name: z.string().trim().min(1).max(100),
        scopes: z.array(z.enum(scopes)).min(1).optional().describe('Default: all that you have.'),
      }),
      answers: {
        201: { description: 'The key is shown here and never again.', schema: madeKey },
      },
      problems: [503],
      handle: async ({ caller, body }) => {
        const { tenantId } = caller;
        const wanted = body.scopes ?? scopes.filter((one) => caller.scopes?.includes(one) ?? true);
        requireOwnScopes(caller, wanted);
        const made = await withTenant(database, tenantId, (transaction) =>
          makeKey(transaction, { tenantId, name: body.name, scopes: wanted }),
        );
        return { status: 201, body: made };
      },
    }),
    route({
      method: 'post',
      path: '/v1/keys/{id}/rotate',
      operationId: 'rotateKey',
      summary: 'Replace a key; both work for a while',
      security: 'company',
      scopes: ['keys:write'],
      params,
      body: z.object({
        overlapSeconds: z.int().min(0).max(longestOverlapSeconds).default(86_400),
      }),
      answers: {
        201: {
          description: 'The new key, with the name and scopes of the old one; shown once.',
          schema: madeKey.extend({ oldKeyExpiresAt: z.string() }),
        },
      },
      problems: [404, 409, 503],
      handle: async ({ caller, params: { id }, body: { overlapSeconds } }) => {
        const { tenantId } = caller;
        const answer = await withTenant(database, tenantId, async (transaction) => {
          const old = await lockKey(transaction, tenantId, id);
          if (!old) throw unknown();
          if (old.revokedAt !== null || old.expiresAt !== null) {
            throw new Problem(409, 'wrong-state', 'This key is revoked or replaced already.');
          }
          requireOwnScopes(caller, old.scopes);
          const { name } = old;
          const made = await makeKey(transaction, { tenantId, name, scopes: old.scopes });
          const until = (await letKeyExpire(transaction, id, overlapSeconds)).toISOString();
          await appendEvents(transaction, [
            { tenantId, code: 'key.rotated', subjectId: id, parameters: { name, until } },
          ]);
          return { ...made, oldKeyExpiresAt: until };
        });
        return { status: 201, body: answer };
      },
    }),
    route({
      method: 'post',
      path: '/v1/keys/{id}/revoke',
      operationId: 'withdrawKey',
      summary: 'Revoke a key at once',
      security: 'company',
      scopes: ['keys:write'],
      params,
      answers: {
        200: {
          description: 'It opens nothing from now on.',
          schema: z.object({ keyId: z.string() }),
        },
      },
      problems: [404, 503],
      handle: async ({ caller: { tenantId }, params: { id } }) => {
        const isThere = await withTenant(database, tenantId, (transaction) =>
          withdrawKey(transaction, tenantId, id),
        );
        if (!isThere) throw unknown();
        return { status: 200, body: { keyId: id } };
      },
    }),
  ];
}
