import { z } from 'zod';
import { listScanArrivals, readScanArrival } from '../../db/scan-arrivals.ts';
import type { ScanArrivalRow } from '../../db/schema/scan.ts';
import { withTenant } from '../../db/tenant.ts';
import { scanSources } from '../../policy/scan.ts';
import { Problem } from '../problem.ts';
import { page, pageOf, pageQuery, route, type Route } from '../route.ts';
import type { ScanPorts } from '../scan/ports.ts';

const scanArrival = z
  .object({
    id: z.string(),
    source: z.enum(scanSources),
    sender: z.string().nullable().describe('Of the mail’s envelope.'),
    subject: z.string().nullable(),
    messageId: z.string().nullable(),
    authentication: z
      .record(z.string(), z.string())
      .nullable()
      .describe('What `spf`, `dkim` and `dmarc` said of the mail.'),
    parts: z.array(
      z.object({
        filename: z.string(),
        became: z.enum(['scan', 'received', 'ignored']),
        id: z.string().nullable(),
        code: z.string().nullable().describe('Why it was left alone.'),
      }),
    ),
    receivedAt: z.iso.datetime(),
  })
  .meta({ id: 'ScanArrival' });

const show = (row: ScanArrivalRow): z.output<typeof scanArrival> => ({
  id: row.id,
  source: row.source,
  sender: row.sender,
  subject: row.subject,
  messageId: row.messageId,
  authentication: row.authentication,
  parts: [...row.parts],
  receivedAt: row.receivedAt.toISOString(),
});

/** What came in to be scanned, and what became of each file: nothing that was taken is unaccounted for. */
export function scanArrivalRoutes({ database, documents }: ScanPorts): Route[] {
  const shared = { tag: 'scans', security: 'company', scopes: ['scans:read'] } as const;
  const find = async (tenantId: string, id: string): Promise<ScanArrivalRow> => {
    const row = await withTenant(database, tenantId, (transaction) =>
      readScanArrival(transaction, tenantId, id),
    );
    if (!row) throw new Problem(404, 'scan-unknown', `This company has no arrival ${id}.`);
    return row;
  };
  return [
    route({
      ...shared,
      method: 'get',
      path: '/v1/scan-arrivals',
      operationId: 'listScanArrivals',
      summary: 'Mails, uploads and batches of paper, newest first',
      query: pageQuery,
      answers: { 200: { description: 'A page.', schema: page(scanArrival) } },
      problems: [503],
      handle: async ({ caller: { tenantId }, query: { limit, cursor } }) => {
        const rows = await withTenant(database, tenantId, (transaction) =>
          listScanArrivals(transaction, tenantId, { limit: limit + 1, cursor: cursor ?? null }),
        );
        return { status: 200, body: pageOf(rows, limit, show, ({ id }) => id) };
      },
    }),
    route({
      ...shared,
      method: 'get',
      path: '/v1/scan-arrivals/{id}',
      operationId: 'getScanArrival',
      summary: 'One arrival, and what became of each of its files',
      params: z.object({ id: z.string().max(100) }),
      answers: { 200: { description: 'The arrival.', schema: scanArrival } },
      problems: [404, 503],
      handle: async ({ caller: { tenantId }, params: { id } }) => ({
        status: 200,
        body: show(await find(tenantId, id)),
      }),
    }),
    route({
      ...shared,
      method: 'get',
      path: '/v1/scan-arrivals/{id}/mail',
      operationId: 'getScannedMail',
      summary: 'The mail as it came',
      params: z.object({ id: z.string().max(100) }),
      answers: { 200: { description: 'RFC 5322.', contentType: 'message/rfc822' } },
      problems: [404, 409, 503],
      handle: async ({ caller: { tenantId }, params: { id } }) => {
        const { rawSha256 } = await find(tenantId, id);
        if (rawSha256 === null) throw new Problem(409, 'no-mail', `${id} did not come by mail.`);
        return {
          status: 200,
          contentType: 'message/rfc822',
          bytes: await documents.get(tenantId, rawSha256),
          filename: `${id}.eml`,
        };
      },
    }),
  ];
}
