import type { Tracing } from './open-telemetry.ts';

/**
 * Sends traces to the collector at this address (OTLP over HTTP, `/v1/traces`). Without one no package of OpenTelemetry
 * is loaded, and nothing is measured.
 */
export async function startTracing(endpoint: string | null): Promise<Tracing | null> {
  return endpoint === null ? null : (await import('./open-telemetry.ts')).traceTo(endpoint);
}
