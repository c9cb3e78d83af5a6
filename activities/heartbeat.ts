import { Context } from '@temporalio/activity';

const pauseMs = 3000;

/** Tells Temporal that the worker lives while it works: a lost one is noticed at once. */
export async function withHeartbeat<T>(work: () => Promise<T>): Promise<T> {
  const context = Context.current();
  const beat = setInterval(() => context.heartbeat(), pauseMs);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}
