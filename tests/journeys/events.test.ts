import { request } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ask, deliver, installation, newCompany, type Company } from '../support/installation.ts';

const event = z.object({
  id: z.string(),
  type: z.string(),
  timestamp: z.string(),
  data: z.object({
    subjectId: z.string(),
    parameters: z.record(z.string(), z.string()),
    text: z.object({ nb: z.string(), en: z.string() }),
  }),
});
type Event = z.output<typeof event>;

let company: Company;
let other: Company;

beforeAll(async () => {
  [company, other] = [await newCompany(), await newCompany()];
});

const sendOne = async (): Promise<string> =>
  (await deliver(company.key, { method: 'email', email: 'kunde@example.com' })).id;

/** A page, once it has `enough` events: they appear when every older transaction has ended. */
const list = async (
  query = '',
  enough = 0,
): Promise<{ data: Event[]; nextCursor: string | null }> => {
  const read = () => ask('GET', `/v1/events?${query}`, company.key);
  await expect.poll(async () => (await read()).body.data.length).toBeGreaterThanOrEqual(enough);
  return (await read()).body;
};

/** Reads the stream until `enough` events have come, then hangs up. */
function follow(
  key: string,
  enough: number,
  lastEventId?: string,
): { opened: Promise<void>; events: Promise<Event[]> } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const events = new Promise<Event[]>((resolve, reject) => {
    const call = request(
      `${installation().addresses['api']}/v1/events/stream`,
      {
        headers: {
          authorization: `Bearer ${key}`,
          ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
        },
      },
      (response) => {
        expect(response.headers['content-type']).toMatch(/^text\/event-stream/);
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
          open();
          const blocks = text.split('\n\n').slice(0, -1);
          const found = blocks.flatMap((block) => {
            const [, id, data] = /^id: (\S+)\ndata: (.*)$/.exec(block) ?? [];
            return data === undefined ? [] : [{ ...event.parse(JSON.parse(data)), id: String(id) }];
          });
          if (found.length < enough) return;
          call.destroy();
          resolve(found);
        });
      },
    );
    call.on('error', reject).end();
  });
  return { opened, events };
}

describe('the list of events', () => {
  it('tells what happened to a delivery, oldest first, in words', async () => {
    const id = await sendOne();
    const { data, nextCursor } = await list(`subject=${id}`, 3);
    expect(data.map(({ type }) => type)).toEqual([
      'delivery.accepted',
      'delivery.attempt-started',
      'delivery.delivered',
    ]);
    expect(nextCursor).toBeNull();
    expect(event.parse(data[2])).toMatchObject({
      data: { subjectId: id, parameters: { channel: 'email' }, text: { nb: 'Levert via e-post.' } },
    });
  });

  it('is read in pages without a gap, and on from the last event when something new happens', async () => {
    const all = (await list('limit=200')).data;
    const paged: Event[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await list(`limit=2${cursor && `&cursor=${cursor}`}`);
      paged.push(...page.data);
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(all);
    const last = all.at(-1)?.id ?? '';
    expect((await list(`cursor=${last}`)).data).toEqual([]);
    const id = await sendOne();
    const news = (await list(`cursor=${last}`, 3)).data;
    expect(news.map(({ data }) => data.subjectId)).toEqual([id, id, id]);
  });

  it('is filtered by type', async () => {
    const { data } = await list('type=delivery.delivered');
    expect(data.length).toBeGreaterThan(0);
    expect(new Set(data.map(({ type }) => type))).toEqual(new Set(['delivery.delivered']));
  });

  it.each(['cursor=evt_999999999', 'cursor=rcv_1', 'type=delivery.none', 'cursor=evt_0'])(
    'refuses %s',
    async (query) => {
      const { status, body } = await ask('GET', `/v1/events?${query}`, company.key);
      expect(status).toBe(400);
      expect(body.code).toMatch(/^(cursor-unknown|request-invalid)$/);
    },
  );

  it('says nothing of another company, nor takes its places', async () => {
    const own = (await list()).data;
    const place = own[0]?.id;
    const { body } = await ask('GET', '/v1/events', other.key);
    const theirs = body.data.map(({ id }: { id: string }) => id);
    expect(own.filter(({ id }) => theirs.includes(id))).toEqual([]);
    expect((await ask('GET', `/v1/events?cursor=${place}`, other.key)).status).toBe(400);
    expect((await ask('GET', `/v1/events/stream`, null)).status).toBe(401);
  });
});

describe('the stream of events', () => {
  it('tells what happens from now on', async () => {
    const stream = follow(company.key, 3);
    await stream.opened;
    const id = await sendOne();
    const events = await stream.events;
    expect(events.map(({ data }) => data.subjectId)).toEqual([id, id, id]);
    expect(events).toEqual((await list(`subject=${id}`)).data);
  });

  it('goes on after the last event that the client has seen', async () => {
    const all = (await list('limit=200')).data;
    const { events } = follow(company.key, all.length - 1, all[0]?.id);
    expect(await events).toEqual(all.slice(1));
  });

  it('is refused where the last event is unknown', async () => {
    const answer = await ask('GET', '/v1/events/stream', company.key, {
      headers: { 'last-event-id': 'evt_999999999' },
    });
    expect([answer.status, answer.body.code]).toEqual([400, 'cursor-unknown']);
  });

  it('answers HEAD with its headers and no more', async () => {
    const { status, headers } = await ask('HEAD', '/v1/events/stream', company.key);
    expect([status, headers.get('content-type')?.split(';')[0]]).toEqual([
      200,
      'text/event-stream',
    ]);
  });

  it('is open ten times at once for a company, and no more', async () => {
    const streams = Array.from({ length: 10 }, () => follow(other.key, 1));
    await Promise.all(streams.map(({ opened }) => opened));
    const { status, body, headers } = await ask('GET', '/v1/events/stream', other.key);
    expect([status, body.code, headers.get('retry-after')]).toEqual([
      503,
      'too-many-streams',
      '30',
    ]);
    await deliver(other.key, { method: 'email', email: 'kunde@example.com' });
    expect((await Promise.all(streams.map(({ events }) => events))).flat()).toHaveLength(10);
    expect((await ask('HEAD', '/v1/events/stream', other.key)).status).toBe(200);
  });
});
