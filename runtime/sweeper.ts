import { startOf } from '../api/outbound/actions.ts';
import { describeError } from '../api/log.ts';
import { currentTime, secondsFromNow } from '../db/clock.ts';
import { isOverdue, promise } from '../db/deadlines.ts';
import { lockDelivery } from '../db/deliveries.ts';
import { claimDue, type Found } from '../db/doors.ts';
import type { Follow } from '../db/requests.ts';
import { readReceived } from '../db/received.ts';
import { makeForwardGood, makeRerunGood, makeScanGood } from './scan-sweep.ts';
import type { WebhookMessage } from '../workflows/contracts/webhooks.ts';
import { closeRun, openNextRun } from '../db/runs.ts';
import { withTenant } from '../db/tenant.ts';
import { outboundWorkflowId, readWorkflowId } from '../policy/workflow-ids.ts';
import type { SweeperOptions } from './sweeper-options.ts';
import { statusOf } from './workflow-status.ts';

/** Rows looked at in one round, and so starts in flight at once. */
const rowsPerRound = 50;
const roundMs = 20_000;
const callMs = 5000;
/** A woken activation sets its own promise; one that cannot is woken again after this. */
const wakeAgainSeconds = 60;

/**
 * Makes good what Temporal has lost: looks at rows whose promised act is overdue and starts their workflow again.
 * The promise lives in Postgres, so deleting Temporal's database at any moment loses nothing.
 */
export function startSweeper(options: SweeperOptions): { stop(): Promise<void> } {
  let isStopped = false;
  let wake: () => void = () => undefined;
  const rounds = (async () => {
    while (!isStopped) {
      const found = await inTime(sweep(options)).catch((error: unknown) => {
        options.log.error('The sweeper could not finish its round; it goes on.', {
          error: describeError(error),
        });
        return 0;
      });
      if (found === rowsPerRound || isStopped) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, options.intervalSeconds * 1000).unref();
      });
    }
  })();
  return {
    stop: async () => {
      isStopped = true;
      wake();
      await rounds;
    },
  };
}

/** A call to a server that vanished may never end: the round is given up, and its rows come again in the next one. */
async function inTime<T>(round: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('A round took too long.')), roundMs);
  });
  try {
    return await Promise.race([round, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** One round; returns how many rows were looked at. */
export async function sweep(options: SweeperOptions): Promise<number> {
  await options.starter.check();
  const due = await claimDue(options.database, rowsPerRound);
  const results = await Promise.allSettled(
    due.map((row) =>
      options.client.connection.withDeadline(Date.now() + callMs, () => makeGood(options, row)),
    ),
  );
  for (const [at, result] of results.entries()) {
    if (result.status === 'rejected') {
      options.log.error('The sweeper could not start a workflow; it is tried again.', {
        workflowId: due[at]?.id,
        error: describeError(result.reason),
      });
    }
  }
  return due.length;
}

async function makeGood(
  options: SweeperOptions,
  { tenantId, id: workflowId }: Found,
): Promise<void> {
  const read = readWorkflowId(workflowId);
  if (read?.kind === 'outbound') return makeOutboundGood(options, tenantId, read.id, read.run);
  if (read?.kind === 'scan')
    return makeScanGood(options, { tenantId, scanId: read.id, run: read.run });
  if (read?.kind === 'webhook') {
    const message = { tenantId, endpointId: read.id, eventId: read.eventId };
    return makeWebhookGood(options, workflowId, message);
  }
  if (read?.kind === 'activation') {
    const { database, starter } = options;
    const activationId = read.id;
    await withTenant(database, tenantId, (transaction) => {
      const dueAt = secondsFromNow(wakeAgainSeconds);
      return promise(transaction, { workflowId, tenantId, subjectId: activationId, dueAt });
    });
    await starter.ensureActivation({ tenantId, activationId });
    return;
  }
  if (read?.kind === 'rerun') return makeRerunGood(options, { tenantId, batchId: read.id });
  if (read?.kind === 'scan-forward')
    return makeForwardGood(options, { tenantId, forwardId: read.id });
  if (read?.kind === 'inbound') {
    const { database, starter } = options;
    const row = await withTenant(database, tenantId, (transaction) =>
      readReceived(transaction, tenantId, read.id),
    );
    if (row) await starter.ensureInbound({ tenantId, receivedId: row.id }, row.sender);
  }
  if (read?.kind === 'networks') {
    const follow = { kind: read.kind, tenantId, network: read.network };
    return makeFollowedGood(options, tenantId, workflowId, follow);
  }
  if (read?.kind === 'scan-account') {
    return makeFollowedGood(options, tenantId, workflowId, { kind: read.kind, tenantId });
  }
  if (read?.kind === 'efaktura-agreement') {
    const follow = { kind: read.kind, tenantId, agreementId: read.id };
    return makeFollowedGood(options, tenantId, workflowId, follow);
  }
}

/** A workflow that starts from its row, under the same id: woken, and ended first where it is stuck. */
async function makeFollowedGood(
  { database, client, starter, overdueSeconds, log }: SweeperOptions,
  tenantId: string,
  workflowId: string,
  follow: Follow,
): Promise<void> {
  const handle = client.workflow.getHandle(workflowId);
  const isRunning = (await statusOf(client, workflowId)) === 'RUNNING';
  const isStuck =
    isRunning &&
    (await withTenant(database, tenantId, (transaction) =>
      isOverdue(transaction, workflowId, overdueSeconds),
    ));
  if (isStuck) {
    log.error('A workflow was stuck and is started again.', { workflowId });
    await handle.terminate('Its promised act did not come.');
  }
  await starter.ensureFollowed(follow);
}

/** The same id again: a message that is sent twice has the same `webhook-id`, and its row says whether it is done. */
async function makeWebhookGood(
  { database, client, starter, overdueSeconds }: SweeperOptions,
  workflowId: string,
  message: WebhookMessage,
): Promise<void> {
  const isStuck = await withTenant(database, message.tenantId, (transaction) =>
    isOverdue(transaction, workflowId, overdueSeconds),
  );
  if (isStuck && (await statusOf(client, workflowId)) === 'RUNNING') {
    const handle = client.workflow.getHandle(workflowId);
    await handle.terminate('Superseded: its promised act did not come.');
  }
  await starter.ensureWebhook(message);
}

async function makeOutboundGood(
  options: SweeperOptions,
  tenantId: string,
  deliveryId: string,
  run: number,
): Promise<void> {
  const { database, client, starter, log, graceSeconds } = options;
  const workflowId = outboundWorkflowId(deliveryId, run);
  const handle = client.workflow.getHandle(workflowId);
  const status = await statusOf(client, workflowId);
  const next = await withTenant(database, tenantId, async (transaction) => {
    const held = await lockDelivery(transaction, tenantId, deliveryId);
    if (!held || held.run.number !== run || held.run.status !== 'open') {
      await closeRun(transaction, deliveryId, run, currentTime());
      return null;
    }
    const dueAt = secondsFromNow(graceSeconds);
    if (status === null) {
      await promise(transaction, { workflowId, tenantId, subjectId: deliveryId, dueAt });
      return startOf(held.delivery, run);
    }
    const isLate = await isOverdue(transaction, workflowId, options.overdueSeconds);
    if (status === 'RUNNING' && !isLate) return null;
    await closeRun(transaction, deliveryId, run, currentTime());
    const number = await openNextRun(transaction, held.delivery, {
      openedBy: 'repair',
      repaired: held.run,
      dueAt,
    });
    return startOf({ ...held.delivery, runNumber: number }, number);
  });
  if (!next) return;
  if (status === 'RUNNING') await handle.terminate('Superseded: its promised act did not come.');
  if (status !== null)
    log.error('A run was lost and the next one takes over.', { workflowId, status });
  await starter.ensureOutbound(next);
}
