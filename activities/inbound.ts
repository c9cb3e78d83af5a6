import type { Database } from '../db/client.ts';
import { fulfil } from '../db/deadlines.ts';
import { appendEvents } from '../db/events.ts';
import { findRepeated, readReceived, updateReceived } from '../db/received.ts';
import type { ReceivedRow } from '../db/schema.ts';
import { withTenant } from '../db/tenant.ts';
import type { DocumentStore } from '../documents/store.ts';
import { inboundWorkflowId } from '../policy/workflow-ids.ts';
import type { DocumentPrinter } from './ports.ts';

/** One received document: the input of its workflow. */
export interface ReceivedDocument {
  readonly tenantId: string;
  readonly receivedId: string;
}

export interface InboundActivities {
  /** Reads the kept document into its row: number, seller, amounts, or why it cannot be read. */
  readArrival(
    document: ReceivedDocument,
  ): Promise<{ status: ReceivedRow['status']; code: string | null }>;
}

export function createInboundActivities(
  database: Database,
  documents: DocumentStore,
  printer: DocumentPrinter,
): InboundActivities {
  return {
    readArrival: ({ tenantId, receivedId }) =>
      withTenant(database, tenantId, async (transaction) => {
        const row = await readReceived(transaction, tenantId, receivedId);
        if (!row) throw new Error(`There is no received document ${receivedId}.`);
        const workflowId = inboundWorkflowId(receivedId);
        if (row.status !== 'received' || row.number !== null) {
          await fulfil(transaction, workflowId);
          return { status: row.status, code: row.unreadableCode };
        }
        const read = await printer.read(await documents.get(tenantId, row.documentSha256));
        const told = { tenantId, subjectId: receivedId };
        if (!read.ok) {
          const change = { status: 'unreadable', unreadableCode: read.code } as const;
          await updateReceived(transaction, receivedId, change);
          await appendEvents(transaction, [
            { ...told, code: 'received.unreadable', parameters: { reason: read.code } },
          ]);
          await fulfil(transaction, workflowId);
          return { status: 'unreadable', code: read.code };
        }
        const { invoice, documentType } = read;
        const facts = {
          documentType,
          number: invoice.number,
          issueDate: invoice.issueDate,
          dueDate: invoice.dueDate ?? null,
          currency: invoice.currency,
          amountDue: invoice.totals.amountDue,
          sellerName: invoice.seller.name,
          sellerId: invoice.seller.legalRegistrationId ?? null,
        };
        const duplicateOf =
          row.duplicateOf ?? (await findRepeated(transaction, { ...row, ...facts }));
        await updateReceived(transaction, receivedId, { ...facts, duplicateOf });
        if (duplicateOf !== null && row.duplicateOf === null) {
          await appendEvents(transaction, [
            { ...told, code: 'received.duplicate', parameters: { duplicateOf } },
          ]);
        }
        await fulfil(transaction, workflowId);
        return { status: 'received', code: null };
      }),
  };
}
