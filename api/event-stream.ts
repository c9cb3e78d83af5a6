import { setTimeout as pause } from 'node:timers/promises';
import type { PublishedEvent } from '../policy/events/published.ts';
import { Problem } from './problem.ts';

/** The next events after a position, at most `limit`. */
export type ReadOn = (
  after: number | null,
  limit: number,
) => Promise<readonly { position: number; published: PublishedEvent }[]>;

const pollMs = 1000;
const rowsPerPoll = 100;
/** Proxies close a connection that is silent for a minute. */
const silenceMs = 15_000;
const lifeMs = 300_000;
const streamsPerCompany = 10;

/** Streams of events, counted by company: a connection costs a query per second. */
export function createStreams(): {
  open(
    tenantId: string,
    after: number | null,
    readOn: ReadOn,
  ): (signal: AbortSignal) => AsyncIterable<string>;
} {
  const open = new Map<string, number>();
  const count = (tenantId: string, change: number): void => {
    const now = (open.get(tenantId) ?? 0) + change;
    if (now === 0) open.delete(tenantId);
    else open.set(tenantId, now);
  };
  return {
    open: (tenantId, after, readOn) => {
      if ((open.get(tenantId) ?? 0) >= streamsPerCompany) {
        throw new Problem(
          503,
          'too-many-streams',
          `A company may have ${streamsPerCompany} streams open at once.`,
          { retryAfterSeconds: 30 },
        );
      }
      return async function* (signal) {
        count(tenantId, 1);
        try {
          yield* follow(after, readOn, signal);
        } finally {
          count(tenantId, -1);
        }
      };
    },
  };
}

async function* follow(
  after: number | null,
  readOn: ReadOn,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const end = Date.now() + lifeMs;
  let position = after;
  let spokenAt = Date.now();
  yield `retry: ${pollMs}\n\n`;
  while (!signal.aborted && Date.now() < end) {
    const events = await readOn(position, rowsPerPoll);
    for (const event of events) {
      yield `id: ${event.published.id}\ndata: ${JSON.stringify(event.published)}\n\n`;
      position = event.position;
      spokenAt = Date.now();
    }
    if (events.length === rowsPerPoll) continue;
    if (Date.now() - spokenAt > silenceMs) {
      yield ':\n\n';
      spokenAt = Date.now();
    }
    await pause(pollMs, undefined, { signal }).catch(() => undefined);
  }
}
