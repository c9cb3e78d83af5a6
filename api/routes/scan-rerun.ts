import { z } from 'zod';
import { route, type Route } from '../route.ts';
import type { ScanPorts } from '../scan/ports.ts';
import { rerunRequest, scanBatch, showBatch, startRerun, steerBatch } from '../scan/rerun.ts';

const byId = z.object({ id: z.string().max(100) });
const steering = { pause: 'paused', resume: 'running', cancel: 'cancelled' } as const;
const summaries = {
  pause: 'Take no further documents until it is resumed',
  resume: 'Go on',
  cancel: 'Take no further documents',
} as const;

/** Reading again what failed, or what another engine may read better. */
export function scanRerunRoutes(ports: ScanPorts): Route[] {
  const shared = { tag: 'scans', security: 'company' } as const;
  return [
    route({
      ...shared,
      method: 'post',
      path: '/v1/scans/rerun',
      operationId: 'rerunScans',
      summary: 'Read scans again, as a batch',
      description:
        'Safe to send twice: what another batch has in hand is left out. A scan that a person has corrected is never overwritten.',
      scopes: ['scans:write'],
      body: rerunRequest,
      answers: {
        202: { description: 'The batch, running; or done with nothing in it.', schema: scanBatch },
      },
      problems: [503],
      handle: async ({ caller: { tenantId }, body }) => ({
        status: 202,
        body: await startRerun(ports, tenantId, body),
      }),
    }),
    route({
      ...shared,
      method: 'get',
      path: '/v1/scan-batches/{id}',
      operationId: 'getScanBatch',
      summary: 'How far a batch has come, and what became of each document',
      scopes: ['scans:read'],
      params: byId,
      answers: { 200: { description: 'The batch.', schema: scanBatch } },
      problems: [404, 503],
      handle: async ({ caller: { tenantId }, params: { id } }) => ({
        status: 200,
        body: await showBatch(ports, tenantId, id),
      }),
    }),
    ...(['pause', 'resume', 'cancel'] as const).map((action) =>
      route({
        ...shared,
        method: 'post',
        path: `/v1/scan-batches/{id}/${action}`,
        operationId: `${action}ScanBatch`,
        summary: summaries[action],
        scopes: ['scans:write'],
        params: byId,
        answers: { 200: { description: 'The batch as it is now.', schema: scanBatch } },
        problems: [404, 503],
        handle: async ({ caller: { tenantId }, params: { id } }) => ({
          status: 200,
          body: await steerBatch(ports, tenantId, id, steering[action]),
        }),
      }),
    ),
  ];
}
