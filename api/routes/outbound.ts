import { z } from 'zod';
import { readCompany } from '../../db/companies.ts';
import { listAsking, listDeliveries, readDelivery } from '../../db/deliveries.ts';
import { withTenant } from '../../db/tenant.ts';
import { answers as answerNames } from '../../policy/actions.ts';
import { attentionCodes, deliveryStatuses } from '../../policy/delivery.ts';
import { channelNames } from '../../policy/channels.ts';
import { languages } from '../../rendering/texts.ts';
import type { Action } from '../../workflows/contracts/outbound.ts';
import { acceptDelivery, acceptedAnswer } from '../outbound/accept.ts';
import { deliveryOptions } from '../outbound/addressing.ts';
import { act } from '../outbound/actions.ts';
import {
  deliveryDetail,
  deliverySummary,
  deliveryUnknown,
  showDelivery,
  summarize,
} from '../outbound/view.ts';
import type { ApiPorts } from '../ports.ts';
import { findingsLanguage, languageHeaders } from '../language.ts';
import { Problem } from '../problem.ts';
import { documentPageQuery, page, pageOf, route, type Route } from '../route.ts';
import { uploadBody } from '../upload.ts';
import { showRendered } from './documents.ts';

const byId = z.object({ id: z.string().max(100) });

/** Sending and following invoices. */
export function outboundRoutes(ports: ApiPorts): Route[] {
  const { database, documents } = ports;
  const show = (tenantId: string, id: string) =>
    withTenant(database, tenantId, (transaction) => showDelivery(transaction, tenantId, id));

  const action = <B extends z.ZodType>(
    name: 'cancel' | 'retry' | 'reroute' | 'answer',
    summary: string,
    body: B,
    read: (body: z.output<B>) => Action,
  ): Route =>
    route({
      method: 'post',
      path: `/v1/deliveries/{id}/${name}`,
      operationId: `${name}Delivery`,
      summary,
      security: 'company',
      scopes: ['deliveries:write'],
      params: byId,
      body,
      answers: { 200: { description: 'The delivery after it.', schema: deliveryDetail } },
      problems: [404, 409, 422, 503],
      handle: async ({ caller, params, body: given }) => {
        await act(ports, caller.tenantId, params.id, read(given as z.output<B>));
        return { status: 200, body: await show(caller.tenantId, params.id) };
      },
    });

  return [
    route({
      method: 'post',
      path: '/v1/deliveries',
      operationId: 'createDelivery',
      summary: 'Send an invoice or credit note',
      description:
        'UBL as XML or the JSON form (`/schemas/invoice.json`) with options in the query, or multipart with `invoice`, `attachment`s and `options`. ' +
        'In JSON, lines, parties and rates are enough: sums, VAT, Norwegian addresses and the day are filled in. ' +
        'An invoice that breaks a rule is answered 422 `invoice-invalid` with every finding.',
      security: 'company',
      scopes: ['deliveries:write'],
      idempotent: true,
      query: z.object({}),
      headers: languageHeaders,
      body: uploadBody(deliveryOptions),
      answers: {
        202: {
          description: 'Accepted: stored, and delivered from here on.',
          schema: acceptedAnswer,
        },
      },
      problems: [403, 409, 413, 422, 503],
      handle: async ({ caller, body, headers, idempotencyKey }) => {
        const { answer, isRepeat } = await acceptDelivery(
          ports,
          caller.tenantId,
          idempotencyKey,
          body,
          findingsLanguage(headers),
        );
        return {
          status: 202,
          body: answer,
          headers: {
            Location: `/v1/deliveries/${answer.id}`,
            ...(isRepeat && { 'Idempotent-Replayed': 'true' }),
          },
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/deliveries',
      operationId: 'listDeliveries',
      summary: 'Deliveries, newest first',
      security: 'company',
      scopes: ['deliveries:read'],
      query: documentPageQuery.extend({
        status: z.enum(deliveryStatuses).optional(),
        channel: z.enum(channelNames).optional(),
        code: z.string().max(100).optional(),
        buyer: z.string().max(100).optional().describe('Organisation number of the buyer.'),
      }),
      answers: { 200: { description: 'A page.', schema: page(deliverySummary) } },
      problems: [503],
      handle: async ({ caller: { tenantId }, query: { limit, cursor, ...filter } }) => {
        const rows = await withTenant(database, tenantId, (transaction) =>
          listDeliveries(transaction, tenantId, filter, {
            limit: limit + 1,
            cursor: cursor ?? null,
          }),
        );
        return { status: 200, body: pageOf(rows, limit, summarize, ({ id }) => id) };
      },
    }),
    route({
      method: 'get',
      path: '/v1/deliveries/{id}',
      operationId: 'getDelivery',
      summary: 'One delivery with runs, attempts and timeline',
      security: 'company',
      scopes: ['deliveries:read'],
      params: byId,
      answers: { 200: { description: 'The delivery.', schema: deliveryDetail } },
      problems: [404, 503],
      handle: async ({ caller, params }) => ({
        status: 200,
        body: await show(caller.tenantId, params.id),
      }),
    }),
    route({
      method: 'get',
      path: '/v1/deliveries/{id}/document',
      operationId: 'getDeliveryDocument',
      summary: 'The document, byte by byte or in a form for people',
      security: 'company',
      scopes: ['deliveries:read'],
      params: byId,
      query: z.object({
        version: z.enum(['original', 'sent']).default('original'),
        format: z
          .enum(['ubl', 'pdf', 'html', 'json'])
          .default('ubl')
          .describe('`ubl`: the stored bytes; the others are made of them.'),
        language: z.enum(languages).default('nb'),
      }),
      answers: {
        200: {
          description: 'The document in the form asked for.',
          contentType: ['application/xml', 'application/pdf', 'text/html', 'application/json'],
        },
      },
      problems: [404, 503],
      handle: async ({ caller: { tenantId }, params: { id }, query }) => {
        const { version, format, language } = query;
        const [row, company] = await withTenant(database, tenantId, (transaction) =>
          Promise.all([
            readDelivery(transaction, tenantId, id),
            readCompany(transaction, tenantId),
          ]),
        );
        if (!row) throw deliveryUnknown(id);
        const bytes = await documents.get(
          tenantId,
          version === 'sent' ? row.sentSha256 : row.documentSha256,
        );
        if (format === 'ubl')
          return { status: 200, contentType: 'application/xml', bytes, filename: `${id}.xml` };
        if (format === 'json') {
          const converted = await ports.desk.convert(bytes);
          if ('error' in converted) throw new Error(`${id} cannot be read any more.`);
          const json = new TextEncoder().encode(JSON.stringify(converted.invoice));
          return { status: 200, contentType: 'application/json', bytes: json };
        }
        const logo = company?.settings.company.logo ?? null;
        const rendered = {
          to: format,
          language,
          format: row.printFormat,
          ...(logo !== null && { logo: await documents.get(tenantId, logo) }),
        };
        return showRendered(await ports.desk.render(bytes, rendered), format);
      },
    }),
    action('cancel', 'Stop a delivery that has not been handed over', z.undefined(), () => ({
      kind: 'cancel',
    })),
    action('retry', 'Try again now', z.undefined(), () => ({ kind: 'retry' })),
    action(
      'reroute',
      'Send over another channel',
      z.object({ channel: z.enum(channelNames) }),
      ({ channel }) => ({ kind: 'reroute', channel }),
    ),
    action(
      'answer',
      'Answer what the delivery needs a person for',
      z.object({ answer: z.enum(answerNames) }),
      ({ answer }) => ({ kind: 'answer', answer }),
    ),
    route({
      method: 'post',
      path: '/v1/deliveries/answer',
      operationId: 'answerDeliveries',
      summary: 'Answer all deliveries that wait for the same reason',
      security: 'company',
      scopes: ['deliveries:write'],
      body: z.object({ code: z.enum(attentionCodes), answer: z.enum(answerNames) }),
      answers: {
        200: {
          description: 'How many were answered.',
          schema: z.object({ answered: z.number().int() }),
        },
      },
      problems: [409, 503],
      handle: async ({ caller: { tenantId }, body: { code, answer } }) => {
        const ids = await withTenant(database, tenantId, (transaction) =>
          listAsking(transaction, tenantId, code),
        );
        let answered = 0;
        for (const id of ids) {
          try {
            await act(ports, tenantId, id, { kind: 'answer', answer });
            answered++;
          } catch (error) {
            // Answered by another person meanwhile; the rest still wait.
            if (!(error instanceof Problem) || error.status !== 409 || ids.length === 1)
              throw error;
          }
        }
        return { status: 200, body: { answered } };
      },
    }),
  ];
}
