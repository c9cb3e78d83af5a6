import { updateActivation, noDelay } from '../db/activations.ts';
import { updateCompany } from '../db/companies.ts';
import { findAuthenticated } from '../db/doors.ts';
import { appendEvents } from '../db/events.ts';
import { carryOutRequests, type Follow } from '../db/requests.ts';
import type { ActivationRow } from '../db/schema/activations.ts';
import { lockSettings } from '../db/settings.ts';
import type { TenantTransaction } from '../db/tenant.ts';
import { addSeconds } from '../invoice/date.ts';
import type { ActivationAttentionCode } from '../policy/activation.ts';
import { judgeSigner, type SignerRole } from '../policy/activation-signer.ts';
import { orderMail, type ActivationPolicy } from './activation.ts';

type Authentication =
  | {
      readonly isAuthenticated: true;
      /** Workflows to wake after the commit. */
      readonly follow: readonly Follow[];
    }
  | { readonly isAuthenticated: false; readonly code: ActivationAttentionCode };

const ask = (code: ActivationAttentionCode): Authentication => ({ isAuthenticated: false, code });

/**
 * Opens sending and receiving, and carries out what the company has asked for, where the signer may commit it or the
 * operator has accepted; in the caller's transaction, on the locked activation. Else the code that a person is asked.
 * A race for the same number is refused by the index `tenants_authenticated_once`: the next try finds the other one.
 */
export async function authenticate(
  transaction: TenantTransaction,
  row: ActivationRow,
  facts: { roles: readonly SignerRole[]; now: string; policy: ActivationPolicy },
): Promise<Authentication> {
  const { tenantId, organisationNumber } = row;
  const { roles, now, policy } = facts;
  const company = await lockSettings(transaction, tenantId);
  if (!company) throw new Error(`There is no company ${tenantId}.`);
  const verdict = judgeSigner(row.signedBy, roles);
  await updateActivation(transaction, row.id, {
    registerRoles: [...roles],
    signerRole: verdict.ok ? verdict.role.code : null,
    ...noDelay,
  });
  const other = await findAuthenticated({ orm: transaction }, organisationNumber);
  if (other && other.tenantId !== tenantId) return ask('organisation-number-taken');
  if (!verdict.ok && !row.isAccepted) return ask(verdict.code);
  await updateActivation(transaction, row.id, { endedAt: new Date(now) });
  await updateCompany(transaction, tenantId, { status: 'authenticated' });
  await appendEvents(transaction, [
    {
      tenantId,
      subjectId: tenantId,
      code: 'company.authenticated',
      parameters: { activation: row.id },
    },
  ]);
  await orderMail(transaction, row, { kind: 'authenticated', now, policy });
  const dueAt = new Date(addSeconds(now, policy.graceSeconds));
  return { isAuthenticated: true, follow: await carryOutRequests(transaction, company, dueAt) };
}
