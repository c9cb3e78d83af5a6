import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { z } from 'zod';
import { readInvoice } from '../../invoice/ubl-read.ts';
import { readJson } from '../http.ts';
import { listen, readBody, stopListening, urlHost } from '../listen.ts';
import { standInConsumers, type StandInConsumer } from './stand-in-consumers.ts';
import { netbankPage, shownInvoice } from './stand-in-page.ts';
import { openStandInState, takenElsewhere } from './stand-in-state.ts';
import { invoiceBody, lookupBody, orderBody } from './wire.ts';

export interface EfakturaStandIn {
  /** The provider's API. */
  readonly url: string;
  /** The "netbank" page. */
  readonly pageUrl: string;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}
const refused = (status: number, code: string, message: string): Answer => ({
  status,
  body: { code, message },
});

const bodyLimitBytes = 60_000_000;

/**
 * A provider of eFaktura and AvtaleGiro with its network: agreements (`FREE`, after a while `ACTIVE`; `RESERVED` until
 * a signed form comes), consumers of fixed behaviour (`stand-in-consumers.ts`), and a page that plays their bank.
 */
export async function startEfakturaStandIn(options: {
  readonly host: string;
  readonly port: number;
  readonly token: string;
  /** Folder of what was accepted. */
  readonly folder: string;
  /** How long the network takes to carry out an agreement. */
  readonly activeAfterMs: number;
}): Promise<EfakturaStandIn> {
  const state = openStandInState(options.folder, options.activeAfterMs);

  async function agreements(method: string, bid: string, body: unknown): Promise<Answer> {
    switch (method) {
      case 'GET':
        return { status: 200, body: state.agreementOf(bid, Date.now()) };
      case 'POST': {
        const order = orderBody.safeParse(body);
        if (!order.success) return unreadable(order.error);
        const form = Buffer.from(order.data.transfer_form ?? '', 'base64').toString('latin1');
        if (takenElsewhere.test(bid) && !form.startsWith('%PDF-')) {
          return refused(409, 'AGREEMENT_RESERVED', 'Another provider has the agreement.');
        }
        await state.order(bid, Date.now());
        return { status: 202, body: state.agreementOf(bid, Date.now()) };
      }
      case 'DELETE':
        await state.end(bid);
        return { status: 204 };
      default:
        return refused(405, 'METHOD_NOT_ALLOWED', method);
    }
  }

  function lookUp(body: unknown): Answer {
    const asked = lookupBody.safeParse(body);
    if (!asked.success) return unreadable(asked.error);
    if (state.agreementOf(asked.data.bid, Date.now()).state !== 'ACTIVE') return notActive;
    const found = findConsumer(asked.data);
    if (!found) return refused(404, 'CONSUMER_NOT_FOUND', 'Nobody is found by that.');
    const { efakturaId, netbank, vipps, hasMandate } = found;
    return {
      status: 200,
      body: {
        efaktura_identifier: efakturaId,
        routes: { yes2all: netbank, vipps },
        avtalegiro_mandate: hasMandate,
      },
    };
  }

  /** Null: the answer is lost. */
  async function take(body: unknown): Promise<Answer | null> {
    const sent = invoiceBody.safeParse(body);
    if (!sent.success) return unreadable(sent.error);
    const invoice = sent.data;
    if (state.agreementOf(invoice.bid, Date.now()).state !== 'ACTIVE') return notActive;
    const kept = state.invoice(invoice.uuid);
    const consumer = Object.values(standInConsumers).find(
      ({ efakturaId }) => efakturaId === invoice.recipient_efaktura_id,
    );
    if (kept) {
      if (consumer?.fault === 'answer-lost') return null;
      return { status: kept.file === invoice.file ? 200 : 409, body: { uuid: kept.uuid } };
    }
    if (!consumer || consumer.fault === 'left') {
      return refused(422, 'RECEIVER_NOT_FOUND', 'The receiver is not found.');
    }
    const read = readInvoice(Buffer.from(invoice.file, 'base64'));
    if (!read.ok) return refused(422, 'DOCUMENT_INVALID', read.detail);
    if (invoice.avtalegiro_kid !== null && !consumer.hasMandate) {
      return refused(422, 'MANDATE_MISSING', 'The consumer has no mandate.');
    }
    await state.keep(invoice, new Date().toISOString());
    if (consumer.fault === 'answer-lost') return null;
    return { status: 201, body: { uuid: invoice.uuid } };
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request;
    const { pathname } = new URL(url, 'http://stand-in');
    if (method === 'GET' && pathname === '/') {
      return send(response, 200, 'text/html; charset=utf-8', netbankPage(shown()));
    }
    if (method === 'GET' && pathname === '/api/invoices') {
      return json(response, { status: 200, body: { data: shown() } });
    }
    if (request.headers.authorization !== `Bearer ${options.token}`) {
      return json(response, refused(401, 'UNAUTHORIZED', 'Another token is needed.'));
    }
    const bytes = await readBody(request, bodyLimitBytes);
    if (bytes === null) return json(response, refused(413, 'TOO_LARGE', 'Too large.'));
    const body = readJson(bytes.toString('utf8'));
    const bid = /^\/v1\/services\/b2cno\/(\d{9})$/.exec(pathname)?.[1];
    if (bid !== undefined) return json(response, await agreements(method, bid, body));
    if (method === 'POST' && pathname === '/v1/lookup/consumers')
      return json(response, lookUp(body));
    if (method === 'POST' && pathname === '/v1/invoices') {
      const answer = await take(body);
      if (answer === null) request.socket.destroy();
      else json(response, answer);
      return;
    }
    json(response, refused(404, 'NOT_FOUND', pathname));
  }
  const shown = () => state.invoices().map(shownInvoice);

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (!response.headersSent) json(response, refused(500, 'ERROR', String(error)));
    });
  });
  const port = await listen(server, options.host, options.port);
  const url = `http://${urlHost(options.host)}:${port}`;
  return { url, pageUrl: `${url}/`, close: () => stopListening(server) };
}

const notActive = refused(403, 'AGREEMENT_NOT_ACTIVE', 'The company has no active agreement.');

const unreadable = (error: z.ZodError): Answer => refused(400, 'BAD_REQUEST', error.message);

/** By phone where one is given, else by e-mail, else by name and post code. */
function findConsumer(asked: z.output<typeof lookupBody>): StandInConsumer | undefined {
  const consumers = Object.values(standInConsumers);
  if (asked.phone !== undefined) return consumers.find(({ phone }) => phone === asked.phone);
  if (asked.email !== undefined) return consumers.find(({ email }) => email === asked.email);
  return consumers.find(
    ({ name, postCode }) => name === asked.name && postCode === asked.post_code,
  );
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  response.end(body);
}

function json(response: ServerResponse, { status, body }: Answer): void {
  if (body === undefined) {
    response.writeHead(status);
    response.end();
  } else send(response, status, 'application/json; charset=utf-8', JSON.stringify(body));
}
