import { z } from 'zod';
import { secondsFromNow } from '../../db/clock.ts';
import { insertCompany, readCompany } from '../../db/companies.ts';
import { revokeVendorKey } from '../../db/account-doors.ts';
import { appendEvents } from '../../db/events.ts';
import { carryOutRequests, type Follow } from '../../db/requests.ts';
import { addAccessPointKey, findKey, revokeAccessPointKey } from '../../db/doors.ts';
import { isUniqueViolation } from '../../db/errors.ts';
import { newId } from '../../db/id.ts';
import { withTenant } from '../../db/tenant.ts';
import { scopes } from '../../policy/access.ts';
import { networkNames } from '../../policy/channels.ts';
import { changeSettings, defaultSettings } from '../../policy/settings.ts';
import { requireEmail } from '../accounts/email.ts';
import { invite } from '../accounts/invite.ts';
import { makeKey, withdrawKey } from '../accounts/keys.ts';
import { nothingOn, requireOrganisationNumber } from '../accounts/new-company.ts';
import { newKey } from '../auth.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { route, type Route } from '../route.ts';
import { emailAddress, language, memberRole } from './account-schemas.ts';
import { settingsStart } from '../settings/contract.ts';
import { pricesToday } from '../settings/prices.ts';
import { requireAllowed, turnSwitches, withReadAddresses } from '../settings/change.ts';

/** What the operator does: companies and keys. */
export function adminRoutes(ports: ApiPorts): Route[] {
  const { database, graceSeconds, workflows } = ports;
  return [
    route({
      method: 'post',
      path: '/v1/admin/companies',
      operationId: 'createCompany',
      summary: 'Create a company with its first key',
      security: 'operator',
      body: z.object({
        name: z.string().min(1).max(300),
        organisationNumber: z.string().max(20),
        status: z.enum(['none', 'authenticated']).default('none'),
        settings: settingsStart.default({}),
      }),
      answers: {
        201: {
          description: 'The key is shown here and never again.',
          schema: z.object({ tenantId: z.string(), apiKey: z.string() }),
        },
      },
      problems: [409, 422, 503],
      handle: async ({ body }) => {
        const organisationNumber = requireOrganisationNumber(body.organisationNumber);
        const tenantId = newId('t');
        const settings = changeSettings(defaultSettings, withReadAddresses(body.settings));
        // It may print: the operator, who makes the prices, says so.
        requireAllowed(nothingOn, settings, await pricesToday(database));
        const company = {
          tenantId,
          name: body.name,
          organisationNumber,
          status: body.status,
          settings,
        };
        let follow: Follow[] = [];
        let apiKey = '';
        try {
          follow = await withTenant(database, tenantId, async (transaction) => {
            await insertCompany(transaction, company);
            await appendEvents(transaction, [
              { tenantId, code: 'company.created', subjectId: tenantId },
            ]);
            ({ apiKey } = await makeKey(transaction, { tenantId, name: 'first', scopes }));
            // By the road that every company goes: what it wants is asked for, and then carried out.
            const asking = { ...company, ...nothingOn, status: 'none' as const };
            await turnSwitches(transaction, ports, asking, settings);
            if (body.status === 'none') return [];
            return carryOutRequests(transaction, company, secondsFromNow(graceSeconds));
          });
        } catch (error) {
          if (!isUniqueViolation(error, 'tenants_authenticated_once')) throw error;
          throw new Problem(
            409,
            'organisation-number-taken',
            `${organisationNumber} is authenticated by a company of this installation.`,
          );
        }
        await Promise.all(follow.map((one) => workflows.follow(one)));
        return { status: 201, body: { tenantId, apiKey } };
      },
    }),
    route({
      method: 'post',
      path: '/v1/admin/keys',
      operationId: 'createKey',
      summary: 'Create a key for a company',
      security: 'operator',
      body: z.object({
        tenantId: z.string().max(100),
        name: z.string().min(1).max(100).default('key'),
        scopes: z.array(z.enum(scopes)).default([...scopes]),
      }),
      answers: {
        201: {
          description: 'The key is shown here and never again.',
          schema: z.object({ keyId: z.string(), apiKey: z.string() }),
        },
      },
      problems: [404, 503],
      handle: async ({ body }) => {
        const { tenantId } = body;
        const made = await withTenant(database, tenantId, async (transaction) => {
          if (!(await readCompany(transaction, tenantId))) {
            throw new Problem(404, 'company-unknown', `There is no company ${tenantId}.`);
          }
          return makeKey(transaction, body);
        });
        return { status: 201, body: made };
      },
    }),
    route({
      method: 'post',
      path: '/v1/admin/keys/{id}/revoke',
      operationId: 'revokeKey',
      summary: 'Revoke a key of a company, an ERP vendor or an access point',
      security: 'operator',
      params: z.object({ id: z.string().max(100) }),
      answers: {
        200: {
          description: 'It opens nothing from now on.',
          schema: z.object({ keyId: z.string() }),
        },
      },
      problems: [404, 503],
      handle: async ({ params: { id } }) => {
        const key = await findKey(database, id);
        if (key) {
          await withTenant(database, key.tenantId, (transaction) =>
            withdrawKey(transaction, key.tenantId, id),
          );
        } else if (
          !(await revokeAccessPointKey(database, id)) &&
          !(await revokeVendorKey(database, id))
        ) {
          throw new Problem(404, 'key-not-found', `There is no key ${id}.`);
        }
        return { status: 200, body: { keyId: id } };
      },
    }),
    route({
      method: 'post',
      path: '/v1/admin/access-point-keys',
      operationId: 'createAccessPointKey',
      summary: 'Create a key for an access point',
      security: 'operator',
      body: z.object({ networks: z.array(z.enum(networkNames)).min(1) }),
      answers: {
        201: {
          description: 'The key is shown here and never again.',
          schema: z.object({ keyId: z.string(), key: z.string() }),
        },
      },
      problems: [503],
      handle: async ({ body: { networks } }) => {
        const keyId = newId('key');
        const { key, hash } = newKey('access-point');
        await addAccessPointKey(database, { id: keyId, hash, networks });
        return { status: 201, body: { keyId, key } };
      },
    }),
    route({
      method: 'post',
      path: '/v1/admin/invitations',
      operationId: 'inviteByOperator',
      summary: 'Invite somebody into a company',
      description: 'For a company without users: its first superuser.',
      security: 'operator',
      body: z.object({
        tenantId: z.string().max(100),
        email: emailAddress,
        role: memberRole.default('superuser'),
        language,
      }),
      answers: {
        201: { description: 'The mail is sent.', schema: z.object({ invitationId: z.string() }) },
      },
      problems: [404, 422, 503],
      handle: async ({ body }) => {
        const email = requireEmail(body.email);
        const { id } = await invite(ports, body.tenantId, { ...body, email });
        return { status: 201, body: { invitationId: id } };
      },
    }),
  ];
}
