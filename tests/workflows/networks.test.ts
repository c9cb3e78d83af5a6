import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import type { WorkflowHandle } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  NetworkCallActivities,
  NetworkDatabaseActivities,
  NetworkStepTaken,
} from '../../activities/networks.ts';
import {
  afterCall,
  nextNetworkStep,
  offNetwork,
  switchNetwork,
  type NetworkState,
} from '../../policy/networks.ts';
import { networksStart, networksWorkflow, wake } from '../../workflows/contracts/networks.ts';
import { startTimeSkipping } from '../support/time-skipping.ts';

let environment: TestWorkflowEnvironment;
let workflowBundle: { readonly code: string };

beforeAll(async () => {
  ({ environment, workflowBundle } = await startTimeSkipping());
});
afterAll(() => environment.teardown());

const hour = 3_600_000;
const day = 24 * hour;
const facts = { isAuthenticated: true, peppolIsOff: true };
const rules = { quietSeconds: 86_400, pauseScale: 1 };
const refuse = (type: string, code: string): never => {
  throw ApplicationFailure.create({
    type,
    message: code,
    nonRetryable: true,
    details: [code, null],
  });
};

interface World {
  /** The row, which the real policy moves on by the server's clock. */
  state: NetworkState;
  readonly calls: string[];
  readonly began: number;
  now(): Promise<number>;
  /** Turns the switch, as the API does, and wakes the workflow. */
  turn(on: boolean): Promise<void>;
  readonly handle: WorkflowHandle;
}

/** Runs the workflow of a company that joins Peppol; `answer` is what a register says to a call. */
async function play(
  answer: (call: string, elapsed: number) => void,
  follow: (world: World) => Promise<void>,
): Promise<void> {
  const now = (): Promise<number> => environment.currentTimeMs();
  const began = await now();
  let state = switchNetwork(offNetwork, 'peppol', true, facts);
  const calls: string[] = [];
  const take = async (): Promise<NetworkStepTaken> => {
    const step = nextNetworkStep(state, await now());
    const { status, code } = state;
    if (step.kind === 'close') {
      state = { ...offNetwork, change: state.change };
      return { kind: 'finished', status: 'off', code: null };
    }
    return step.kind === 'wait'
      ? { kind: 'wait', until: new Date(step.until).toISOString(), status, code }
      : { ...step, status, code };
  };
  const database: NetworkDatabaseActivities = {
    takeNetworkStep: take,
    recordNetworkCall: async (_subject, change, outcome) => {
      if (change === state.change) state = afterCall(state, outcome, await now(), rules);
      return take();
    },
  };
  const called = (name: string) => async (): Promise<void> => {
    calls.push(name);
    answer(name, (await now()) - began);
  };
  const registers: NetworkCallActivities = {
    registerParticipant: called('register'),
    verifyParticipant: called('verify'),
    deregisterParticipant: called('deregister'),
  };
  const taskQueue = randomUUID();
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    namespace: environment.namespace ?? 'default',
    taskQueue,
    workflowBundle,
    activities: { ...database, ...registers },
  });
  await worker.runUntil(async () => {
    const subject = { tenantId: `t_${randomUUID()}`, network: 'peppol' as const };
    const handle = await environment.client.workflow.start(networksWorkflow, {
      ...networksStart(subject),
      taskQueue,
    });
    await follow({
      get state() {
        return state;
      },
      calls,
      began,
      now,
      handle,
      turn: async (on) => {
        state = switchNetwork(state, 'peppol', on, facts);
        await handle.signal(wake);
      },
    });
  });
}

const untilCalled = async ({ calls }: World, name: string): Promise<void> => {
  while (!calls.includes(name)) await new Promise((resolve) => setTimeout(resolve, 20));
};

describe('a company that joins Peppol', () => {
  it('is registered and looked up, and the workflow ends', async () => {
    await play(
      () => undefined,
      async (world) => {
        await world.handle.result();
        expect(world.calls).toEqual(['register', 'verify']);
        expect(world.state.status).toBe('active');
      },
    );
  });

  it('is registered after ELMA has been away for a day, without having been asked for too often', async () => {
    await play(
      (_call, elapsed) => {
        if (elapsed < day) refuse('service-unavailable', 'elma-503');
      },
      async (world) => {
        await world.handle.result();
        expect(world.state.status).toBe('active');
        expect((await world.now()) - world.began).toBeGreaterThanOrEqual(day);
        // At most every 15 minutes.
        expect(world.calls.length).toBeGreaterThan(90);
        expect(world.calls.length).toBeLessThan(110);
      },
    );
  });

  it('whom another provider has is looked at again after six hours, by itself', async () => {
    await play(
      (_call, elapsed) => {
        if (elapsed < 10 * hour) refuse('not-permitted', 'registered-elsewhere');
      },
      async (world) => {
        await world.handle.result();
        expect(world.calls).toEqual(['register', 'register', 'register', 'verify']);
        expect((await world.now()) - world.began).toBeGreaterThanOrEqual(12 * hour);
      },
    );
  });

  it('that changes its mind while it waits is not registered, but taken out', async () => {
    await play(
      (call) => {
        if (call === 'register') refuse('not-permitted', 'registered-elsewhere');
      },
      async (world) => {
        await untilCalled(world, 'register');
        await world.turn(false);
        await world.handle.result();
        expect(world.calls).toEqual(['register', 'deregister']);
        expect(world.state.status).toBe('off');
        // What is on its way has had a quiet day.
        expect((await world.now()) - world.began).toBeGreaterThanOrEqual(day);
      },
    );
  });
});
