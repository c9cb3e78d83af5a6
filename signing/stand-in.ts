import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readJson } from './http.ts';
import { createAccess, type StandInClient } from './stand-in-access.ts';
import { createDocumentDesk, problem, type Reply } from './stand-in-documents.ts';
import { createFaults, type FaultKind, type StandInCall } from './stand-in-faults.ts';
import { missingPage, signingPage } from './stand-in-page.ts';
import { createSigner, type SignerOptions } from './stand-in-signer.ts';
import { openSigningState } from './stand-in-state.ts';

const bodyLimitBytes = 12_000_000;
const api = '/api/v1';

export interface SigningStandInOptions {
  readonly host: string;
  readonly port: number;
  /** JSON with all documents; their PDFs lie in a folder beside it. */
  readonly file: string;
  readonly smtpUrl: string;
  readonly client: StandInClient;
  readonly partner?: StandInClient & { readonly organisation: string };
  /** Credential of `/faults`. */
  readonly faultsKey: string;
  readonly signsByItself?: NonNullable<SignerOptions['signsByItself']>;
  readonly requestsPerSecond?: number;
  readonly now?: () => number;
}

export interface SigningStandIn {
  /** Base of the API, as the client takes it. */
  readonly url: string;
  /** Where `/faults` and the signing pages are. */
  readonly origin: string;
  close(): Promise<void>;
}

/** Each call of the API by its method and path; the first that fits. */
const calls: readonly [StandInCall | 'remove' | 'invitation', string, RegExp][] = [
  ['create', 'POST', /^\/document\/?$/],
  ['find', 'GET', /^\/document\/?$/],
  ['read', 'GET', /^\/document\/([^/]+)\/?$/],
  ['remove', 'DELETE', /^\/document\/([^/]+)\/?$/],
  ['add-file', 'POST', /^\/document\/([^/]+)\/files\/?$/],
  ['read-file', 'GET', /^\/document\/([^/]+)\/files\/(\d+)$/],
  ['invite', 'POST', /^\/document\/([^/]+)\/invitations\/?$/],
  ['cancel', 'POST', /^\/document\/([^/]+)\/cancel$/],
  ['invitation', 'GET', /^\/invitation\/([^/]+)$/],
];

/**
 * Visma Sign's API v1 with both ways in, its documents and invitations with their states, mails with
 * links, and a page for each invitation where one plays the signer. `/faults` makes it fail.
 */
export async function startSigningStandIn(options: SigningStandInOptions): Promise<SigningStandIn> {
  const now = options.now ?? Date.now;
  const state = await openSigningState(options.file);
  const faults = createFaults();
  const access = createAccess({
    client: options.client,
    partner: options.partner ?? null,
    requestsPerSecond: options.requestsPerSecond ?? 20,
    now,
  });
  let origin = '';
  const signer = createSigner({
    state,
    now,
    smtpUrl: options.smtpUrl,
    linkTo: ({ uuid, passphrase }) => `${origin}/sign/${uuid}?passphrase=${passphrase}`,
    signsByItself: options.signsByItself ?? null,
  });
  const desk = createDocumentDesk({
    state,
    now,
    onInvited: (document, invitation) => signer.invite({ document, invitation }),
  });

  function perform(
    call: (typeof calls)[number][0],
    [, uuid = '', index = '']: RegExpExecArray,
    { query, body, hit }: { query: URLSearchParams; body: Buffer; hit: ReadonlySet<FaultKind> },
  ): Reply | Promise<Reply> {
    switch (call) {
      case 'create':
        return desk.create(body, origin + api);
      case 'find':
        return desk.list(query);
      case 'read':
        return desk.read(uuid, hit);
      case 'remove':
        return desk.remove(uuid);
      case 'add-file':
        return desk.addFile(uuid, query.get('filename'), body);
      case 'read-file':
        return desk.readFile(uuid, index, hit);
      case 'invite':
        return desk.invite(uuid, body);
      case 'cancel':
        return desk.cancel(uuid);
      case 'invitation':
        return desk.readInvitation(uuid);
      case 'token':
        return problem(404, 'not_found', 'No such address');
    }
  }

  async function answerApi(
    request: IncomingMessage,
    url: URL,
  ): Promise<Reply | 'silence' | 'hang-up'> {
    const method = request.method ?? 'GET';
    const path = url.pathname.slice(api.length);
    if (method === 'GET' && path === '/auth/methods') {
      const bankId = { identifier: 'no-bankid', name: 'BankID (spilt)', image: '' };
      return { status: 200, json: { methods: [bankId] } };
    }
    const isToken = method === 'POST' && path === '/auth/token';
    const [call, , pattern] = calls.find((one) => one[1] === method && one[2].test(path)) ?? [];
    const body = await readBody(request);
    if (body === null) return problem(400, 'validation_error', 'The request is too large');

    const name = isToken ? 'token' : call;
    const hit: ReadonlySet<FaultKind> =
      name === undefined || name === 'remove' || name === 'invitation'
        ? new Set()
        : faults.take(name);
    if (hit.has('silence')) return 'silence';
    const failing = faultAnswer(hit);
    if (failing) return failing;
    if (isToken) {
      const issued = access.issueToken(new URLSearchParams(body.toString('utf8')));
      return 'json' in issued
        ? { status: 200, json: issued.json }
        : problem(issued.status, issued.code, issued.message);
    }
    const signedPath = url.pathname + url.search;
    const refused = access.refuse({ method, path: signedPath, headers: request.headers, body });
    if (refused) {
      const { status, code, message } = refused;
      const headers = status === 429 ? { 'retry-after': '1' } : {};
      return { ...problem(status, code, message), headers };
    }
    const match = pattern?.exec(path);
    if (call === undefined || !match) return problem(404, 'not_found', 'No such address');
    await signer.expireOverdue();
    const reply = await perform(call, match, { query: url.searchParams, body, hit });
    return hit.has('answer-lost') ? 'hang-up' : reply;
  }

  async function answerFaults(request: IncomingMessage): Promise<Reply> {
    const given = Buffer.from(request.headers.authorization ?? '');
    const wanted = Buffer.from(`Bearer ${options.faultsKey}`);
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
      return problem(401, 'unauthorized', 'The key of the faults is missing or wrong');
    }
    if (request.method === 'DELETE') faults.clear();
    else if (request.method === 'POST') {
      const body = await readBody(request);
      if (!body || !faults.add(readJson(body))) {
        return problem(400, 'validation_error', 'No such fault: docs/stand-ins.md lists them');
      }
    } else if (request.method !== 'GET')
      return problem(405, 'method_not_allowed', 'GET, POST, DELETE');
    return { status: 200, json: { faults: faults.list() } };
  }

  async function answerPage(request: IncomingMessage, url: URL): Promise<Reply> {
    const [, uuid = '', file] = /^\/sign\/([^/]+)(\/file)?$/.exec(url.pathname) ?? [];
    const form =
      request.method === 'POST'
        ? new URLSearchParams((await readBody(request))?.toString('utf8') ?? '')
        : null;
    await signer.expireOverdue();
    const passphrase = (form ?? url.searchParams).get('passphrase') ?? '';
    const found = signer.find(uuid, passphrase);
    if (!found) return page(404, missingPage());
    const { document } = found;
    if (file !== undefined) {
      const kind = document.status === 'signed' ? 'signed' : 'given';
      const bytes = await state.readFile(document.uuid, kind);
      return { status: 200, bytes, headers: { 'content-type': 'application/pdf' } };
    }
    const path = `/sign/${uuid}`;
    if (!form) {
      await signer.open(found);
      return page(200, signingPage(found, path));
    }
    const name = (form.get('name') ?? '').trim();
    const action = form.get('action');
    if (action === 'sign' && name === '') {
      return page(400, signingPage(found, path, 'Skriv navnet ditt først.'));
    }
    const isDone =
      action === 'sign'
        ? await signer.sign(found, name)
        : action === 'decline'
          ? await signer.decline(found)
          : action === 'expire' && (await signer.expire(found));
    return page(isDone ? 200 : 409, signingPage(found, path, 'Det er for sent å gjøre dette.'));
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://sign');
    const reply = url.pathname.startsWith(`${api}/`)
      ? await answerApi(request, url)
      : url.pathname === '/faults'
        ? await answerFaults(request)
        : await answerPage(request, url);
    if (reply === 'silence') return;
    if (reply === 'hang-up') {
      request.socket.destroy();
      return;
    }
    const { status, json, bytes, headers } = reply;
    const content = json === undefined ? bytes : Buffer.from(JSON.stringify(json));
    response.writeHead(status, {
      ...(json !== undefined && { 'content-type': 'application/json' }),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      ...headers,
    });
    response.end(content);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else
        response.writeHead(500, { 'content-type': 'application/json' }).end('{"code":"internal"}');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  origin = `http://${host}:${(server.address() as AddressInfo).port}`;
  signer.resume();
  return {
    url: origin + api,
    origin,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await signer.close();
      await state.settled();
    },
  };
}

function faultAnswer(hit: ReadonlySet<FaultKind>): Reply | null {
  const [status] = [...hit].filter((kind) => /^\d{3}/.test(kind));
  if (status === undefined) return null;
  const reply = problem(Number(status.slice(0, 3)), 'fault', 'This fault was switched on');
  return status === '429' ? { ...reply, headers: { 'retry-after': '7' } } : reply;
}

const page = (status: number, html: string): Reply => ({
  status,
  bytes: Buffer.from(html),
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
  },
});

async function readBody(message: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimitBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
