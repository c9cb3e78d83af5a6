import { createEngines, type Engines } from '../engines.ts';
import { drawPage } from '../page-picture.ts';
import { isPdf } from '../embedded.ts';
import { takePages } from '../pdf-pages.ts';
import { bindPictures } from '../picture-pdf.ts';
import { findSeparators } from '../separators.ts';
import { readDocument } from '../read-document.ts';
import type { Answer, Outcomes, Request } from './messages.ts';
import type { Unreadable } from '../unreadable.ts';

/** A process that works on documents, one at a time, until its parent ends it or goes away. */
let engines: Engines | null = null;

const tell = (answer: Answer): void => {
  process.send?.(answer);
};

const tellPage = (number: number): void => tell({ kind: 'page', number, engine: 'text' });

process.on('message', (request: Request) => {
  perform(request).then(
    (result) => tell({ kind: 'done', result }),
    (error: unknown) => tell({ kind: 'failed', detail: textOf(error) }),
  );
});

function perform({
  bytes,
  work,
  engines: options,
}: Request): Promise<Outcomes[keyof Outcomes] | Unreadable> {
  switch (work.kind) {
    case 'read':
      engines ??= createEngines(options);
      return readDocument(bytes, work.options, engines, (number, engine) => {
        // Pictures lie outside of the heap, which alone would not make room for the next page in time.
        if (engine !== 'text') globalThis.gc?.();
        tell({ kind: 'page', number, engine });
      });
    case 'draw':
      return drawPage(bytes, work.view);
    case 'bind':
      return work.pages && isPdf(bytes)
        ? takePages(bytes, work.pages)
        : bindPictures(bytes, work.pages, tellPage);
    case 'separate':
      return findSeparators(bytes, tellPage);
  }
}

// A library's stray rejection must not pass for a crash of the document that comes next: the parent starts anew.
process.on('unhandledRejection', (error) => {
  tell({ kind: 'failed', detail: textOf(error) });
  process.exit(1);
});
process.on('disconnect', () => process.exit(0));

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
