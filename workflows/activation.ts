import {
  ActivityFailure,
  CancellationScope,
  condition,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type {
  Activation,
  ActivationDatabaseActivities,
  ActivationStepTaken,
} from '../activities/activation.ts';
import type { ActivationCallActivities } from '../activities/activation-calls.ts';
import type { ActivationMailActivities } from '../activities/activation-mail.ts';
import { wake } from './contracts/activation.ts';
import { searchAttributes } from './contracts/outbound.ts';

const database = proxyLocalActivities<ActivationDatabaseActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

const untilDone = {
  startToCloseTimeout: '150s',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '30s' },
} as const;

/**
 * Each is repeated until it has done its work. The pauses are said by the activity: they depend on what the other
 * side answered and on how long the signer has been waited for. A call that is under way is let finish when it is
 * cancelled, so that no second one runs beside it.
 */
const calls = proxyActivities<ActivationCallActivities & ActivationMailActivities>({
  ...untilDone,
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
});

/** A look changes nothing that the next one would not: it is not waited for when something else is due. */
const { awaitSignature } = proxyActivities<ActivationCallActivities>({
  ...untilDone,
  cancellationType: 'TRY_CANCEL',
});

/**
 * One activation, from the invitation to the signature and what follows from it. Which step is next is decided in
 * `policy/activation.ts` from the facts in Postgres; so this may be lost, reset or started again at any moment, and
 * invites and reminds nobody twice.
 */
export async function activateCompany(activation: Activation): Promise<string> {
  let wakes = 0;
  setHandler(wake, () => {
    wakes++;
  });
  let shown = '';
  for (;;) {
    const seen = wakes;
    const isWoken = (): boolean => wakes !== seen;
    const taken = await database.takeActivationStep(activation);
    shown = show(taken, shown);
    const { step } = taken;
    switch (step.kind) {
      case 'finished':
        return taken.status;
      case 'wait':
        await sleepUntil(step.until, isWoken);
        break;
      case 'send-mail':
        await calls.sendActivationMail(activation, step.messageId);
        break;
      case 'clear-away':
        await calls.clearDocumentsAway(activation);
        break;
      case 'invite':
        await unless(isWoken, step.until, () => calls.inviteSigner(activation));
        break;
      case 'await-signature':
        await unless(isWoken, step.until, () => awaitSignature(activation));
        break;
      case 'keep-agreement':
        await unless(isWoken, step.until, () => calls.keepAgreement(activation));
        break;
      case 'check-signer':
        await unless(isWoken, step.until, () => calls.checkSigner(activation));
        break;
      case 'expire':
        await unless(isWoken, null, () => calls.expireActivation(activation));
        break;
    }
  }
}

/** At least a second, so that two clocks that differ a little do not make a hurry of it. */
async function sleepUntil(until: string | null, isWoken: () => boolean): Promise<void> {
  if (until === null) await condition(isWoken);
  else await condition(isWoken, Math.max(1000, Date.parse(until) - Date.now()));
}

/** Carries out a call until it is done, something changes, or something else is due. */
async function unless(
  isWoken: () => boolean,
  until: string | null,
  call: () => Promise<void>,
): Promise<void> {
  await CancellationScope.cancellable(async () => {
    const calling = call();
    const isDone = await Promise.race([
      calling.then(() => true),
      sleepUntil(until, isWoken).then(() => false),
    ]);
    CancellationScope.current().cancel();
    if (isDone) return;
    // Called off, or failed for the last time: either way the next step is asked for, and the rows say which.
    await calling.catch((error: unknown) => {
      if (!(error instanceof ActivityFailure)) throw error;
    });
  });
}

/** Keeps what an operator sees of the activation in step with Postgres; returns what is shown now. */
function show({ step, status, code }: ActivationStepTaken, shown: string): string {
  const now = `${status}/${code ?? ''}`;
  setCurrentDetails(
    status === 'needs-attention'
      ? `**Trenger svar fra en person:** ${code}`
      : `${step.kind}${code === null ? '' : `, holdes opp: ${code}`}`,
  );
  if (now === shown) return shown;
  upsertSearchAttributes([
    { key: searchAttributes.stage, value: status },
    { key: searchAttributes.errorCode, value: code },
    { key: searchAttributes.needsAttention, value: status === 'needs-attention' },
  ]);
  return now;
}
