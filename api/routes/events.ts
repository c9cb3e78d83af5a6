import { z } from 'zod';
import { lastEvent, readEvents } from '../../db/events.ts';
import { withTenant } from '../../db/tenant.ts';
import {
  eventId,
  eventIdPattern,
  publishEvent,
  readEventId,
} from '../../policy/events/published.ts';
import { eventCodes } from '../../policy/events/texts.ts';
import { createStreams } from '../event-stream.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { page, pageOf, pageQuery, route, type Route } from '../route.ts';

const eventIdText = z.string().regex(eventIdPattern);

const event = z
  .object({
    id: z.string().describe('The same in the list, in the stream and as `webhook-id`.'),
    type: z.enum(eventCodes),
    timestamp: z.iso.datetime(),
    data: z.object({
      subjectId: z.string().describe('The delivery, received invoice or company it is about.'),
      parameters: z.record(z.string(), z.string()),
      text: z.object({ nb: z.string(), en: z.string() }),
    }),
  })
  .meta({ id: 'Event' });

const unknown = (): Problem =>
  new Problem(
    400,
    'cursor-unknown',
    'There is no event with this id. Begin again without it, and compare with the lists.',
  );

/** What has happened, to be read in pages or as it happens. */
export function eventRoutes({ database }: ApiPorts): Route[] {
  const streams = createStreams();
  const readAfter = (
    tenantId: string,
    after: number | null,
    limit: number,
    filter: Parameters<typeof readEvents>[4] = {},
  ) =>
    withTenant(database, tenantId, (transaction) =>
      readEvents(transaction, tenantId, after, limit, filter),
    );
  return [
    route({
      method: 'get',
      path: '/v1/events',
      operationId: 'listEvents',
      summary: 'What has happened, oldest first',
      description:
        'The last 30 days, or what came after `cursor`. Keep the id of the last event that you have dealt with and send it as `cursor`: none is left out and none comes twice. Events appear when their transaction and all older ones have ended.',
      security: 'company',
      scopes: ['events:read'],
      query: pageQuery.extend({
        cursor: eventIdText.optional().describe('`nextCursor`, or the id of any event.'),
        type: z.enum(eventCodes).optional(),
        subject: z.string().max(100).optional().describe('Id of a delivery, received invoice, …'),
      }),
      answers: { 200: { description: 'A page.', schema: page(event) } },
      problems: [503],
      handle: async ({ caller: { tenantId }, query: { limit, cursor, type, subject } }) => {
        const after = cursor === undefined ? null : readEventId(cursor);
        const filter = { code: type, subjectId: subject };
        const rows = await readAfter(tenantId, after, limit + 1, filter);
        if (rows === null) throw unknown();
        const body = pageOf(rows, limit, publishEvent, ({ position }) => eventId(position));
        return { status: 200, body };
      },
    }),
    route({
      method: 'get',
      path: '/v1/events/stream',
      operationId: 'streamEvents',
      summary: 'What happens, as it happens',
      description:
        'Server-sent events: each `data` is one event, each `id` its id. After a break send `Last-Event-ID` (a browser’s EventSource does it by itself) and nothing is left out; without it the stream begins with what happens from now on. It ends after five minutes, so that a key that was revoked meanwhile reads no more: connect again.',
      security: 'company',
      scopes: ['events:read'],
      headers: z.object({ 'last-event-id': eventIdText.optional() }),
      answers: { 200: { description: 'A stream.', contentType: 'text/event-stream' } },
      problems: [503],
      handle: async ({ caller: { tenantId }, headers }) => {
        const given = headers['last-event-id'];
        const after =
          given === undefined
            ? await withTenant(database, tenantId, (transaction) =>
                lastEvent(transaction, tenantId),
              )
            : readEventId(given);
        if (given !== undefined && (await readAfter(tenantId, after, 1)) === null) throw unknown();
        const stream = streams.open(tenantId, after, async (position, limit) =>
          ((await readAfter(tenantId, position, limit)) ?? []).map((row) => ({
            position: row.position,
            published: publishEvent(row),
          })),
        );
        return {
          status: 200,
          contentType: 'text/event-stream',
          headers: { 'X-Accel-Buffering': 'no' },
          stream,
        };
      },
    }),
  ];
}
