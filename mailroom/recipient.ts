import { findAttempt, findScanAccount } from '../db/doors.ts';
import type { MailroomPorts } from './ports.ts';

/** Whom a mail is for. */
export type Recipient =
  | { readonly kind: 'scan'; readonly tenantId: string }
  /** Of a mail that we have sent for this attempt. */
  | {
      readonly kind: 'return-path';
      readonly tenantId: string;
      readonly deliveryId: string;
      readonly attemptId: string;
    };

/** The recipient of this name in small letters; null: nobody here has the address, or it is a return path that we have not made. */
export async function findRecipient(
  { database, readReturnPath }: MailroomPorts,
  address: string,
): Promise<Recipient | null> {
  const attemptId = readReturnPath(address);
  if (attemptId !== null) {
    const found = await findAttempt(database, attemptId);
    return (
      found && { kind: 'return-path', tenantId: found.tenantId, deliveryId: found.id, attemptId }
    );
  }
  const account = await findScanAccount(database, address);
  return account && { kind: 'scan', tenantId: account.tenantId };
}
