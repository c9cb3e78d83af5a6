import { z } from 'zod';
import { addVendorKey } from '../../db/account-doors.ts';
import { newId } from '../../db/id.ts';
import { withTenant } from '../../db/tenant.ts';
import { scopes } from '../../policy/access.ts';
import { requireEmail } from '../accounts/email.ts';
import { invite } from '../accounts/invite.ts';
import { makeKey } from '../accounts/keys.ts';
import { insertNewCompany, requireOrganisationNumber } from '../accounts/new-company.ts';
import { newKey } from '../auth.ts';
import type { ApiPorts } from '../ports.ts';
import { route, type Route } from '../route.ts';
import { emailAddress, language } from './account-schemas.ts';

/** What an ERP vendor does: companies come on board out of the accounting system. */
export function vendorRoutes(ports: ApiPorts): Route[] {
  const { database } = ports;
  return [
    route({
      method: 'post',
      path: '/v1/vendor/companies',
      operationId: 'createCompanyByVendor',
      summary: 'Create a company for a customer of the ERP vendor',
      description:
        'The company has the status `none`. From here the accounting system uses the company’s own key. ' +
        'The superuser, if one is named, is invited by e-mail.',
      tag: 'vendor',
      security: 'vendor',
      body: z.object({
        name: z.string().min(1).max(300),
        organisationNumber: z.string().max(20),
        superuser: z.object({ email: emailAddress, language }).optional(),
      }),
      answers: {
        201: {
          description: 'The key is shown here and never again.',
          schema: z.object({ tenantId: z.string(), apiKey: z.string() }),
        },
      },
      problems: [422, 503],
      handle: async ({ body: { name, superuser, ...body } }) => {
        const organisationNumber = requireOrganisationNumber(body.organisationNumber);
        const email = superuser && requireEmail(superuser.email);
        const tenantId = newId('t');
        const { apiKey } = await withTenant(database, tenantId, async (transaction) => {
          await insertNewCompany(transaction, ports, { tenantId, name, organisationNumber });
          return makeKey(transaction, { tenantId, name: 'first', scopes });
        });
        if (superuser && email !== undefined) {
          await invite(ports, tenantId, { ...superuser, email, role: 'superuser' });
        }
        return { status: 201, body: { tenantId, apiKey } };
      },
    }),
    route({
      method: 'post',
      path: '/v1/admin/vendor-keys',
      operationId: 'createVendorKey',
      summary: 'Create a key for an ERP vendor',
      security: 'operator',
      body: z.object({ name: z.string().trim().min(1).max(100) }),
      answers: {
        201: {
          description: 'The key is shown here and never again.',
          schema: z.object({ keyId: z.string(), key: z.string() }),
        },
      },
      problems: [503],
      handle: async ({ body: { name } }) => {
        const keyId = newId('key');
        const { key, hash } = newKey('vendor');
        await addVendorKey(database, { id: keyId, name, hash });
        return { status: 201, body: { keyId, key } };
      },
    }),
  ];
}
