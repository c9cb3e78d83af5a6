import type { SearchAttributeUpdatePair } from '@temporalio/common';
import {
  ActivityFailure,
  allHandlersFinished,
  ApplicationFailure,
  condition,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  TimeoutFailure,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { OutboundDatabaseActivities } from '../activities/outbound.ts';
import type { Action } from '../activities/outbound-actions.ts';
import type { OutboundCallActivities } from '../activities/outbound-calls.ts';
import type { CallFailure, ReceiptState } from '../activities/outbound-outcomes.ts';
import type { CallMade, OutboundRun, StepTaken } from '../activities/outbound-steps.ts';
import type { ChannelName } from '../policy/channels.ts';
import { failureKinds, type FailureKind } from '../policy/failure.ts';
import { callTimeoutSeconds, recordSeconds } from '../policy/retry.ts';
import { act, searchAttributes } from './contracts/outbound.ts';

const database = proxyLocalActivities<OutboundDatabaseActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/**
 * Calls are repeated by Temporal only when Postgres was away. What a channel says is decided on, and so is silence:
 * a call whose worker died may have passed, and the route must know it before it repeats it or falls back.
 */
const calls = (channel: ChannelName) =>
  proxyActivities<OutboundCallActivities>({
    startToCloseTimeout: `${callTimeoutSeconds[channel] + 2 * recordSeconds}s`,
    heartbeatTimeout: '15s',
    retry: {
      initialInterval: '1s',
      backoffCoefficient: 2,
      maximumInterval: '30s',
      nonRetryableErrorTypes: ['TemporalTimeout:StartToClose', 'TemporalTimeout:Heartbeat'],
    },
  });

/**
 * One run of a delivery: takes step after step until a channel has delivered, none is left, or another run took over.
 * Which step is next is decided in `policy/route.ts` from the facts in Postgres, and written there before it is
 * carried out; so this workflow may be lost, reset or started again at any moment and sends nothing twice.
 */
export async function deliverInvoice(run: OutboundRun): Promise<StepTaken> {
  let actions = 0;
  let isCalling = false;
  setHandler(
    act,
    async (action) => {
      const done = await database.act(run, action);
      actions++;
      return done;
    },
    {
      validator: (_action: Action) => {
        if (isCalling) throw refusal('wrong-state');
      },
    },
  );

  const shown: Shown = { stage: 'accepted', fellBack: false };
  let seen = actions;
  let step = await database.takeNextStep(run);
  for (;;) {
    show(step, shown);
    switch (step.kind) {
      case 'send': {
        isCalling = true;
        const made = await call(run, step);
        isCalling = false;
        seen = actions;
        step = made.next ?? (await database.recordCall(run, step.attemptId, made));
        break;
      }
      case 'look-up-receipt': {
        const state = await lookUp(run, step);
        seen = actions;
        step = await database.recordLook(run, step.attemptId, state);
        break;
      }
      case 'wait': {
        const milliseconds = Math.max(0, Date.parse(step.until) - Date.now());
        const actionsBefore = seen;
        await condition(() => actions !== actionsBefore, milliseconds);
        seen = actions;
        step = await database.takeNextStep(run);
        break;
      }
      case 'ask': {
        const actionsBefore = seen;
        await condition(() => actions !== actionsBefore);
        seen = actions;
        step = await database.takeNextStep(run);
        break;
      }
      case 'finished':
      case 'superseded':
        if (!allHandlersFinished()) await condition(allHandlersFinished);
        return step;
    }
  }
}

type SendStep = Extract<StepTaken, { kind: 'send' }>;

async function call(
  run: OutboundRun,
  { channel, attemptId, tries, isFallback }: SendStep,
): Promise<CallMade> {
  const names = {
    'visma-network': ['sendVismaNetwork', 'Visma'],
    peppol: ['sendPeppol', 'Peppol'],
    efaktura: ['sendEfaktura', 'eFaktura'],
    vipps: ['sendVipps', 'Vipps'],
    email: ['sendEmail', 'E-post'],
    print: ['sendPrint', 'Utskrift'],
  } as const;
  const [name, label] = names[channel];
  const summary = `${label}${isFallback ? ' (reserve)' : ''}${tries > 1 ? `, forsøk ${tries}` : ''}`;
  try {
    return await calls(channel)[name].executeWithOptions({ summary }, [run, attemptId]);
  } catch (error) {
    return callFailure(error);
  }
}

async function lookUp(
  run: OutboundRun,
  { channel, attemptId }: Extract<StepTaken, { kind: 'look-up-receipt' }>,
): Promise<ReceiptState | CallFailure> {
  const name = channel === 'print' ? 'lookUpPrintReceipt' : 'lookUpPeppolReceipt';
  try {
    return await calls(channel)[name].executeWithOptions({ summary: 'Kvittering' }, [
      run,
      attemptId,
    ]);
  } catch (error) {
    return callFailure(error);
  }
}

/** What a failed call says to the route; a call whose worker vanished has an unknown outcome. */
function callFailure(error: unknown): CallFailure {
  if (!(error instanceof ActivityFailure)) throw error;
  const { cause } = error;
  const kind =
    cause instanceof ApplicationFailure
      ? failureKinds.find((name) => name === cause.type)
      : undefined;
  if (cause instanceof ApplicationFailure && kind !== undefined) {
    const [code, retryAfterSeconds] = cause.details ?? [];
    return {
      kind: 'failed',
      failure: kind,
      code: typeof code === 'string' ? code : kind,
      detail: cause.message.slice(0, 500),
      retryAfterSeconds: typeof retryAfterSeconds === 'number' ? retryAfterSeconds : null,
    };
  }
  if (cause instanceof TimeoutFailure) {
    const failure: FailureKind = 'outcome-unknown';
    return {
      kind: 'failed',
      failure,
      code: failure,
      detail: 'The call was not answered in time.',
      retryAfterSeconds: null,
    };
  }
  throw error;
}

const refusal = (code: string): ApplicationFailure =>
  ApplicationFailure.create({
    type: 'not-permitted',
    message: code,
    nonRetryable: true,
    details: [code],
  });

/** What the search attributes of this run say now. */
interface Shown {
  stage: string;
  fellBack: boolean;
}

/** Keeps what an operator sees in the list and on the page of the run in step with Postgres. */
function show(step: StepTaken, shown: Shown): void {
  switch (step.kind) {
    case 'send':
      setCurrentDetails(`Sender: ${step.channel}, forsøk ${step.tries}`);
      shown.fellBack ||= step.isFallback;
      // The first call follows at once upon the start, and most runs end with it: not worth a write.
      if (shown.stage !== 'accepted') tell(shown, 'sending', step.channel, null);
      return;
    case 'look-up-receipt':
      return;
    case 'wait':
      setCurrentDetails(
        `Venter (${step.reason}) til ${step.until}${step.code ? `: ${step.code}` : ''}`,
      );
      if (step.reason === 'receipt' && shown.stage === 'waiting') return;
      tell(shown, 'waiting', step.channel, step.code, [
        { key: searchAttributes.nextAttemptAt, value: new Date(step.until) },
      ]);
      return;
    case 'ask':
      setCurrentDetails(`**Trenger svar fra en person:** ${step.code}`);
      tell(shown, 'needs-attention', step.channel, step.code);
      return;
    case 'finished':
      tell(shown, step.status, step.channel, step.code, [
        { key: searchAttributes.attempts, value: step.tries },
      ]);
      return;
    case 'superseded':
      upsertSearchAttributes([
        { key: searchAttributes.stage, value: step.status },
        { key: searchAttributes.needsAttention, value: false },
      ]);
  }
}

function tell(
  shown: Shown,
  stage: string,
  channel: ChannelName | null,
  code: string | null,
  more: SearchAttributeUpdatePair[] = [],
): void {
  shown.stage = stage;
  upsertSearchAttributes([
    { key: searchAttributes.stage, value: stage },
    { key: searchAttributes.channel, value: channel },
    { key: searchAttributes.errorCode, value: code },
    { key: searchAttributes.needsAttention, value: stage === 'needs-attention' },
    { key: searchAttributes.fallback, value: shown.fellBack },
    ...more,
  ]);
}
