import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { z } from 'zod';
import { currentTime } from '../../db/clock.ts';
import { lockCompany } from '../../db/accounts.ts';
import { readCompany } from '../../db/companies.ts';
import { countOpenWork, eraseCompany, readAllRows } from '../../db/company-data.ts';
import { appendEvents } from '../../db/events.ts';
import { withTenant } from '../../db/tenant.ts';
import { tar } from '../accounts/tar.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { route, type Route } from '../route.ts';

function gzipped(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const gzip = createGzip();
  // What fails before it makes the reading of it fail.
  pipeline(Readable.from(bytes), gzip, () => undefined);
  return gzip;
}

/** All data of the company: taken out, and then erased. */
export function companyRoutes({ database, documents }: ApiPorts): Route[] {
  /** `tables/<table>-<page>.jsonl`, one row a line, and `documents/<sha256>`. */
  async function* files(
    tenantId: string,
    signal: AbortSignal,
  ): AsyncGenerator<{ name: string; bytes: Uint8Array }> {
    for await (const { table, page, rows } of readAllRows(database, tenantId)) {
      if (signal.aborted) return;
      const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
      yield { name: `tables/${table}-${page}.jsonl`, bytes: Buffer.from(text) };
    }
    for await (const sha256 of documents.list(tenantId)) {
      if (signal.aborted) return;
      yield { name: `documents/${sha256}`, bytes: await documents.get(tenantId, sha256) };
    }
  }
  return [
    route({
      method: 'get',
      path: '/v1/company/export',
      operationId: 'exportCompany',
      summary: 'All data of the company as an archive',
      description:
        'A .tar.gz with `tables/*.jsonl` (one row a line) and `documents/` (every document byte by byte, named by its ' +
        'SHA-256, as the rows name it). Hashes of keys are left out. What comes in meanwhile may be missing.',
      security: 'company',
      scopes: ['company:read'],
      answers: { 200: { description: 'The archive.', contentType: 'application/gzip' } },
      problems: [503],
      handle: async ({ caller: { tenantId } }) => {
        await withTenant(database, tenantId, (transaction) =>
          appendEvents(transaction, [{ tenantId, code: 'company.exported', subjectId: tenantId }]),
        );
        return {
          status: 200,
          contentType: 'application/gzip',
          headers: { 'Content-Disposition': `attachment; filename="company-${tenantId}.tar.gz"` },
          stream: (signal) => gzipped(tar(files(tenantId, signal), currentTime())),
        };
      },
    }),
    route({
      method: 'delete',
      path: '/v1/company',
      operationId: 'eraseCompany',
      summary: 'Close the company and erase all its data',
      description:
        'For good: export first. Keys and sessions end at once. Refused while anything is under way, and while ' +
        'networks or scanning are on: others would go on sending to the company.',
      security: 'company',
      scopes: ['company:write'],
      query: z.object({
        organisationNumber: z.string().max(20).describe('The company’s own, against a slip.'),
      }),
      answers: { 204: { description: 'It is gone.' } },
      problems: [409, 422, 503],
      handle: async ({ caller: { tenantId }, query: { organisationNumber } }) => {
        await withTenant(database, tenantId, async (transaction) => {
          await lockCompany(transaction, tenantId);
          const company = await readCompany(transaction, tenantId);
          if (company?.organisationNumber !== organisationNumber) {
            throw new Problem(
              422,
              'organisation-number-wrong',
              'This is not the company’s number.',
            );
          }
          const { networks, scanning } = company.settings;
          if (networks.peppol || networks.visma || scanning.enabled) {
            throw new Problem(
              409,
              'still-receiving',
              'Switch off scanning, Peppol and then the Visma network first.',
            );
          }
          const open = await countOpenWork(transaction, tenantId);
          if (open > 0) {
            throw new Problem(
              409,
              'work-open',
              `${open} things are under way: let them end first.`,
            );
          }
          await eraseCompany({ orm: transaction }, tenantId);
          await appendEvents(transaction, [
            { tenantId, code: 'company.closed', subjectId: tenantId },
          ]);
          // Before the commit: after a crash in between, the same call ends what was begun.
          await documents.erase(tenantId);
        });
        return { status: 204 };
      },
    }),
  ];
}
