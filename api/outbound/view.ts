import { z } from 'zod';
import { attemptsOf, readDelivery, runsOf } from '../../db/deliveries.ts';
import { eventsOf } from '../../db/events.ts';
import type { AttemptRow, DeliveryRow } from '../../db/schema.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import { channelNames, deliveryMethods } from '../../policy/channels.ts';
import { attemptStatuses, deliveryStatuses, runOpeners } from '../../policy/delivery.ts';
import { eventCodes, eventText } from '../../policy/events/texts.ts';
import { Problem } from '../problem.ts';

const instant = z.iso.datetime().describe('An instant in UTC.');
const channel = z.enum(channelNames);
const party = z.object({ name: z.string(), organisationNumber: z.string().nullable() });

/** A delivery as lists show it. */
export const deliverySummary = z
  .object({
    id: z.string(),
    status: z.enum(deliveryStatuses),
    code: z.string().nullable().describe('Why it failed, waits or needs attention.'),
    channel: channel.nullable().describe('The channel that is or was tried last.'),
    method: z.enum(deliveryMethods),
    recipient: z.string().nullable().describe('Participant id.'),
    email: z.string().nullable(),
    documentType: z.enum(['invoice', 'credit-note']),
    number: z.string(),
    issueDate: z.string(),
    dueDate: z.string().nullable(),
    currency: z.string(),
    amountDue: z.string().describe('Decimal text.'),
    seller: party,
    buyer: party,
    acceptedAt: instant,
    updatedAt: instant,
    notBefore: instant.nullable(),
  })
  .meta({ id: 'DeliverySummary' });

const attempt = z.object({
  ordinal: z.number().int(),
  channel,
  messageId: z.string().describe('The same for every try of this attempt.'),
  status: z.enum(attemptStatuses),
  code: z.string().nullable(),
  detail: z.string().nullable(),
  tries: z.number().int(),
  nextTryAt: instant.nullable(),
  openedAt: instant,
  closedAt: instant.nullable(),
});

/** A delivery with its runs, attempts and timeline. */
export const deliveryDetail = deliverySummary
  .extend({
    document: z.object({ sha256: z.string() }).describe('The original, byte by byte.'),
    sentDocument: z.object({ sha256: z.string() }).describe('With attachments embedded.'),
    attachments: z.array(
      z.object({ filename: z.string(), contentType: z.string(), sha256: z.string() }),
    ),
    runs: z.array(
      z.object({
        number: z.number().int(),
        openedBy: z.enum(runOpeners),
        status: z.enum(['open', 'closed']),
        openedAt: instant,
        closedAt: instant.nullable(),
        attempts: z.array(attempt),
      }),
    ),
    timeline: z.array(
      z.object({
        at: instant,
        code: z.enum(eventCodes),
        channel: channel.nullable(),
        text: z.object({ nb: z.string(), en: z.string() }),
        price: z.object({ amount: z.string(), currency: z.string() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'Delivery' });

type Summary = z.output<typeof deliverySummary>;
type Detail = z.output<typeof deliveryDetail>;

const text = (at: Date | null): string | null => at?.toISOString() ?? null;

/** The row as the API shows it. */
export const summarize = (row: DeliveryRow): Summary => ({
  id: row.id,
  status: row.status,
  code: row.code,
  channel: row.channel,
  method: row.method,
  recipient: row.recipient,
  email: row.email,
  documentType: row.documentType,
  number: row.number,
  issueDate: row.issueDate,
  dueDate: row.dueDate,
  currency: row.currency,
  amountDue: row.amountDue,
  seller: { name: row.sellerName, organisationNumber: row.sellerId },
  buyer: { name: row.buyerName, organisationNumber: row.buyerId },
  acceptedAt: row.acceptedAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  notBefore: text(row.notBefore),
});

const showAttempt = (row: AttemptRow): Detail['runs'][number]['attempts'][number] => ({
  ordinal: row.ordinal,
  channel: row.channel,
  messageId: row.messageId,
  status: row.status,
  code: row.code,
  detail: row.detail,
  tries: row.tries,
  nextTryAt: text(row.nextTryAt),
  openedAt: row.openedAt.toISOString(),
  closedAt: text(row.closedAt),
});

/** One delivery with everything that happened to it, or a 404 problem. */
export async function showDelivery(
  transaction: TenantTransaction,
  tenantId: string,
  id: string,
): Promise<Detail> {
  const [row, runs, attempts, events] = await Promise.all([
    readDelivery(transaction, tenantId, id),
    runsOf(transaction, id),
    attemptsOf(transaction, id),
    eventsOf(transaction, id),
  ]);
  if (!row) throw deliveryUnknown(id);
  return {
    ...summarize(row),
    document: { sha256: row.documentSha256 },
    sentDocument: { sha256: row.sentSha256 },
    attachments: row.attachments,
    runs: runs.map((run) => ({
      number: run.number,
      openedBy: run.openedBy,
      status: run.status,
      openedAt: run.openedAt.toISOString(),
      closedAt: text(run.closedAt),
      attempts: attempts.filter((item) => item.runNumber === run.number).map(showAttempt),
    })),
    timeline: events.map(({ at, code, parameters }) => ({
      at: at.toISOString(),
      code,
      channel: channel.safeParse(parameters['channel']).data ?? null,
      text: eventText(code, parameters),
      price: parameters['priceAmount']
        ? { amount: parameters['priceAmount'], currency: parameters['priceCurrency'] ?? '' }
        : null,
    })),
  };
}

export const deliveryUnknown = (id: string): Problem =>
  new Problem(404, 'delivery-unknown', `This company has no delivery ${id}.`);
