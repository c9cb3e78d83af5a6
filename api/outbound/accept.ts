import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readCompany, type Company } from '../../db/companies.ts';
import { findCustomer, type Customer } from '../../db/customers.ts';
import { findDuplicate, insertDelivery, type NewDelivery } from '../../db/deliveries.ts';
import { isUniqueViolation } from '../../db/errors.ts';
import { appendEvents } from '../../db/events.ts';
import { newId } from '../../db/id.ts';
import { readAnswer, takeKey } from '../../db/idempotency.ts';
import { openNextRun } from '../../db/runs.ts';
import { withTenant, type TenantTransaction } from '../../db/tenant.ts';
import type { Invoice } from '../../invoice/model.ts';
import { readOrganisationNumber } from '../../invoice/norway/organisation-number.ts';
import { readParticipantId } from '../../invoice/participant-id.ts';
import { embedAttachments } from '../../invoice/ubl-embed.ts';
import { readInvoice } from '../../invoice/ubl-read.ts';
import { channelNames, deliveryMethods, type DeliveryMethod } from '../../policy/channels.ts';
import { readEmailAddress } from '../../policy/email-address.ts';
import { channelsFor, fallsBack } from '../../policy/route.ts';
import type { Settings } from '../../policy/settings.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import type { Upload } from '../upload.ts';

/** Options of a delivery; the same as JSON and as query parameters. */
export const deliveryOptions = z
  .object({
    method: z
      .enum(deliveryMethods)
      .optional()
      .describe('Default: the customer’s, else `automatic`.'),
    recipient: z.string().max(100).optional().describe('Participant id, `0192:987654325`.'),
    email: z.string().max(320).optional().describe('One address.'),
    customerNumber: z.string().max(100).optional().describe('The customer in your own system.'),
    disabledChannels: z
      .array(z.enum(channelNames))
      .default([])
      .describe('Channels that must not be used.'),
    notBefore: z.iso.datetime({ offset: true }).optional().describe('Nothing is sent before.'),
  })
  .meta({ id: 'DeliveryOptions' });
type Options = z.output<typeof deliveryOptions>;

/** What `POST /v1/deliveries` answers; the same again for the same key. */
export const acceptedAnswer = z
  .object({
    id: z.string(),
    status: z.literal('accepted'),
    documentType: z.enum(['invoice', 'credit-note']),
    number: z.string(),
  })
  .meta({ id: 'AcceptedDelivery' });
type Answer = z.output<typeof acceptedAnswer>;

/**
 * Accepts an invoice: checks it, keeps its documents, and writes delivery, run, deadline, event and the finished
 * answer in one transaction. The workflow is started after that and changes nothing of the answer.
 */
export async function acceptDelivery(
  ports: ApiPorts,
  tenantId: string,
  key: string,
  upload: Upload<Options>,
): Promise<{ answer: Answer; isRepeat: boolean }> {
  const { database, documents } = ports;
  const requestSha256 = hashRequest(upload);
  const [company, earlier] = await withTenant(database, tenantId, (transaction) =>
    Promise.all([readCompany(transaction, tenantId), readAnswer(transaction, tenantId, key)]),
  );
  if (earlier) return repeat(earlier, requestSha256);
  if (!company) throw new Error(`There is no company ${tenantId}.`);
  requireAuthenticated(company);

  const read = readInvoice(upload.invoice.bytes);
  if (!read.ok) throw unreadable(read);
  const { invoice } = read;
  requireOwnSeller(company, invoice);
  const sentBytes =
    upload.attachments.length === 0
      ? upload.invoice.bytes
      : embedAttachments(
          upload.invoice.bytes,
          upload.attachments.map(({ filename, contentType, bytes }) => ({
            filename,
            contentType,
            content: bytes,
          })),
        );
  const keep = async (bytes: Uint8Array): Promise<string> =>
    (await documents.put(tenantId, bytes)).sha256;
  const documentSha256 = await keep(upload.invoice.bytes);
  const sentSha256 = sentBytes === upload.invoice.bytes ? documentSha256 : await keep(sentBytes);
  const attachments = await Promise.all(
    upload.attachments.map(async ({ filename, contentType, bytes }) => ({
      filename,
      contentType,
      sha256: await keep(bytes),
    })),
  );

  const id = newId('dlv');
  const answer: Answer = {
    id,
    status: 'accepted',
    documentType: read.documentType,
    number: invoice.number,
  };
  const outcome = await refusingDuplicates(invoice.number, () =>
    withTenant(database, tenantId, async (transaction) => {
      const isTaken = await takeKey(transaction, { tenantId, key, requestSha256, answer });
      if (!isTaken) return null;
      const addressed = await address(transaction, company, invoice, upload.options);
      const delivery = {
        id,
        tenantId,
        ...addressed,
        sender: `0192:${company.organisationNumber}`,
        disabledChannels: upload.options.disabledChannels,
        notBefore: upload.options.notBefore ? new Date(upload.options.notBefore) : null,
        documentType: read.documentType,
        documentTypeId: read.documentTypeId,
        processId: read.processId,
        ...invoiceColumns(invoice),
        documentSha256,
        sentSha256,
        attachments,
      };
      const duplicateKey = duplicateKeyOf(company.settings, delivery);
      if (duplicateKey !== null) {
        const other = await findDuplicate(transaction, tenantId, duplicateKey);
        if (other) throw duplicateNumber(invoice.number, other);
      }
      await insertDelivery(transaction, { ...delivery, duplicateKey });
      const [run] = await Promise.all([
        openNextRun(
          transaction,
          { id, tenantId, runNumber: 0 },
          { openedBy: 'send', dueAt: new Date(Date.now() + ports.graceSeconds * 1000) },
        ),
        appendEvents(transaction, [{ tenantId, code: 'delivery.accepted', subjectId: id }]),
      ]);
      return { run, recipient: addressed.recipient };
    }),
  );
  if (!outcome) {
    const winner = await withTenant(database, tenantId, (transaction) =>
      readAnswer(transaction, tenantId, key),
    );
    if (!winner) throw new Error('The idempotency key was taken and is gone.');
    return repeat(winner, requestSha256);
  }
  await ports.workflows.startOutbound({
    run: { tenantId, deliveryId: id, run: outcome.run },
    number: invoice.number,
    recipient: outcome.recipient,
    amountDue: invoice.totals.amountDue,
    currency: invoice.currency,
  });
  return { answer, isRepeat: false };
}

function hashRequest({ invoice, attachments, options }: Upload<Options>): string {
  const hash = createHash('sha256').update(JSON.stringify(options)).update(invoice.bytes);
  for (const { filename, contentType, bytes } of attachments) {
    hash.update(JSON.stringify({ filename, contentType, sizeBytes: bytes.length })).update(bytes);
  }
  return hash.digest('hex');
}

function repeat(
  stored: { requestSha256: string; answer: unknown },
  requestSha256: string,
): { answer: Answer; isRepeat: true } {
  if (stored.requestSha256 !== requestSha256) {
    throw new Problem(
      422,
      'idempotency-mismatch',
      'This Idempotency-Key was used for another document or other options. Use a new key.',
    );
  }
  return { answer: acceptedAnswer.parse(stored.answer), isRepeat: true };
}

function requireAuthenticated({ status }: Company): void {
  if (status !== 'authenticated') {
    throw new Problem(
      403,
      'company-not-authenticated',
      `The company’s status is "${status}"; sending opens when it is "authenticated".`,
    );
  }
}

type Unreadable = Extract<ReturnType<typeof readInvoice>, { ok: false }>;

function unreadable({ code, detail, path, line, column }: Unreadable): Problem {
  const readable = ['buyer-missing', 'currency-unknown', 'amount-invalid'].includes(code);
  const status = code === 'too-large' ? 413 : readable ? 422 : 400;
  return new Problem(status, code, detail, { findings: [{ path, line, column, text: detail }] });
}

function requireOwnSeller({ organisationNumber, settings }: Company, { seller }: Invoice): void {
  if (settings.sending.maySendForOthers) return;
  const number = readOrganisationNumber(seller.legalRegistrationId ?? seller.vatId ?? '');
  if (number !== organisationNumber) {
    throw new Problem(
      422,
      'seller-mismatch',
      `The invoice’s seller is ${seller.legalRegistrationId ?? seller.name}, but this key belongs to ${organisationNumber}. Send it with the seller’s key, or turn on "sending.maySendForOthers".`,
    );
  }
}

function invoiceColumns(invoice: Invoice) {
  const { seller, buyer, totals } = invoice;
  const { address } = buyer;
  return {
    number: invoice.number,
    issueDate: invoice.issueDate,
    dueDate: invoice.dueDate ?? null,
    currency: invoice.currency,
    amountDue: totals.amountDue,
    sellerName: seller.name,
    sellerId: seller.legalRegistrationId ?? null,
    sellerCountry: seller.address?.country ?? 'NO',
    buyerName: buyer.name,
    buyerId: buyer.legalRegistrationId ?? null,
    hasPostalAddress: Boolean(address?.street && address.city && address.postCode),
  };
}

/** Where it goes: options first, then the customer register, then the invoice itself. */
async function address(
  transaction: TenantTransaction,
  { tenantId, settings }: Company,
  invoice: Invoice,
  options: Options,
): Promise<{ method: DeliveryMethod; recipient: string | null; email: string | null }> {
  const { buyer } = invoice;
  const number = readOrganisationNumber(buyer.legalRegistrationId ?? '');
  const by =
    options.customerNumber === undefined
      ? number && { organisationNumber: number }
      : { customerNumber: options.customerNumber };
  const customer = by ? await findCustomer(transaction, tenantId, by) : null;
  if (options.customerNumber !== undefined && !customer) {
    throw new Problem(
      422,
      'customer-unknown',
      `There is no customer ${options.customerNumber}. Create it with PUT /v1/customers/${encodeURIComponent(options.customerNumber)}.`,
    );
  }
  const method = options.method ?? customer?.method ?? 'automatic';
  const recipient = recipientOf(invoice, options, customer, number);
  const email = emailOf(invoice, options, customer);
  const isOn = {
    email: settings.sending.email,
    print: settings.sending.print,
    'visma-network': settings.networks.visma,
    peppol: settings.networks.peppol,
  };
  if (!channelsFor(method).some((channel) => isOn[channel])) {
    throw new Problem(
      422,
      'channel-disabled',
      `The method "${method}" is switched off in this company’s settings.`,
    );
  }
  if (!fallsBack(method)) {
    if (method === 'email' && email === null)
      throw new Problem(
        422,
        'email-missing',
        'The method is "email", but neither options, customer nor invoice give an address.',
      );
    if (method === 'einvoice' && recipient === null)
      throw new Problem(
        422,
        'recipient-missing',
        'The method is "einvoice", but neither options, customer nor invoice give a participant id.',
      );
    if (method === 'print' && !invoiceColumns(invoice).hasPostalAddress)
      throw new Problem(
        422,
        'address-incomplete',
        'A letter needs the buyer’s street, post code and city.',
      );
  }
  return { method, recipient, email };
}

function recipientOf(
  { buyer }: Invoice,
  options: Options,
  customer: Customer | null,
  number: string | null,
): string | null {
  if (options.recipient !== undefined) {
    const given = readParticipantId(options.recipient);
    if (!given)
      throw new Problem(
        422,
        'recipient-invalid',
        `"${options.recipient}" is no participant id. Write scheme and value: 0192:987654325.`,
      );
    return given;
  }
  const endpoint =
    buyer.endpointId && readParticipantId(`${buyer.endpointId.scheme}:${buyer.endpointId.value}`);
  const organisationNumber = number ?? customer?.organisationNumber;
  return endpoint ?? (organisationNumber ? `0192:${organisationNumber}` : null);
}

function emailOf({ buyer }: Invoice, options: Options, customer: Customer | null): string | null {
  if (options.email !== undefined) {
    const given = readEmailAddress(options.email);
    if (!given)
      throw new Problem(
        422,
        'email-invalid',
        'Give exactly one e-mail address, without line breaks.',
      );
    return given;
  }
  return customer?.email ?? readEmailAddress(buyer.contact?.email ?? '');
}

const duplicateNumber = (number: string, other: string | null): Problem =>
  new Problem(
    409,
    'duplicate-number',
    `Number ${number} of this seller is accepted already${other ? ` as ${other}` : ''}. Use another number, or set "sending.duplicates" to "allow".`,
  );

/** Two requests at once: the unique index lets one through. */
export async function refusingDuplicates<T>(number: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isUniqueViolation(error, 'deliveries_once') ? duplicateNumber(number, null) : error;
  }
}

/** What makes a second invoice a duplicate: type, seller and number. Null where the company allows duplicates. */
export const duplicateKeyOf = (
  { sending }: Settings,
  row: Pick<NewDelivery, 'documentType' | 'sellerName' | 'number'> & { sellerId: string | null },
): string | null =>
  sending.duplicates === 'allow'
    ? null
    : `${row.documentType}/${row.sellerId ?? row.sellerName}/${row.number}`;
