import type { Database } from '../db/client.ts';
import { readCompany } from '../db/companies.ts';
import { promise } from '../db/deadlines.ts';
import { appendEvents } from '../db/events.ts';
import { newId } from '../db/id.ts';
import { keepArrival } from '../db/received.ts';
import { closeScanRun } from '../db/scan-runs.ts';
import { readDraft } from '../db/scan-drafts.ts';
import { openForward } from '../db/scan-forwards.ts';
import type { ScanRow } from '../db/schema/scan.ts';
import { lockScan, updateScan } from '../db/scans.ts';
import { withTenant, type TenantTransaction } from '../db/tenant.ts';
import type { DocumentStore } from '../documents/store.ts';
import { networkDocumentType } from '../invoice/document-types.ts';
import type { EmbeddedFile } from '../invoice/ubl-embed.ts';
import { isCreditNoteCode } from '../invoice/ubl-write.ts';
import { scannedSpecification } from '../policy/scan-acceptance.ts';
import { isEmbeddable, judgeInvoice, withPicture } from '../policy/scan-document.ts';
import { forwardingAddress } from '../policy/scan-return.ts';
import { inboundWorkflowId } from '../policy/workflow-ids.ts';
import { refusal } from './failures.ts';
import { learnFrom, loadReading } from './scan-memory.ts';
import type { PageBinder } from './scan-ports.ts';
import { dueSoon, settled, type ScanRun, type ScanEnd, type ScanStepPolicy } from './scan-steps.ts';

/** What a person decided; null: the service itself, of a draft that it is sure of. */
export interface Acceptance {
  /** The version of the draft that the person saw. */
  readonly version: number;
}

/** A person's rejection, with the words of the person. */
export interface Rejection {
  readonly reason: string;
  /** The document goes to the company's return address, with the reason. */
  readonly forward: boolean;
}

export interface ScanDecisionActivities {
  /**
   * Makes a received invoice of the draft. Done before: the same answer. Refused with `wrong-state`,
   * `draft-changed`, or `invoice-invalid` where the rules of EN 16931 forbid it.
   */
  acceptDraft(run: ScanRun, by: Acceptance | null): Promise<ScanEnd>;
  /** Puts the document aside. Done before: the same answer. Refused with `wrong-state` or `return-address-missing`. */
  rejectDraft(run: ScanRun, rejection: Rejection): Promise<ScanEnd>;
}

export interface ScanDecisionPorts {
  readonly database: Database;
  readonly documents: DocumentStore;
  readonly binder: PageBinder;
  readonly policy: ScanStepPolicy;
}

export function createScanDecisions(ports: ScanDecisionPorts): ScanDecisionActivities {
  const { database, documents, policy } = ports;
  return {
    acceptDraft: async (run, by) => {
      const { tenantId, scanId } = run;
      const from = by === null ? 'released' : 'review';
      const seen = await withTenant(database, tenantId, async (transaction) => {
        const held = await lockScan(transaction, tenantId, scanId);
        const draft = await readDraft(transaction, tenantId, scanId);
        const company = await readCompany(transaction, tenantId);
        return held && company ? { ...held, draft, company } : null;
      });
      if (!seen) throw refusal('scan-unknown');
      const { scan, draft, company } = seen;
      if (scan.status === 'accepted') return settled(scan);
      if (scan.status !== from || !draft) throw refusal('wrong-state');
      if (by !== null && by.version !== draft.version) throw refusal('draft-changed');

      const { ubl, findings } = judgeInvoice(draft.invoice, company);
      if (findings.some(({ holds }) => holds)) throw refusal('invoice-invalid');
      const content = await documents.get(tenantId, scan.documentSha256);
      const picture = await pictureOf(ports.binder, scan, content);
      const reading = by === null ? null : await loadReading(documents, scan);
      const kept = await documents.put(tenantId, picture ? withPicture(ubl, picture) : ubl);
      return withTenant(database, tenantId, async (transaction) => {
        const held = await lockScan(transaction, tenantId, scanId);
        const now = await readDraft(transaction, tenantId, scanId);
        if (!held || !now) throw refusal('scan-unknown');
        if (held.scan.status === 'accepted') return settled(held.scan);
        if (held.scan.status !== from) throw refusal('wrong-state');
        if (now.version !== draft.version) throw refusal('draft-changed');
        const received = await keepArrival(transaction, {
          id: newId('rcv'),
          tenantId,
          origin: 'scan',
          network: null,
          // One invoice per scan, however often this is repeated.
          instanceId: scanId,
          sender: scan.sellerKey ?? '',
          recipient: `0192:${company.organisationNumber}`,
          ...networkDocumentType(
            isCreditNoteCode(draft.invoice.typeCode) ? 'CreditNote' : 'Invoice',
            scannedSpecification,
            '',
          ),
          documentSha256: kept.sha256,
          sizeBytes: kept.sizeBytes,
        });
        await promise(transaction, {
          workflowId: inboundWorkflowId(received.id),
          tenantId,
          subjectId: received.id,
          dueAt: dueSoon(policy),
        });
        const accepted = { status: 'accepted', code: null, receivedId: received.id } as const;
        await updateScan(transaction, scanId, { ...accepted, lockedBy: null, lockedUntil: null });
        await appendEvents(transaction, [
          { tenantId, code: 'received.arrived', subjectId: received.id },
          {
            tenantId,
            code: 'scan.accepted',
            subjectId: scanId,
            parameters: { receivedId: received.id },
          },
        ]);
        await learnFrom(transaction, held.scan, now, reading);
        await closeScanRun(transaction, scanId, run.run);
        return settled(accepted);
      });
    },
    rejectDraft: ({ tenantId, scanId }, { reason, forward }) =>
      withTenant(database, tenantId, async (transaction) => {
        const held = await lockScan(transaction, tenantId, scanId);
        const company = await readCompany(transaction, tenantId);
        if (!held || !company) throw refusal('scan-unknown');
        if (held.scan.status === 'rejected') return settled(held.scan);
        if (held.scan.status !== 'review' && held.scan.status !== 'failed') {
          throw refusal('wrong-state');
        }
        const recipient = forward ? forwardingAddress(company) : null;
        if (forward && recipient === null) throw refusal('return-address-missing');
        return reject(transaction, held.scan, { reason, recipient, ...policy });
      }),
  };
}

/**
 * The scan's pages as an e-invoice may carry them, or null where they cannot be made so: the scan keeps the file as it
 * came. Of a PDF with several documents each carries its own pages; where they cannot be taken out, the whole file.
 */
async function pictureOf(
  binder: PageBinder,
  { filename, contentType, pages }: ScanRow,
  content: Uint8Array,
): Promise<EmbeddedFile | null> {
  const whole = isEmbeddable(contentType) ? { filename, contentType, content } : null;
  if (whole && (pages === null || contentType !== 'application/pdf')) return whole;
  const bound = await binder.bind(content, pages);
  if ('error' in bound) return whole;
  const name = filename.replace(/\.[^.]*$/, '');
  return { filename: `${name}.pdf`, contentType: 'application/pdf', content: bound.pdf };
}

/** Puts a scan aside, and promises the mail that sends it on where there is a recipient. */
export async function reject(
  transaction: TenantTransaction,
  { id, tenantId, arrivalId, runNumber }: ScanRow,
  rejection: { reason: string; recipient: string | null } & ScanStepPolicy,
): Promise<ScanEnd> {
  const { reason, recipient, messageIdDomain: domain } = rejection;
  const change = { status: 'rejected', code: reason } as const;
  await updateScan(transaction, id, { ...change, lockedBy: null, lockedUntil: null });
  await appendEvents(transaction, [
    { tenantId, subjectId: id, code: 'scan.rejected', parameters: { reason } },
  ]);
  await closeScanRun(transaction, id, runNumber);
  const forward = { tenantId, arrivalId, scanId: id, reason, domain, dueAt: dueSoon(rejection) };
  const forwardId =
    recipient === null ? null : await openForward(transaction, { ...forward, recipient });
  return settled(change, { forwardId });
}
