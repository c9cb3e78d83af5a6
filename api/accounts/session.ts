import { listMemberships, readRole, readUser } from '../../db/accounts.ts';
import { actAs } from '../../db/actor.ts';
import type { Database } from '../../db/client.ts';
import { readCompany } from '../../db/companies.ts';
import { appendEvents } from '../../db/events.ts';
import { newId } from '../../db/id.ts';
import type { CompanyStatus } from '../../policy/company.ts';
import { insertSession } from '../../db/sessions.ts';
import { withMember, withTenant, withUser, type TenantTransaction } from '../../db/tenant.ts';
import type { MemberRole } from '../../policy/access.ts';
import { hashKey, newToken } from '../auth.ts';
import { Problem } from '../problem.ts';

/** Begins a session in a transaction that sees the person, and the company where one is chosen. */
export async function beginSession(
  transaction: TenantTransaction,
  who: { readonly userId: string; readonly tenantId: string | null },
  expiresAt?: Date,
): Promise<{ token: string; sessionId: string }> {
  const token = newToken();
  const sessionId = newId('ses');
  await insertSession(transaction, { ...who, id: sessionId, hash: hashKey(token) }, expiresAt);
  return { token, sessionId };
}

/** Logs a person in whose identity is proven: into the only company, or with none chosen. */
export async function logIn(
  database: Database,
  userId: string,
): Promise<{ token: string; tenantId: string | null }> {
  const memberships = await withUser(database, userId, (transaction) =>
    listMemberships(transaction, userId),
  );
  const tenantId = memberships.length === 1 ? (memberships[0]?.tenantId ?? null) : null;
  const { token } = await actAs(userId, () =>
    withMember(database, { userId, tenantId: tenantId ?? '' }, async (transaction) => {
      if (tenantId !== null) await recordLogIn(transaction, tenantId, userId);
      return beginSession(transaction, { userId, tenantId });
    }),
  );
  return { token, tenantId };
}

/** Writes down that the person has come into the company. */
export async function recordLogIn(
  transaction: TenantTransaction,
  tenantId: string,
  userId: string,
): Promise<void> {
  const user = await readUser(transaction, userId);
  await appendEvents(transaction, [
    {
      tenantId,
      code: 'account.logged-in',
      subjectId: userId,
      parameters: { name: user?.name ?? '' },
    },
  ]);
}

interface CompanyOfPerson {
  readonly tenantId: string;
  readonly name: string;
  readonly organisationNumber: string;
  readonly status: CompanyStatus;
  readonly role: MemberRole;
}

export interface SessionView {
  readonly user: { userId: string; email: string; name: string; language: 'nb' | 'en' };
  readonly company: CompanyOfPerson | null;
  readonly companies: CompanyOfPerson[];
}

/** Who is logged in, where, and where else the person could go. */
export async function viewSession(
  database: Database,
  userId: string,
  tenantId: string | null,
): Promise<SessionView> {
  const { user, memberships } = await withUser(database, userId, async (transaction) => ({
    user: await readUser(transaction, userId),
    memberships: await listMemberships(transaction, userId),
  }));
  if (!user) throw new Error(`There is no user ${userId}.`);
  const companies: CompanyOfPerson[] = [];
  for (const { tenantId: id, role } of memberships) {
    const company = await withTenant(database, id, (transaction) => readCompany(transaction, id));
    if (!company) continue;
    const { name, organisationNumber, status } = company;
    companies.push({ tenantId: id, name, organisationNumber, status, role });
  }
  return {
    user,
    company: companies.find((company) => company.tenantId === tenantId) ?? null,
    companies,
  };
}

/** A 404 problem where the person is no member of the company. */
export async function requireMembership(
  transaction: TenantTransaction,
  tenantId: string,
  userId: string,
): Promise<MemberRole> {
  const role = await readRole(transaction, tenantId, userId);
  if (role !== null) return role;
  throw new Problem(404, 'company-unknown', 'You are no member of such a company.');
}
