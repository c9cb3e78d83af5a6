import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { invitations } from './schema/accounts.ts';
import type { TenantTransaction } from './tenant.ts';

export type Invitation = Omit<typeof invitations.$inferSelect, 'hash'>;

const columns = {
  id: invitations.id,
  tenantId: invitations.tenantId,
  email: invitations.email,
  role: invitations.role,
  createdAt: invitations.createdAt,
  expiresAt: invitations.expiresAt,
  acceptedAt: invitations.acceptedAt,
  withdrawnAt: invitations.withdrawnAt,
};

const isOpen = and(isNull(invitations.acceptedAt), isNull(invitations.withdrawnAt));

/** Invites; an open invitation of the same address is replaced, and its link no longer works. */
export async function putInvitation(
  transaction: TenantTransaction,
  invitation: Pick<Invitation, 'id' | 'tenantId' | 'email' | 'role'> & { readonly hash: string },
  seconds: number,
): Promise<Invitation> {
  const { tenantId, email } = invitation;
  await transaction
    .update(invitations)
    .set({ withdrawnAt: sql`now()` })
    .where(
      and(
        eq(invitations.tenantId, tenantId),
        sql`lower(${invitations.email}) = lower(${email})`,
        isOpen,
      ),
    );
  const [row] = await transaction
    .insert(invitations)
    .values({ ...invitation, expiresAt: sql`now() + make_interval(secs => ${seconds})` })
    .returning(columns);
  if (!row) throw new Error('Postgres kept no invitation.');
  return row;
}

/** Open ones, newest first. */
export const listInvitations = (
  transaction: TenantTransaction,
  tenantId: string,
): Promise<Invitation[]> =>
  transaction
    .select(columns)
    .from(invitations)
    .where(and(eq(invitations.tenantId, tenantId), isOpen))
    .orderBy(desc(invitations.id))
    .limit(500);

/** The address of an open invitation, or null. */
export async function readInvitedAddress(
  transaction: TenantTransaction,
  tenantId: string,
  id: string,
): Promise<string | null> {
  const [row] = await transaction
    .select({ email: invitations.email })
    .from(invitations)
    .where(and(eq(invitations.tenantId, tenantId), eq(invitations.id, id), isOpen));
  return row?.email ?? null;
}

/** Accepts or withdraws an open invitation; null where it is not open (any more). */
export async function closeInvitation(
  transaction: TenantTransaction,
  tenantId: string,
  id: string,
  how: 'acceptedAt' | 'withdrawnAt',
): Promise<Invitation | null> {
  const [row] = await transaction
    .update(invitations)
    .set({ [how]: sql`now()` })
    .where(and(eq(invitations.tenantId, tenantId), eq(invitations.id, id), isOpen))
    .returning(columns);
  return row ?? null;
}
