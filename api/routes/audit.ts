import { z } from 'zod';
import { readAudit, type AuditedEvent } from '../../db/audit.ts';
import { withTenant } from '../../db/tenant.ts';
import { publishEvent } from '../../policy/events/published.ts';
import { eventCodes } from '../../policy/events/texts.ts';
import { csvLine } from '../csv.ts';
import { findingsLanguage, languageHeaders } from '../language.ts';
import type { ApiPorts } from '../ports.ts';
import { page, pageOf, pageQuery, route, type Route } from '../route.ts';

const entry = z
  .object({
    id: z.string(),
    at: z.string(),
    code: z.enum(eventCodes),
    subjectId: z.string(),
    actor: z
      .object({ id: z.string(), name: z.string().nullable() })
      .nullable()
      .describe('The user, the key or `operator` that did it; null: it happened by itself.'),
    parameters: z.record(z.string(), z.string()),
    text: z.object({ nb: z.string(), en: z.string() }),
  })
  .meta({ id: 'AuditEntry' });

const filter = z.object({
  code: z.string().max(100).optional().describe('A code, or how it begins: `key.`'),
  actor: z.string().max(100).optional().describe('`usr_…`, `key_…` or `operator`.'),
  subject: z.string().max(100).optional().describe('What it is about: `dlv_…`, `usr_…`'),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional().describe('Not included.'),
});

const filterOf = ({ actor, subject, from, to, code }: z.output<typeof filter>) => ({
  code,
  actorId: actor,
  subjectId: subject,
  from: from === undefined ? undefined : new Date(from),
  to: to === undefined ? undefined : new Date(to),
});

function show(event: AuditedEvent) {
  const { id, type, timestamp, data } = publishEvent(event);
  const { actorId, actorName } = event;
  const actor = actorId === null ? null : { id: actorId, name: actorName };
  return { id, at: timestamp, code: type, actor, ...data };
}

const exportLimit = 100_000;
const batch = 2_000;

/** Who did what in the company, read from the event log. */
export function auditRoutes({ database }: ApiPorts): Route[] {
  const read = (
    tenantId: string,
    query: z.output<typeof filter>,
    before: number | null,
    limit: number,
  ) =>
    withTenant(database, tenantId, (transaction) =>
      readAudit(transaction, tenantId, { ...filterOf(query), before, limit }),
    );
  return [
    route({
      method: 'get',
      path: '/v1/audit',
      operationId: 'listAudit',
      summary: 'Who did what, newest first',
      security: 'company',
      scopes: ['audit:read'],
      query: pageQuery.extend({
        ...filter.shape,
        cursor: z.coerce.number().int().positive().optional().describe('`nextCursor`.'),
      }),
      answers: { 200: { description: 'A page.', schema: page(entry) } },
      problems: [503],
      handle: async ({ caller: { tenantId }, query }) => {
        const { limit, cursor } = query;
        const rows = await read(tenantId, query, cursor ?? null, limit + 1);
        return {
          status: 200,
          body: pageOf(rows, limit, show, ({ position }) => String(position)),
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/audit/export',
      operationId: 'exportAudit',
      summary: 'The same as a CSV file',
      description: `At most ${exportLimit} lines, newest first: choose a time where there are more.`,
      security: 'company',
      scopes: ['audit:read'],
      query: filter,
      headers: languageHeaders,
      answers: { 200: { description: 'UTF-8, with a header line.', contentType: 'text/csv' } },
      problems: [503],
      handle: async ({ caller: { tenantId }, query, headers }) => {
        const language = findingsLanguage(headers);
        const lines = [csvLine(['id', 'at', 'code', 'subject', 'actor', 'actorName', 'text'])];
        for (let before: number | null = null; lines.length <= exportLimit;) {
          const rows = await read(tenantId, query, before, batch);
          for (const row of rows) {
            const { id, at, code, subjectId, actor, text } = show(row);
            const who = [actor?.id ?? '', actor?.name ?? ''];
            lines.push(csvLine([id, at, code, subjectId, ...who, text[language]]));
          }
          before = rows.at(-1)?.position ?? null;
          if (rows.length < batch) break;
        }
        return {
          status: 200,
          contentType: 'text/csv; charset=utf-8',
          bytes: Buffer.from(lines.join('')),
          filename: 'audit.csv',
        };
      },
    }),
  ];
}
