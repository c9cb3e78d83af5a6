import { z } from 'zod';
import { readSettings } from '../../db/settings.ts';
import { withTenant } from '../../db/tenant.ts';
import { readPicture } from '../../rendering/pdf/read-picture.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { route, type Route } from '../route.ts';
import { changeCompanySettings } from '../settings/change.ts';
import { companySubject } from '../settings/view.ts';
import { bytesBody } from '../upload.ts';

const pictureTypes = ['image/png', 'image/jpeg'] as const;
/** Every PDF carries it. */
const limitBytes = 1_000_000;

/** The picture at the head of the company's invoices on paper. */
export function logoRoutes(ports: ApiPorts): Route[] {
  const { database, documents } = ports;
  const change = (tenantId: string, by: string, logo: string | null) =>
    changeCompanySettings(ports, {
      tenantId,
      by,
      change: { company: { logo } },
      subject: companySubject,
    });
  return [
    route({
      method: 'put',
      path: '/v1/settings/logo',
      operationId: 'putLogo',
      summary: 'Set the logo on the company’s PDFs and letters',
      security: 'company',
      scopes: ['settings:write'],
      body: bytesBody(...pictureTypes),
      answers: {
        200: {
          description: 'It is used from now on.',
          schema: z.object({ logo: z.string().describe('SHA-256 of the picture.') }),
        },
      },
      problems: [413, 422, 503],
      handle: async ({ caller: { tenantId, actorId }, body: { bytes } }) => {
        if (bytes.length > limitBytes) {
          throw new Problem(413, 'too-large', 'A logo may have 1 MB.');
        }
        if (readPicture(bytes) === null) {
          throw new Problem(
            422,
            'picture-unreadable',
            'This is no PNG or JPEG that can be printed (JPEG: grey or RGB).',
          );
        }
        const { sha256 } = await documents.put(tenantId, bytes);
        await change(tenantId, actorId, sha256);
        return { status: 200, body: { logo: sha256 } };
      },
    }),
    route({
      method: 'get',
      path: '/v1/settings/logo',
      operationId: 'getLogo',
      summary: 'The logo',
      security: 'company',
      scopes: ['settings:read'],
      answers: { 200: { description: 'The picture.', contentType: pictureTypes } },
      problems: [404, 503],
      handle: async ({ caller: { tenantId } }) => {
        const company = await withTenant(database, tenantId, (transaction) =>
          readSettings(transaction, tenantId),
        );
        const sha256 = company?.settings.company.logo ?? null;
        if (sha256 === null) throw new Problem(404, 'logo-missing', 'The company has no logo.');
        const bytes = await documents.get(tenantId, sha256);
        const contentType = bytes[0] === 0xff ? 'image/jpeg' : 'image/png';
        return { status: 200, contentType, bytes };
      },
    }),
    route({
      method: 'delete',
      path: '/v1/settings/logo',
      operationId: 'removeLogo',
      summary: 'Take the logo away',
      security: 'company',
      scopes: ['settings:write'],
      answers: { 204: { description: 'The company’s name stands there again.' } },
      problems: [503],
      handle: async ({ caller: { tenantId, actorId } }) => {
        await change(tenantId, actorId, null);
        return { status: 204 };
      },
    }),
  ];
}
