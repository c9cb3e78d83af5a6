import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { InterpretedDocument } from '../../scan/draft.ts';
import { embeddedDraft } from '../../scan/embedded-draft.ts';
import { interpret } from '../../scan/interpret/interpret.ts';
import { limits } from '../../scan/read/limits.ts';
import { openReaders, type Readers } from '../../scan/read/pool/readers.ts';
import type { Note, ReadOptions } from '../../scan/read/read-document.ts';
import { ocrModelsFolder } from '../config.ts';
import { exitCodes } from '../failure.ts';
import { printJson, type Terminal } from '../terminal.ts';
import { fileUnreadable, readCapped, type Failed } from './files.ts';

export type EngineChoice = NonNullable<ReadOptions['engine']>;

interface Interpreted {
  readonly documents: readonly InterpretedDocument[];
  /** What read the pages, e.g. `text+ppocr`. */
  readonly engine: string;
  readonly milliseconds: number;
  readonly notes?: readonly Note[];
}

/**
 * Reads and interprets each file, as many at once as there are cores, with engines that stay loaded; prints one JSON line
 * per file, in the order given.
 */
export async function interpretFiles(
  files: readonly string[],
  engine: EngineChoice,
  terminal: Terminal,
): Promise<number> {
  const readers = openReaders({ ocrModels: ocrModelsFolder(terminal.environment) });
  const one = async (file: string): Promise<{ file: string } & (Interpreted | Failed)> => {
    const bytes = await readCapped(resolve(terminal.workingFolder, file), limits.sizeBytes);
    return {
      file,
      ...('error' in bytes ? bytes : await interpretDocument(bytes, engine, readers)),
    };
  };
  let code: number = exitCodes.done;
  try {
    const waiting = [...files];
    const started: ReturnType<typeof one>[] = [];
    for (;;) {
      terminal.signal.throwIfAborted();
      for (const file of waiting.splice(0, availableParallelism() - started.length))
        started.push(one(file));
      const outcome = await started.shift();
      if (!outcome) break;
      if ('error' in outcome && outcome.error.code === fileUnreadable) code = exitCodes.notAll;
      printJson(terminal, outcome);
    }
  } finally {
    await readers.close();
  }
  return code;
}

async function interpretDocument(
  bytes: Uint8Array,
  engine: EngineChoice,
  readers: Readers,
): Promise<Interpreted | Failed> {
  const begun = performance.now();
  const read = await readers.read(bytes, { engine });
  if ('error' in read) return read;
  const { pages, embedded, notes } = read;
  const documents = embedded ? [embeddedDraft(embedded, pages)] : interpret(pages);
  const milliseconds = Math.round(performance.now() - begun);
  return { documents, engine: read.engine, milliseconds, ...(notes.length > 0 && { notes }) };
}
