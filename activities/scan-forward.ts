import type { EmailConnector } from '../channels/email/connector.ts';
import type { Database } from '../db/client.ts';
import { appendEvents } from '../db/events.ts';
import { readScanArrival } from '../db/scan-arrivals.ts';
import { closeForward, readForward } from '../db/scan-forwards.ts';
import { readScan } from '../db/scans.ts';
import { withTenant } from '../db/tenant.ts';
import type { DocumentStore } from '../documents/store.ts';
import { rejectionText } from '../policy/scan-texts.ts';
import { carryFailure } from './failures.ts';
import { withHeartbeat } from './heartbeat.ts';

/** One forwarded mail: the input of its workflow. */
export interface ScanForward {
  readonly tenantId: string;
  readonly forwardId: string;
}

export interface ScanForwardActivities {
  /** Sends the document, or the mail as it came, with the reason. Sent before: nothing. */
  forwardByEmail(forward: ScanForward): Promise<void>;
  /** Records that it is sent, or will never be. */
  recordForward(
    forward: ScanForward,
    end: { status: 'sent' | 'refused'; code: string | null },
  ): Promise<void>;
}

export interface ScanForwardPorts {
  readonly database: Database;
  readonly documents: DocumentStore;
  readonly email: EmailConnector;
  readonly emailFrom: string;
}

export function createScanForwardActivities(ports: ScanForwardPorts): ScanForwardActivities {
  const { database, documents } = ports;
  return {
    forwardByEmail: ({ tenantId, forwardId }) =>
      withHeartbeat(() =>
        carryFailure(async () => {
          const { forward, arrival, scan } = await withTenant(
            database,
            tenantId,
            async (transaction) => {
              const row = await readForward(transaction, tenantId, forwardId);
              if (!row) throw new Error(`There is no forward ${forwardId}.`);
              return {
                forward: row,
                arrival: await readScanArrival(transaction, tenantId, row.arrivalId),
                scan: row.scanId && (await readScan(transaction, tenantId, row.scanId)),
              };
            },
          );
          if (forward.status !== 'open' || !arrival) return;
          const sha256 = scan ? scan.documentSha256 : arrival.rawSha256;
          const content = sha256 === null ? null : await documents.get(tenantId, sha256);
          const name = scan ? scan.filename : 'e-post.eml';
          const contentType = scan ? scan.contentType : 'message/rfc822';
          const reason = rejectionText(forward.reason);
          await ports.email.send({
            messageId: forward.messageId,
            from: ports.emailFrom,
            to: forward.recipient,
            subject: `Ikke bokført: ${scan ? scan.filename : (arrival.subject ?? 'e-post uten faktura')}`,
            text: [
              `Dette kom til skanning${arrival.sender ? ` fra ${arrival.sender}` : ''}, men er ikke behandlet som faktura: ${reason.nb}.`,
              'Dokumentet ligger ved. Det er også tatt vare på i AutoInvoice.',
              '',
              `This came to be scanned${arrival.sender ? ` from ${arrival.sender}` : ''}, but was not taken as an invoice: ${reason.en}.`,
              'The document is attached. It is kept in AutoInvoice as well.',
            ].join('\n'),
            attachments: content === null ? [] : [{ filename: name, contentType, content }],
          });
        }),
      ),
    recordForward: ({ tenantId, forwardId }, end) =>
      withTenant(database, tenantId, async (transaction) => {
        const row = await readForward(transaction, tenantId, forwardId);
        if (row?.status !== 'open') return;
        await closeForward(transaction, forwardId, end);
        await appendEvents(transaction, [
          {
            tenantId,
            code: end.status === 'sent' ? 'scan.forwarded' : 'scan.forward-failed',
            subjectId: row.scanId ?? row.arrivalId,
            parameters: { recipient: row.recipient, reason: end.code ?? '' },
          },
        ]);
      }),
  };
}
