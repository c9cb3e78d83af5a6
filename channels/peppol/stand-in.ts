import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { readSbd } from '../../invoice/sbdh.ts';
import { Failure } from '../../policy/failure.ts';
import { call } from '../http.ts';
import { listen, readBody, stopListening, urlHost } from '../listen.ts';
import type { PhossAnswer } from './phoss-ap.ts';
import { misfit, outcomeOf, type Outcome } from './stand-in-checks.ts';
import { openJournal, type JournalLine } from './stand-in-journal.ts';
import { standInParticipants, type StandInBehaviour } from './stand-in-participants.ts';

const bodyLimitBytes = 60_000_000;
/** How long `submit` waits for the receiver before it answers `pending` and goes on by itself. */
const patienceMilliseconds = 2000;
const longestPauseMilliseconds = 10_000;
const flakyRefusals = 2;

/** A look-up in the SMP, as `registers/smp.ts` does it; wired in `runtime/`. */
export type FindReceiver = (participantId: string, documentTypeId: string) => Promise<unknown>;

interface Kept {
  readonly instanceId: string;
  readonly receiver: string;
  readonly at: string;
  readonly sha256: string;
  /** Null once the receiver has it: then nothing is left to send. */
  sbd: Buffer | null;
  answer: PhossAnswer;
}

type Reply = { readonly status: number; readonly json: unknown } | 'hang-up';

const behaviours = new Map<string, StandInBehaviour>(
  (Object.keys(standInParticipants) as StandInBehaviour[]).map((behaviour) => [
    standInParticipants[behaviour],
    behaviour,
  ]),
);

/**
 * phoss-ap's REST with a network behind it: looks the receiver up in the SMP, plays the fixed
 * participants of `stand-in-participants.ts`, and delivers everything else to the installation's
 * own inbound door, with repeats until it is taken. `GET /inbox?limit=` lists what the fixed
 * participants have received, newest first.
 */
export async function startAccessPointStandIn(options: {
  host: string;
  port: number;
  token: string;
  findReceiver: FindReceiver;
  door: () => { url: string; key: string } | null;
  file: string;
}): Promise<{ url: string; close(): Promise<void> }> {
  const { journal, lines } = await openJournal(options.file);
  const kept = new Map<string, Kept>();
  const inbox: Kept[] = [];
  const flakyTries = new Map<string, number>();
  const submitting = new Map<string, Promise<void>>();
  const delivering = new Set<Promise<void>>();
  const stop = new AbortController();

  function apply(line: JournalLine): Kept | undefined {
    if (line.type === 'accepted') {
      const { instanceId, receiver, at, sha256 } = line;
      const sbd = Buffer.from(line.sbd, 'base64');
      const answer: PhossAnswer = { sbdhInstanceID: instanceId, status: 'pending' };
      const one: Kept = { instanceId, receiver, at, sha256, sbd, answer };
      kept.set(instanceId, one);
      return one;
    }
    const one = kept.get(line.instanceId);
    if (!one) return undefined;
    const { type: _, instanceId: sbdhInstanceID, ...outcome } = line;
    one.answer = { sbdhInstanceID, ...outcome };
    one.sbd = null;
    if (outcome.status === 'sent' && behaviours.has(one.receiver)) inbox.push(one);
    return one;
  }

  async function record(line: JournalLine): Promise<Kept | undefined> {
    await journal.append(line);
    return apply(line);
  }

  /** Hands over to the installation until it has taken or refused it for good. */
  async function deliver(one: Kept): Promise<void> {
    for (let pause = 200; !stop.signal.aborted;) {
      const door = options.door();
      const outcome = door && one.sbd ? await hand(door, one.instanceId, one.sbd) : null;
      if (outcome) {
        await record({ type: 'outcome', instanceId: one.instanceId, ...outcome });
        return;
      }
      one.answer = { ...one.answer, status: 'failed', errorDetails: 'Will be tried again' };
      await sleep(pause);
      pause = Math.min(pause * 2, longestPauseMilliseconds);
    }
  }

  async function hand(
    door: { url: string; key: string },
    instanceId: string,
    sbd: Buffer,
  ): Promise<Outcome | null> {
    try {
      const answer = await call({
        method: 'POST',
        url: door.url,
        headers: {
          authorization: `Bearer ${door.key}`,
          'content-type': 'application/xml',
          'x-sbdh-instance-id': instanceId,
        },
        body: sbd,
        timeoutSeconds: 30,
      });
      return outcomeOf(answer.status, answer.text);
    } catch (error) {
      if (error instanceof Failure) return null;
      throw error;
    }
  }

  /** Ends early, without an error, when the stand-in is closed. */
  const sleep = (milliseconds: number): Promise<void> =>
    setTimeout(milliseconds, undefined, { signal: stop.signal }).catch(() => undefined);

  function startDelivery(one: Kept): Promise<void> {
    const run = deliver(one)
      .catch((error: unknown) => {
        // Closed in the middle of a hand-over: the journal has it as unfinished.
        if (!stop.signal.aborted) throw error;
      })
      .finally(() => delivering.delete(run));
    delivering.add(run);
    return run;
  }

  const reject = (status: number, json: unknown): Reply => ({ status, json });
  const settle = (one: Kept): Reply => ({ status: 200, json: one.answer });

  async function submit(body: Buffer): Promise<Reply> {
    const sbd = readSbd(body);
    if (!sbd.ok) return reject(422, { code: 'sbd-invalid', detail: sbd.detail });
    const { instanceId } = sbd;
    const errorDetails = misfit(sbd);
    if (errorDetails !== null) {
      const answer = { status: 'rejected', errorCode: '1100', errorDetails } as const;
      return reject(422, { sbdhInstanceID: instanceId, ...answer } satisfies PhossAnswer);
    }
    while (submitting.has(instanceId)) await submitting.get(instanceId);
    let finish = (): void => undefined;
    submitting.set(instanceId, new Promise((resolve) => (finish = resolve)));
    try {
      return await submitOnce(body, sbd);
    } finally {
      submitting.delete(instanceId);
      finish();
    }
  }

  async function submitOnce(
    body: Buffer,
    {
      instanceId,
      receiver,
      documentTypeId,
    }: { instanceId: string; receiver: string; documentTypeId: string },
  ): Promise<Reply> {
    const sha256 = createHash('sha256').update(body).digest('hex');
    const behaviour = behaviours.get(receiver);
    const known = kept.get(instanceId);
    if (known && known.sha256 !== sha256) {
      return reject(409, { code: 'instance-id-used', detail: 'Another message has this id' });
    }
    if (known) return behaviour === 'answerLost' ? 'hang-up' : settle(known);

    try {
      await options.findReceiver(receiver, documentTypeId);
    } catch (error) {
      if (!(error instanceof Failure) || error.kind !== 'recipient-unknown') {
        return reject(503, { code: 'smp-unavailable' });
      }
      const errorCode = error.code === 'document-type-unknown' ? '1363' : '1362';
      const answer = { status: 'rejected', errorCode, errorDetails: error.message } as const;
      return reject(422, { sbdhInstanceID: instanceId, ...answer } satisfies PhossAnswer);
    }
    if (behaviour === 'down') return reject(503, { code: 'receiver-unavailable' });
    if (behaviour === 'flaky') {
      const tries = (flakyTries.get(instanceId) ?? 0) + 1;
      flakyTries.set(instanceId, tries);
      if (tries <= flakyRefusals) return reject(503, { code: 'receiver-unavailable' });
    }

    const one = await record({
      type: 'accepted',
      instanceId,
      receiver,
      at: new Date().toISOString(),
      sha256,
      sbd: body.toString('base64'),
    });
    if (!one) throw new Error('An accepted line keeps a submission');
    if (behaviour === undefined) {
      await Promise.race([startDelivery(one), sleep(patienceMilliseconds)]);
      return settle(one);
    }
    const outcome: Outcome =
      behaviour === 'refuses'
        ? {
            status: 'permanently_failed',
            errorCode: '501',
            errorDetails: 'The receiving access point does not take invoices for this receiver',
          }
        : { status: 'sent' };
    await record({ type: 'outcome', instanceId, ...outcome });
    return behaviour === 'answerLost' ? 'hang-up' : settle(one);
  }

  async function route(request: IncomingMessage): Promise<Reply> {
    const url = new URL(request.url ?? '/', 'http://access-point');
    const at = `${request.method} ${url.pathname}`;
    if (at === 'GET /inbox') {
      const limit = Math.min(Number(url.searchParams.get('limit') ?? 100) || 100, 100_000);
      const newest = inbox.slice(-limit).reverse();
      const data = newest.map(({ instanceId, receiver, at: time, sha256 }) => ({
        instanceId,
        receiver,
        at: time,
        sha256,
      }));
      return { status: 200, json: data };
    }
    if (request.headers['x-token'] !== options.token) return reject(401, { code: 'unauthorized' });
    if (at === 'POST /api/outbound/submit-sbd') {
      const body = await readBody(request, bodyLimitBytes);
      return body ? submit(body) : reject(413, { code: 'too-large' });
    }
    const id = /^GET \/api\/outbound\/status\/([^/]+)$/.exec(at)?.[1];
    if (id === undefined) return reject(404, { code: 'not-found' });
    const one = kept.get(decodeURIComponent(id));
    if (!one) return reject(404, { code: 'submission-unknown' });
    return behaviours.get(one.receiver) === 'answerLost' ? 'hang-up' : settle(one);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = await route(request);
    if (reply === 'hang-up') request.socket.destroy();
    else {
      response.writeHead(reply.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(reply.json));
    }
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else
        response.writeHead(500, { 'content-type': 'application/json' }).end('{"code":"internal"}');
    });
  });
  for (const line of lines) apply(line);
  const port = await listen(server, options.host, options.port);
  for (const one of kept.values()) if (one.sbd) void resume(one);

  /** What a kill left unfinished: kept, and its receiver has not answered. */
  async function resume(one: Kept): Promise<void> {
    const behaviour = behaviours.get(one.receiver);
    if (behaviour === undefined) return startDelivery(one);
    const isRefused = behaviour === 'refuses';
    await record({
      type: 'outcome',
      instanceId: one.instanceId,
      ...(isRefused ? { status: 'permanently_failed', errorCode: '501' } : { status: 'sent' }),
    });
  }

  return {
    url: `http://${urlHost(options.host)}:${port}`,
    async close() {
      stop.abort();
      await stopListening(server);
      await Promise.race([Promise.all(delivering), setTimeout(1000)]);
      await journal.close();
    },
  };
}
