import { Context } from '@temporalio/activity';
import { Client, WorkflowUpdateFailedError, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { NativeConnection, Worker } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutboundDatabaseActivities } from '../../activities/outbound.ts';
import type { Action } from '../../activities/outbound-actions.ts';
import type { OutboundCallActivities } from '../../activities/outbound-calls.ts';
import type { CallOutcome } from '../../activities/outbound-outcomes.ts';
import type { CallMade, StepTaken } from '../../activities/outbound-steps.ts';
import { act, outboundStart, outboundWorkflow } from '../../workflows/contracts/outbound.ts';
import { installation } from '../support/installation.ts';
import { startTimeSkipping } from '../support/time-skipping.ts';

let environment: TestWorkflowEnvironment;
let workflowBundle: { readonly code: string };

beforeAll(async () => {
  ({ environment, workflowBundle } = await startTimeSkipping());
});
afterAll(() => environment.teardown());

const day = 86_400_000;
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
const send: StepTaken = {
  kind: 'send',
  channel: 'email',
  attemptId: 'atm_1',
  tries: 1,
  isFallback: false,
};
const finished: StepTaken = {
  kind: 'finished',
  status: 'delivered',
  code: null,
  channel: 'email',
  tries: 1,
};
const ask: StepTaken = { kind: 'ask', code: 'outcome-unknown', channel: 'email' };
const waitUntil = async (milliseconds: number): Promise<StepTaken> => ({
  kind: 'wait',
  until: new Date((await environment.currentTimeMs()) + milliseconds).toISOString(),
  reason: 'next-try',
  channel: 'email',
  code: 'smtp-unreachable',
});

interface Play {
  /** What Postgres would say next, in order. */
  readonly steps: StepTaken[];
  readonly call?: () => Promise<CallMade>;
  readonly act?: (action: Action) => Promise<{ openedRun: number | null }>;
}

interface Server {
  readonly connection: NativeConnection;
  readonly client: Client;
  readonly namespace: string;
}
const skipping = (): Server => ({
  connection: environment.nativeConnection,
  client: environment.client,
  namespace: environment.namespace ?? 'default',
});

/** Runs a workflow beside activities that follow a script; `log` tells what it asked of them. */
async function play(
  { steps, call, act: onAct }: Play,
  follow: (handle: WorkflowHandle, log: string[]) => Promise<void>,
  { connection, client, namespace }: Server = skipping(),
): Promise<void> {
  const log: string[] = [];
  const next = (): StepTaken => {
    // The last step is said again: a local activity is repeated when its workflow task was.
    const step = steps.length > 1 ? steps.shift() : steps[0];
    if (!step) throw new Error('The script is empty.');
    return step;
  };
  const called =
    (name: string) =>
    (_run: unknown, attemptId: string): Promise<CallMade> => {
      log.push(`${name} ${attemptId}`);
      return call?.() ?? Promise.resolve({ kind: 'delivered' });
    };
  const activities: OutboundDatabaseActivities & OutboundCallActivities = {
    takeNextStep: async () => {
      log.push('takeNextStep');
      return next();
    },
    recordCall: async (_run, attemptId, outcome) => {
      const said = outcome.kind === 'failed' ? `${outcome.failure}/${outcome.code}` : outcome.kind;
      log.push(`recordCall ${attemptId} ${said}`);
      return next();
    },
    recordLook: async (_run, _attemptId, state) => {
      log.push(`recordLook ${typeof state === 'string' ? state : state.failure}`);
      return next();
    },
    act: async (_run, action) => {
      log.push(`act ${action.kind}`);
      return onAct ? onAct(action) : { openedRun: null };
    },
    sendVismaNetwork: called('sendVismaNetwork'),
    sendPeppol: called('sendPeppol'),
    sendEfaktura: called('sendEfaktura'),
    sendVipps: called('sendVipps'),
    sendEmail: called('sendEmail'),
    sendPrint: called('sendPrint'),
    lookUpPeppolReceipt: async () => 'delivered',
    lookUpPrintReceipt: async () => 'waiting',
  };
  const taskQueue = randomUUID();
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue,
    workflowBundle,
    activities: { ...activities },
  });
  await worker.runUntil(async () => {
    const run = { tenantId: 't_1', deliveryId: randomUUID(), run: 1 };
    const start = { run, number: '1', recipient: null, amountDue: '1.00', currency: 'NOK' };
    const handle = await client.workflow.start(outboundWorkflow, {
      ...outboundStart(start),
      taskQueue,
    });
    await follow(handle, log);
  });
}

const codeOf = async (refused: Promise<unknown>): Promise<unknown> => {
  const error: unknown = await refused.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(WorkflowUpdateFailedError);
  const { cause } = error as WorkflowUpdateFailedError;
  return cause instanceof ApplicationFailure ? cause.details?.[0] : cause;
};

describe('a run of a delivery', () => {
  it('sends, records how the call ended, and ends', async () => {
    await play({ steps: [send, finished] }, async (handle, log) => {
      expect(await handle.result()).toEqual(finished);
      expect(log).toEqual(['takeNextStep', 'sendEmail atm_1', 'recordCall atm_1 delivered']);
    });
  });

  it('goes on with what the call has recorded, and records nothing itself', async () => {
    const call = async (): Promise<CallMade> => ({ kind: 'delivered', next: finished });
    await play({ steps: [send], call }, async (handle, log) => {
      expect(await handle.result()).toEqual(finished);
      expect(log).toEqual(['takeNextStep', 'sendEmail atm_1']);
    });
  });

  it.each([
    ['visma-network', 'sendVismaNetwork'],
    ['peppol', 'sendPeppol'],
    ['email', 'sendEmail'],
    ['print', 'sendPrint'],
  ] as const)('goes over %s by %s', async (channel, name) => {
    await play({ steps: [{ ...send, channel }, finished] }, async (handle, log) => {
      await handle.result();
      expect(log[1]).toBe(`${name} atm_1`);
    });
  });

  it('waits for days, and then goes on', async () => {
    const before = await environment.currentTimeMs();
    const steps = [await waitUntil(5 * day), send, finished];
    await play({ steps }, async (handle, log) => {
      expect(await handle.result()).toEqual(finished);
      expect(log[1]).toBe('takeNextStep');
      expect((await environment.currentTimeMs()) - before).toBeGreaterThanOrEqual(5 * day);
    });
  });

  it('is woken from a long wait by a retry', async () => {
    const before = await environment.currentTimeMs();
    const steps = [await waitUntil(5 * day), send, finished];
    await play({ steps }, async (handle, log) => {
      await handle.executeUpdate(act, { args: [{ kind: 'retry' }] });
      while (!log.includes('sendEmail atm_1')) await pause();
      expect((await environment.currentTimeMs()) - before).toBeLessThan(day);
      expect(await handle.result()).toEqual(finished);
      expect(log.slice(0, 3)).toEqual(['takeNextStep', 'act retry', 'takeNextStep']);
    });
  });

  it('asks a person for as long as it takes, and goes on with the answer', async () => {
    await play({ steps: [ask, finished] }, async (handle, log) => {
      await environment.sleep('60 days');
      expect((await handle.describe()).status.name).toBe('RUNNING');
      expect(log).toEqual(['takeNextStep']);
      const args: [Action] = [{ kind: 'answer', answer: 'arrived' }];
      expect(await handle.executeUpdate(act, { args })).toEqual({ openedRun: null });
      expect(await handle.result()).toEqual(finished);
      expect(log).toEqual(['takeNextStep', 'act answer', 'takeNextStep']);
    });
  });

  it('refuses an action while a call is under way, and takes it afterwards', async () => {
    let release = (): void => undefined;
    let begun = (): void => undefined;
    const isCalling = new Promise<void>((resolve) => (begun = resolve));
    const call = async (): Promise<CallOutcome> => {
      begun();
      await new Promise<void>((resolve) => (release = resolve));
      return { kind: 'handed-over' };
    };
    await play({ steps: [send, ask, finished], call }, async (handle, log) => {
      await isCalling;
      const args: [Action] = [{ kind: 'cancel' }];
      expect(await codeOf(handle.executeUpdate(act, { args }))).toBe('wrong-state');
      expect(log).not.toContain('act cancel');
      release();
      while (!log.includes('recordCall atm_1 handed-over')) await pause();
      await handle.executeUpdate(act, { args });
      expect(log).toContain('act cancel');
      await handle.result();
    });
  });

  it('answers a refused action with its code and goes on waiting', async () => {
    const refuse = (): Promise<never> =>
      Promise.reject(
        ApplicationFailure.create({ message: 'no', nonRetryable: true, details: ['already-sent'] }),
      );
    await play({ steps: [ask, finished], act: refuse }, async (handle, log) => {
      const cancel: [Action] = [{ kind: 'cancel' }];
      expect(await codeOf(handle.executeUpdate(act, { args: cancel }))).toBe('already-sent');
      expect((await handle.describe()).status.name).toBe('RUNNING');
      expect(log.toSorted()).toEqual(['act cancel', 'takeNextStep']);
      await handle.terminate();
    });
  });

  it('hands what a channel says to Postgres and does not repeat the call by itself', async () => {
    const call = (): Promise<never> =>
      Promise.reject(
        ApplicationFailure.create({
          type: 'service-unavailable',
          message: 'away',
          nonRetryable: true,
          details: ['smtp-unreachable', 30],
        }),
      );
    const steps = [send, await waitUntil(60_000), finished];
    await play({ steps, call }, async (handle, log) => {
      await handle.result();
      expect(log).toEqual([
        'takeNextStep',
        'sendEmail atm_1',
        'recordCall atm_1 service-unavailable/smtp-unreachable',
        'takeNextStep',
      ]);
    });
  });

  it('repeats a call that our own side failed: the database was away', async () => {
    let calls = 0;
    const call = async (): Promise<CallOutcome> => {
      if (++calls < 3) throw new Error('connect ECONNREFUSED');
      return { kind: 'delivered' };
    };
    await play({ steps: [send, finished], call }, async (handle, log) => {
      expect(await handle.result()).toEqual(finished);
      expect(log.filter((line) => line.startsWith('recordCall'))).toEqual([
        'recordCall atm_1 delivered',
      ]);
    });
  });

  // On the installation's own server: the time-skipping one repeats an activity after every time-out.
  it('takes a call that is not answered in time as one whose outcome is unknown', async () => {
    const call = async (): Promise<CallOutcome> => {
      await Context.current().cancelled.catch(() => undefined);
      return { kind: 'delivered' };
    };
    const namespace = 'autoinvoice';
    const address = installation().addresses['temporal'] ?? '';
    const connection = await NativeConnection.connect({ address });
    const server = { connection, namespace, client: new Client({ connection, namespace }) };
    const follow = async (handle: WorkflowHandle, log: string[]): Promise<void> => {
      while (log.length < 3) await pause();
      expect(log.slice(0, 3)).toEqual([
        'takeNextStep',
        'sendEmail atm_1',
        'recordCall atm_1 outcome-unknown/outcome-unknown',
      ]);
      await handle.terminate();
    };
    await play({ steps: [send, ask], call }, follow, server);
    await connection.close();
  }, 40_000);

  it('ends without effect when another run has taken over', async () => {
    const superseded: StepTaken = { kind: 'superseded', status: 'cancelled' };
    await play({ steps: [superseded] }, async (handle, log) => {
      expect(await handle.result()).toEqual(superseded);
      expect(log).toEqual(['takeNextStep']);
    });
  });
});
