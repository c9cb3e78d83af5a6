import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { DocumentPrinter } from '../../activities/ports.ts';
import type { DocumentDesk } from '../../api/ports.ts';
import { youngMemoryMb } from '../../cli/documents/pool.ts';
import type { Work } from '../../cli/documents/work.ts';
import { xmlCaps } from '../../invoice/xml.ts';
import { doJob, type JobName, type jobs } from './jobs.ts';

type Jobs = typeof jobs;

/** Up to this size a document is worked on at once; a larger one goes to a thread, or it would hold up all requests. */
const sizeOnThisThreadBytes = 200_000;
/** Heap of one thread: enough for the largest document, so that a hostile one ends its thread and nothing else. */
const threadMemoryMb = 512;
/** How long a stranger's PDF may take. */
const strangersSeconds = 20;

export interface Desk extends DocumentDesk, DocumentPrinter {
  stop(): Promise<void>;
}

/** Work on documents for API and workers, on large ones by threads, which are started when they are needed. */
export function createDocumentDesk(): Desk {
  let pool: Piscina | null = null;
  const start = (): Piscina =>
    new Piscina({
      filename: fileURLToPath(new URL('./desk-worker.js', import.meta.url)),
      minThreads: 0,
      maxThreads: availableParallelism(),
      idleTimeout: 60_000,
      resourceLimits: {
        maxOldGenerationSizeMb: threadMemoryMb,
        maxYoungGenerationSizeMb: youngMemoryMb,
      },
    });
  async function run<N extends JobName>(
    name: N,
    sizeBytes: number,
    ...values: Parameters<Jobs[N]>
  ): Promise<Awaited<ReturnType<Jobs[N]>>> {
    const isQuick = sizeBytes <= sizeOnThisThreadBytes;
    const done = isQuick ? doJob(name, values) : (pool ??= start()).run({ name, values });
    return (await done) as Awaited<ReturnType<Jobs[N]>>;
  }
  /** A stranger's PDF may take memory and time without end: a thread can be ended. Null where it was. */
  async function onThread<N extends 'countPages' | 'merge'>(
    name: N,
    ...values: Parameters<Jobs[N]>
  ): Promise<Awaited<ReturnType<Jobs[N]>> | null> {
    const signal = AbortSignal.timeout(strangersSeconds * 1000);
    try {
      const done: unknown = await (pool ??= start()).run({ name, values }, { signal });
      return done as Awaited<ReturnType<Jobs[N]>>;
    } catch {
      return null;
    }
  }
  /** A document that is too large is refused by its size alone: it need not be copied to a thread. */
  const sizeOf = (bytes: Uint8Array): number =>
    bytes.length > xmlCaps.sizeBytes ? 0 : bytes.length;
  const work = (bytes: Uint8Array, what: Work) => run('work', sizeOf(bytes), bytes, what);
  const unexpected = (): never => {
    throw new Error('A document was worked on in another way than asked.');
  };
  return {
    prepare: ({ invoice, attachments }, options) => {
      const size = attachments.reduce(
        (sum, { bytes }) => sum + bytes.length,
        sizeOf(invoice.bytes),
      );
      return run('prepare', size, invoice, attachments, options);
    },
    openEnvelope: (bytes) => run('openEnvelope', bytes.length, bytes),
    read: (bytes) => run('read', bytes.length, bytes),
    countPages: (pdf) => onThread('countPages', pdf),
    merge: (...given) => onThread('merge', ...given),
    print: (bytes, options) => run('print', bytes.length, bytes, options),
    validate: async (bytes, options) => {
      const done = await work(bytes, { kind: 'validate', ...options });
      return 'error' in done || 'valid' in done ? done : unexpected();
    },
    convert: async (bytes) => {
      const done = await work(bytes, { kind: 'convert', to: 'json' });
      return 'error' in done || 'invoice' in done ? done : unexpected();
    },
    render: async (bytes, options) => {
      const done = await work(bytes, { kind: 'render', ...options });
      return 'error' in done || 'bytes' in done ? done : unexpected();
    },
    stop: async () => {
      await pool?.destroy();
    },
  };
}
