import { z } from 'zod';
import { readScanAccount } from '../../db/scan-accounts.ts';
import { readSettings } from '../../db/settings.ts';
import { withTenant, type TenantTransaction } from '../../db/tenant.ts';
import { scanAccountStatuses, scanLimits, scanRules, supplierText } from '../../policy/scanning.ts';
import { postalAddress } from '../postal-address.ts';
import type { ApiPorts } from '../ports.ts';
import { route, type Route } from '../route.ts';
import { changeCompanySettings, scanAddressesOf } from '../settings/change.ts';
import { companySubject } from '../settings/view.ts';

const bothLanguages = z.object({ nb: z.string(), en: z.string() });
const scanning = z
  .object({
    enabled: z.boolean().describe('What the company wants.'),
    status: z.enum(scanAccountStatuses).describe('How far the scan account has come.'),
    address: z.string().describe('Where suppliers send PDFs, once the account is open.'),
    postalAddress: postalAddress.describe('Where suppliers send paper.'),
    returnEmail: z.string().nullable().describe('Where what is no invoice is sent on to.'),
    nextAt: z.iso.datetime().nullable().describe('When it opens or closes.'),
    supplierText: bothLanguages.describe('A text to give to suppliers as it is.'),
    limits: z.object({
      mailBytes: z.int(),
      fileTypes: z.array(z.string()),
      oldestPdfVersion: z.string(),
      pageMillimetres: z.object({ width: z.int(), height: z.int() }),
      refusedNameCharacters: z.string(),
    }),
    rules: z.array(bothLanguages).describe('What suppliers must know.'),
  })
  .meta({ id: 'Scanning' });

/** The company's scan account. */
export function scanningRoutes(ports: ApiPorts): Route[] {
  const { database } = ports;
  const look = (tenantId: string) =>
    withTenant(database, tenantId, (transaction) => viewScanning(transaction, ports, tenantId));
  return [
    route({
      method: 'get',
      path: '/v1/scanning',
      operationId: 'getScanning',
      summary: 'The scan account, with its addresses and rules',
      security: 'company',
      scopes: ['settings:read'],
      answers: { 200: { description: 'The account, also before it is open.', schema: scanning } },
      problems: [503],
      handle: async ({ caller: { tenantId } }) => ({ status: 200, body: await look(tenantId) }),
    }),
    route({
      method: 'put',
      path: '/v1/scanning',
      operationId: 'switchScanning',
      summary: 'Open or close the scan account',
      description:
        'It opens once the company is authenticated. A closed one takes what comes in for a time of grace.',
      security: 'company',
      scopes: ['settings:write'],
      body: z.object({
        enabled: z.boolean(),
        returnEmail: z
          .string()
          .max(320)
          .nullable()
          .optional()
          .describe('Where what is no invoice is sent on to; null: the company’s e-mail.'),
      }),
      answers: { 200: { description: 'The account as it is now.', schema: scanning } },
      problems: [409, 422, 503],
      handle: async ({ caller: { tenantId, actorId }, body }) => {
        await changeCompanySettings(ports, {
          tenantId,
          by: actorId,
          change: { scanning: body },
          subject: companySubject,
        });
        return { status: 200, body: await look(tenantId) };
      },
    }),
  ];
}

async function viewScanning(
  transaction: TenantTransaction,
  { settingsRules }: ApiPorts,
  tenantId: string,
): Promise<z.output<typeof scanning>> {
  const [company, found] = await Promise.all([
    readSettings(transaction, tenantId),
    readScanAccount(transaction, tenantId),
  ]);
  if (!company) throw new Error(`There is no company ${tenantId}.`);
  const { settings } = company;
  const account = found ?? {
    status: 'off' as const,
    nextAt: null,
    ...scanAddressesOf(company, settings, settingsRules),
  };
  const { address, postalAddress: postal } = account;
  return {
    enabled: settings.scanning.enabled,
    status: account.status,
    address,
    postalAddress: { ...postal, lines: [...postal.lines] },
    returnEmail: settings.scanning.returnEmail ?? settings.company.email,
    nextAt: account.nextAt === null ? null : new Date(account.nextAt).toISOString(),
    supplierText: supplierText(settings.company.name ?? company.name, address, postal),
    limits: { ...scanLimits, fileTypes: [...scanLimits.fileTypes] },
    rules: [...scanRules],
  };
}
