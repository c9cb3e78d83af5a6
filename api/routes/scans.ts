import { z } from 'zod';
import { listScans, readScan } from '../../db/scans.ts';
import { withTenant } from '../../db/tenant.ts';
import { maximumFiles, scanEngines, scanStatuses } from '../../policy/scan.ts';
import { filesBody } from '../files.ts';
import { documentPageQuery, page, pageOf, route, type Route } from '../route.ts';
import { acceptedScans, acceptFiles } from '../scan/upload.ts';
import { scanDetail, scanSummary, scanUnknown, showScan, summarizeScan } from '../scan/view.ts';
import type { ScanPorts } from '../scan/ports.ts';

const byId = z.object({ id: z.string().max(100) });
const scanTypes = ['application/pdf', 'image/png', 'image/jpeg', 'image/tiff'] as const;
const uploadLimitBytes = 50_000_000;

const statusList = z
  .union([z.array(z.enum(scanStatuses)), z.string()])
  .transform((value) => (typeof value === 'string' ? value.split(',') : value))
  .pipe(z.array(z.enum(scanStatuses)).max(scanStatuses.length))
  .optional()
  .describe('One or more, with commas.');

/** Files that are to become e-invoices, and what became of them. */
export function scanRoutes(ports: ScanPorts): Route[] {
  const { database, documents } = ports;
  return [
    route({
      method: 'post',
      path: '/v1/scans',
      operationId: 'scanFiles',
      summary: 'Scan PDFs and pictures of invoices',
      description:
        'Each file becomes a scan. All are stored before this answers; a file that is none of the types is refused, and with it the others.',
      security: 'company',
      scopes: ['scans:write'],
      idempotent: true,
      query: z.object({ engine: z.enum(scanEngines).default('auto') }),
      body: filesBody({ limitBytes: uploadLimitBytes, maximumFiles, contentTypes: scanTypes }),
      answers: { 202: { description: 'Stored; being read.', schema: acceptedScans } },
      problems: [403, 413, 422, 503],
      handle: async ({ caller: { tenantId }, idempotencyKey, query: { engine }, body }) => {
        const { answer, isRepeat } = await acceptFiles(
          ports,
          tenantId,
          idempotencyKey,
          body,
          engine,
        );
        return {
          status: 202,
          body: answer,
          ...(isRepeat && { headers: { 'Idempotent-Replayed': 'true' } }),
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/scans',
      operationId: 'listScans',
      summary: 'Scans, newest first',
      security: 'company',
      scopes: ['scans:read'],
      query: documentPageQuery.extend({
        status: statusList,
        seller: z.string().max(200).optional().describe('`seller.key` of a scan.'),
        arrivalId: z.string().max(100).optional(),
        certaintyBelow: z.coerce.number().min(0).max(1).optional(),
      }),
      answers: { 200: { description: 'A page.', schema: page(scanSummary) } },
      problems: [503],
      handle: async ({ caller: { tenantId }, query }) => {
        const { limit, cursor, status, ...filter } = query;
        const rows = await withTenant(database, tenantId, (transaction) =>
          listScans(
            transaction,
            tenantId,
            { ...filter, statuses: status },
            { limit: limit + 1, cursor: cursor ?? null },
          ),
        );
        return { status: 200, body: pageOf(rows, limit, summarizeScan, ({ id }) => id) };
      },
    }),
    route({
      method: 'get',
      path: '/v1/scans/{id}',
      operationId: 'getScan',
      summary: 'One scan: its draft with what is known of each field, and what happened to it',
      security: 'company',
      scopes: ['scans:read'],
      params: byId,
      answers: { 200: { description: 'The scan.', schema: scanDetail } },
      problems: [404, 503],
      handle: async ({ caller: { tenantId }, params: { id } }) => {
        const body = await withTenant(database, tenantId, (transaction) =>
          showScan(transaction, tenantId, id),
        );
        const headers = body.draft ? { ETag: `"${body.draft.version}"` } : {};
        return { status: 200, body, headers };
      },
    }),
    route({
      method: 'get',
      path: '/v1/scans/{id}/document',
      operationId: 'getScannedDocument',
      summary: 'The file as it came',
      security: 'company',
      scopes: ['scans:read'],
      params: byId,
      answers: { 200: { description: 'PDF or picture.', contentType: scanTypes } },
      problems: [404, 503],
      handle: async ({ caller: { tenantId }, params: { id } }) => {
        const scan = await withTenant(database, tenantId, (transaction) =>
          readScan(transaction, tenantId, id),
        );
        if (!scan) throw scanUnknown(id);
        return {
          status: 200,
          contentType: scan.contentType,
          bytes: await documents.get(tenantId, scan.documentSha256),
          filename: scan.filename,
        };
      },
    }),
  ];
}
