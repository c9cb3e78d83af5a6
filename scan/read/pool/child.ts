import { createEngines, type Engines } from '../engines.ts';
import { readDocument } from '../read-document.ts';
import type { Answer, Request } from './messages.ts';

/** A process that reads documents, one at a time, until its parent ends it or goes away. */
let engines: Engines | null = null;

const tell = (answer: Answer): void => {
  process.send?.(answer);
};

process.on('message', ({ bytes, options, engines: engineOptions }: Request) => {
  engines ??= createEngines(engineOptions);
  const reading = readDocument(bytes, options, engines, (number, engine) =>
    tell({ kind: 'page', number, engine }),
  );
  reading.then(
    (result) => tell({ kind: 'done', result }),
    (error: unknown) => tell({ kind: 'failed', detail: textOf(error) }),
  );
});

// A library's stray rejection must not pass for a crash of the document that comes next: the parent starts anew.
process.on('unhandledRejection', (error) => {
  tell({ kind: 'failed', detail: textOf(error) });
  process.exit(1);
});
process.on('disconnect', () => process.exit(0));

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
