import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type {
  WebhookCallActivities,
  WebhookDatabaseActivities,
  WebhookStep,
} from '../../activities/webhooks.ts';
import { afterWebhookCall } from '../../policy/webhook.ts';
import { webhookStart, webhookWorkflow } from '../../workflows/contracts/webhooks.ts';
import { startTimeSkipping } from '../support/time-skipping.ts';

let environment: TestWorkflowEnvironment;
let workflowBundle: { readonly code: string };

beforeAll(async () => {
  ({ environment, workflowBundle } = await startTimeSkipping());
});
afterAll(() => environment.teardown());

const hour = 3_600_000;

/** Runs the workflow against a row that the real policy moves on by the server's clock. */
async function play(
  answerAt: (elapsed: number) => number,
): Promise<{ result: WebhookStep; calledAtHours: number[] }> {
  const began = await environment.currentTimeMs();
  const calledAtHours: number[] = [];
  let tries = 0;
  let waitUntil: number | null = null;
  let end: WebhookStep | null = null;
  const look = async (): Promise<WebhookStep> => {
    if (end) return end;
    const isWaiting = waitUntil !== null && waitUntil > (await environment.currentTimeMs());
    return isWaiting
      ? { kind: 'wait', until: new Date(waitUntil ?? 0).toISOString(), code: 'http-500' }
      : { kind: 'post', number: tries + 1 };
  };
  const activities: WebhookDatabaseActivities & WebhookCallActivities = {
    takeWebhookStep: look,
    recordWebhookCall: async (_message, number, answer) => {
      if (tries === number - 1) {
        tries = number;
        const verdict = afterWebhookCall(answer, number);
        if (verdict.kind === 'retry') {
          waitUntil = (await environment.currentTimeMs()) + verdict.afterSeconds * 1000;
        } else {
          const isDelivered = verdict.kind === 'delivered';
          end = {
            kind: 'finished',
            status: isDelivered ? 'delivered' : 'failed',
            code: verdict.kind,
          };
        }
      }
      return look();
    },
    postWebhook: async () => {
      const elapsed = (await environment.currentTimeMs()) - began;
      calledAtHours.push(elapsed / hour);
      return { status: answerAt(elapsed), code: null, retryAfterSeconds: null, milliseconds: 1 };
    },
  };
  const taskQueue = `webhooks-${randomUUID()}`;
  const message = { tenantId: 't_1', endpointId: randomUUID(), eventId: 'evt_1' };
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    namespace: environment.namespace ?? 'default',
    taskQueue,
    workflowBundle,
    activities: { ...activities },
  });
  const result = await worker.runUntil(async () => {
    const handle = await environment.client.workflow.start(webhookWorkflow, {
      ...webhookStart(message),
      taskQueue,
    });
    return (await handle.result()) as WebhookStep;
  });
  return { result, calledAtHours };
}

it('a webhook whose receiver answers 500 for two days gets its message on the third', async () => {
  const { result, calledAtHours } = await play((elapsed) => (elapsed < 48 * hour ? 500 : 204));
  expect(result).toMatchObject({ status: 'delivered' });
  expect(calledAtHours.filter((at) => at < 48)).toHaveLength(8);
  expect(calledAtHours.at(-1)).toBeGreaterThan(48);
  expect(calledAtHours.at(-1)).toBeLessThan(52);
});

it('a webhook whose receiver never recovers is given up after ten calls in three days', async () => {
  const { result, calledAtHours } = await play(() => 500);
  expect(result).toMatchObject({ status: 'failed', code: 'exhausted' });
  expect(calledAtHours).toHaveLength(10);
  expect(calledAtHours.at(-1)).toBeGreaterThan(72);
});

it('a webhook whose receiver is gone is called once', async () => {
  const { result, calledAtHours } = await play(() => 410);
  expect(result).toMatchObject({ status: 'failed', code: 'gone' });
  expect(calledAtHours).toHaveLength(1);
});
