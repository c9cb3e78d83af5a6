import { z } from 'zod';
import { readCompany, writeSettings, type Company } from '../../db/companies.ts';
import { withTenant } from '../../db/tenant.ts';
import { changeSettings } from '../../policy/settings.ts';
import type { ApiPorts } from '../ports.ts';
import { printFormatName } from '../print-format.ts';
import { route, type Route } from '../route.ts';

const sending = z.object({
  email: z.boolean().describe('Invoices may go by e-mail.'),
  print: z.boolean().describe('Invoices may go by letter, which costs.'),
  duplicates: z
    .enum(['refuse', 'allow'])
    .describe('A second invoice with the same type, seller and number.'),
  maySendForOthers: z.boolean().describe('Invoices of other sellers are accepted.'),
  printFormat: printFormatName.describe(
    'Layout of PDFs for customers that have none of their own.',
  ),
});
const networks = z.object({ visma: z.boolean(), peppol: z.boolean() });
const settings = z.object({ sending, networks }).meta({ id: 'Settings' });

/** What may be changed; what is left out stays. */
export const settingsChange = z
  .object({ sending: sending.partial(), networks: networks.partial() })
  .partial()
  .meta({ id: 'SettingsChange' });

/** The company's settings. */
export function settingsRoutes({ database, registers }: ApiPorts): Route[] {
  const read = async (tenantId: string): Promise<Company> => {
    const company = await withTenant(database, tenantId, (transaction) =>
      readCompany(transaction, tenantId),
    );
    if (!company) throw new Error(`There is no company ${tenantId}.`);
    return company;
  };
  return [
    route({
      method: 'get',
      path: '/v1/settings',
      operationId: 'getSettings',
      summary: 'The company’s settings',
      security: 'company',
      scopes: ['settings:read'],
      answers: { 200: { description: 'The settings.', schema: settings } },
      problems: [503],
      handle: async ({ caller }) => ({ status: 200, body: (await read(caller.tenantId)).settings }),
    }),
    route({
      method: 'patch',
      path: '/v1/settings',
      operationId: 'changeSettings',
      summary: 'Change some settings',
      description: 'Switching Peppol also registers the company as a receiver, or takes it out.',
      security: 'company',
      scopes: ['settings:write'],
      body: settingsChange,
      answers: { 200: { description: 'All settings after it.', schema: settings } },
      problems: [422, 503],
      handle: async ({ caller: { tenantId }, body }) => {
        const company = await read(tenantId);
        const changed = changeSettings(company.settings, body);
        const isPeppolChanged = changed.networks.peppol !== company.settings.networks.peppol;
        if (isPeppolChanged && company.status === 'authenticated') {
          await registers.setReceiver(company, changed.networks.peppol);
        }
        await withTenant(database, tenantId, (transaction) =>
          writeSettings(transaction, tenantId, changed),
        );
        return { status: 200, body: changed };
      },
    }),
  ];
}
