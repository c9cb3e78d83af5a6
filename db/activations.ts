import { and, asc, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import {
  activationMails,
  activations,
  type ActivationMailRow,
  type ActivationRow,
} from './schema/activations.ts';
import type { TenantTransaction } from './tenant.ts';

export type NewActivation = Omit<typeof activations.$inferInsert, 'status' | 'endedAt'>;

/** Opens an activation. Refused by the index `activations_one_open` while the company has an open one. */
export async function insertActivation(
  transaction: TenantTransaction,
  activation: NewActivation,
): Promise<void> {
  await transaction.insert(activations).values({ ...activation, status: 'inviting' });
}

/** One activation of the tenant, or null. */
export async function readActivation(
  transaction: TenantTransaction,
  tenantId: string,
  id: string,
): Promise<ActivationRow | null> {
  const [row] = await transaction
    .select()
    .from(activations)
    .where(and(eq(activations.tenantId, tenantId), eq(activations.id, id)));
  return row ?? null;
}

/** The same, locked until the transaction ends. */
export async function lockActivation(
  transaction: TenantTransaction,
  tenantId: string,
  id: string,
): Promise<ActivationRow | null> {
  const [row] = await transaction
    .select()
    .from(activations)
    .where(and(eq(activations.tenantId, tenantId), eq(activations.id, id)))
    .for('update');
  return row ?? null;
}

/** The company's newest activation, open or ended, or null. */
export async function readNewestActivation(
  transaction: TenantTransaction,
  tenantId: string,
): Promise<ActivationRow | null> {
  const [row] = await transaction
    .select()
    .from(activations)
    .where(eq(activations.tenantId, tenantId))
    .orderBy(desc(activations.id))
    .limit(1);
  return row ?? null;
}

/** The company's open activation, or null. */
export async function readOpenActivation(
  transaction: TenantTransaction,
  tenantId: string,
): Promise<ActivationRow | null> {
  const [row] = await transaction
    .select()
    .from(activations)
    .where(and(eq(activations.tenantId, tenantId), isNull(activations.endedAt)));
  return row ?? null;
}

export async function updateActivation(
  transaction: TenantTransaction,
  id: string,
  change: Partial<ActivationRow>,
): Promise<void> {
  await transaction.update(activations).set(change).where(eq(activations.id, id));
}

/** Columns of an activation that nothing holds up. */
export const noDelay = {
  delayKind: null,
  delayCode: null,
  delayDetail: null,
  delayedSince: null,
  callFailures: 0,
} as const;

/** The document that nobody is to sign any more goes on the list of those to be cleared away. */
const cleared = (
  row: ActivationRow,
): Pick<ActivationRow, 'documentsToClear' | 'nextClearingAt'> => ({
  documentsToClear:
    row.documentId === null ? row.documentsToClear : [...row.documentsToClear, row.documentId],
  nextClearingAt: null,
});

/** Ends an activation otherwise than by a signature; the company stays as it is. */
export const endActivation = (
  transaction: TenantTransaction,
  row: ActivationRow,
  end: { status: 'cancelled' | 'declined' | 'expired'; code?: string; at: Date },
): Promise<void> =>
  updateActivation(transaction, row.id, {
    status: end.status,
    code: end.code ?? null,
    endedAt: end.at,
    ...noDelay,
    ...cleared(row),
  });

/** Lets the next document take the place of the present one, with a new invitation. */
export const renewDocument = (
  transaction: TenantTransaction,
  row: ActivationRow,
  change: { email?: string; expiresAt: Date },
): Promise<void> =>
  updateActivation(transaction, row.id, {
    ...change,
    status: 'inviting',
    code: null,
    documentNumber: row.documentNumber + 1,
    documentId: null,
    agreementSha256: null,
    invitedAt: null,
    signedBy: null,
    signedAt: null,
    signedSha256: null,
    signerRole: null,
    registerRoles: null,
    isAccepted: false,
    ...noDelay,
    ...cleared(row),
  });

/** Writes down that a mail is to go out; the same Message-ID again changes nothing. */
export async function writeMail(
  transaction: TenantTransaction,
  mail: Omit<ActivationMailRow, 'tries' | 'code' | 'sentAt'>,
): Promise<void> {
  await transaction.insert(activationMails).values(mail).onConflictDoNothing();
}

/** All mails of an activation, oldest first. */
export const mailsOf = (
  transaction: TenantTransaction,
  activationId: string,
): Promise<ActivationMailRow[]> =>
  transaction
    .select()
    .from(activationMails)
    .where(eq(activationMails.activationId, activationId))
    .orderBy(asc(activationMails.writtenAt), asc(activationMails.messageId));

/** A mail that is still to go out, or null. */
export async function readUnsentMail(
  transaction: TenantTransaction,
  messageId: string,
): Promise<ActivationMailRow | null> {
  const [row] = await transaction
    .select()
    .from(activationMails)
    .where(and(eq(activationMails.messageId, messageId), isNotNull(activationMails.nextTryAt)));
  return row ?? null;
}

export async function updateMail(
  transaction: TenantTransaction,
  messageId: string,
  change: Partial<ActivationMailRow>,
): Promise<void> {
  await transaction
    .update(activationMails)
    .set(change)
    .where(eq(activationMails.messageId, messageId));
}
