import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import { billingCreditNote, billingInvoice } from '../invoice/document-types.ts';
import { elmaParticipant, type ElmaParticipant } from './elma.ts';
import { answerFromEnhetsregisteret } from './enhetsregisteret-stand-in.ts';
import { fullDocumentTypeId, fullParticipantId } from './peppol-ids.ts';
import { createRegisterFaults } from './stand-in-faults.ts';
import { serviceGroupXml, serviceMetadataXml } from './smp-xml.ts';

const bodyLimitBytes = 1_000_000;

/** Endpoint of receivers outside this installation; nothing listens there, the stand-in access point plays it. */
const outsideEndpoint = 'https://access-point.outside.invalid/as4';
/** Endpoint of our own access point, where the installation's participants receive. */
const ownEndpoint = (endpointId: string): string =>
  `https://access-point.invalid/${encodeURIComponent(endpointId)}/as4`;

interface Entry extends ElmaParticipant {
  readonly endpointId: string | null;
}

const savedEntries = z.array(
  z.object({ id: z.string(), endpointId: z.string(), ...elmaParticipant.shape }),
);

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(`${file}.tmp`, 'w');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.tmp`, file);
}

async function readBody(message: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimitBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * ELMA and an SMP in one server, as in Norway: what is registered through ELMA's REST (bearer
 * `token`) is what the SMP publishes, without signature. Beside them Enhetsregisteret. `always` are receivers of other access
 * points, fixed and not to be changed. Registrations lie in `file`. `POST /elma/faults` makes it fail.
 */
export async function startRegisterStandIn(options: {
  host: string;
  port: number;
  token: string;
  file: string;
  always: readonly { participantId: string; name: string }[];
}): Promise<{
  smpUrl: string;
  elmaUrl: string;
  enhetsregisteretUrl: string;
  close(): Promise<void>;
}> {
  const faults = createRegisterFaults();
  const entries = new Map<string, Entry>();
  await mkdir(path.dirname(options.file), { recursive: true });
  const saved = await readFile(options.file, 'utf8').catch(() => '[]');
  for (const { id, ...entry } of savedEntries.parse(JSON.parse(saved))) entries.set(id, entry);
  for (const { participantId, name } of options.always) {
    entries.set(fullParticipantId(participantId), {
      endpointId: null,
      countryCode: 'NO',
      organizationNumber: participantId.replace(/^0192:/, ''),
      name,
      profileIds: [billingInvoice.documentTypeId, billingCreditNote.documentTypeId],
    });
  }

  let saving = Promise.resolve();
  function save(): Promise<void> {
    const write = (): Promise<void> => {
      const own = [...entries].flatMap(([id, entry]) =>
        entry.endpointId === null ? [] : [{ id, ...entry }],
      );
      return writeDurably(options.file, `${JSON.stringify(own, null, 2)}\n`);
    };
    saving = saving.then(write, write);
    return saving;
  }

  function smp(segments: readonly string[], base: string): { status: number; xml: string } {
    const [id = '', services, documentTypeId = ''] = segments;
    const entry = entries.get(id.toLowerCase());
    const missing = { status: 404, xml: '' };
    if (!entry || faults.take(['unpublished'], id)) return missing;
    if (services === undefined) {
      const hrefs = entry.profileIds.map(
        (one) =>
          `${base}/${encodeURIComponent(id)}/services/${encodeURIComponent(fullDocumentTypeId(one))}`,
      );
      return { status: 200, xml: serviceGroupXml(id, hrefs) };
    }
    const own = entry.profileIds.find((one) => fullDocumentTypeId(one) === documentTypeId);
    if (services !== 'services' || own === undefined) return missing;
    const endpointUrl = entry.endpointId === null ? outsideEndpoint : ownEndpoint(entry.endpointId);
    const xml = serviceMetadataXml({
      participantId: id,
      documentTypeId: own,
      processId: billingInvoice.processId,
      endpointUrl,
    });
    return { status: 200, xml };
  }

  async function elma(
    method: string,
    endpointId: string,
    id: string | undefined,
    body: string | null,
  ): Promise<{ status: number; json?: unknown }> {
    if (id === undefined && method === 'GET') {
      const own = [...entries.values()].filter((entry) => entry.endpointId === endpointId);
      return { status: 200, json: own.map((entry) => elmaParticipant.parse(entry)) };
    }
    const key = id?.toLowerCase();
    const found = key === undefined ? undefined : entries.get(key);
    const known = found?.endpointId === endpointId ? found : undefined;
    if (method === 'GET' && known) {
      return { status: 200, json: elmaParticipant.parse(known) };
    }
    if (method === 'DELETE' && known && key !== undefined) {
      entries.delete(key);
      await save();
      return { status: 204 };
    }
    if (method === 'PUT' && !known) return { status: 404, json: { code: 'participant-not-found' } };
    if (method === 'PUT' || (method === 'POST' && id === undefined)) {
      const parsed = elmaParticipant.safeParse(readJson(body ?? ''));
      if (!parsed.success) return { status: 400, json: { code: 'participant-invalid' } };
      const full = fullParticipantId(`0192:${parsed.data.organizationNumber}`);
      if (method === 'PUT' && full !== key) {
        return { status: 400, json: { code: 'participant-invalid' } };
      }
      if (method === 'POST' && entries.has(full)) {
        return { status: 409, json: { code: 'participant-exists' } };
      }
      entries.set(full, { ...parsed.data, endpointId });
      await save();
      return { status: method === 'POST' ? 201 : 200, json: parsed.data };
    }
    return { status: 404, json: { code: 'participant-not-found' } };
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://register');
    const segments = url.pathname.split('/').slice(1).map(decodeURIComponent);
    const base = `http://${request.headers.host ?? ''}`;
    if (segments[0] === 'smp') {
      const { status, xml } = smp(segments.slice(1), `${base}/smp`);
      response.writeHead(status, { 'content-type': 'application/xml; charset=utf-8' }).end(xml);
      return;
    }
    const send = (status: number, body?: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    };
    if (segments[0] === 'enhetsregisteret' && segments[1] === 'api' && request.method === 'GET') {
      const answer = answerFromEnhetsregisteret(segments.slice(2));
      return send(answer.status, answer.json);
    }
    if (segments.join('/') === 'elma/faults' && request.method === 'POST') {
      const isKnown = request.headers.authorization === `Bearer ${options.token}`;
      if (!isKnown) return send(401, { code: 'unauthorized' });
      return send(faults.add(readJson((await readBody(request)) ?? '')) ? 204 : 400);
    }
    const [elmaRoot, apiRoot, endpoints, endpointId, participants, id, ...rest] = segments;
    if (elmaRoot !== 'elma' || apiRoot !== 'api' || endpoints !== 'endpoints' || rest.length > 0) {
      return send(404, { code: 'not-found' });
    }
    if (request.headers.authorization !== `Bearer ${options.token}`) {
      return send(401, { code: 'unauthorized' });
    }
    if (endpointId === undefined || participants !== 'participants') {
      return send(404, { code: 'not-found' });
    }
    const method = request.method ?? 'GET';
    const body = method === 'GET' ? null : await readBody(request);
    const about = `${id ?? ''} ${body ?? ''}`;
    const fault = faults.take(
      method === 'GET' ? ['status', 'dropped'] : ['status', 'dropped', 'answer-lost'],
      about,
    );
    if (fault?.kind === 'dropped') return void request.socket.destroy();
    if (fault?.kind === 'status') return send(fault.status, { code: `elma-${fault.status}` });
    const answer = await elma(method, endpointId, id, body);
    if (fault) return void request.socket.destroy();
    send(answer.status, answer.json);
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
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    smpUrl: `http://${host}:${port}/smp`,
    elmaUrl: `http://${host}:${port}/elma`,
    enhetsregisteretUrl: `http://${host}:${port}/enhetsregisteret/api`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await saving;
    },
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
