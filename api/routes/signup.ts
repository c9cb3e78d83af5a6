import { z } from 'zod';
import { findUser, useLink } from '../../db/account-doors.ts';
import { insertUser, addMembership, userByEmail } from '../../db/accounts.ts';
import { actAs } from '../../db/actor.ts';
import { isUniqueViolation } from '../../db/errors.ts';
import { appendEvents } from '../../db/events.ts';
import { newId } from '../../db/id.ts';
import { withMember, type TenantTransaction } from '../../db/tenant.ts';
import { alreadyUserMail, signUpMail } from '../../policy/account-mails.ts';
import { linkSeconds } from '../../policy/sessions.ts';
import { linkGone, mailLink } from '../accounts/link.ts';
import { requireEmail } from '../accounts/email.ts';
import { insertNewCompany, requireOrganisationNumber } from '../accounts/new-company.ts';
import { hashPassword, requireGoodPassword } from '../accounts/password.ts';
import { beginSession, viewSession } from '../accounts/session.ts';
import { limitClient, limitTries } from '../accounts/tries.ts';
import { hashKey } from '../auth.ts';
import { sessionCookie } from '../cookie.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { route, type Route } from '../route.ts';
import {
  emailAddress,
  language,
  linkToken,
  newPassword,
  personName,
  sessionView,
} from './account-schemas.ts';

/** How a person becomes a user: the address is verified first, then there are a user and a company. */
export function signupRoutes(ports: ApiPorts): Route[] {
  const { database, accountMail, publicUrl } = ports;
  return [
    route({
      method: 'post',
      path: '/v1/signup',
      operationId: 'signUp',
      summary: 'Ask for a user; the address gets a link',
      description: 'The answer is the same whether or not the address has a user.',
      tag: 'accounts',
      security: 'public',
      body: z.object({ email: emailAddress, language }),
      answers: { 202: { description: 'A mail is on its way.' } },
      problems: [422, 429, 503],
      handle: async ({ body, ...client }) => {
        const email = requireEmail(body.email);
        await limitClient(database, 'mail-client', client);
        await limitTries(database, 'mail-address', email);
        if ((await findUser(database, email)) !== null) {
          const mail = alreadyUserMail(body.language, `${publicUrl}/log-in`);
          await accountMail.post(database, email, mail, linkSeconds['sign-up']);
          accountMail.sendSoon();
          return { status: 202 };
        }
        await mailLink(ports, { purpose: 'sign-up', email }, (token) =>
          signUpMail(body.language, `${publicUrl}/sign-up#${token}`),
        );
        return { status: 202 };
      },
    }),
    route({
      method: 'post',
      path: '/v1/signup/confirm',
      operationId: 'confirmSignUp',
      summary: 'Become a user and superuser of a new company',
      description:
        'With the token of the mail. The company has the status `none` until it is activated. ' +
        'The answer sets the session’s cookie.',
      tag: 'accounts',
      security: 'public',
      body: z.object({
        token: linkToken,
        name: personName,
        password: newPassword,
        language,
        company: z.object({
          name: z.string().min(1).max(300),
          organisationNumber: z.string().max(20),
        }),
      }),
      answers: { 201: { description: 'Logged in.', schema: sessionView } },
      problems: [409, 410, 422, 429, 503],
      handle: async ({ body, ...client }) => {
        await limitClient(database, 'log-in-client', client);
        const organisationNumber = requireOrganisationNumber(body.company.organisationNumber);
        requireGoodPassword(body.password, { email: '', name: body.name }, body.language);
        const passwordHash = await hashPassword(body.password);
        const [userId, tenantId] = [newId('usr'), newId('t')];
        const { name } = body;
        const join = async (transaction: TenantTransaction) => {
          const email = await useLink({ orm: transaction }, hashKey(body.token), 'sign-up');
          if (email === null) throw linkGone();
          requireGoodPassword(body.password, { email, name }, body.language);
          await insertUser(transaction, {
            userId,
            email,
            name,
            language: body.language,
            passwordHash,
          });
          await insertNewCompany(transaction, ports, {
            tenantId,
            name: body.company.name,
            organisationNumber,
          });
          await addMembership(transaction, { tenantId, userId, role: 'superuser' });
          await appendEvents(transaction, [
            {
              tenantId,
              code: 'account.joined',
              subjectId: userId,
              parameters: { name, role: 'superuser' },
            },
          ]);
          return beginSession(transaction, { userId, tenantId });
        };
        const { token } = await actAs(userId, () =>
          withMember(database, { userId, tenantId }, join),
        ).catch((error: unknown) => {
          if (!isUniqueViolation(error, userByEmail)) throw error;
          throw new Problem(409, 'user-exists', 'This address has a user already: log in.');
        });
        return {
          status: 201,
          body: await viewSession(database, userId, tenantId),
          headers: sessionCookie(token, publicUrl),
        };
      },
    }),
  ];
}
