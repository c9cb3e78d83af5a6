import type { DocumentDesk } from '../api/ports.ts';
import { createDocumentPool, type DocumentPool } from '../cli/documents/pool.ts';
import { workOn, type Done, type Failed, type Work } from '../cli/documents/work.ts';

/** Up to this size a document is worked on at once; a larger one goes to a thread, or it would hold up all requests. */
const sizeOnThisThreadBytes = 200_000;

/** Judges, converts and renders documents for the API, large ones on threads of their own. */
export function createDocumentDesk(): DocumentDesk & { stop(): Promise<void> } {
  let pool: DocumentPool | null = null;
  const work = (bytes: Uint8Array, what: Work): Promise<Done | Failed> =>
    bytes.length <= sizeOnThisThreadBytes
      ? workOn(bytes, what)
      : (pool ??= createDocumentPool()).workOn(bytes, what);
  const expected = <T>(): T => {
    throw new Error('A document was worked on in another way than asked.');
  };
  return {
    examine: async (bytes, options) => {
      const done = await work(bytes, { kind: 'examine', ...options });
      return 'examined' in done ? done.examined : expected();
    },
    validate: async (bytes, options) => {
      const done = await work(bytes, { kind: 'validate', ...options });
      return 'error' in done || 'valid' in done ? done : expected();
    },
    convert: async (bytes) => {
      const done = await work(bytes, { kind: 'convert', to: 'json' });
      return 'error' in done || 'invoice' in done ? done : expected();
    },
    render: async (bytes, options) => {
      const done = await work(bytes, { kind: 'render', ...options });
      return 'error' in done || 'bytes' in done ? done : expected();
    },
    stop: async () => {
      await pool?.close();
    },
  };
}
