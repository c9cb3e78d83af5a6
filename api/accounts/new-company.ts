import { insertCompany } from '../../db/companies.ts';
import { appendEvents } from '../../db/events.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import { readOrganisationNumber } from '../../invoice/norway/organisation-number.ts';
import { changeSettings, defaultSettings } from '../../policy/settings.ts';
import type { ApiPorts } from '../ports.ts';
import { Problem } from '../problem.ts';
import { turnSwitches } from '../settings/change.ts';

/** Nine digits, or a 422 problem. */
export function requireOrganisationNumber(text: string): string {
  const organisationNumber = readOrganisationNumber(text);
  if (organisationNumber !== null) return organisationNumber;
  throw new Problem(
    422,
    'organisation-number-invalid',
    `${text} is no Norwegian organisation number: nine digits, the last one checks the others.`,
  );
}

/** A company before it has asked for anything. */
export const nothingOn = {
  settings: changeSettings(defaultSettings, { networks: { visma: false, peppol: false } }),
};

/**
 * A company with the settings that everybody begins with. What they switch on is asked for, and carried out once
 * the company is authenticated.
 */
export async function insertNewCompany(
  transaction: TenantTransaction,
  ports: ApiPorts,
  named: { readonly tenantId: string; readonly name: string; readonly organisationNumber: string },
): Promise<void> {
  const company = { ...named, status: 'none' as const, settings: defaultSettings };
  const { tenantId } = named;
  await insertCompany(transaction, company);
  await appendEvents(transaction, [{ tenantId, code: 'company.created', subjectId: tenantId }]);
  await turnSwitches(transaction, ports, { ...company, ...nothingOn }, defaultSettings);
}
