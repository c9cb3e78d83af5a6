import { createHash } from 'node:crypto';
import { secondsFromNow } from '../db/clock.ts';
import { readCompany } from '../db/companies.ts';
import { promise } from '../db/deadlines.ts';
import { appendEvents } from '../db/events.ts';
import { newId } from '../db/id.ts';
import { keepArrival } from '../db/received.ts';
import { isKeptBefore, keepScanArrival } from '../db/scan-arrivals.ts';
import { openForward } from '../db/scan-forwards.ts';
import type { ArrivalPart } from '../db/schema/scan.ts';
import { withTenant, type TenantTransaction } from '../db/tenant.ts';
import { asUbl, readAnyInvoice } from '../invoice/read.ts';
import { isFromRobot } from '../policy/mail-parts.ts';
import { forwardingAddress } from '../policy/scan-return.ts';
import { inboundWorkflowId } from '../policy/workflow-ids.ts';
import type { MailPart, OpenedMail } from './open-mail.ts';
import type { MailroomPorts } from './ports.ts';

export interface IncomingMail {
  readonly tenantId: string;
  /** The scan address that it came to. */
  readonly recipient: string;
  /** Of the envelope; empty for a bounce. */
  readonly sender: string;
  readonly raw: Uint8Array;
  readonly opened: OpenedMail;
  readonly authentication: Readonly<Record<string, string>>;
}

/**
 * Keeps a mail for one company: raw mail and files are stored and flushed, then one transaction writes what they
 * became. The same mail again changes nothing. Workflows are started after the commit.
 */
export async function keepMail(ports: MailroomPorts, mail: IncomingMail): Promise<void> {
  const { database, documents, workflows } = ports;
  const { tenantId, sender, opened } = mail;
  const raw = await documents.put(tenantId, mail.raw);
  const parts = await Promise.all(
    opened.parts.map(async (part) => ({
      ...part,
      kept: part.fate.became === 'ignored' ? null : await documents.put(tenantId, bytesOf(part)),
    })),
  );
  const id = newId('arr');
  const dueAt = secondsFromNow(ports.graceSeconds);
  const started = await withTenant(database, tenantId, async (transaction) => {
    const received = await keepInvoices(transaction, mail, id, parts, dueAt);
    const ignored = parts.flatMap(({ file, fate }): ArrivalPart[] =>
      fate.became === 'ignored'
        ? [{ filename: file.filename, became: 'ignored', id: null, code: fate.code }]
        : [],
    );
    const scans = await keepScanArrival(transaction, {
      id,
      tenantId,
      source: 'mail',
      engine: 'auto',
      dueAt,
      files: parts.flatMap(({ file, fate, kept }) =>
        fate.became === 'scan' && kept
          ? [{ filename: file.filename, contentType: file.scannable ?? '', ...kept }]
          : [],
      ),
      otherParts: [...received, ...ignored],
      mail: {
        sender: sender || null,
        subject: opened.subject,
        messageId: opened.messageId,
        rawSha256: raw.sha256,
        onceKey: onceKeyOf(mail),
        authentication: mail.authentication,
      },
    });
    const isEmpty = scans.length === 0 && received.length === 0;
    const forwardId = isEmpty ? await forwardIt(transaction, ports, mail, id, dueAt) : null;
    return { scans, received, forwardId };
  }).catch((error: unknown) => {
    if (isKeptBefore(error)) return null;
    throw error;
  });
  if (!started) return;
  await Promise.all([
    ...started.scans.map((scan) => workflows.startScan({ tenantId, scanId: scan.id, run: 1 })),
    ...started.received.map((part) =>
      workflows.startInbound({ tenantId, receivedId: part.id ?? '' }, 'e-post'),
    ),
    started.forwardId === null
      ? undefined
      : workflows.startScanForward({ tenantId, forwardId: started.forwardId }),
  ]);
}

/** The e-invoice as UBL; anything else as it came. */
function bytesOf({ bytes, fate }: MailPart): Uint8Array {
  if (fate.became !== 'received') return bytes;
  const read = readAnyInvoice(bytes);
  return read.ok && read.syntax === 'cii' ? Buffer.from(asUbl(read)) : bytes;
}

/** A sender that missed our answer sends the mail again: perhaps over another server, but with the same id and files. */
function onceKeyOf({ raw, recipient, opened }: IncomingMail): string {
  const hash = createHash('sha256').update(recipient);
  if (opened.messageId === null) return hash.update(raw).digest('hex');
  hash.update(opened.messageId);
  for (const { bytes } of opened.parts) hash.update(createHash('sha256').update(bytes).digest());
  return hash.digest('hex');
}

type KeptPart = MailPart & { readonly kept: { sha256: string; sizeBytes: number } | null };

async function keepInvoices(
  transaction: TenantTransaction,
  { tenantId, sender, recipient }: IncomingMail,
  arrivalId: string,
  parts: readonly KeptPart[],
  dueAt: Date,
): Promise<ArrivalPart[]> {
  const made: ArrivalPart[] = [];
  for (const [at, { file, fate, kept }] of parts.entries()) {
    if (fate.became !== 'received' || !kept) continue;
    const { id } = await keepArrival(transaction, {
      id: newId('rcv'),
      tenantId,
      origin: 'mail',
      network: null,
      instanceId: `${arrivalId}/${at}`,
      sender,
      recipient,
      documentTypeId: '',
      processId: '',
      documentSha256: kept.sha256,
      sizeBytes: kept.sizeBytes,
    });
    await promise(transaction, {
      workflowId: inboundWorkflowId(id),
      tenantId,
      subjectId: id,
      dueAt,
    });
    await appendEvents(transaction, [{ tenantId, code: 'received.arrived', subjectId: id }]);
    made.push({ filename: file.filename, became: 'received', id, code: null });
  }
  return made;
}

/** A mail without a document goes to the company's own people, unless a program wrote it. */
async function forwardIt(
  transaction: TenantTransaction,
  { messageIdDomain: domain }: MailroomPorts,
  { tenantId, sender, recipient, opened }: IncomingMail,
  arrivalId: string,
  dueAt: Date,
): Promise<string | null> {
  const company = await readCompany(transaction, tenantId);
  const to = company && forwardingAddress(company);
  if (!to || to.toLowerCase() === recipient || isFromRobot(sender, opened.headers)) return null;
  const forward = { tenantId, arrivalId, scanId: null, reason: 'no-document', domain, dueAt };
  return openForward(transaction, { ...forward, recipient: to });
}
