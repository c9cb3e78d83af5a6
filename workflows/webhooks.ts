import {
  condition,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type {
  WebhookCallActivities,
  WebhookDatabaseActivities,
  WebhookMessage,
  WebhookStep,
} from '../activities/webhooks.ts';
import { searchAttributes } from './contracts/outbound.ts';
import { lookAgain } from './contracts/webhooks.ts';

const database = proxyLocalActivities<WebhookDatabaseActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** What the receiver answers is a result and decided on; Temporal repeats a call only when our side failed. */
const calls = proxyActivities<WebhookCallActivities>({
  startToCloseTimeout: '45s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
  summary: 'Webhook',
});

type Finished = Extract<WebhookStep, { kind: 'finished' }>;

/** Sends one event to one webhook, again and again over days, until it has arrived or is given up. */
export async function sendWebhook(message: WebhookMessage): Promise<Finished> {
  let mustLook = false;
  setHandler(lookAgain, () => {
    mustLook = true;
  });
  // A signal that came with the start asks for no more than the first look.
  mustLook = false;
  let step = await database.takeWebhookStep(message);
  for (;;) {
    switch (step.kind) {
      case 'post': {
        const answer = await calls.postWebhook(message);
        step = await database.recordWebhookCall(message, step.number, answer);
        break;
      }
      case 'wait':
        tell('waiting', step.code);
        await condition(() => mustLook, Math.max(0, Date.parse(step.until) - Date.now()));
        mustLook = false;
        step = await database.takeWebhookStep(message);
        break;
      case 'finished':
        if (mustLook) {
          mustLook = false;
          step = await database.takeWebhookStep(message);
          break;
        }
        tell(step.status, step.code);
        return step;
    }
  }
}

const tell = (stage: string, code: string | null): void =>
  upsertSearchAttributes([
    { key: searchAttributes.stage, value: stage },
    { key: searchAttributes.errorCode, value: code },
  ]);
