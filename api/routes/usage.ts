import { z } from 'zod';
import type { UsageRow } from '../../db/schema/usage.ts';
import { withTenant } from '../../db/tenant.ts';
import { listUsage, sumUsage } from '../../db/usage.ts';
import { readDate } from '../../invoice/date.ts';
import { services } from '../../policy/prices.ts';
import { csvLine } from '../csv.ts';
import type { ApiPorts } from '../ports.ts';
import { page, pageOf, pageQuery, route, type Route } from '../route.ts';

const day = z.string().refine((text) => readDate(text) !== null, 'A day such as 2026-03-31.');
const days = z.object({
  from: day.describe('First day, in Norway.'),
  to: day.describe('Last day, included.'),
});
const cursorPattern = /^(\d{4}-\d\d-\d\d)\.(\w{1,60})\.([a-z-]{1,30})$/;

const used = z
  .object({
    service: z.enum(services),
    subjectId: z.string().describe('The delivery or received invoice.'),
    at: z.iso.datetime(),
    day: z.string(),
    quantity: z.int().describe('How many: letters, pages.'),
    amount: z.string().describe('For all of them by the price that was in force, without VAT.'),
    currency: z.string(),
    priceIsExample: z.boolean().describe('True: the operator had set no price of its own.'),
  })
  .meta({ id: 'Usage' });
const sum = z.object({
  service: z.enum(services),
  currency: z.string(),
  count: z.int(),
  amount: z.string(),
});

const show = (row: UsageRow): z.output<typeof used> => ({
  service: row.service,
  subjectId: row.subjectId,
  at: row.at.toISOString(),
  day: row.day,
  quantity: row.quantity,
  amount: row.amount,
  currency: row.currency,
  priceIsExample: row.priceIsExample,
});

const exportLimit = 100_000;
const batch = 1000;

/** What the company has used, and what it costs. */
export function usageRoutes({ database }: ApiPorts): Route[] {
  const shared = {
    method: 'get',
    tag: 'usage',
    security: 'company',
    scopes: ['usage:read'],
    problems: [503],
  } as const;
  const read = (
    tenantId: string,
    asked: z.output<typeof days>,
    after: Parameters<typeof listUsage>[3]['after'],
    limit: number,
  ) =>
    withTenant(database, tenantId, (transaction) =>
      listUsage(transaction, tenantId, asked, { limit, after }),
    );
  return [
    route({
      ...shared,
      path: '/v1/usage',
      operationId: 'listUsage',
      summary: 'What was delivered in a time, with the price of each',
      description:
        'One row for each service, written when it was delivered: an invoice that became a letter after it had bounced has two, a letter with more than one sheet has one for its pages and one for their colour. Sums are of the whole time, whatever the page.',
      query: pageQuery.extend({
        ...days.shape,
        cursor: z.string().regex(cursorPattern).optional(),
      }),
      answers: {
        200: { description: 'A page.', schema: page(used).extend({ sums: z.array(sum) }) },
      },
      handle: async ({ caller: { tenantId }, query: { limit, cursor, ...asked } }) => {
        const [, onDay = '', id = '', name] = cursorPattern.exec(cursor ?? '') ?? [];
        const service = services.find((one) => one === name);
        const after = service === undefined ? null : { day: onDay, id, service };
        const [rows, sums] = await Promise.all([
          read(tenantId, asked, after, limit + 1),
          withTenant(database, tenantId, (transaction) => sumUsage(transaction, tenantId, asked)),
        ]);
        const cursorOf = (row: UsageRow): string => `${row.day}.${row.id}.${row.service}`;
        return { status: 200, body: { ...pageOf(rows, limit, show, cursorOf), sums } };
      },
    }),
    route({
      ...shared,
      path: '/v1/usage/export',
      operationId: 'exportUsage',
      summary: 'The same as a CSV file',
      description: `At most ${exportLimit} lines, oldest first.`,
      query: days,
      answers: { 200: { description: 'UTF-8, with a header line.', contentType: 'text/csv' } },
      handle: async ({ caller: { tenantId }, query }) => {
        const lines = [
          csvLine(['day', 'at', 'service', 'subject', 'quantity', 'amount', 'currency']),
        ];
        for (let after: UsageRow | null = null; lines.length <= exportLimit;) {
          const rows: UsageRow[] = await read(tenantId, query, after, batch);
          for (const row of rows) {
            const { quantity, amount, currency, subjectId, service } = row;
            lines.push(
              csvLine([
                row.day,
                row.at.toISOString(),
                service,
                subjectId,
                String(quantity),
                amount,
                currency,
              ]),
            );
          }
          after = rows.at(-1) ?? null;
          if (rows.length < batch) break;
        }
        return {
          status: 200,
          contentType: 'text/csv; charset=utf-8',
          bytes: Buffer.from(lines.join('')),
          filename: `usage-${query.from}-${query.to}.csv`,
        };
      },
    }),
  ];
}
