import { insertCompany } from '../../db/companies.ts';
import { appendEvents } from '../../db/events.ts';
import type { TenantTransaction } from '../../db/tenant.ts';
import { readOrganisationNumber } from '../../invoice/norway/organisation-number.ts';
import { defaultSettings } from '../../policy/settings.ts';
import { Problem } from '../problem.ts';

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

/** A company that has nothing but its name and number yet; the activation makes the rest. */
export async function insertNewCompany(
  transaction: TenantTransaction,
  company: {
    readonly tenantId: string;
    readonly name: string;
    readonly organisationNumber: string;
  },
): Promise<void> {
  const { tenantId } = company;
  await insertCompany(transaction, { ...company, status: 'none', settings: defaultSettings });
  await appendEvents(transaction, [{ tenantId, code: 'company.created', subjectId: tenantId }]);
}
