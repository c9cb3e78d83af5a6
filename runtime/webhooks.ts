import { Worker, type WorkerOptions } from '@temporalio/worker';
import { createWebhookActivities } from '../activities/webhooks.ts';
import { describeError, type Log } from '../api/log.ts';
import { secondsFromNow } from '../db/clock.ts';
import type { Database } from '../db/client.ts';
import { findWebhooksBehind } from '../db/doors.ts';
import { withTenant } from '../db/tenant.ts';
import { takeMessages } from '../db/webhook-messages.ts';
import { readWebhook } from '../db/webhooks.ts';
import { eventId } from '../policy/events/published.ts';
import { createWebhookConnector } from '../channels/webhook/connector.ts';
import { webhookSecret } from '../channels/webhook/signature.ts';
import type { WebhookSettings } from '../api/ports.ts';
import { webhookQueue } from '../workflows/contracts/webhooks.ts';
import type { ServiceConfig } from './config.ts';
import { startRounds, type Rounds } from './rounds.ts';
import type { WorkflowStarter } from './workflows.ts';

/** What the API says of secrets and private hosts. */
export const webhookSettings = ({
  webhookKey,
  webhookPrivateHosts,
}: ServiceConfig): WebhookSettings => ({
  privateHosts: webhookPrivateHosts,
  secretOf: (endpointId, generation) => webhookSecret(webhookKey, endpointId, generation),
});

/** A call costs next to nothing while its receiver thinks: slow ones must be many to hold up the others. */
const callsAtOnce = 1000;

/** The worker of the queue `webhooks`: of its own, so that slow receivers hold up no invoice. */
export const createWebhookWorker = (
  shared: Omit<WorkerOptions, 'taskQueue' | 'activities'>,
  { webhookKey, webhookPrivateHosts, graceSeconds, pauseScale }: ServiceConfig,
  database: Database,
): Promise<Worker> =>
  Worker.create({
    ...shared,
    taskQueue: webhookQueue,
    maxConcurrentActivityTaskExecutions: callsAtOnce,
    shutdownGraceTime: '2s',
    activities: {
      ...createWebhookActivities({
        database,
        connector: createWebhookConnector({ privateHosts: webhookPrivateHosts }),
        installationKey: webhookKey,
        graceSeconds,
        pauseScale,
      }),
    },
  });

export interface WebhookReaderOptions {
  readonly database: Database;
  readonly starter: WorkflowStarter;
  readonly log: Log;
  readonly graceSeconds: number;
}

const intervalMs = 1000;
const webhooksPerRound = 20;
const startsAtOnce = 20;

/**
 * Reads the event log for each webhook and has what it wants sent. A webhook's place in the log moves in the
 * transaction that writes its messages and their promises: whatever dies after it, the sweeper starts them.
 */
export function startWebhookReader(options: WebhookReaderOptions): Rounds {
  return startRounds(
    intervalMs,
    async () => (await readOn(options)) > 0,
    (error) =>
      options.log.error('Events could not be read for webhooks; it is tried again.', {
        error: describeError(error),
      }),
  );
}

/** One round; returns how many webhooks got further. */
async function readOn(options: WebhookReaderOptions): Promise<number> {
  const behind = await findWebhooksBehind(options.database, webhooksPerRound);
  const results = await Promise.allSettled(
    behind.map(({ tenantId, id }) => readFor(options, tenantId, id)),
  );
  const failed = results.filter((result) => result.status === 'rejected');
  for (const { reason } of failed) {
    options.log.error('Events could not be read for a webhook; it is tried again.', {
      error: describeError(reason),
    });
  }
  return results.filter((result) => result.status === 'fulfilled' && result.value).length;
}

/** False where another worker is at it. */
async function readFor(
  { database, starter, graceSeconds }: WebhookReaderOptions,
  tenantId: string,
  endpointId: string,
): Promise<boolean> {
  const positions = await withTenant(database, tenantId, async (transaction) => {
    const webhook = await readWebhook(transaction, tenantId, endpointId, 'skip');
    if (webhook?.status !== 'enabled') return null;
    return takeMessages(transaction, webhook, secondsFromNow(graceSeconds));
  });
  if (positions === null) return false;
  // What is not started now, because Temporal is away or busy, the sweeper starts.
  for (let first = 0; first < positions.length; first += startsAtOnce) {
    await Promise.all(
      positions
        .slice(first, first + startsAtOnce)
        .map((position) =>
          starter.startWebhook({ tenantId, endpointId, eventId: eventId(position) }),
        ),
    );
  }
  return true;
}
