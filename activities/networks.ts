import { currentTime } from '../db/clock.ts';
import { fulfil, promise } from '../db/deadlines.ts';
import { appendEvents, type NewEvent } from '../db/events.ts';
import { lastArrival, lockNetworks, writeNetwork, type Network } from '../db/networks.ts';
import { readSettings } from '../db/settings.ts';
import type { Database } from '../db/client.ts';
import { withTenant, type TenantTransaction } from '../db/tenant.ts';
import { billingCreditNote, billingInvoice } from '../invoice/document-types.ts';
import type { NetworkName } from '../policy/channels.ts';
import { Failure } from '../policy/failure.ts';
import {
  afterCall,
  closesAt,
  nextNetworkStep,
  notPublished,
  offNetwork,
  registeredElsewhere,
  type NetworkRules,
  type NetworkOutcome,
  type NetworkState,
} from '../policy/networks.ts';
import { networksWorkflowId } from '../policy/workflow-ids.ts';
import type { ElmaClient } from '../registers/elma.ts';
import type { SmpClient } from '../registers/smp.ts';
import { carryFailure } from './failures.ts';

/** One network of one company: the input of its workflow and of every step of it. */
export interface NetworkSubject {
  readonly tenantId: string;
  readonly network: NetworkName;
}

/** What the workflow does next; decided by `policy/networks.ts` and written to Postgres before it is returned. */
export type NetworkStepTaken = {
  readonly status: Network['status'];
  readonly code: string | null;
} & (
  | { readonly kind: 'register' | 'verify' | 'deregister'; readonly change: number }
  | { readonly kind: 'wait'; readonly until: string }
  | { readonly kind: 'finished' }
);

export interface NetworkDatabaseActivities {
  takeNetworkStep(subject: NetworkSubject): Promise<NetworkStepTaken>;
  /** Writes how a call ended, unless the switch was turned meanwhile, and takes the next step. */
  recordNetworkCall(
    subject: NetworkSubject,
    change: number,
    outcome: NetworkOutcome,
  ): Promise<NetworkStepTaken>;
}

/** Each may be repeated: registering again changes nothing, and what is gone is gone. */
export interface NetworkCallActivities {
  /** Registers the company with its document types, unless another access point has it. */
  registerParticipant(subject: NetworkSubject): Promise<void>;
  /** Looks the company up as a sender would. */
  verifyParticipant(subject: NetworkSubject): Promise<void>;
  deregisterParticipant(subject: NetworkSubject): Promise<void>;
}

/** How long a call may take before the sweeper looks: it only wakes a workflow that is still busy. */
const callPatienceMs = 20_000;

export function createNetworkDatabaseActivities(
  database: Database,
  rules: NetworkRules & { readonly graceSeconds: number },
): NetworkDatabaseActivities {
  /** Follows the row until there is a call to make or a time to wait for. */
  async function take(
    transaction: TenantTransaction,
    { tenantId, network }: NetworkSubject,
    found: NetworkState,
  ): Promise<NetworkStepTaken> {
    const workflowId = networksWorkflowId(tenantId, network);
    const now = currentTime().getTime();
    let state = found;
    let step = nextNetworkStep(state, now);
    if (step.kind === 'close') {
      const arrived = await lastArrival(transaction, tenantId, network);
      const until = closesAt(state.leftAt ?? now, arrived, rules);
      state = until > now ? { ...state, nextAt: until } : { ...offNetwork, change: state.change };
      await writeNetwork(transaction, tenantId, network, state);
      if (state.status === 'off') await closeBehind(transaction, tenantId, network);
      step = nextNetworkStep(state, now);
    }
    const { status, code } = state;
    const keep = (dueAt: number): Promise<void> =>
      promise(transaction, {
        workflowId,
        tenantId,
        subjectId: tenantId,
        dueAt: new Date(dueAt + rules.graceSeconds * 1000),
      });
    switch (step.kind) {
      case 'finished':
      case 'close':
        await fulfil(transaction, workflowId);
        return { kind: 'finished', status, code };
      case 'wait':
        await keep(step.until);
        return { kind: 'wait', until: new Date(step.until).toISOString(), status, code };
      case 'register':
      case 'verify':
      case 'deregister':
        await keep(now + callPatienceMs);
        return { ...step, status, code };
    }
  }

  /** Peppol is off: so is the Visma network, where it was to follow. */
  async function closeBehind(
    transaction: TenantTransaction,
    tenantId: string,
    network: NetworkName,
  ): Promise<void> {
    const told = (name: NetworkName): NewEvent => ({
      tenantId,
      code: 'network.off',
      subjectId: tenantId,
      parameters: { network: name },
    });
    const { visma } = await lockNetworks(transaction, tenantId);
    const follows = network === 'peppol' && visma.status === 'pending';
    if (follows) {
      const off = { ...offNetwork, change: visma.change };
      await writeNetwork(transaction, tenantId, 'visma', off);
    }
    await appendEvents(transaction, [told(network), ...(follows ? [told('visma')] : [])]);
  }

  return {
    takeNetworkStep: (subject) =>
      withTenant(database, subject.tenantId, async (transaction) => {
        const networks = await lockNetworks(transaction, subject.tenantId);
        return take(transaction, subject, networks[subject.network]);
      }),

    recordNetworkCall: (subject, change, outcome) =>
      withTenant(database, subject.tenantId, async (transaction) => {
        const { tenantId, network } = subject;
        const before = (await lockNetworks(transaction, tenantId))[network];
        if (before.change !== change) return take(transaction, subject, before);
        const after = afterCall(before, outcome, currentTime().getTime(), rules);
        const detail = outcome.kind === 'failed' ? outcome.detail : null;
        await writeNetwork(transaction, tenantId, network, after, detail);
        await appendEvents(transaction, [
          {
            tenantId,
            code: eventOf(before, after),
            subjectId: tenantId,
            parameters: {
              network,
              ...(after.code !== null && { reason: after.code }),
              ...(after.nextAt !== null && {
                [after.stage === 'drain' ? 'until' : 'at']: new Date(after.nextAt).toISOString(),
              }),
            },
          },
        ]);
        return take(transaction, subject, after);
      }),
  };
}

function eventOf(before: NetworkState, after: NetworkState): NewEvent['code'] {
  if (after.status === 'error') return 'network.error';
  if (after.code !== null) return 'network.retry-planned';
  if (after.status === 'active') return 'network.active';
  return before.stage === 'register' ? 'network.registered' : 'network.deregistered';
}

const documentTypeIds = [billingInvoice, billingCreditNote].map(
  ({ documentTypeId }) => documentTypeId,
);

export function createNetworkCallActivities(
  database: Database,
  elma: ElmaClient,
  smp: SmpClient,
): NetworkCallActivities {
  const participantOf = async ({ tenantId }: NetworkSubject) => {
    const company = await withTenant(database, tenantId, (transaction) =>
      readSettings(transaction, tenantId),
    );
    if (!company) throw new Error(`There is no company ${tenantId}.`);
    const { organisationNumber, name, settings } = company;
    return {
      participantId: `0192:${organisationNumber}`,
      name: settings.company.name ?? name,
      documentTypeIds,
    };
  };
  const calling =
    (call: (participant: Awaited<ReturnType<typeof participantOf>>) => Promise<void>) =>
    async (subject: NetworkSubject): Promise<void> => {
      const participant = await participantOf(subject);
      await carryFailure(() => call(participant));
    };

  return {
    registerParticipant: calling(async (participant) => {
      const { participantId } = participant;
      const isOurs = await elma.isRegistered(participantId);
      if (!isOurs && (await smp.documentTypes(participantId)) !== null) {
        throw elsewhere(participantId);
      }
      await elma.register(participant).catch((error: unknown) => {
        const isTaken = error instanceof Failure && error.kind === 'not-permitted';
        throw isTaken ? elsewhere(participantId, error) : error;
      });
    }),

    verifyParticipant: calling(async ({ participantId }) => {
      for (const documentTypeId of documentTypeIds) {
        await smp.findReceiver(participantId, documentTypeId).catch((error: unknown) => {
          const isAbsent = error instanceof Failure && error.kind === 'recipient-unknown';
          if (!isAbsent) throw error;
          const text = `The network does not show ${participantId} yet: ${error.message}`;
          throw new Failure('recipient-unknown', text, { code: notPublished, cause: error });
        });
      }
    }),

    deregisterParticipant: calling(({ participantId }) => elma.deregister(participantId)),
  };
}

const elsewhere = (participantId: string, cause?: unknown): Failure =>
  new Failure('not-permitted', `${participantId} is registered by another access point`, {
    code: registeredElsewhere,
    cause,
  });
