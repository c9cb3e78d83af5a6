import { createHash } from 'node:crypto';
import { z } from 'zod';
import { currentTime, secondsFromNow } from '../../db/clock.ts';
import type { Database } from '../../db/client.ts';
import { readCompany, type Company } from '../../db/companies.ts';
import { findDuplicate, insertDelivery, type NewDelivery } from '../../db/deliveries.ts';
import { isUniqueViolation } from '../../db/errors.ts';
import { appendEvents } from '../../db/events.ts';
import { newId } from '../../db/id.ts';
import { readAnswer, takeKey } from '../../db/idempotency.ts';
import { openNextRun } from '../../db/runs.ts';
import { withTenant } from '../../db/tenant.ts';
import { norwegianDay } from '../../invoice/date.ts';
import type { Invoice } from '../../invoice/model.ts';
import { readOrganisationNumber } from '../../invoice/norway/organisation-number.ts';
import type { Settings } from '../../policy/settings.ts';
import type { ApiPorts } from '../ports.ts';
import { repeated } from '../idempotency.ts';
import { identifiersOf, refuseNationalIdentityNumbers } from '../consumers.ts';
import { Problem } from '../problem.ts';
import type { Upload } from '../upload.ts';
import { address, hasPostalAddress, type DeliveryOptions } from './addressing.ts';
import type { DocumentRefusal } from './sent-document.ts';

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
  upload: Upload<DeliveryOptions>,
  language: 'nb' | 'en',
): Promise<{ answer: Answer; isRepeat: boolean }> {
  const { database, documents } = ports;
  const requestSha256 = hashRequest(upload);
  const [company, earlier] = await withTenant(database, tenantId, (transaction) =>
    Promise.all([readCompany(transaction, tenantId), readAnswer(transaction, tenantId, key)]),
  );
  if (earlier) return repeated(earlier, requestSha256, acceptedAnswer);
  if (!company) throw new Error(`There is no company ${tenantId}.`);
  requireAuthenticated(company);

  const today = norwegianDay(currentTime());
  const prepared = await ports.desk.prepare(upload, { language, today });
  if (!prepared.ok) throw refusal(prepared);
  const { document, sent, read } = prepared;
  const { invoice } = read;
  requireOwnSeller(company, invoice);
  refuseNationalIdentityNumbers(identifiersOf(invoice, upload.options));
  if (prepared.broken) throw refusal(prepared.broken);
  const keep = async (bytes: Uint8Array): Promise<string> =>
    (await documents.put(tenantId, bytes)).sha256;
  const documentSha256 = await keep(document);
  const sentSha256 = sent === document ? documentSha256 : await keep(sent);
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
  const columns = invoiceColumns(invoice);
  const duplicateKey = duplicateKeyOf(company.settings, {
    documentType: read.documentType,
    ...columns,
  });
  const entry = { tenantId, number: invoice.number, duplicateKey };
  const outcome = await refusingDuplicates(database, entry, () =>
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
        ...columns,
        documentSha256,
        sentSha256,
        attachments,
      };
      await insertDelivery(transaction, { ...delivery, duplicateKey });
      const [run] = await Promise.all([
        openNextRun(
          transaction,
          { id, tenantId, runNumber: 0 },
          { openedBy: 'send', dueAt: secondsFromNow(ports.graceSeconds) },
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
    return repeated(winner, requestSha256, acceptedAnswer);
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

function hashRequest({ invoice, attachments, options }: Upload<DeliveryOptions>): string {
  const hash = createHash('sha256').update(JSON.stringify(options)).update(invoice.bytes);
  for (const { filename, contentType, bytes } of attachments) {
    hash.update(JSON.stringify({ filename, contentType, sizeBytes: bytes.length })).update(bytes);
  }
  return hash.digest('hex');
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

const refusal = ({ status, code, detail, findings }: DocumentRefusal): Problem =>
  new Problem(status, code, detail, { findings });

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
    hasPostalAddress: hasPostalAddress(invoice),
  };
}

/** Two invoices of one number: the unique index lets one through, whether they come together or years apart. */
export async function refusingDuplicates<T>(
  database: Database,
  {
    tenantId,
    number,
    duplicateKey,
  }: { tenantId: string; number: string; duplicateKey: string | null },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (duplicateKey === null || !isUniqueViolation(error, 'deliveries_once')) throw error;
    const other = await withTenant(database, tenantId, (transaction) =>
      findDuplicate(transaction, tenantId, duplicateKey),
    );
    throw new Problem(
      409,
      'duplicate-number',
      `Number ${number} of this seller is accepted already${other ? ` as ${other}` : ''}. Use another number, or set "sending.duplicates" to "allow".`,
    );
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
