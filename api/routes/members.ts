import { z } from 'zod';
import {
  deleteMembership,
  listMembers,
  lockCompany,
  changeRole,
  type Member,
} from '../../db/accounts.ts';
import { appendEvents } from '../../db/events.ts';
import { forgetWishes } from '../../db/notifications.ts';
import { endSessionsOf } from '../../db/sessions.ts';
import { withTenant, type TenantTransaction } from '../../db/tenant.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { page, route, type Route } from '../route.ts';
import { memberRole } from './account-schemas.ts';

const member = z
  .object({
    userId: z.string(),
    email: z.string(),
    name: z.string(),
    role: memberRole,
    since: z.string(),
  })
  .meta({ id: 'Member' });
const params = z.object({ id: z.string().max(100) });

const showMember = ({ userId, email, name, role, createdAt }: Member) => ({
  userId,
  email,
  name,
  role,
  since: createdAt.toISOString(),
});
/** The member and whether another superuser is left, with the company locked against other changes of roles. */
async function lockMember(
  transaction: TenantTransaction,
  tenantId: string,
  userId: string,
): Promise<{ member: Member; isLastSuperuser: boolean }> {
  await lockCompany(transaction, tenantId);
  const members = await listMembers(transaction, tenantId);
  const found = members.find((one) => one.userId === userId);
  if (!found) throw new Problem(404, 'member-unknown', 'The company has no such member.');
  const superusers = members.filter((one) => one.role === 'superuser');
  return { member: found, isLastSuperuser: superusers.length === 1 && superusers[0] === found };
}

const lastSuperuser = (): Problem =>
  new Problem(409, 'last-superuser', 'A company needs a superuser: make somebody else one first.');

/** The company’s people: who they are and what they may do. */
export function memberRoutes({ database }: ApiPorts): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/members',
      operationId: 'listMembers',
      summary: 'The company’s users with their roles',
      security: 'company',
      scopes: ['members:read'],
      answers: { 200: { description: 'All of them.', schema: page(member) } },
      problems: [503],
      handle: async ({ caller: { tenantId } }) => {
        const members = await withTenant(database, tenantId, (transaction) =>
          listMembers(transaction, tenantId),
        );
        return { status: 200, body: { data: members.map(showMember), nextCursor: null } };
      },
    }),
    route({
      method: 'patch',
      path: '/v1/members/{id}',
      operationId: 'changeMember',
      summary: 'Give a user another role',
      description: 'The user’s sessions in this company end.',
      security: 'company',
      scopes: ['members:write'],
      params,
      body: z.object({ role: memberRole }),
      answers: { 200: { description: 'The user.', schema: member } },
      problems: [404, 409, 503],
      handle: async ({ caller: { tenantId }, params: { id }, body: { role } }) => {
        const changed = await withTenant(database, tenantId, async (transaction) => {
          const { member: before, isLastSuperuser } = await lockMember(transaction, tenantId, id);
          if (before.role === role) return before;
          if (isLastSuperuser) throw lastSuperuser();
          await changeRole(transaction, { tenantId, userId: id, role });
          await endSessionsOf(transaction, id);
          const { name, role: from } = before;
          await appendEvents(transaction, [
            {
              tenantId,
              code: 'account.role-changed',
              subjectId: id,
              parameters: { name, role, from },
            },
          ]);
          return { ...before, role };
        });
        return { status: 200, body: showMember(changed) };
      },
    }),
    route({
      method: 'delete',
      path: '/v1/members/{id}',
      operationId: 'removeMember',
      summary: 'Take a user out of the company',
      description: 'The user’s sessions in this company end.',
      security: 'company',
      scopes: ['members:write'],
      params,
      answers: { 204: { description: 'The user has no access any more.' } },
      problems: [404, 409, 503],
      handle: async ({ caller: { tenantId }, params: { id } }) => {
        await withTenant(database, tenantId, async (transaction) => {
          const { member: before, isLastSuperuser } = await lockMember(transaction, tenantId, id);
          if (isLastSuperuser) throw lastSuperuser();
          await endSessionsOf(transaction, id);
          await deleteMembership(transaction, tenantId, id);
          await forgetWishes(transaction, tenantId, id);
          await appendEvents(transaction, [
            {
              tenantId,
              code: 'account.removed',
              subjectId: id,
              parameters: { name: before.name },
            },
          ]);
        });
        return { status: 204 };
      },
    }),
  ];
}
