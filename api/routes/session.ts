import { z } from 'zod';
import { findUser, useLink } from '../../db/account-doors.ts';
import { lockSecrets, readUser, writeSecrets } from '../../db/accounts.ts';
import { endSession, endSessionsOf } from '../../db/sessions.ts';
import { withMember, withUser } from '../../db/tenant.ts';
import { passwordMail } from '../../policy/account-mails.ts';
import { requireEmail } from '../accounts/email.ts';
import { linkGone, mailLink } from '../accounts/link.ts';
import { hashPassword, requireGoodPassword, verifyPassword } from '../accounts/password.ts';
import {
  beginSession,
  logIn,
  recordLogIn,
  requireMembership,
  viewSession,
} from '../accounts/session.ts';
import { requireSecondFactor } from '../accounts/second-factor.ts';
import { allowTries, limitClient, limitTries } from '../accounts/tries.ts';
import { hashKey } from '../auth.ts';
import { sessionCookie } from '../cookie.ts';
import { findingsLanguage, languageHeaders } from '../language.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { route, type Route } from '../route.ts';
import { emailAddress, linkToken, newPassword, sessionView } from './account-schemas.ts';

const password = z.string().max(1000);

/** Logging in and out, choosing the company, and passwords. */
export function sessionRoutes(ports: ApiPorts): Route[] {
  const { database, publicUrl, sealer } = ports;
  return [
    route({
      method: 'post',
      path: '/v1/session',
      operationId: 'logIn',
      summary: 'Log in',
      description:
        'The answer sets the session’s cookie. It is the same for a wrong address and a wrong password; 401 `code-missing` asks for the second factor.',
      tag: 'accounts',
      security: 'public',
      body: z.object({
        email: emailAddress,
        password,
        code: z
          .string()
          .max(40)
          .optional()
          .describe('Of the authenticator app, or a recovery code.'),
      }),
      answers: { 201: { description: 'Logged in.', schema: sessionView } },
      problems: [401, 422, 429, 503],
      handle: async ({ body, ...client }) => {
        const email = requireEmail(body.email);
        await limitClient(database, 'log-in-client', client);
        await limitTries(database, 'log-in-address', email);
        const userId = await findUser(database, email);
        const secrets =
          userId === null
            ? null
            : await withUser(database, userId, (transaction) => lockSecrets(transaction, userId));
        const isRight = await verifyPassword(body.password, secrets?.passwordHash ?? null);
        if (userId === null || !isRight) throw logInRefused();
        await withUser(database, userId, (transaction) =>
          requireSecondFactor(transaction, { userId, code: body.code }, sealer),
        );
        await allowTries(database, 'log-in-address', email);
        const { token, tenantId } = await logIn(database, userId);
        return {
          status: 201,
          body: await viewSession(database, userId, tenantId),
          headers: sessionCookie(token, publicUrl),
        };
      },
    }),
    route({
      method: 'get',
      path: '/v1/session',
      operationId: 'getSession',
      summary: 'Who is logged in, and where',
      tag: 'accounts',
      security: 'person',
      answers: { 200: { description: 'The session.', schema: sessionView } },
      problems: [503],
      handle: async ({ caller: { userId, tenantId } }) => ({
        status: 200,
        body: await viewSession(database, userId, tenantId),
      }),
    }),
    route({
      method: 'delete',
      path: '/v1/session',
      operationId: 'logOut',
      summary: 'Log out',
      tag: 'accounts',
      security: 'person',
      answers: { 204: { description: 'The session has ended.' } },
      problems: [503],
      handle: async ({ caller: { userId, sessionId } }) => {
        await withUser(database, userId, (transaction) => endSession(transaction, sessionId));
        return { status: 204, headers: sessionCookie(null, publicUrl) };
      },
    }),
    route({
      method: 'put',
      path: '/v1/session/company',
      operationId: 'chooseCompany',
      summary: 'Work in another of the person’s companies',
      description: 'The session goes on under a new token; its end does not move.',
      tag: 'accounts',
      security: 'person',
      body: z.object({ tenantId: z.string().max(100) }),
      answers: { 200: { description: 'The session.', schema: sessionView } },
      problems: [404, 503],
      handle: async ({ caller: { userId, sessionId }, body: { tenantId } }) => {
        const { token } = await withMember(database, { userId, tenantId }, async (transaction) => {
          await requireMembership(transaction, tenantId, userId);
          const expiresAt = await endSession(transaction, sessionId);
          if (expiresAt === null) throw new Problem(401, 'session-ended', 'Log in again.');
          await recordLogIn(transaction, tenantId, userId);
          return beginSession(transaction, { userId, tenantId }, expiresAt);
        });
        return {
          status: 200,
          body: await viewSession(database, userId, tenantId),
          headers: sessionCookie(token, publicUrl),
        };
      },
    }),
    route({
      method: 'put',
      path: '/v1/account/password',
      operationId: 'changePassword',
      summary: 'Change the password; other sessions end',
      tag: 'accounts',
      security: 'person',
      headers: languageHeaders,
      body: z.object({ current: password, password: newPassword }),
      answers: { 204: { description: 'It is changed.' } },
      problems: [403, 422, 429, 503],
      handle: async ({ caller: { userId, sessionId }, body, headers }) => {
        await limitTries(database, 'log-in-address', userId);
        const { secrets, user } = await withUser(database, userId, async (transaction) => ({
          secrets: await lockSecrets(transaction, userId),
          user: await readUser(transaction, userId),
        }));
        if (!(await verifyPassword(body.current, secrets?.passwordHash ?? null))) {
          throw new Problem(403, 'password-wrong', 'This is not the present password.');
        }
        const person = { email: user?.email ?? '', name: user?.name ?? '' };
        requireGoodPassword(body.password, person, findingsLanguage(headers));
        const passwordHash = await hashPassword(body.password);
        await withUser(database, userId, async (transaction) => {
          await writeSecrets(transaction, userId, { passwordHash });
          await endSessionsOf(transaction, userId, sessionId);
        });
        return { status: 204 };
      },
    }),
    route({
      method: 'post',
      path: '/v1/password-reset',
      operationId: 'askForPassword',
      summary: 'Ask for a new password; the address gets a link',
      description: 'The answer is the same whether or not the address has a user.',
      tag: 'accounts',
      security: 'public',
      body: z.object({ email: emailAddress }),
      answers: { 202: { description: 'If there is such a user, a mail is on its way.' } },
      problems: [422, 429, 503],
      handle: async ({ body, ...client }) => {
        const email = requireEmail(body.email);
        await limitClient(database, 'mail-client', client);
        await limitTries(database, 'mail-address', email);
        const userId = await findUser(database, email);
        if (userId === null) return { status: 202 };
        const user = await withUser(database, userId, (transaction) =>
          readUser(transaction, userId),
        );
        if (!user) return { status: 202 };
        const link = { purpose: 'password', email: user.email } as const;
        await mailLink(ports, link, (token) =>
          passwordMail(user.language, `${publicUrl}/password#${token}`),
        );
        return { status: 202 };
      },
    }),
    route({
      method: 'post',
      path: '/v1/password-reset/confirm',
      operationId: 'setPassword',
      summary: 'Choose a new password; all sessions end',
      description: 'With the token of the mail. The person logs in afterwards.',
      tag: 'accounts',
      security: 'public',
      headers: languageHeaders,
      body: z.object({ token: linkToken, password: newPassword }),
      answers: { 204: { description: 'It is changed.' } },
      problems: [410, 422, 429, 503],
      handle: async ({ body, headers, ...client }) => {
        await limitClient(database, 'log-in-client', client);
        const language = findingsLanguage(headers);
        requireGoodPassword(body.password, { email: '', name: '' }, language);
        const passwordHash = await hashPassword(body.password);
        const email = await useLink(database, hashKey(body.token), 'password');
        const userId = email === null ? null : await findUser(database, email);
        if (userId === null) throw linkGone();
        await withUser(database, userId, async (transaction) => {
          await writeSecrets(transaction, userId, { passwordHash });
          await endSessionsOf(transaction, userId);
        });
        return { status: 204 };
      },
    }),
  ];
}

const logInRefused = (): Problem =>
  new Problem(401, 'log-in-refused', 'There is no user with this address and password.', {
    headers: { 'WWW-Authenticate': 'Session realm="autoinvoice"' },
  });
