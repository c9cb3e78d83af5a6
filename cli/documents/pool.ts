import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { Done, Failed, Work } from './work.ts';

export interface DocumentPool {
  /** As `workOn`, on a thread of its own. The bytes are copied to it. */
  workOn(bytes: Uint8Array, work: Work): Promise<Done | Failed>;
  close(): Promise<void>;
}

/** Heap of one thread: enough for the largest document, so that a hostile one ends its thread and nothing else. */
const threadMemoryMb = 400;

/**
 * Room for the young elements of a large tree, three times what survives at once (V8 counts both halves and more):
 * with less, a third of the time of judging 5,000 lines goes into moving them.
 */
export const youngMemoryMb = 288;

/** Threads that judge, convert and render, as many as there are cores; started when they are needed. */
export function createDocumentPool(threads = availableParallelism()): DocumentPool {
  const pool = new Piscina({
    filename: fileURLToPath(new URL('./document-worker.js', import.meta.url)),
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 30_000,
    resourceLimits: {
      maxOldGenerationSizeMb: threadMemoryMb,
      maxYoungGenerationSizeMb: youngMemoryMb,
    },
  });
  return {
    workOn: (bytes, work) => pool.run({ bytes, work }) as Promise<Done | Failed>,
    close: () => pool.destroy(),
  };
}
