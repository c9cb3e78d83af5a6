import type { EngineOptions, OcrName } from '../engines.ts';
import type { BoundFile } from '../picture-pdf.ts';
import type { DrawnPage, PageView } from '../page-picture.ts';
import type { ReadDocument, ReadOptions } from '../read-document.ts';
import type { Separators } from '../separators.ts';
import type { Unreadable } from '../unreadable.ts';

/** What a child is to do with a file. */
export type Work =
  | { readonly kind: 'read'; readonly options: ReadOptions }
  | { readonly kind: 'draw'; readonly view: PageView }
  | { readonly kind: 'bind'; readonly pages: readonly number[] | null }
  | { readonly kind: 'separate' };

/** What the parent asks of a child; one thing at a time. */
export interface Request {
  readonly bytes: Uint8Array;
  readonly work: Work;
  readonly engines: EngineOptions;
}

/** What becomes of a file that can be read, by the kind of work. */
export interface Outcomes {
  readonly read: ReadDocument;
  readonly draw: DrawnPage;
  readonly bind: BoundFile;
  readonly separate: Separators;
}

/** What a child tells: first how far it is, and with which engine, then the outcome. */
export type Answer =
  | { readonly kind: 'page'; readonly number: number; readonly engine: OcrName | 'text' }
  | { readonly kind: 'done'; readonly result: Outcomes[keyof Outcomes] | Unreadable }
  | { readonly kind: 'failed'; readonly detail: string };
