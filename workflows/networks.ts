import {
  ActivityFailure,
  condition,
  continueAsNew,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type {
  NetworkCallActivities,
  NetworkDatabaseActivities,
  NetworkSubject,
} from '../activities/networks.ts';
import type { NetworkOutcome } from '../policy/networks.ts';
import { wake } from './contracts/networks.ts';
import { failedCall, showState } from './registration.ts';

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
  let wakings = 0;
  setHandler(wake, () => {
    wakings++;
  });
  for (;;) {
    const seen = wakings;
    let step = await database.takeNetworkStep(subject);
    showState(step);
    while (step.kind !== 'wait' && step.kind !== 'finished') {
      const outcome = await call(subject, step.kind);
      step = await database.recordNetworkCall(subject, step.change, outcome);
      showState(step);
    }
    if (step.kind === 'wait') {
      const milliseconds = Math.max(0, Date.parse(step.until) - Date.now());
      await condition(() => wakings !== seen, milliseconds);
    } else if (wakings === seen) return;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof registerNetwork>(subject);
  }
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
