import {
  isGrpcServiceError,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
} from '@temporalio/client';
import { ApplicationFailure, type UpdateDefinition } from '@temporalio/common';
import { ActionRefused, WorkflowsAway, type Workflows } from '../api/ports.ts';
import type { ScanWorkflows } from '../api/scan/ports.ts';
import type { MailroomWorkflows } from '../mailroom/ports.ts';
import type { Follow } from '../db/requests.ts';
import {
  activationStart,
  activationWorkflow,
  wake as wakeActivation,
} from '../workflows/contracts/activation.ts';
import { agreementStart, agreementWorkflow } from '../workflows/contracts/efaktura-agreement.ts';
import { networksStart, networksWorkflow, wake } from '../workflows/contracts/networks.ts';
import { scanAccountStart, scanAccountWorkflow } from '../workflows/contracts/scan-account.ts';
import {
  batchChanged,
  rerunStart,
  rerunWorkflow,
  type RerunBatch,
} from '../workflows/contracts/rerun.ts';
import { inboundStart, inboundWorkflow } from '../workflows/contracts/inbound.ts';
import {
  acceptScan,
  rejectScan,
  scanStart,
  scanWorkflow,
  type ScanRun,
} from '../workflows/contracts/scan.ts';
import {
  scanForwardStart,
  scanForwardWorkflow,
  type ScanForward,
} from '../workflows/contracts/scan-forward.ts';
import { act, outboundStart, outboundWorkflow } from '../workflows/contracts/outbound.ts';
import {
  lookAgain,
  webhookStart,
  webhookWorkflow,
  type WebhookMessage,
} from '../workflows/contracts/webhooks.ts';

/** How long a caller waits for a start; what is not started by then the sweeper starts. */
const startPatienceMs = 1000;
const actPatienceMs = 10_000;
const maximumInFlight = 50;

type StartOptions = ReturnType<
  | typeof outboundStart
  | typeof inboundStart
  | typeof scanStart
  | typeof scanForwardStart
  | typeof webhookStart
  | typeof rerunStart
>;

export interface WorkflowStarter extends Workflows, ScanWorkflows, MailroomWorkflows {
  /** Starts and says whether it is running now, for the sweeper. Throws while Temporal is away. */
  ensureOutbound(start: Parameters<Workflows['startOutbound']>[0]): Promise<void>;
  ensureInbound(...args: Parameters<Workflows['startInbound']>): Promise<void>;
  ensureScan(run: ScanRun): Promise<void>;
  ensureFollowed(...args: Parameters<Workflows['follow']>): Promise<void>;
  ensureActivation(...args: Parameters<Workflows['wakeActivation']>): Promise<void>;
  ensureScanForward(forward: ScanForward): Promise<void>;
  ensureRerun(batch: RerunBatch): Promise<void>;
  ensureWebhook(message: WebhookMessage): Promise<void>;
  /** Starts it within a second or not at all, as `startOutbound`. */
  startWebhook(message: WebhookMessage): Promise<void>;
}

/**
 * Starts and steers workflows. `canStartEagerly` = the client shares the worker's connection,
 * so that the first task travels with the start.
 */
export function createWorkflowStarter(client: Client, canStartEagerly: boolean): WorkflowStarter {
  let inFlight = 0;

  async function ensure(type: string, options: StartOptions): Promise<void> {
    try {
      await client.workflow.start(type, {
        ...options,
        requestEagerStart: canStartEagerly,
        workflowIdConflictPolicy: 'FAIL',
      });
    } catch (error) {
      // It runs already: just what was asked for.
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }

  /** Postgres holds the backlog: a start too many, a late or a failed one is left to the sweeper. */
  async function patiently(start: () => Promise<void>): Promise<void> {
    if (inFlight >= maximumInFlight) return;
    inFlight++;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, startPatienceMs);
    });
    const started = start().then(
      () => undefined,
      () => undefined,
    );
    void started.finally(() => inFlight--);
    await Promise.race([started, late]);
    clearTimeout(timer);
  }

  const ensureOutbound: WorkflowStarter['ensureOutbound'] = (start) =>
    ensure(outboundWorkflow, outboundStart(start));
  const ensureInbound: WorkflowStarter['ensureInbound'] = (document, sender) =>
    ensure(inboundWorkflow, inboundStart(document, sender));

  const ensureScan = (run: ScanRun): Promise<void> => ensure(scanWorkflow, scanStart(run));

  const ensureWebhook = (message: WebhookMessage): Promise<void> =>
    ensure(webhookWorkflow, webhookStart(message));

  const ensureScanForward = (forward: ScanForward): Promise<void> =>
    ensure(scanForwardWorkflow, scanForwardStart(forward));

  const ensureRerun = (batch: RerunBatch): Promise<void> =>
    ensure(rerunWorkflow, rerunStart(batch));

  /** Has a workflow carry out an Update; starts it first where it does not run. */
  async function update<R, A extends [unknown]>(
    definition: UpdateDefinition<R, A>,
    args: A,
    type: string,
    options: StartOptions,
  ): Promise<R> {
    const startWorkflowOperation = new WithStartWorkflowOperation(type, {
      ...options,
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
    try {
      return await client.connection.withDeadline(Date.now() + actPatienceMs, () =>
        client.workflow.executeUpdateWithStart(definition, { args, startWorkflowOperation }),
      );
    } catch (error) {
      if (error instanceof WorkflowUpdateFailedError) {
        throw new ActionRefused(codeOf(error.cause) ?? 'wrong-state');
      }
      if (isAway(error)) throw new WorkflowsAway('Temporal does not answer.', { cause: error });
      throw error;
    }
  }
  const ensureFollowed: WorkflowStarter['ensureFollowed'] = async (follow) => {
    const { type, options } = startOfFollowed(follow);
    await client.workflow.signalWithStart(type, { ...options, signal: wake });
  };

  const ensureActivation: WorkflowStarter['ensureActivation'] = async (activation) => {
    const options = activationStart(activation);
    await client.workflow.signalWithStart(activationWorkflow, {
      ...options,
      signal: wakeActivation,
    });
  };

  return {
    ensureOutbound,
    ensureInbound,
    ensureActivation,
    ensureScan,
    ensureFollowed,
    follow: (follow) => patiently(() => ensureFollowed(follow)),
    ensureWebhook,
    ensureScanForward,
    ensureRerun,
    startRerun: (batch) => patiently(() => ensureRerun(batch)),
    tellRerun: (batch) =>
      patiently(() => client.workflow.getHandle(rerunStart(batch).workflowId).signal(batchChanged)),
    startScanForward: (forward) => patiently(() => ensureScanForward(forward)),
    startOutbound: (start) => patiently(() => ensureOutbound(start)),
    startInbound: (document, sender) => patiently(() => ensureInbound(document, sender)),
    startScan: (run) => patiently(() => ensureScan(run)),
    wakeActivation: (activation) => patiently(() => ensureActivation(activation)),
    startWebhook: (message) => patiently(() => ensureWebhook(message)),
    repeatWebhook: (message) =>
      patiently(async () => {
        const start = { ...webhookStart(message), signal: lookAgain };
        await client.workflow.signalWithStart(webhookWorkflow, start);
      }),
    act: (start, action) => update(act, [action], outboundWorkflow, outboundStart(start)),
    acceptScan: (run, acceptance) => update(acceptScan, [acceptance], scanWorkflow, scanStart(run)),
    rejectScan: (run, rejection) => update(rejectScan, [rejection], scanWorkflow, scanStart(run)),
    async check() {
      try {
        await client.connection.withDeadline(Date.now() + startPatienceMs, () =>
          client.connection.workflowService.getSystemInfo({}),
        );
      } catch (error) {
        throw new WorkflowsAway('Temporal does not answer.', { cause: error });
      }
    },
  };
}

function startOfFollowed(follow: Follow) {
  switch (follow.kind) {
    case 'networks':
      return { type: networksWorkflow, options: networksStart(follow) };
    case 'scan-account':
      return { type: scanAccountWorkflow, options: scanAccountStart(follow) };
    case 'efaktura-agreement':
      return { type: agreementWorkflow, options: agreementStart(follow) };
  }
}

function codeOf(cause: unknown): string | null {
  for (let at = cause; at instanceof Error; at = at.cause) {
    if (at instanceof ApplicationFailure && typeof at.details?.[0] === 'string')
      return at.details[0];
  }
  return null;
}

const isAway = (error: unknown): boolean =>
  isGrpcServiceError(error) ||
  error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
  (error instanceof Error && error.cause !== undefined && isAway(error.cause));
