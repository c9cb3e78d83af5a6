import { z } from 'zod';
import { route, type Route } from '../route.ts';
import { correction, correctScan } from '../scan/correct.ts';
import { acceptDraft, rejectDraft } from '../scan/decisions.ts';
import { giveLockBack, scanLock, takeLock } from '../scan/lock.ts';
import type { ScanPorts } from '../scan/ports.ts';
import { ifMatch, versionOf } from '../scan/version.ts';
import { scanDraft } from '../scan/view.ts';

const byId = z.object({ id: z.string().max(100) });

/** What a person does with a scan that waits for them. */
export function scanReviewRoutes(ports: ScanPorts): Route[] {
  const shared = {
    tag: 'scans',
    security: 'company',
    scopes: ['scans:write'],
    params: byId,
  } as const;
  return [
    route({
      ...shared,
      method: 'patch',
      path: '/v1/scans/{id}/draft',
      operationId: 'correctScan',
      summary: 'Correct the draft',
      description:
        'All of it or nothing. Computed sums are computed again, and the findings are those of the corrected draft. The caller has the scan for ten minutes more; another key gets 409 `locked` meanwhile.',
      headers: ifMatch,
      body: correction,
      answers: { 200: { description: 'The draft, at its next version.', schema: scanDraft } },
      problems: [404, 409, 412, 422, 428, 503],
      handle: async ({ caller, params: { id }, headers, body }) => {
        const draft = await correctScan(ports, caller, id, versionOf(headers), body);
        return { status: 200, body: draft, headers: { ETag: `"${draft.version}"` } };
      },
    }),
    route({
      ...shared,
      method: 'post',
      path: '/v1/scans/{id}/accept',
      operationId: 'acceptScan',
      summary: 'Make a received invoice of the draft',
      description:
        'The invoice is valid by EN 16931 and has the file inside. Accepted before: the same answer.',
      headers: ifMatch,
      answers: { 200: { description: 'Accepted.', schema: z.object({ receivedId: z.string() }) } },
      problems: [404, 409, 412, 422, 428, 503],
      handle: async ({ caller, params: { id }, headers }) => ({
        status: 200,
        body: { receivedId: await acceptDraft(ports, caller, id, versionOf(headers)) },
      }),
    }),
    route({
      ...shared,
      method: 'post',
      path: '/v1/scans/{id}/reject',
      operationId: 'rejectScan',
      summary: 'Put the document aside',
      body: z.object({
        reason: z.string().trim().min(1).max(500),
        forward: z
          .boolean()
          .default(false)
          .describe('Send it to the company’s return address, with the reason.'),
      }),
      answers: { 204: { description: 'Rejected, now or before.' } },
      problems: [404, 409, 422, 503],
      handle: async ({ caller, params: { id }, body }) => {
        await rejectDraft(ports, caller, id, body);
        return { status: 204 };
      },
    }),
    route({
      ...shared,
      method: 'post',
      path: '/v1/scans/{id}/lock',
      operationId: 'lockScan',
      summary: 'Have the scan to yourself for ten minutes',
      answers: { 200: { description: 'Yours.', schema: scanLock } },
      problems: [404, 409, 503],
      handle: async ({ caller, params: { id } }) => ({
        status: 200,
        body: await takeLock(ports, caller, id),
      }),
    }),
    route({
      ...shared,
      method: 'delete',
      path: '/v1/scans/{id}/lock',
      operationId: 'unlockScan',
      summary: 'Give the scan back to all',
      answers: { 204: { description: 'Free.' } },
      problems: [404, 409, 503],
      handle: async ({ caller, params: { id } }) => {
        await giveLockBack(ports, caller, id);
        return { status: 204 };
      },
    }),
  ];
}
