import { z } from 'zod';
import { route, type Route } from '../route.ts';
import {
  dividedScan,
  division,
  mergeScans,
  merger,
  rotatePage,
  rotation,
  showPage,
  splitScan,
} from '../scan/pages.ts';
import type { ScanPorts } from '../scan/ports.ts';
import { ifMatch, versionOf } from '../scan/version.ts';
import { scanSummary } from '../scan/view.ts';

const byId = z.object({ id: z.string().max(100) });

/** The pages of a scan: their pictures, which way up they are, and which of them are a document. */
export function scanPageRoutes(ports: ScanPorts): Route[] {
  const changes = {
    tag: 'scans',
    security: 'company',
    scopes: ['scans:write'],
    params: byId,
    headers: ifMatch,
    problems: [404, 409, 412, 422, 428, 503],
  } as const;
  return [
    route({
      method: 'get',
      path: '/v1/scans/{id}/pages/{page}.png',
      operationId: 'getScanPage',
      summary: 'A page as a picture, turned as it was read',
      description:
        'The boxes of the draft are in points of the page; the picture is `width` pixels wide, so that a box fits after multiplying with `width` ÷ the page’s width. `page` is the number in the file.',
      tag: 'scans',
      security: 'company',
      scopes: ['scans:read'],
      params: byId.extend({ page: z.coerce.number().int().min(1).max(10_000) }),
      query: z.object({ width: z.coerce.number().int().min(50).max(2500).default(1000) }),
      headers: z.object({ 'if-none-match': z.string().max(200).optional() }),
      answers: {
        200: { description: 'The page.', contentType: 'image/png' },
        304: { description: 'The caller has it.' },
      },
      problems: [404, 422, 503],
      handle: async ({ caller: { tenantId }, params: { id, page }, query: { width }, headers }) => {
        const known = headers['if-none-match'];
        const { etag, png } = await showPage(ports, tenantId, id, { page, width, known });
        const cached = { ETag: etag, 'Cache-Control': 'private, no-cache' };
        return png === null
          ? { status: 304, headers: cached }
          : { status: 200, contentType: 'image/png', bytes: png, headers: cached };
      },
    }),
    route({
      ...changes,
      method: 'post',
      path: '/v1/scans/{id}/rotate',
      operationId: 'rotateScanPage',
      summary: 'Turn a page, and have the document read again as it stands then',
      description:
        'A draft that a person has corrected is not overwritten: 409 `corrected`. `If-Match` is needed where there is a draft.',
      body: rotation,
      answers: { 202: { description: 'Being read again.', schema: scanSummary } },
      handle: async ({ caller, params: { id }, headers, body }) => ({
        status: 202,
        body: await rotatePage(ports, caller, id, versionOf(headers), body),
      }),
    }),
    route({
      ...changes,
      method: 'post',
      path: '/v1/scans/{id}/split',
      operationId: 'splitScan',
      summary: 'Make several documents of one',
      description:
        'Each becomes a scan with `splitFrom` and its pages, and a draft of its own. The scan ends as `split`.',
      body: division,
      answers: { 202: { description: 'Split; being interpreted.', schema: dividedScan } },
      handle: async ({ caller, params: { id }, headers, body }) => ({
        status: 202,
        body: await splitScan(ports, caller, id, versionOf(headers), body),
      }),
    }),
    route({
      ...changes,
      method: 'post',
      path: '/v1/scans/{id}/merge',
      operationId: 'mergeScans',
      summary: 'Take other documents of the same file into this one',
      description:
        'The pages are one document then, and are interpreted anew; the others end as `merged`. Drafts that a person has corrected are not overwritten: 409 `corrected`.',
      body: merger,
      answers: { 202: { description: 'Merged; being interpreted.', schema: scanSummary } },
      handle: async ({ caller, params: { id }, headers, body }) => ({
        status: 202,
        body: await mergeScans(ports, caller, id, versionOf(headers), body),
      }),
    }),
  ];
}
