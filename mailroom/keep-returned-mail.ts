import { keepBounce } from '../db/bounces.ts';
import { withTenant } from '../db/tenant.ts';
import { judgeReturnedMail } from '../policy/returned-mail.ts';
import type { MailroomPorts } from './ports.ts';
import { readReturnedMail } from './read-returned-mail.ts';
import type { Recipient } from './recipient.ts';

/** A report stands in front of what is returned of our own mail; the rest is not needed. */
const keptBytes = 1_000_000;

export type ReturnedMailAnswer =
  | 'kept'
  /** A person writes to an address that nobody reads: the sender must be told. */
  | 'not-a-report'
  /** So many have come for this one mail that no more are taken. */
  | 'too-many';

/** Keeps what came to a return path, with what it says; the reader of bounces acts on it. */
export async function keepReturnedMail(
  { database, documents }: MailroomPorts,
  to: Extract<Recipient, { kind: 'return-path' }>,
  mail: { readonly sender: string; readonly raw: Uint8Array },
): Promise<ReturnedMailAnswer> {
  const raw = mail.raw.subarray(0, keptBytes);
  const verdict = judgeReturnedMail(await readReturnedMail(raw, mail.sender));
  if (verdict.kind === 'other' && mail.sender !== '') return 'not-a-report';
  const { tenantId, deliveryId, attemptId } = to;
  const { sha256: rawSha256 } = await documents.put(tenantId, raw);
  const isKept = await withTenant(database, tenantId, (transaction) =>
    keepBounce(transaction, { tenantId, deliveryId, attemptId, rawSha256, verdict }),
  );
  return isKept ? 'kept' : 'too-many';
}
