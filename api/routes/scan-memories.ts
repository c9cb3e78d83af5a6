import { z } from 'zod';
import { forgetMemory, readMemories } from '../../db/scan-memories.ts';
import { withTenant } from '../../db/tenant.ts';
import { Problem } from '../problem.ts';
import { route, type Route } from '../route.ts';
import type { ScanPorts } from '../scan/ports.ts';

const scanMemory = z
  .object({
    sellerKey: z.string(),
    sellerName: z.string(),
    learntFrom: z.string().describe('The scan whose correction taught it last.'),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'ScanMemory' });

/** What corrections have taught about sellers, and how to forget it. */
export function scanMemoryRoutes({ database }: ScanPorts): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/scan-memories',
      operationId: 'readScanMemories',
      summary: 'Sellers whose layouts have been learnt from corrections',
      tag: 'scans',
      security: 'company',
      scopes: ['scans:read'],
      answers: {
        200: { description: 'All of them.', schema: z.object({ data: z.array(scanMemory) }) },
      },
      problems: [503],
      handle: async ({ caller: { tenantId } }) => {
        const rows = await withTenant(database, tenantId, (transaction) =>
          readMemories(transaction, tenantId),
        );
        const data = rows.map(({ sellerKey, sellerName, learntFrom, updatedAt }) => ({
          sellerKey,
          sellerName,
          learntFrom,
          updatedAt: updatedAt.toISOString(),
        }));
        return { status: 200, body: { data } };
      },
    }),
    route({
      method: 'delete',
      path: '/v1/scan-memories/{sellerKey}',
      operationId: 'forgetScanMemory',
      summary: 'Forget what was learnt about a seller',
      tag: 'scans',
      security: 'company',
      scopes: ['scans:write'],
      params: z.object({ sellerKey: z.string().max(300) }),
      answers: { 204: { description: 'Forgotten.' } },
      problems: [404, 503],
      handle: async ({ caller: { tenantId }, params: { sellerKey } }) => {
        const isGone = await withTenant(database, tenantId, (transaction) =>
          forgetMemory(transaction, tenantId, sellerKey),
        );
        if (!isGone)
          throw new Problem(404, 'scan-unknown', `Nothing was learnt about ${sellerKey}.`);
        return { status: 204 };
      },
    }),
  ];
}
