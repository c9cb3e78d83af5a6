import { createServer } from 'node:http';
import type { Metrics } from '../../api/metrics.ts';
import { listen, stopListening } from '../../channels/listen.ts';
import type { Running } from '../service.ts';

/**
 * What a worker tells of itself over HTTP: `/healthz` (200 while it works, 503 when not) and `/metrics`.
 * Nothing listens where no port is set.
 */
export async function serveHealth(
  at: { readonly host: string; readonly port: number | null },
  metrics: Metrics,
  isHealthy: () => Promise<boolean>,
): Promise<Running & { readonly port: number | null }> {
  if (at.port === null) return { port: null, stop: () => Promise.resolve() };
  const answer = async (path: string): Promise<{ status: number; type: string; body: string }> => {
    if (path === '/metrics') {
      const { registry } = metrics;
      return { status: 200, type: registry.contentType, body: await registry.metrics() };
    }
    if (path !== '/healthz') return { status: 404, type: 'text/plain', body: '' };
    const isWell = await isHealthy().catch(() => false);
    const body = JSON.stringify({ status: isWell ? 'ok' : 'down' });
    return { status: isWell ? 200 : 503, type: 'application/json', body };
  };
  const server = createServer((request, response) => {
    void answer(request.url ?? '/').then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type }).end(body);
    });
  });
  const port = await listen(server, at.host, at.port);
  return { port, stop: () => stopListening(server) };
}
