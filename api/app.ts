import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer, type Server } from 'node:http';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { actAs } from '../db/actor.ts';
import { actorOf, authenticate, requireAccess, type AuthPorts } from './auth.ts';
import { readSessionToken } from './cookie.ts';
import { refuseCrossOrigin } from './cross-origin.ts';
import { createDocs } from './docs.ts';
import { findingsLanguage } from './language.ts';
import { describeError, withLogFields, type Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { makeOpenApi } from './openapi.ts';
import { createPages } from './pages/pages.ts';
import { parseRequest } from './parse.ts';
import { Problem, toProblem } from './problem.ts';
import type { RequestTracer } from './ports.ts';
import type { AnyAnswer, Route } from './route.ts';
import { answerUnreadable } from './unreadable.ts';
import { healthRoutes, type ReadinessPorts } from './routes/health.ts';

export interface ApiOptions {
  readonly routes: readonly Route[];
  readonly auth: AuthPorts;
  readonly readiness: ReadinessPorts;
  readonly metrics: Metrics;
  readonly log: Log;
  /** Null: nothing is traced. */
  readonly tracer?: RequestTracer | null;
  readonly version: string;
  /** The page to log in links to it. */
  readonly hasIdentityProvider?: boolean;
  /** Published in `/openapi.json`. */
  readonly eventCodes?: readonly string[];
}

/** What the log line at the end of a request tells besides the request itself. */
interface Trace {
  readonly requestId: string;
  route?: string;
  caller?: Readonly<Record<string, string>>;
  /** The delivery, scan, company … that it was about. */
  subjectId?: string;
}
const traces = new WeakMap<Request, Trace>();

/** The API: every route by its contract, its description, and the documentation. */
export function createApi(options: ApiOptions): Express {
  const routes = [...options.routes, ...healthRoutes(options.readiness, options.metrics)];
  const openApi = makeOpenApi(routes, options);
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', false);
  // A proxy on this machine tells who asks; nobody else is believed.
  app.set('trust proxy', 'loopback');
  app.use(follow(options), secure);
  app.get('/openapi.json', (_request, response) => void response.json(openApi));
  app.use(createDocs(), createPages(options));

  // A literal segment goes before a parameter: /v1/deliveries/answer before /v1/deliveries/{id}.
  const inOrder = routes.toSorted((a, b) => (sortKey(a.path) < sortKey(b.path) ? -1 : 1));
  for (const route of inOrder) {
    app[route.method](expressPath(route.path), (request, response) =>
      serve(route, options.auth, request, response),
    );
  }
  app.use((request) => {
    const here = routes.filter((route) => matches(route.path, request.path));
    if (here.length > 0) throw methodNotAllowed(here.map((route) => route.method));
    throw new Problem(404, 'no-such-route', 'There is nothing here. /docs lists what there is.');
  });
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    answerProblem(error, request, response, options.log);
  });
  return app;
}

/** An HTTP server that slow or silent clients cannot hold. */
export const createApiServer = (app: Express): Server =>
  createHttpServer(
    {
      headersTimeout: 10_000,
      requestTimeout: 120_000,
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: 5_000,
      maxHeaderSize: 16_384,
    },
    app,
  ).on('clientError', answerUnreadable);

const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');
const sortKey = (path: string): string => path.replaceAll('{', '\uffff{');
const matches = (path: string, actual: string): boolean => {
  const pattern = path.split('/');
  const segments = actual.replace(/(?<=.)\/$/, '').split('/');
  return (
    pattern.length === segments.length &&
    pattern.every((p, i) => p.startsWith('{') || p.toLowerCase() === segments[i]?.toLowerCase())
  );
};

function methodNotAllowed(methods: readonly string[]): Problem {
  const all = methods.flatMap((method) => (method === 'get' ? ['get', 'head'] : [method]));
  const allow = [...new Set(all)].map((method) => method.toUpperCase()).join(', ');
  return new Problem(405, 'method-not-allowed', `Only ${allow} can be used here.`, {
    headers: { Allow: allow },
  });
}

async function serve(
  route: Route,
  auth: AuthPorts,
  request: Request,
  response: Response,
): Promise<void> {
  const trace = traceOf(request);
  trace.route = route.path;
  refuseCrossOrigin(request, auth.publicUrl);
  const credentials = {
    authorization: request.get('authorization'),
    sessionToken: readSessionToken(request.get('cookie'), auth.publicUrl),
  };
  const caller = await authenticate(route.security, credentials, auth);
  const actor = actorOf(caller);
  trace.caller = {
    ...('tenantId' in caller && caller.tenantId !== null && { tenantId: caller.tenantId }),
    ...(actor !== '' && { actor }),
  };
  requireAccess(caller, route.scopes ?? [], findingsLanguage(request.headers));
  const parsed = await parseRequest(route, request);
  const { requestId } = trace;
  const isLocal = isLoopback(request.socket.remoteAddress) && !isForwarded(request);
  const clientAddress = request.ip ?? '';
  const asked = { ...parsed, caller, requestId, isLocal, clientAddress };
  const given = await withLogFields({ requestId }, () => actAs(actor, () => route.handle(asked)));
  const subjectId = idIn(parsed.params) ?? ('body' in given ? idIn(given.body) : null);
  if (subjectId !== null) trace.subjectId = subjectId;
  await answer(response, given);
}

/** `dlv_…` and its like, of what has an id. */
function idIn(of: unknown): string | null {
  const id: unknown = typeof of === 'object' && of !== null && 'id' in of ? of.id : null;
  return typeof id === 'string' && /^[a-z]{1,4}_[0-9a-z]{26}$/.test(id) ? id : null;
}

const isLoopback = (address = ''): boolean => /^(127\.|::1$|::ffff:127\.)/.test(address);
const isForwarded = ({ headers }: Request): boolean =>
  headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;

async function answer(response: Response, given: AnyAnswer): Promise<void> {
  response.status(given.status).set({ ...given.headers });
  if ('bytes' in given) {
    // Before the type, because it guesses one of its own.
    if (given.filename !== undefined) response.attachment(given.filename);
    response.set('Content-Type', given.contentType).end(given.bytes);
  } else if ('stream' in given) {
    response.set('Content-Type', given.contentType);
    await pass(response, given.stream);
  } else if (given.body === undefined) response.end();
  else response.json(given.body);
}

/** Writes text after text, no faster than the client reads. */
async function pass(
  response: Response,
  stream: (signal: AbortSignal) => AsyncIterable<string | Uint8Array>,
): Promise<void> {
  const leaving = new AbortController();
  response.once('close', () => leaving.abort());
  response.flushHeaders();
  // HEAD asks for the headers only.
  if (response.req.method === 'HEAD') leaving.abort();
  for await (const text of stream(leaving.signal)) {
    if (!response.write(text)) {
      await once(response, 'drain', { signal: leaving.signal }).catch(() => undefined);
    }
    if (leaving.signal.aborted) break;
  }
  response.end();
}

function answerProblem(error: unknown, request: Request, response: Response, log: Log): void {
  const { requestId } = traceOf(request);
  const problem = toProblem(error);
  if (problem.status >= 500) {
    log.error('request failed', { requestId, code: problem.code, error: describeError(error) });
  }
  if (response.headersSent) {
    request.socket.destroy();
    return;
  }
  response.status(problem.status).set(problem.headers);
  response.set('Content-Type', 'application/problem+json; charset=utf-8');
  response.end(JSON.stringify(problem.toBody(requestId)));
}

const traceOf = (request: Request): Trace => {
  const trace = traces.get(request) ?? { requestId: randomUUID() };
  traces.set(request, trace);
  return trace;
};

const secure = (_request: Request, response: Response, next: NextFunction): void => {
  response.set({
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  });
  next();
};

/** Gives the request its id, and writes one line and one measurement when it has ended. */
function follow({ log, metrics, tracer }: ApiOptions) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const began = performance.now();
    const offered = request.get('x-request-id') ?? '';
    const requestId = /^[\w.:-]{8,128}$/.test(offered) ? offered : randomUUID();
    const trace: Trace = { requestId };
    traces.set(request, trace);
    const traced = tracer?.begin(request.method, request.headers);
    response.set('X-Request-Id', requestId);
    response.once('finish', () => endWithoutReading(request));
    response.once('close', () => {
      const milliseconds = Math.round(performance.now() - began);
      const { method } = request;
      const route = trace.route ?? 'none';
      const status = response.writableFinished ? response.statusCode : 499;
      metrics.observeRequest({ route, method, status }, milliseconds / 1000);
      const about = trace.subjectId === undefined ? {} : { subjectId: trace.subjectId };
      log.info('request', {
        requestId,
        method,
        route,
        status,
        milliseconds,
        ...about,
        ...trace.caller,
      });
      traced?.end({ route, status, requestId, ...about });
    });
    if (traced) traced.run(next);
    else next();
  };
}

const lingerMs = 2_000;

/**
 * Throws away what is left of a body that was refused, for a moment: closing at once would reset the
 * connection before the client has read why.
 */
function endWithoutReading(request: Request): void {
  if (request.complete) return;
  const { socket } = request;
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  request.once('close', () => clearTimeout(timer)).once('end', () => clearTimeout(timer));
  request.resume();
}
