import { z } from 'zod';
import { currentTime, secondsFromNow } from '../../db/clock.ts';
import { findParticipant } from '../../db/doors.ts';
import { promise } from '../../db/deadlines.ts';
import { appendEvents } from '../../db/events.ts';
import { newId } from '../../db/id.ts';
import { keepArrival, listReceived, readReceived, updateReceived } from '../../db/received.ts';
import { receivedOrigins, receivedStatuses, type ReceivedRow } from '../../db/schema.ts';
import { withTenant } from '../../db/tenant.ts';
import { noteUsage } from '../../db/usage.ts';
import { organisationNumberOf } from '../../invoice/participant-id.ts';
import { networkNames } from '../../policy/channels.ts';
import { inboundWorkflowId } from '../../policy/workflow-ids.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { documentPageQuery, page, pageOf, route, type Route } from '../route.ts';
import { bytesBody, xmlTypes } from '../upload.ts';

const byId = z.object({ id: z.string().max(100) });

const receivedInvoice = z
  .object({
    id: z.string(),
    status: z.enum(receivedStatuses),
    origin: z
      .enum(receivedOrigins)
      .describe('Over a network, read from a PDF or a picture, or attached to a mail.'),
    network: z.enum(networkNames).nullable().describe('Null unless it came over a network.'),
    instanceId: z.string(),
    sender: z.string(),
    recipient: z.string(),
    duplicateOf: z.string().nullable(),
    unreadableCode: z.string().nullable(),
    documentType: z.enum(['invoice', 'credit-note']).nullable(),
    number: z.string().nullable(),
    issueDate: z.string().nullable(),
    dueDate: z.string().nullable(),
    currency: z.string().nullable(),
    amountDue: z.string().nullable(),
    seller: z.object({ name: z.string(), organisationNumber: z.string().nullable() }).nullable(),
    document: z.object({ sha256: z.string(), sizeBytes: z.number().int() }),
    receivedAt: z.iso.datetime(),
    confirmedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ReceivedInvoice' });

const show = (row: ReceivedRow): z.output<typeof receivedInvoice> => ({
  id: row.id,
  status: row.status,
  origin: row.origin,
  network: row.network,
  instanceId: row.instanceId,
  sender: row.sender,
  recipient: row.recipient,
  duplicateOf: row.duplicateOf,
  unreadableCode: row.unreadableCode,
  documentType: row.documentType,
  number: row.number,
  issueDate: row.issueDate,
  dueDate: row.dueDate,
  currency: row.currency,
  amountDue: row.amountDue,
  seller:
    row.sellerName === null ? null : { name: row.sellerName, organisationNumber: row.sellerId },
  document: { sha256: row.documentSha256, sizeBytes: row.sizeBytes },
  receivedAt: row.receivedAt.toISOString(),
  confirmedAt: row.confirmedAt?.toISOString() ?? null,
});

const unknown = (id: string): Problem =>
  new Problem(404, 'received-unknown', `This company has received no document ${id}.`);

/** The door for access points, and what came in by it. */
export function inboundRoutes(ports: ApiPorts): Route[] {
  const { database, documents } = ports;
  const find = async (tenantId: string, id: string): Promise<ReceivedRow> => {
    const row = await withTenant(database, tenantId, (transaction) =>
      readReceived(transaction, tenantId, id),
    );
    if (!row) throw unknown(id);
    return row;
  };
  return [
    route({
      method: 'post',
      path: '/v1/access-point/inbound',
      operationId: 'handIn',
      summary: 'Hand in a document for a company of this installation',
      description:
        'An SBD, by an access point with its own key. Safe to repeat: the same instance id with the same bytes is the same document.',
      tag: 'access point',
      security: 'access-point',
      query: z.object({ network: z.enum(networkNames).default('peppol') }),
      body: bytesBody(...xmlTypes),
      answers: {
        200: { description: 'Kept, now or before.', schema: z.object({ id: z.string() }) },
      },
      problems: [404, 413, 422, 503],
      handle: async ({ caller, query: { network }, body }) => {
        if (!caller.networks.includes(network)) {
          throw new Problem(401, 'key-unknown', `This key is not for the network "${network}".`);
        }
        const sbd = await ports.desk.openEnvelope(body.bytes);
        if (!sbd.ok) throw new Problem(422, 'sbd-invalid', sbd.detail);
        const number = organisationNumberOf(sbd.receiver);
        const found = number ? await findParticipant(database, number, network) : null;
        if (!found) {
          throw new Problem(
            404,
            'recipient-unknown',
            `No company here receives as ${sbd.receiver} over "${network}".`,
          );
        }
        const { tenantId } = found;
        const { sha256, sizeBytes } = await documents.put(tenantId, sbd.document);
        const arrival = {
          id: newId('rcv'),
          tenantId,
          origin: 'network' as const,
          network,
          instanceId: sbd.instanceId,
          sender: sbd.sender,
          recipient: sbd.receiver,
          documentTypeId: sbd.documentTypeId,
          processId: sbd.processId,
          documentSha256: sha256,
          sizeBytes,
        };
        const kept = await withTenant(database, tenantId, async (transaction) => {
          const row = await keepArrival(transaction, arrival);
          if (!row.isNew) return row;
          const { id: subjectId, duplicateOf } = row;
          await Promise.all([
            promise(transaction, {
              workflowId: inboundWorkflowId(subjectId),
              tenantId,
              subjectId,
              dueAt: secondsFromNow(ports.graceSeconds),
            }),
            // What has come before is not charged once more.
            duplicateOf === null &&
              noteUsage(transaction, {
                quantity: 1,
                id: subjectId,
                service: 'einvoice-in',
                tenantId,
                subjectId,
                at: currentTime(),
              }),
            appendEvents(transaction, [
              { tenantId, code: 'received.arrived', subjectId },
              ...(duplicateOf === null
                ? []
                : [
                    {
                      tenantId,
                      code: 'received.duplicate' as const,
                      subjectId,
                      parameters: { duplicateOf },
                    },
                  ]),
            ]),
          ]);
          return row;
        });
        if (kept.isNew)
          await ports.workflows.startInbound({ tenantId, receivedId: kept.id }, sbd.sender);
        return { status: 200, body: { id: kept.id } };
      },
    }),
    route({
      method: 'get',
      path: '/v1/received',
      operationId: 'listReceived',
      summary: 'Received invoices and credit notes, newest first',
      security: 'company',
      scopes: ['received:read'],
      query: documentPageQuery.extend({
        status: z.enum(receivedStatuses).optional(),
        network: z.enum(networkNames).optional(),
        seller: z.string().max(100).optional().describe('Organisation number of the seller.'),
      }),
      answers: { 200: { description: 'A page.', schema: page(receivedInvoice) } },
      problems: [503],
      handle: async ({ caller: { tenantId }, query: { limit, cursor, ...filter } }) => {
        const rows = await withTenant(database, tenantId, (transaction) =>
          listReceived(transaction, tenantId, filter, { limit: limit + 1, cursor: cursor ?? null }),
        );
        return { status: 200, body: pageOf(rows, limit, show, ({ id }) => id) };
      },
    }),
    route({
      method: 'get',
      path: '/v1/received/{id}',
      operationId: 'getReceived',
      summary: 'One received document',
      security: 'company',
      scopes: ['received:read'],
      params: byId,
      answers: { 200: { description: 'The document’s facts.', schema: receivedInvoice } },
      problems: [404, 503],
      handle: async ({ caller, params }) => ({
        status: 200,
        body: show(await find(caller.tenantId, params.id)),
      }),
    }),
    route({
      method: 'get',
      path: '/v1/received/{id}/document',
      operationId: 'getReceivedDocument',
      summary: 'The document as it came',
      security: 'company',
      scopes: ['received:read'],
      params: byId,
      answers: { 200: { description: 'UBL.', contentType: 'application/xml' } },
      problems: [404, 503],
      handle: async ({ caller: { tenantId }, params }) => {
        const { id, documentSha256 } = await find(tenantId, params.id);
        return {
          status: 200,
          contentType: 'application/xml',
          bytes: await documents.get(tenantId, documentSha256),
          filename: `${id}.xml`,
        };
      },
    }),
    route({
      method: 'post',
      path: '/v1/received/{id}/confirm',
      operationId: 'confirmReceived',
      summary: 'The accounting system has it',
      security: 'company',
      scopes: ['received:write'],
      params: byId,
      answers: { 200: { description: 'Confirmed, now or before.', schema: receivedInvoice } },
      problems: [404, 409, 503],
      handle: async ({ caller: { tenantId }, params: { id } }) => {
        const row = await find(tenantId, id);
        if (row.status === 'unreadable')
          throw new Problem(
            409,
            'wrong-state',
            'A document that cannot be read cannot be confirmed.',
          );
        if (row.status === 'received') {
          await withTenant(database, tenantId, async (transaction) => {
            await updateReceived(transaction, id, {
              status: 'confirmed',
              confirmedAt: currentTime(),
            });
            await appendEvents(transaction, [
              { tenantId, code: 'received.confirmed', subjectId: id },
            ]);
          });
        }
        return { status: 200, body: show(await find(tenantId, id)) };
      },
    }),
  ];
}
