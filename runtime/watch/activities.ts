import type { Info } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory, WorkerInterceptors } from '@temporalio/worker';
import { z } from 'zod';
import type { Log } from '../../api/log.ts';
import { createMetrics, type Metrics } from '../../api/metrics.ts';
import { readWorkflowId } from '../../policy/workflow-ids.ts';
import type { Tracing } from './open-telemetry.ts';

/** Where the parts of one process say what they do. */
export interface Watch {
  readonly log: Log;
  readonly metrics: Metrics;
  /** Of every worker in the process. */
  readonly activities: ActivityInterceptorsFactory;
}

/** Numbers that begin at zero, and interceptors that count in them. */
export function openWatch(log: Log): Watch {
  const metrics = createMetrics();
  return { log, metrics, activities: watchActivities(log, metrics) };
}

/** What a worker's activities go through. */
export const interceptorsOf = (watch: Watch, tracing: Tracing | null): WorkerInterceptors => ({
  activity: [watch.activities, ...(tracing?.activities ?? [])],
});

/** What is read of an activity's result: the step of a delivery that it leads to, or a receiver's answer. */
const step = z.object({
  kind: z.string(),
  status: z.string().optional(),
  channel: z.string().nullish(),
  fallbackFrom: z.string().optional(),
  seconds: z.number().optional(),
});
/** A call that has recorded itself brings the step that follows. */
const recorded = z.object({ next: step });
const webhookAnswer = z.object({ status: z.number().nullable(), code: z.string().nullable() });

/** `sendVismaNetwork` and `lookUpPrintReceipt` are acts of a channel; others have none. */
function channelOf(activity: string): string {
  if (activity === 'postWebhook') return 'webhook';
  const [, name] =
    /^(?:send|lookUp)(VismaNetwork|Peppol|Efaktura|Vipps|Email|Print)/.exec(activity) ?? [];
  return name === undefined ? 'none' : name.replace(/(?<=.)[A-Z]/g, '-$&').toLowerCase();
}

/** `2xx` … `5xx`, or why there was no answer. */
const answerOf = ({ status, code }: z.output<typeof webhookAnswer>): string =>
  status === null ? (code ?? 'none') : `${Math.floor(status / 100)}xx`;

/** The kind of a `Failure`; what is nobody's expected outcome is ours. */
const kindOf = (error: unknown): string =>
  error instanceof ApplicationFailure && error.type ? error.type : 'internal';

const codeOf = (error: unknown): string | undefined =>
  error instanceof ApplicationFailure && typeof error.details?.[0] === 'string'
    ? error.details[0]
    : undefined;

/** Which promise, delivery, scan or company an activity works for: ids, as they stand in the API's lines too. */
function subjectOf({ workflowExecution, activityType, attempt }: Info): Record<string, unknown> {
  const workflowId = workflowExecution?.workflowId ?? '';
  const subjectId = readWorkflowId(workflowId)?.id;
  return {
    activity: activityType,
    workflowId,
    ...(subjectId !== undefined && { subjectId }),
    attempt,
  };
}

/** Writes one line and one measurement for each activity that a worker has carried out. */
function watchActivities(log: Log, metrics: Metrics): ActivityInterceptorsFactory {
  const measure = measuresOf(metrics);
  return ({ info }) => ({
    inbound: {
      async execute(input, next) {
        const began = performance.now();
        const channel = channelOf(info.activityType);
        if (!info.isLocal)
          measure.waited(info.taskQueue, Date.now() - info.currentAttemptScheduledTimestampMs);
        const done = (outcome: string): { milliseconds: number; outcome: string } => {
          const milliseconds = Math.round(performance.now() - began);
          measure.took(info.activityType, outcome, milliseconds);
          return { milliseconds, outcome };
        };
        try {
          const result = await next(input);
          measure.result(info.activityType, result);
          log.info('activity', { ...subjectOf(info), ...done('done') });
          return result;
        } catch (error) {
          const kind = kindOf(error);
          measure.failed(channel, kind);
          const code = codeOf(error);
          log.info('activity', {
            ...subjectOf(info),
            ...done('failed'),
            kind,
            ...(code !== undefined && { code }),
          });
          throw error;
        }
      },
    },
  });
}

function measuresOf(metrics: Metrics) {
  const waited = metrics.histogram({
    name: 'schedule_to_start_seconds',
    help: 'How long an activity waited for a worker.',
    labels: ['queue'],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300],
  });
  const took = metrics.histogram({
    name: 'activity_seconds',
    help: 'How long an activity took.',
    labels: ['activity', 'outcome'],
    buckets: [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60],
  });
  const failures = metrics.counter({
    name: 'activity_failures_total',
    help: 'Activities that failed, by channel and kind of failure.',
    labels: ['channel', 'kind'],
  });
  const deliveries = metrics.counter({
    name: 'deliveries_total',
    help: 'Runs of deliveries that ended, by the last channel.',
    labels: ['channel', 'outcome'],
  });
  const deliverySeconds = metrics.histogram({
    name: 'delivery_seconds',
    help: 'From acceptance to delivery.',
    labels: ['channel'],
    buckets: [0.5, 1, 2, 5, 15, 60, 300, 3600, 86_400],
  });
  const fallbacks = metrics.counter({
    name: 'fallback_total',
    help: 'Deliveries that went on to another channel.',
    labels: ['from', 'to'],
  });
  const webhookAttempts = metrics.counter({
    name: 'webhook_attempts_total',
    help: 'Calls to webhooks, by answer.',
    labels: ['outcome'],
  });
  return {
    waited: (queue: string, milliseconds: number): void =>
      waited.observe({ queue }, Math.max(0, milliseconds) / 1000),
    took: (activity: string, outcome: string, milliseconds: number): void =>
      took.observe({ activity, outcome }, milliseconds / 1000),
    failed: (channel: string, kind: string): void => failures.add({ channel, kind }),
    result(activity: string, result: unknown): void {
      if (activity === 'postWebhook') {
        const answer = webhookAnswer.safeParse(result);
        if (answer.success) webhookAttempts.add({ outcome: answerOf(answer.data) });
        return;
      }
      const data = recorded.safeParse(result).data?.next ?? step.safeParse(result).data;
      const channel = data?.channel ?? 'none';
      if (data?.kind === 'send' && data.fallbackFrom !== undefined)
        fallbacks.add({ from: data.fallbackFrom, to: channel });
      if (data?.kind !== 'finished' || data.seconds === undefined) return;
      deliveries.add({ channel, outcome: data.status ?? 'none' });
      if (data.status === 'delivered') deliverySeconds.observe({ channel }, data.seconds);
    },
  };
}
