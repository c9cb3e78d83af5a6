import { z } from 'zod';
import type { Metrics } from '../metrics.ts';
import { Problem } from '../problem.ts';
import { route, type Route } from '../route.ts';

/** Each resolves while the part answers. */
export interface ReadinessPorts {
  checkDatabase(): Promise<unknown>;
  checkDocuments(): Promise<unknown>;
  /** Temporal away does not make us unready: what is accepted waits in Postgres. */
  checkTemporal(): Promise<unknown>;
  /** What documents are read with. */
  describeReaders(): ReadersDescription;
}

interface ReadersDescription {
  readonly engines: readonly string[];
  readonly isWithoutNetwork: boolean;
}

const patienceMs = 2000;

async function answers(check: () => Promise<unknown>): Promise<'ok' | 'away'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'away'>((resolve) => {
    timer = setTimeout(() => resolve('away'), patienceMs);
  });
  const asked = async (): Promise<'ok' | 'away'> => {
    try {
      await check();
      return 'ok';
    } catch {
      return 'away';
    }
  };
  try {
    return await Promise.race([asked(), late]);
  } finally {
    clearTimeout(timer);
  }
}

const part = z.enum(['ok', 'away']);
const readiness = z
  .object({
    ready: z.boolean(),
    database: part,
    documents: part,
    temporal: part,
    readers: z
      .object({
        engines: z
          .array(z.string())
          .describe('What scans are read with: `text`, `ppocr` where its models are, `tesseract`.'),
        isWithoutNetwork: z
          .boolean()
          .describe('The processes that open documents are cut off from every network.'),
      })
      .describe('As this process finds them; a scan worker on another machine has its own.'),
  })
  .meta({ id: 'Readiness' });

/** For load balancers, orchestrators and Prometheus. */
export function healthRoutes(ports: ReadinessPorts, metrics: Metrics): Route[] {
  return [
    route({
      method: 'get',
      path: '/healthz',
      operationId: 'getHealth',
      summary: 'The process is up',
      tag: 'operations',
      security: 'public',
      answers: { 200: { description: 'Up.', schema: z.object({ status: z.literal('ok') }) } },
      problems: [],
      handle: () => ({ status: 200, body: { status: 'ok' } }),
    }),
    route({
      method: 'get',
      path: '/readyz',
      operationId: 'getReadiness',
      summary: 'Requests can be accepted',
      description: 'Ready while Postgres and the documents answer; Temporal is only reported.',
      tag: 'operations',
      security: 'public',
      answers: {
        200: { description: 'Ready.', schema: readiness },
        503: { description: 'Not ready.', schema: readiness },
      },
      problems: [],
      handle: async () => {
        const [database, documents, temporal] = await Promise.all([
          answers(() => ports.checkDatabase()),
          answers(() => ports.checkDocuments()),
          answers(() => ports.checkTemporal()),
        ]);
        const ready = database === 'ok' && documents === 'ok';
        const { engines, isWithoutNetwork } = ports.describeReaders();
        const readers = { engines: [...engines], isWithoutNetwork };
        const body = { ready, database, documents, temporal, readers };
        return ready
          ? { status: 200, body }
          : { status: 503, body, headers: { 'Retry-After': '5' } };
      },
    }),
    route({
      method: 'get',
      path: '/metrics',
      operationId: 'getMetrics',
      summary: 'Numbers for Prometheus, from this machine only',
      tag: 'operations',
      security: 'public',
      answers: { 200: { description: 'Prometheus text format.', contentType: 'text/plain' } },
      problems: [404],
      handle: async ({ isLocal }) => {
        if (!isLocal) throw new Problem(404, 'no-such-route', 'Only answered on this machine.');
        const { registry } = metrics;
        const bytes = new TextEncoder().encode(await registry.metrics());
        return { status: 200, contentType: registry.contentType, bytes };
      },
    }),
  ];
}
