import { and, desc, eq, like, sql } from 'drizzle-orm';
import type { AgreementState } from '../policy/efaktura.ts';
import type { StoredEvent } from './events.ts';
import { newId } from './id.ts';
import { efakturaAgreements } from './schema/efaktura.ts';
import { events } from './schema.ts';
import type { TenantTransaction } from './tenant.ts';

/** A company's eFaktura agreement, with what the other side said last and the form that transfers it. */
export interface Agreement extends AgreementState {
  readonly id: string;
  readonly detail: string | null;
  readonly documentId: string | null;
}

/** Null where the company has never asked for one. */
export const readAgreement = async (
  transaction: TenantTransaction,
  tenantId: string,
): Promise<Agreement | null> => toAgreement(await select(transaction, tenantId));

/** The same, locked until the transaction ends. */
export const lockAgreement = async (
  transaction: TenantTransaction,
  tenantId: string,
): Promise<Agreement | null> => toAgreement(await select(transaction, tenantId).for('update'));

const select = (transaction: TenantTransaction, tenantId: string) =>
  transaction.select().from(efakturaAgreements).where(eq(efakturaAgreements.tenantId, tenantId));

function toAgreement([row]: readonly (typeof efakturaAgreements.$inferSelect)[]): Agreement | null {
  if (!row) return null;
  const { id, status, stage, change, tries, nextAt, code, detail, documentId } = row;
  return {
    id,
    status,
    stage,
    change,
    tries,
    nextAt: nextAt?.getTime() ?? null,
    code,
    detail,
    documentId,
  };
}

/** Writes the state, and gives the agreement's id: a company's first state makes it. */
export async function writeAgreement(
  transaction: TenantTransaction,
  tenantId: string,
  state: AgreementState,
  more: { readonly detail?: string | null; readonly documentId?: string | null } = {},
): Promise<string> {
  const { status, stage, change, tries, code } = state;
  const row = {
    status,
    stage,
    change,
    tries,
    nextAt: state.nextAt === null ? null : new Date(state.nextAt),
    code,
    detail: more.detail ?? null,
    ...(more.documentId !== undefined && { documentId: more.documentId }),
    updatedAt: sql`now()`,
  };
  const [written] = await transaction
    .insert(efakturaAgreements)
    .values({ tenantId, id: newId('efa'), ...row })
    .onConflictDoUpdate({ target: efakturaAgreements.tenantId, set: row })
    .returning({ id: efakturaAgreements.id });
  if (!written) throw new Error(`The agreement of ${tenantId} was not written.`);
  return written.id;
}

/** What happened last to the agreement. */
export async function lastAgreementEvent(
  transaction: TenantTransaction,
  tenantId: string,
): Promise<StoredEvent | null> {
  const [row] = await transaction
    .select({ at: events.at, code: events.code, parameters: events.parameters })
    .from(events)
    .where(and(eq(events.subjectId, tenantId), like(events.code, 'efaktura.%')))
    .orderBy(desc(events.position))
    .limit(1);
  return row ?? null;
}
