import {
  context,
  defaultTextMapGetter,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { Resource } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import {
  OpenTelemetryActivityInboundInterceptor,
  OpenTelemetryWorkflowClientInterceptor,
} from '@temporalio/interceptors-opentelemetry';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { RequestTracer } from '../../api/ports.ts';

/** Traces from requests over the starts of workflows to their activities. */
export interface Tracing {
  readonly requests: RequestTracer;
  readonly clients: readonly WorkflowClientInterceptor[];
  readonly activities: readonly ActivityInterceptorsFactory[];
  /** Sends what is left. */
  stop(): Promise<void>;
}

/** A collector that is away costs no more than this at the end of the process. */
const exportMs = 3000;

/** Loaded only where traces are wanted. A caller's own trace (`traceparent`) goes on in ours. */
export function traceTo(endpoint: string): Tracing {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    timeoutMillis: exportMs,
  });
  const provider = new BasicTracerProvider({
    resource: new Resource({ 'service.name': 'autoinvoice' }),
    spanProcessors: [new BatchSpanProcessor(exporter, { exportTimeoutMillis: exportMs })],
  });
  provider.register({
    contextManager: new AsyncLocalStorageContextManager().enable(),
    propagator: new W3CTraceContextPropagator(),
  });
  const tracer = provider.getTracer('autoinvoice');
  return {
    clients: [new OpenTelemetryWorkflowClientInterceptor()],
    activities: [
      (activity) => ({ inbound: new OpenTelemetryActivityInboundInterceptor(activity) }),
    ],
    requests: {
      begin(method, headers) {
        const parent = propagation.extract(context.active(), headers, defaultTextMapGetter);
        const span = tracer.startSpan(method, { kind: SpanKind.SERVER }, parent);
        return {
          run: (work) => context.with(trace.setSpan(parent, span), work),
          end({ route, status, requestId, subjectId }) {
            span.updateName(`${method} ${route}`).setAttributes({
              'http.request.method': method,
              'http.route': route,
              'http.response.status_code': status,
              'autoinvoice.request_id': requestId,
              ...(subjectId !== undefined && { 'autoinvoice.subject_id': subjectId }),
            });
            if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
            span.end();
          },
        };
      },
    },
    stop: async () => {
      await provider.shutdown().catch(() => undefined);
      trace.disable();
      context.disable();
      propagation.disable();
    },
  };
}
