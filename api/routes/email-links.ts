import { z } from 'zod';
import { findEmailLink } from '../../db/doors.ts';
import { verifiedEmails, verifyEmail } from '../../db/email-links.ts';
import { readSettings } from '../../db/settings.ts';
import { withTenant } from '../../db/tenant.ts';
import { linkGone } from '../accounts/link.ts';
import { requireEmail } from '../accounts/email.ts';
import { limitClient, limitTries } from '../accounts/tries.ts';
import { hashKey } from '../auth.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { route, type Route } from '../route.ts';
import { replyAddresses, writeEmailLink } from '../settings/email-link.ts';
import { linkToken } from './account-schemas.ts';

/** How an address that replies are to go to is confirmed. */
export function emailLinkRoutes(ports: ApiPorts): Route[] {
  const { database } = ports;
  return [
    route({
      method: 'post',
      path: '/v1/settings/email-links',
      operationId: 'sendEmailLink',
      summary: 'Send the link that confirms a reply address once more',
      security: 'company',
      scopes: ['settings:write'],
      body: z.object({ email: z.string().max(320) }),
      answers: { 202: { description: 'A mail is on its way.' } },
      problems: [409, 422, 429, 503],
      handle: async ({ caller: { tenantId }, body }) => {
        const email = requireEmail(body.email);
        await withTenant(database, tenantId, async (transaction) => {
          const company = await readSettings(transaction, tenantId);
          if (!company) throw new Error(`There is no company ${tenantId}.`);
          const verified = await verifiedEmails(transaction, tenantId);
          if (verified.includes(email) || !replyAddresses(company.settings).includes(email)) {
            throw new Problem(
              409,
              'wrong-state',
              `${email} is verified already, or is no reply address in the settings.`,
            );
          }
          await limitTries(database, 'mail-address', email);
          await writeEmailLink(transaction, ports, company, email);
        });
        ports.accountMail.sendSoon();
        return { status: 202 };
      },
    }),
    route({
      method: 'post',
      path: '/v1/email-links/confirm',
      operationId: 'confirmEmailLink',
      summary: 'Confirm a reply address with the token of the mail',
      tag: 'settings',
      security: 'public',
      body: z.object({ token: linkToken }),
      answers: {
        200: {
          description: 'The address is used from now on.',
          schema: z.object({ email: z.string() }),
        },
      },
      problems: [410, 429, 503],
      handle: async ({ body: { token }, ...client }) => {
        await limitClient(database, 'log-in-client', client);
        const found = await findEmailLink(database, hashKey(token));
        const email =
          found &&
          (await withTenant(database, found.tenantId, (transaction) =>
            verifyEmail(transaction, found.tenantId, found.id),
          ));
        if (!email) throw linkGone();
        return { status: 200, body: { email } };
      },
    }),
  ];
}
