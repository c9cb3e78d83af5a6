import { z } from 'zod';
import { appendEvents } from '../../db/events.ts';
import { closeInvitation, listInvitations, type Invitation } from '../../db/invitations.ts';
import { withTenant } from '../../db/tenant.ts';
import { acceptInvitation } from '../accounts/accept-invitation.ts';
import { requireEmail } from '../accounts/email.ts';
import { invite } from '../accounts/invite.ts';
import { limitClient, limitTries } from '../accounts/tries.ts';
import { sessionCookie } from '../cookie.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { page, route, type Route } from '../route.ts';
import {
  emailAddress,
  language,
  linkToken,
  memberRole,
  newPassword,
  personName,
} from './account-schemas.ts';

const invitation = z
  .object({
    id: z.string(),
    email: z.string(),
    role: memberRole,
    createdAt: z.string(),
    expiresAt: z.string(),
  })
  .meta({ id: 'Invitation' });

const showInvitation = ({ id, email, role, createdAt, expiresAt }: Invitation) => ({
  id,
  email,
  role,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
});

/** How people come into a company: a superuser invites them by e-mail. */
export function invitationRoutes(ports: ApiPorts): Route[] {
  const { database, publicUrl } = ports;
  return [
    route({
      method: 'get',
      path: '/v1/invitations',
      operationId: 'listInvitations',
      summary: 'Invitations that nobody has answered',
      tag: 'members',
      security: 'company',
      scopes: ['members:read'],
      answers: { 200: { description: 'Newest first.', schema: page(invitation) } },
      problems: [503],
      handle: async ({ caller: { tenantId } }) => {
        const open = await withTenant(database, tenantId, (transaction) =>
          listInvitations(transaction, tenantId),
        );
        return { status: 200, body: { data: open.map(showInvitation), nextCursor: null } };
      },
    }),
    route({
      method: 'post',
      path: '/v1/invitations',
      operationId: 'invite',
      summary: 'Invite somebody by e-mail',
      description: 'An open invitation of the same address is replaced.',
      tag: 'members',
      security: 'company',
      scopes: ['members:write'],
      body: z.object({ email: emailAddress, role: memberRole, language }),
      answers: { 201: { description: 'The mail is sent.', schema: invitation } },
      problems: [422, 429, 503],
      handle: async ({ caller: { tenantId }, body }) => {
        const email = requireEmail(body.email);
        await limitTries(database, 'mail-address', email);
        const invited = await invite(ports, tenantId, { ...body, email });
        return { status: 201, body: showInvitation(invited) };
      },
    }),
    route({
      method: 'delete',
      path: '/v1/invitations/{id}',
      operationId: 'withdrawInvitation',
      summary: 'Withdraw an invitation',
      tag: 'members',
      security: 'company',
      scopes: ['members:write'],
      params: z.object({ id: z.string().max(100) }),
      answers: { 204: { description: 'Its link no longer works.' } },
      problems: [404, 503],
      handle: async ({ caller: { tenantId }, params: { id } }) => {
        await withTenant(database, tenantId, async (transaction) => {
          const closed = await closeInvitation(transaction, tenantId, id, 'withdrawnAt');
          if (!closed) throw new Problem(404, 'invitation-unknown', 'There is no such invitation.');
          await appendEvents(transaction, [
            {
              tenantId,
              code: 'account.invitation-withdrawn',
              subjectId: id,
              parameters: { email: closed.email },
            },
          ]);
        });
        return { status: 204 };
      },
    }),
    route({
      method: 'post',
      path: '/v1/invitations/accept',
      operationId: 'acceptInvitation',
      summary: 'Join the company that invited',
      description:
        'With the token of the mail. Who has a user joins and logs in as before; who has none chooses a name and a ' +
        'password, and is logged in: the answer sets the session’s cookie.',
      tag: 'members',
      security: 'public',
      body: z.object({
        token: linkToken,
        name: personName.optional(),
        password: newPassword.optional(),
        language,
      }),
      answers: {
        201: {
          description: 'A member.',
          schema: z.object({ tenantId: z.string(), isNewUser: z.boolean() }),
        },
      },
      problems: [410, 422, 429, 503],
      handle: async ({ body, ...client }) => {
        await limitClient(database, 'log-in-client', client);
        const { tenantId, token } = await acceptInvitation(database, body);
        return {
          status: 201,
          body: { tenantId, isNewUser: token !== null },
          ...(token !== null && { headers: sessionCookie(token, publicUrl) }),
        };
      },
    }),
  ];
}
