import { availableParallelism } from 'node:os';
import type { EngineOptions, OcrName } from '../engines.ts';
import { limits } from '../limits.ts';
import { hasModels } from '../ppocr/models.ts';
import type { DrawnPage, PageView } from '../page-picture.ts';
import type { BoundFile } from '../picture-pdf.ts';
import type { Note, ReadDocument, ReadOptions } from '../read-document.ts';
import type { Separators } from '../separators.ts';
import { unreadable, type Unreadable } from '../unreadable.ts';
import type { Outcomes, Work } from './messages.ts';
import {
  canCutNetwork,
  startReaderProcess,
  type ReaderLimits,
  type ReaderProcess,
} from './reader-process.ts';

export type ReadResult = ReadDocument | Unreadable;

export interface ReadersOptions extends EngineOptions {
  /** Documents that are read at the same time; as many as there are cores where it is not given. */
  readonly atOnce?: number;
  readonly limits?: Partial<ReaderLimits>;
}

/** What there is to read with. */
export interface ReadersDescription {
  readonly engines: readonly ('text' | OcrName)[];
  /** Whether the processes that read are cut off from every network. */
  readonly isWithoutNetwork: boolean;
}

/** Processes that open documents, and can be ended without harm. Each call waits for a free one. */
export interface Readers {
  /** The words of a document, or why it cannot be read. Never rejects for what is in `bytes`. */
  read(bytes: Uint8Array, options?: ReadOptions): Promise<ReadResult>;
  /** One page as a picture for people. */
  draw(bytes: Uint8Array, view: PageView): Promise<DrawnPage | Unreadable>;
  /** Pages of a PDF or a picture file as a PDF; `pages` null: all of a picture file. */
  bind(bytes: Uint8Array, pages: readonly number[] | null): Promise<BoundFile | Unreadable>;
  /** Which pages of a file are separator sheets. */
  findSeparators(bytes: Uint8Array): Promise<Separators | Unreadable>;
  describe(): ReadersDescription;
  close(): Promise<void>;
}

/**
 * Opens a pool of processes that each read one document at a time with engines that stay loaded. They are started when
 * they are needed; one that crashes, takes too long or too much memory is ended, and the next document gets a fresh one.
 */
export function openReaders({ ocrModels, atOnce, limits: own }: ReadersOptions): Readers {
  const allowed: ReaderLimits = { ...limits, ...own };
  const cutNetwork = canCutNetwork();
  const idle: ReaderProcess[] = [];
  const busy = new Set<ReaderProcess>();
  const waiting: (() => void)[] = [];
  let free = atOnce ?? availableParallelism();

  const performOnce = async (bytes: Uint8Array, work: Work) => {
    const reader = idle.pop() ?? startReaderProcess(cutNetwork, allowed);
    busy.add(reader);
    const ending = await reader.perform({ bytes, work, engines: { ocrModels } });
    busy.delete(reader);
    if (reader.isFit()) idle.push(reader);
    else reader.end();
    return ending;
  };

  const read = async (bytes: Uint8Array, options: ReadOptions): Promise<ReadResult> => {
    const without: OcrName[] = [];
    const notes: Note[] = [];
    for (;;) {
      const ending = await performOnce(bytes, { kind: 'read', options: { ...options, without } });
      if ('pages' in ending) return { ...ending, notes: [...notes, ...ending.notes] };
      if ('error' in ending) return ending;
      if (!('crashed' in ending)) throw new Error('The reader did something else.');
      // An engine that takes its process down is left out, and the others get their turn.
      if (ending.crashed === 'text' || without.includes(ending.crashed))
        return unreadable('damaged', `Reading this document failed: ${ending.detail}`);
      without.push(ending.crashed);
      notes.push({ code: 'engine-failed', detail: `${ending.crashed} failed: ${ending.detail}` });
    }
  };

  const make = async <K extends 'draw' | 'bind' | 'separate'>(
    bytes: Uint8Array,
    work: Work & { readonly kind: K },
  ): Promise<Outcomes[K] | Unreadable> => {
    const ending = await performOnce(bytes, work);
    if ('crashed' in ending)
      return unreadable('damaged', `Opening this document failed: ${ending.detail}`);
    return ending as Outcomes[K] | Unreadable;
  };

  const inTurn = async <T>(act: () => Promise<T>): Promise<T> => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free--;
    try {
      return await act();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };

  return {
    read: (bytes, options = {}) => inTurn(() => read(bytes, options)),
    draw: (bytes, view) => inTurn(() => make(bytes, { kind: 'draw', view })),
    bind: (bytes, pages) => inTurn(() => make(bytes, { kind: 'bind', pages })),
    findSeparators: (bytes) => inTurn(() => make(bytes, { kind: 'separate' })),
    describe: () => ({
      engines: [
        'text',
        ...(ocrModels !== null && hasModels(ocrModels) ? (['ppocr'] as const) : []),
        'tesseract',
      ],
      isWithoutNetwork: cutNetwork,
    }),
    close: async () => {
      for (const reader of [...idle.splice(0), ...busy]) reader.end();
    },
  };
}
