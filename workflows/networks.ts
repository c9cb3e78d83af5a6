import {
  ActivityFailure,
  continueAsNew,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow';
import type {
  NetworkCallActivities,
  NetworkDatabaseActivities,
  NetworkSubject,
} from '../activities/networks.ts';
import type { NetworkOutcome } from '../policy/networks.ts';
import { failedCall, followRow } from './registration.ts';

const database = proxyLocalActivities<NetworkDatabaseActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** Repeated by Temporal only where our own side failed; what a register says is decided on in `policy/networks.ts`. */
const calls = proxyActivities<NetworkCallActivities>({
  startToCloseTimeout: '90s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
});

/**
 * A company joins or leaves a network: step after step, as the row in Postgres says, until nothing is left to do.
 * Each call may be repeated, so this workflow may be lost, reset or started again at any moment.
 */
export async function registerNetwork(subject: NetworkSubject): Promise<void> {
  await followRow({
    take: () => database.takeNetworkStep(subject),
    carryOut: async ({ kind, change }) =>
      database.recordNetworkCall(subject, change, await call(subject, kind)),
    again: () => continueAsNew<typeof registerNetwork>(subject),
  });
}

async function call(
  subject: NetworkSubject,
  kind: 'register' | 'verify' | 'deregister',
): Promise<NetworkOutcome> {
  const names = {
    register: ['registerParticipant', 'Registrerer i ELMA'],
    verify: ['verifyParticipant', 'Slår opp i nettverket'],
    deregister: ['deregisterParticipant', 'Tar ut av ELMA'],
  } as const;
  const [name, summary] = names[kind];
  try {
    await calls[name].executeWithOptions({ summary }, [subject]);
    return { kind: 'done' };
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    return failedCall(error.cause);
  }
}
