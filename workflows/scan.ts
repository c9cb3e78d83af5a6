import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  ActivityFailure,
  allHandlersFinished,
  ApplicationFailure,
  condition,
  ParentClosePolicy,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  startChild,
  TimeoutFailure,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { ScanActivities } from '../activities/scan.ts';
import type { ScanDecisionActivities } from '../activities/scan-decisions.ts';
import type { ScanEnd, ScanRun, ScanStep } from '../activities/scan-steps.ts';
import { inboundStart, inboundWorkflow } from './contracts/inbound.ts';
import { searchAttributes } from './contracts/outbound.ts';
import { acceptScan, rejectScan, scanStart, scanWorkflow } from './contracts/scan.ts';
import { scanForwardStart, scanForwardWorkflow } from './contracts/scan-forward.ts';

const database = proxyLocalActivities<ScanActivities & ScanDecisionActivities>({
  startToCloseTimeout: '60s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

const lost = ['TemporalTimeout:StartToClose', 'TemporalTimeout:Heartbeat'];

/** Reading has limits of its own, in a process that is ended at them; a worker that vanished is counted here. */
const { readWords } = proxyActivities<ScanActivities>({
  startToCloseTimeout: '30m',
  heartbeatTimeout: '15s',
  retry: {
    initialInterval: '1s',
    backoffCoefficient: 2,
    maximumInterval: '30s',
    nonRetryableErrorTypes: lost,
  },
});

const { judgeDraft } = proxyActivities<ScanActivities>({
  startToCloseTimeout: '2m',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** A document that is being read whenever a worker dies is probably why. */
const maximumReadings = 6;

/**
 * One run of a scan: takes step after step until the document is accepted, a person must look at it, or it cannot be
 * read. What comes next is told by Postgres, so this workflow may be lost, reset or started again at any moment.
 * It ends where a person is asked: the Updates `accept` and `reject` start it again, on the same id.
 */
export async function scanDocument(run: ScanRun): Promise<ScanEnd> {
  let decided: ScanEnd | null = null;
  setHandler(acceptScan, async (acceptance) => {
    decided = await database.acceptDraft(run, acceptance);
    return decided;
  });
  setHandler(rejectScan, async (rejection) => {
    decided = await database.rejectDraft(run, rejection);
    return decided;
  });

  let readings = 0;
  let step: ScanStep = await database.takeScanStep(run);
  while (step.kind !== 'settled' && step.kind !== 'superseded') {
    switch (step.kind) {
      case 'read':
        step =
          ++readings > maximumReadings
            ? await database.giveUpReading(run, 'reader-lost')
            : await readOnce(run);
        break;
      case 'interpret':
        step = await database.interpretWords(run);
        break;
      case 'judge':
        step = await judgeDraft(run);
        break;
      case 'accept':
        step = await database.acceptDraft(run, null);
        break;
    }
  }
  await condition(allHandlersFinished);
  return end(run, decided ?? step);
}

async function readOnce(run: ScanRun): Promise<ScanStep> {
  try {
    return await readWords.executeWithOptions({ summary: 'Leser dokumentet' }, [run]);
  } catch (error) {
    const isLost = error instanceof ActivityFailure && error.cause instanceof TimeoutFailure;
    if (!isLost) throw error;
    return database.takeScanStep(run);
  }
}

/** Starts what follows, and shows the end to an operator: a document that could not be read ends as failed. */
async function end(run: ScanRun, step: ScanEnd): Promise<ScanEnd> {
  upsertSearchAttributes([
    { key: searchAttributes.stage, value: step.status },
    { key: searchAttributes.needsAttention, value: step.status === 'review' },
  ]);
  if (step.kind !== 'settled') return step;
  const { tenantId } = run;
  for (const child of step.children) await startOnce(scanWorkflow, scanStart(child));
  if (step.receivedId !== null) {
    const received = { tenantId, receivedId: step.receivedId };
    await startOnce(inboundWorkflow, inboundStart(received, 'skann'));
  }
  if (step.forwardId !== null) {
    const forward = { tenantId, forwardId: step.forwardId };
    await startOnce(scanForwardWorkflow, scanForwardStart(forward));
  }
  if (step.status !== 'failed') return step;
  const code = step.code ?? 'unreadable';
  upsertSearchAttributes([{ key: searchAttributes.errorCode, value: code }]);
  throw ApplicationFailure.create({
    type: 'invoice-invalid',
    message: `The document could not be read: ${code}`,
    nonRetryable: true,
    details: [code],
  });
}

/** Starts a workflow that goes on by itself; one that runs already is just what was asked for. */
async function startOnce(
  type: string,
  options: ReturnType<typeof scanStart | typeof inboundStart | typeof scanForwardStart>,
): Promise<void> {
  try {
    await startChild(type, { ...options, parentClosePolicy: ParentClosePolicy.ABANDON });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
