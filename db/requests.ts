import { currentTime } from './clock.ts';
import { networkNames, type NetworkName } from '../policy/channels.ts';
import { recheckAgreement, switchAgreement, noAgreement } from '../policy/efaktura.ts';
import { renameInNetwork, switchNetwork } from '../policy/networks.ts';
import { switchScanning, type ScanAccountRules } from '../policy/scanning.ts';
import {
  agreementWorkflowId,
  networksWorkflowId,
  scanAccountWorkflowId,
} from '../policy/workflow-ids.ts';
import type { Company } from './companies.ts';
import { fulfil, promise } from './deadlines.ts';
import { lockAgreement, writeAgreement } from './efaktura.ts';
import { appendEvents } from './events.ts';
import { lockNetworks, writeNetwork } from './networks.ts';
import { lockScanAccount, writeScanAccount, type ScanAccount } from './scan-accounts.ts';
import type { TenantTransaction } from './tenant.ts';

/** A workflow that has something new to do: the caller wakes it after the commit; if it cannot, the sweeper does. */
export type Follow =
  | { readonly kind: 'networks'; readonly tenantId: string; readonly network: NetworkName }
  | { readonly kind: 'scan-account'; readonly tenantId: string }
  | {
      readonly kind: 'efaktura-agreement';
      readonly tenantId: string;
      readonly agreementId: string;
    };

type Owner = Pick<Company, 'tenantId' | 'status'>;

/** Turns the switch of a network, as `policy/networks.ts` says; gives the workflow that has to follow, if one has. */
export async function turnNetwork(
  transaction: TenantTransaction,
  { tenantId, status }: Owner,
  network: NetworkName,
  on: boolean,
  dueAt: Date,
): Promise<Follow[]> {
  const networks = await lockNetworks(transaction, tenantId);
  const state = switchNetwork(networks[network], network, on, {
    isAuthenticated: status === 'authenticated',
    peppolIsOff: networks.peppol.status === 'off' || networks.peppol.status === 'requested',
  });
  await writeNetwork(transaction, tenantId, network, state);
  const isLeaving = !on && state.status === 'pending';
  const told = isLeaving ? 'leaving' : state.status;
  await appendEvents(transaction, [
    { tenantId, code: `network.${told}`, subjectId: tenantId, parameters: { network } },
  ]);
  const workflowId = networksWorkflowId(tenantId, network);
  if (state.stage === null) {
    await fulfil(transaction, workflowId);
    return [];
  }
  await promise(transaction, { workflowId, tenantId, subjectId: tenantId, dueAt });
  return [{ kind: 'networks', tenantId, network }];
}

/**
 * Has the company's new name registered in ELMA and shown on the scan account; gives the workflow that has to follow,
 * if one has.
 */
export async function renameCompany(
  transaction: TenantTransaction,
  tenantId: string,
  { postalAddress, dueAt }: { postalAddress: ScanAccount['postalAddress']; dueAt: Date },
): Promise<Follow[]> {
  const account = await lockScanAccount(transaction, tenantId);
  if (account) await writeScanAccount(transaction, tenantId, { ...account, postalAddress });
  const state = renameInNetwork((await lockNetworks(transaction, tenantId)).peppol);
  if (!state) return [];
  await writeNetwork(transaction, tenantId, 'peppol', state);
  const workflowId = networksWorkflowId(tenantId, 'peppol');
  await promise(transaction, { workflowId, tenantId, subjectId: tenantId, dueAt });
  return [{ kind: 'networks', tenantId, network: 'peppol' }];
}

/** Has a registration that waits looked at now; null where nothing is under way. */
export async function recheckNetwork(
  transaction: TenantTransaction,
  tenantId: string,
  network: NetworkName,
  dueAt: Date,
): Promise<Follow | null> {
  const state = (await lockNetworks(transaction, tenantId))[network];
  if (state.stage === null || state.stage === 'drain') return null;
  const again = { ...state, tries: 0, nextAt: null };
  await writeNetwork(transaction, tenantId, network, again, state.detail);
  const workflowId = networksWorkflowId(tenantId, network);
  await promise(transaction, { workflowId, tenantId, subjectId: tenantId, dueAt });
  return { kind: 'networks', tenantId, network };
}

/** Turns the switch of scanning; a new account gets `addresses`. As above. */
export async function turnScanning(
  transaction: TenantTransaction,
  { tenantId, status }: Owner,
  on: boolean,
  turn: {
    readonly addresses: Pick<ScanAccount, 'address' | 'postalAddress'>;
    readonly rules: ScanAccountRules;
    readonly dueAt: Date;
  },
): Promise<Follow[]> {
  const found = await lockScanAccount(transaction, tenantId);
  const before: ScanAccount = found ?? { status: 'off', nextAt: null, ...turn.addresses };
  const isAuthenticated = status === 'authenticated';
  const state = switchScanning(before, on, isAuthenticated, currentTime().getTime(), turn.rules);
  await writeScanAccount(transaction, tenantId, { ...before, ...turn.addresses, ...state });
  await appendEvents(transaction, [
    {
      tenantId,
      code: `scan-account.${state.status}`,
      subjectId: tenantId,
      parameters: {
        address: turn.addresses.address,
        ...(state.nextAt !== null && { at: new Date(state.nextAt).toISOString() }),
      },
    },
  ]);
  const workflowId = scanAccountWorkflowId(tenantId);
  if (state.nextAt === null) {
    await fulfil(transaction, workflowId);
    return [];
  }
  await promise(transaction, { workflowId, tenantId, subjectId: tenantId, dueAt: turn.dueAt });
  return [{ kind: 'scan-account', tenantId }];
}

/** Turns the switch of invoices to consumers. As above. */
export async function turnConsumers(
  transaction: TenantTransaction,
  { tenantId, status }: Owner,
  on: boolean,
  dueAt: Date,
): Promise<Follow[]> {
  const before = (await lockAgreement(transaction, tenantId)) ?? noAgreement;
  const state = switchAgreement(before, on, status === 'authenticated');
  const agreementId = await writeAgreement(transaction, tenantId, state);
  const told = !on && state.status === 'pending' ? 'leaving' : state.status;
  await appendEvents(transaction, [
    { tenantId, code: `efaktura.${told}`, subjectId: tenantId, parameters: {} },
  ]);
  const workflowId = agreementWorkflowId(agreementId);
  if (state.stage === null) {
    await fulfil(transaction, workflowId);
    return [];
  }
  await promise(transaction, { workflowId, tenantId, subjectId: tenantId, dueAt });
  return [{ kind: 'efaktura-agreement', tenantId, agreementId }];
}

/** Has an agreement that waits asked about now; null where nothing is under way. */
export async function recheckAgreementNow(
  transaction: TenantTransaction,
  tenantId: string,
  dueAt: Date,
): Promise<Follow | null> {
  const before = await lockAgreement(transaction, tenantId);
  const state = before && recheckAgreement(before);
  if (!state) return null;
  const agreementId = await writeAgreement(transaction, tenantId, state);
  const workflowId = agreementWorkflowId(agreementId);
  await promise(transaction, { workflowId, tenantId, subjectId: tenantId, dueAt });
  return { kind: 'efaktura-agreement', tenantId, agreementId };
}

/**
 * Makes real what a company asked for before it was authenticated: call it in the transaction that
 * authenticates it, and wake the workflows that it gives after the commit.
 */
export async function carryOutRequests(
  transaction: TenantTransaction,
  { tenantId, settings }: Pick<Company, 'tenantId' | 'settings'>,
  dueAt: Date,
): Promise<Follow[]> {
  const company = { tenantId, status: 'authenticated' as const };
  const follow: Follow[] = [];
  for (const network of networkNames) {
    if (!settings.networks[network]) continue;
    follow.push(...(await turnNetwork(transaction, company, network, true, dueAt)));
  }
  const account = await lockScanAccount(transaction, tenantId);
  if (settings.scanning.enabled && account) {
    const turn = { addresses: account, rules: { graceSeconds: 0 }, dueAt };
    follow.push(...(await turnScanning(transaction, company, true, turn)));
  }
  if (settings.consumers.requested) {
    follow.push(...(await turnConsumers(transaction, company, true, dueAt)));
  }
  return follow;
}
