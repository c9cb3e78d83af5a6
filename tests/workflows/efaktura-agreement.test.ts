import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { WorkflowHandle } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  AgreementCallActivities,
  AgreementDatabaseActivities,
  AgreementStepTaken,
} from '../../activities/efaktura-agreement.ts';
import {
  afterAgreementCall,
  nextAgreementStep,
  noAgreement,
  recheckAgreement,
  switchAgreement,
  type AgreementAnswer,
  type AgreementStage,
  type AgreementState,
} from '../../policy/efaktura.ts';
import { agreementStart, agreementWorkflow } from '../../workflows/contracts/efaktura-agreement.ts';
import { wake } from '../../workflows/contracts/networks.ts';
import { startTimeSkipping } from '../support/time-skipping.ts';

let environment: TestWorkflowEnvironment;
let workflowBundle: { readonly code: string };

beforeAll(async () => {
  ({ environment, workflowBundle } = await startTimeSkipping());
});
afterAll(() => environment.teardown());

const hour = 3_600_000;
const day = 24 * hour;
const rules = { pollSeconds: 1800 };

interface World {
  /** The row, which the real policy moves on by the server's clock. */
  readonly state: AgreementState;
  readonly calls: AgreementStage[];
  /** Since the agreement was asked for, in milliseconds. */
  elapsed(): Promise<number>;
  /** Changes the row, as the API does, and wakes the workflow. */
  change(to: (state: AgreementState) => AgreementState): Promise<void>;
  untilCalled(stage: AgreementStage): Promise<void>;
  readonly handle: WorkflowHandle;
}

/** Runs the workflow of a company that asks for its agreement; `answer` is what the others say to a stage. */
async function play(
  answer: (stage: AgreementStage, elapsed: number) => AgreementAnswer,
  follow: (world: World) => Promise<void>,
): Promise<void> {
  const now = (): Promise<number> => environment.currentTimeMs();
  const began = await now();
  let state = switchAgreement(noAgreement, true, true);
  const calls: AgreementStage[] = [];
  const take = async (): Promise<AgreementStepTaken> => {
    const step = nextAgreementStep(state, await now());
    const { status, code } = state;
    return step.kind === 'wait'
      ? { kind: 'wait', until: new Date(step.until).toISOString(), status, code }
      : { ...step, status, code };
  };
  const database: AgreementDatabaseActivities = {
    takeAgreementStep: take,
    recordAgreementCall: async (_subject, change, outcome) => {
      if (change === state.change) state = afterAgreementCall(state, outcome, await now(), rules);
      return take();
    },
  };
  const others: AgreementCallActivities = {
    carryOutStage: async (_subject, stage) => {
      calls.push(stage);
      return answer(stage, (await now()) - began);
    },
  };
  const taskQueue = randomUUID();
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    namespace: environment.namespace ?? 'default',
    taskQueue,
    workflowBundle,
    activities: { ...database, ...others },
  });
  await worker.runUntil(async () => {
    const subject = { tenantId: `t_${randomUUID()}`, agreementId: `efa_${randomUUID()}` };
    const handle = await environment.client.workflow.start(agreementWorkflow, {
      ...agreementStart(subject),
      taskQueue,
    });
    await follow({
      get state() {
        return state;
      },
      calls,
      elapsed: async () => (await now()) - began,
      handle,
      untilCalled: async (stage) => {
        while (!calls.includes(stage)) await new Promise((resolve) => setTimeout(resolve, 20));
      },
      change: async (to) => {
        state = to(state);
        await handle.signal(wake);
      },
    });
  });
}

/** Another provider has the agreement, and somebody signs its transfer after that time. */
const signedAfter =
  (time: number) =>
  (stage: AgreementStage, elapsed: number): AgreementAnswer => {
    if (stage === 'ask') return 'taken';
    if (stage === 'signature') return elapsed < time ? 'not-signed' : 'signed';
    return stage === 'await' ? 'ours' : 'done';
  };

describe('a company’s eFaktura agreement', () => {
  it('that is free is ordered, and asked for every half hour until it is active', async () => {
    await play(
      (stage, elapsed) => {
        if (stage === 'ask') return 'free';
        return stage === 'order' ? 'done' : elapsed < 12 * hour ? 'ordered' : 'ours';
      },
      async (world) => {
        await world.handle.result();
        expect(world.state.status).toBe('active');
        expect(await world.elapsed()).toBeGreaterThanOrEqual(12 * hour);
        const [ask, order, ...looks] = world.calls;
        expect([ask, order, ...new Set(looks)]).toEqual(['ask', 'order', 'await']);
        expect(looks.length).toBeGreaterThanOrEqual(24);
        expect(looks.length).toBeLessThan(28);
      },
    );
  });

  it('that another provider has is transferred once the form is signed, two days later', async () => {
    await play(signedAfter(2 * day), async (world) => {
      await world.handle.result();
      expect(world.state.status).toBe('active');
      expect(await world.elapsed()).toBeGreaterThanOrEqual(2 * day);
      expect(world.calls.filter((stage) => stage !== 'signature')).toEqual([
        'ask',
        'invite',
        'transfer',
        'await',
      ]);
      // At most every half hour, and nobody is invited twice.
      expect(world.calls.length).toBeLessThan(2 * 48 + 30);
    });
  });

  it('that nobody signs is a matter for a person, and can be asked for anew', async () => {
    await play(
      (stage, elapsed) =>
        stage === 'signature' ? 'ended-unsigned' : signedAfter(0)(stage, elapsed),
      async (world) => {
        await world.handle.result();
        expect(world.state).toMatchObject({ status: 'error', code: 'transfer-declined' });
        expect(recheckAgreement(world.state)).toMatchObject({ status: 'pending', stage: 'ask' });
      },
    );
  });

  it('that is switched off while the form waits is ended, and what was asked before has no effect', async () => {
    await play(
      (stage) => (stage === 'end' ? 'done' : signedAfter(30 * day)(stage, 0)),
      async (world) => {
        await world.untilCalled('signature');
        await world.change((state) => switchAgreement(state, false, true));
        await world.handle.result();
        expect(world.calls.at(-1)).toBe('end');
        expect(world.state).toMatchObject({ status: 'off', stage: null });
        // Looked at seldom so far: it did not wait until the form had run out.
        expect(world.calls.filter((stage) => stage === 'signature').length).toBeLessThan(10);
      },
    );
  });

  it('survives a provider that is away for half a day, asked at most every quarter of an hour', async () => {
    await play(
      (stage, elapsed) => {
        if (elapsed < 12 * hour) {
          throw ApplicationFailure.create({
            type: 'service-unavailable',
            message: 'away',
            nonRetryable: true,
            details: ['efaktura-503', null],
          });
        }
        return stage === 'ask' ? 'ours' : 'done';
      },
      async (world) => {
        await world.handle.result();
        expect(world.state).toMatchObject({ status: 'active', code: null });
        expect(new Set(world.calls)).toEqual(new Set(['ask']));
        expect(world.calls.length).toBeLessThan(60);
        expect(await world.elapsed()).toBeGreaterThanOrEqual(12 * hour);
      },
    );
  });
});
