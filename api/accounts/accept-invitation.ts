import { findInvitation, findUser } from '../../db/account-doors.ts';
import { addMembership, insertUser, readUser, type User } from '../../db/accounts.ts';
import { actAs } from '../../db/actor.ts';
import type { Database } from '../../db/client.ts';
import { appendEvents } from '../../db/events.ts';
import { newId } from '../../db/id.ts';
import { closeInvitation, readInvitedAddress } from '../../db/invitations.ts';
import { withMember, withTenant, type TenantTransaction } from '../../db/tenant.ts';
import { hashKey } from '../auth.ts';
import { Problem } from '../problem.ts';
import { linkGone } from './link.ts';
import { hashPassword, requireGoodPassword } from './password.ts';
import { beginSession } from './session.ts';

interface Acceptance {
  readonly token: string;
  readonly name?: string | undefined;
  readonly password?: string | undefined;
  readonly language: 'nb' | 'en';
}

/**
 * Makes the person with the invitation's token a member. `token` is that of a new user's session; null for
 * somebody who has a user already and logs in as before: who reads the mail has not shown the password.
 */
export async function acceptInvitation(
  database: Database,
  given: Acceptance,
): Promise<{ tenantId: string; token: string | null }> {
  const found = await findInvitation(database, hashKey(given.token));
  if (!found) throw linkGone();
  const { tenantId, id } = found;
  const email = await withTenant(database, tenantId, (transaction) =>
    readInvitedAddress(transaction, tenantId, id),
  );
  if (email === null) throw linkGone();
  const known = await findUser(database, email);
  const user = known === null ? await newUser(email, given) : null;
  const userId = known ?? user?.userId ?? '';
  const session = await actAs(userId, () =>
    withMember(database, { userId, tenantId }, async (transaction) => {
      if (user) await insertUser(transaction, user);
      await join(transaction, { tenantId, userId, invitationId: id });
      return user ? beginSession(transaction, { userId, tenantId }) : null;
    }),
  );
  return { tenantId, token: session?.token ?? null };
}

async function newUser(
  email: string,
  { name, password, language }: Acceptance,
): Promise<User & { passwordHash: string }> {
  if (name === undefined || password === undefined) {
    throw new Problem(
      422,
      'name-and-password-missing',
      'This address has no user yet: choose a name and a password.',
    );
  }
  requireGoodPassword(password, { email, name }, language);
  const passwordHash = await hashPassword(password);
  return { userId: newId('usr'), email, name, language, passwordHash };
}

async function join(
  transaction: TenantTransaction,
  ids: { readonly tenantId: string; readonly userId: string; readonly invitationId: string },
): Promise<void> {
  const { tenantId, userId, invitationId } = ids;
  const accepted = await closeInvitation(transaction, tenantId, invitationId, 'acceptedAt');
  if (!accepted) throw linkGone();
  const { role } = accepted;
  // Who is a member keeps the role: an invitation is no way to change it.
  if (!(await addMembership(transaction, { tenantId, userId, role }))) return;
  const name = (await readUser(transaction, userId))?.name ?? '';
  await appendEvents(transaction, [
    { tenantId, code: 'account.joined', subjectId: userId, parameters: { name, role } },
  ]);
}
