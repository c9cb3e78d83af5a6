import { WorkflowClient } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createApi, createApiServer } from '../../api/app.ts';
import { createMetrics } from '../../api/metrics.ts';
import { route } from '../../api/route.ts';
import { listen, readBody, stopListening } from '../../channels/listen.ts';
import { interceptorsOf, openWatch } from '../../runtime/watch/activities.ts';
import type { Tracing } from '../../runtime/watch/open-telemetry.ts';
import { startTracing } from '../../runtime/watch/tracing.ts';
import { webhookStart, webhookWorkflow } from '../../workflows/contracts/webhooks.ts';
import { startTimeSkipping } from '../support/time-skipping.ts';

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
}

const spans: Span[] = [];
const exported = z.object({
  resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(z.any()) })) })),
});
/** A collector that keeps what it is told. */
const collector: Server = createServer((request, response) => {
  void readBody(request, 1_000_000).then((body) => {
    const { resourceSpans } = exported.parse(JSON.parse(String(body)));
    for (const { scopeSpans } of resourceSpans)
      for (const scope of scopeSpans) spans.push(...(scope.spans as Span[]));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
});

const log = { info: () => undefined, error: () => undefined };
const callerTrace = '0af7651916cd43dd8448eb211c80319c';
const id = 'dlv_01k5q0m0c8v5k2m1x7a9h3d4ef';

let environment: Awaited<ReturnType<typeof startTimeSkipping>>['environment'];
let tracing: Tracing;

beforeAll(async () => {
  ({ environment } = await startTimeSkipping());
  const started = await startTracing(`http://127.0.0.1:${await listen(collector, '127.0.0.1', 0)}`);
  if (!started) throw new Error('Nothing is traced.');
  tracing = started;
});
afterAll(async () => {
  await environment.teardown();
  await stopListening(collector);
});

/** An API whose one route starts a workflow. */
function api(client: WorkflowClient, taskQueue: string): Server {
  const message = { tenantId: 't_1', endpointId: 'whk_1', eventId: 'evt_1' };
  const start = route({
    method: 'post',
    path: '/v1/starts',
    operationId: 'start',
    summary: 'Start',
    security: 'public',
    answers: { 202: { description: 'Started.', schema: z.object({ id: z.string() }) } },
    problems: [],
    handle: async () => {
      await client.start(webhookWorkflow, { ...webhookStart(message), taskQueue });
      return { status: 202, body: { id } };
    },
  });
  const app = createApi({
    routes: [start],
    auth: {
      findCompanyKey: async () => null,
      findAccessPointKey: async () => null,
      findSession: async () => null,
      findVendorKey: async () => null,
      operatorKeyHash: '',
      publicUrl: 'http://127.0.0.1',
    },
    readiness: {
      checkDatabase: async () => undefined,
      checkDocuments: async () => undefined,
      checkTemporal: async () => undefined,
      describeReaders: () => ({ engines: [], isWithoutNetwork: false }),
    },
    metrics: createMetrics(),
    log,
    version: '0',
    tracer: tracing.requests,
  });
  return createApiServer(app);
}

describe('where a collector is named', () => {
  it('request, start of the workflow and its activities are one trace, which the caller began', async () => {
    const folder = new URL('../../workflows/', import.meta.url);
    const { code } = await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('index.ts', folder)),
      workflowInterceptorModules: [fileURLToPath(new URL('trace.ts', folder))],
      logger: new DefaultLogger('ERROR'),
    });
    const client = new WorkflowClient({
      connection: environment.connection,
      namespace: environment.namespace ?? 'default',
      interceptors: [...tracing.clients],
    });
    const server = api(client, 'traced');
    const port = await listen(server, '127.0.0.1', 0);
    const worker = await Worker.create({
      connection: environment.nativeConnection,
      namespace: environment.namespace ?? 'default',
      taskQueue: 'traced',
      workflowBundle: { code },
      interceptors: interceptorsOf(openWatch(log), tracing),
      activities: {
        takeWebhookStep: async () => ({ kind: 'post', number: 1 }),
        postWebhook: async () => ({
          status: 204,
          code: null,
          retryAfterSeconds: null,
          milliseconds: 1,
        }),
        recordWebhookCall: async () => ({ kind: 'finished', status: 'delivered', code: null }),
      },
    });
    await worker.runUntil(async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/v1/starts`, {
        method: 'POST',
        headers: {
          traceparent: `00-${callerTrace}-b7ad6b7169203331-01`,
          'x-request-id': 'erp-4711',
        },
      });
      expect(answer.status).toBe(202);
      await client.getHandle('webhook/whk_1/evt_1').result();
    });
    await stopListening(server);
    await tracing.stop();
    expect(spans.map(({ name }) => name).toSorted()).toEqual([
      'POST /v1/starts',
      'RunActivity:postWebhook',
      'RunActivity:recordWebhookCall',
      'RunActivity:takeWebhookStep',
      'StartWorkflow:sendWebhook',
    ]);
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([callerTrace]));
    const told = JSON.stringify(spans.find(({ name }) => name.startsWith('POST'))?.attributes);
    expect(told).toContain('erp-4711');
    expect(told).toContain(id);
  });
});

describe('where none is named', () => {
  it('nothing is traced', async () => {
    expect(await startTracing(null)).toBeNull();
  });
});
