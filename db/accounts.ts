import { and, asc, eq, sql } from 'drizzle-orm';
import { currentTime } from './clock.ts';
import type { MemberRole } from '../policy/access.ts';
import { memberships, userIdentities, users, userSecrets } from './schema/accounts.ts';
import { tenants } from './schema.ts';
import type { TenantTransaction } from './tenant.ts';

export type User = Pick<typeof users.$inferSelect, 'userId' | 'email' | 'name' | 'language'>;
export type UserSecrets = Omit<typeof userSecrets.$inferSelect, 'userId' | 'changedAt'>;

const userColumns = {
  userId: users.userId,
  email: users.email,
  name: users.name,
  language: users.language,
};

/** Name of the index that keeps one user per e-mail address. */
export const userByEmail = 'users_by_email';

/** A new person, in that person's own transaction. */
export async function insertUser(
  transaction: TenantTransaction,
  user: User & { readonly passwordHash: string | null },
): Promise<void> {
  const { passwordHash, ...row } = user;
  await transaction.insert(users).values(row);
  await transaction.insert(userSecrets).values({ userId: user.userId, passwordHash });
}

export async function readUser(
  transaction: TenantTransaction,
  userId: string,
): Promise<User | null> {
  const [user] = await transaction.select(userColumns).from(users).where(eq(users.userId, userId));
  return user ?? null;
}

/** Locked: two log-ins at once do not use one code twice. */
export async function lockSecrets(
  transaction: TenantTransaction,
  userId: string,
): Promise<UserSecrets | null> {
  const [row] = await transaction
    .select()
    .from(userSecrets)
    .where(eq(userSecrets.userId, userId))
    .for('update');
  return row ?? null;
}

export async function writeSecrets(
  transaction: TenantTransaction,
  userId: string,
  change: Partial<UserSecrets>,
): Promise<void> {
  await transaction
    .update(userSecrets)
    .set({ ...change, changedAt: currentTime() })
    .where(eq(userSecrets.userId, userId));
}

/** Remembers who the person is at an identity provider. */
export async function insertIdentity(
  transaction: TenantTransaction,
  identity: { issuer: string; subject: string; userId: string },
): Promise<void> {
  await transaction.insert(userIdentities).values(identity).onConflictDoNothing();
}

export interface Member extends User {
  readonly role: MemberRole;
  readonly createdAt: Date;
}

/** The company's people, oldest membership first. */
export const listMembers = (transaction: TenantTransaction, tenantId: string): Promise<Member[]> =>
  transaction
    .select({ ...userColumns, role: memberships.role, createdAt: memberships.createdAt })
    .from(memberships)
    .innerJoin(users, eq(users.userId, memberships.userId))
    .where(eq(memberships.tenantId, tenantId))
    .orderBy(asc(memberships.createdAt), asc(memberships.userId));

/** The person's role in the company, or null. */
export async function readRole(
  transaction: TenantTransaction,
  tenantId: string,
  userId: string,
): Promise<MemberRole | null> {
  const [row] = await transaction
    .select({ role: memberships.role })
    .from(memberships)
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.userId, userId)));
  return row?.role ?? null;
}

/** Where the person is a member, in the person's own transaction. */
export const listMemberships = (
  transaction: TenantTransaction,
  userId: string,
): Promise<{ tenantId: string; role: MemberRole }[]> =>
  transaction
    .select({ tenantId: memberships.tenantId, role: memberships.role })
    .from(memberships)
    .where(eq(memberships.userId, userId))
    .orderBy(asc(memberships.createdAt), asc(memberships.tenantId))
    .limit(500);

/** Makes the person a member; false for one who is a member already, and keeps the role. */
export async function addMembership(
  transaction: TenantTransaction,
  membership: { tenantId: string; userId: string; role: MemberRole },
): Promise<boolean> {
  const added = await transaction
    .insert(memberships)
    .values(membership)
    .onConflictDoNothing()
    .returning({ userId: memberships.userId });
  return added.length > 0;
}

export async function changeRole(
  transaction: TenantTransaction,
  { tenantId, userId, role }: { tenantId: string; userId: string; role: MemberRole },
): Promise<void> {
  await transaction
    .update(memberships)
    .set({ role })
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.userId, userId)));
}

export async function deleteMembership(
  transaction: TenantTransaction,
  tenantId: string,
  userId: string,
): Promise<void> {
  await transaction
    .delete(memberships)
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.userId, userId)));
}

/** Lets one change of roles at a time look at the company, so that a superuser is always left. */
export async function lockCompany(transaction: TenantTransaction, tenantId: string): Promise<void> {
  await transaction
    .select({ one: sql`1` })
    .from(tenants)
    .where(eq(tenants.tenantId, tenantId))
    .for('no key update');
}
