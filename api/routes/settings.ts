import { z } from 'zod';
import { listSettingsChanges } from '../../db/settings.ts';
import { withTenant } from '../../db/tenant.ts';
import { eventText } from '../../policy/events/texts.ts';
import type { ApiPorts } from '../ports.ts';
import { page, pageOf, pageQuery, route, type Route } from '../route.ts';
import { changeCompanySettings } from '../settings/change.ts';
import { settingsAnswer, settingsChange, settingsHistory } from '../settings/contract.ts';
import { companySubject, etag, viewSettings } from '../settings/view.ts';

/** The company's settings, and who changed what. */
export function settingsRoutes(ports: ApiPorts): Route[] {
  const { database } = ports;
  return [
    route({
      method: 'get',
      path: '/v1/settings',
      operationId: 'getSettings',
      summary: 'The company’s settings, and what each switch means now',
      security: 'company',
      scopes: ['settings:read'],
      answers: { 200: { description: 'The settings.', schema: settingsAnswer } },
      problems: [503],
      handle: async ({ caller: { tenantId, userId } }) => {
        const body = await withTenant(database, tenantId, (transaction) =>
          viewSettings(transaction, tenantId, userId ?? companySubject),
        );
        return { status: 200, body, headers: { ETag: etag(body.version) } };
      },
    }),
    route({
      method: 'patch',
      path: '/v1/settings',
      operationId: 'changeSettings',
      summary: 'Change settings of one section',
      description:
        'Every switch is answered with what happens now, what it waits for and what it costs. ' +
        'With `If-Match` the change is refused where somebody has changed the settings meanwhile.',
      security: 'company',
      scopes: ['settings:write'],
      headers: z.object({
        'if-match': z.string().max(200).optional().describe('The ETag of the settings as read.'),
      }),
      body: settingsChange,
      answers: { 200: { description: 'All settings after it.', schema: settingsAnswer } },
      problems: [409, 412, 422, 429, 503],
      handle: async ({ caller: { tenantId, userId, actorId }, headers, body }) => {
        const { notifications, ...change } = body;
        const changed = await changeCompanySettings(ports, {
          tenantId,
          by: actorId,
          ifMatch: headers['if-match'],
          change,
          notifications: notifications ?? {},
          subject: userId ?? companySubject,
        });
        return { status: 200, body: changed, headers: { ETag: etag(changed.version) } };
      },
    }),
    route({
      method: 'get',
      path: '/v1/settings/history',
      operationId: 'getSettingsHistory',
      summary: 'Who changed which setting, newest first',
      security: 'company',
      scopes: ['settings:read'],
      query: pageQuery.extend({
        cursor: z.coerce.number().int().positive().optional().describe('`nextCursor`.'),
      }),
      answers: { 200: { description: 'A page.', schema: page(settingsHistory) } },
      problems: [503],
      handle: async ({ caller: { tenantId }, query: { limit, cursor } }) => {
        const rows = await withTenant(database, tenantId, (transaction) =>
          listSettingsChanges(transaction, tenantId, { limit: limit + 1, before: cursor ?? null }),
        );
        const body = pageOf(
          rows,
          limit,
          ({ at, parameters }) => ({
            at: at.toISOString(),
            setting: parameters['setting'] ?? '',
            from: parameters['from'] ?? '',
            to: parameters['to'] ?? '',
            by: parameters['by'] ?? '',
            text: eventText('settings.changed', parameters),
          }),
          ({ position }) => String(position),
        );
        return { status: 200, body };
      },
    }),
  ];
}
