import type { EngineOptions, OcrName } from '../engines.ts';
import type { ReadDocument, ReadOptions } from '../read-document.ts';
import type { Unreadable } from '../unreadable.ts';

/** What the parent asks of a child; one thing at a time. */
export interface Request {
  readonly bytes: Uint8Array;
  readonly options: ReadOptions;
  readonly engines: EngineOptions;
}

/** What a child tells: first how far it is, and with which engine, then the outcome. */
export type Answer =
  | { readonly kind: 'page'; readonly number: number; readonly engine: OcrName | 'text' }
  | { readonly kind: 'done'; readonly result: ReadDocument | Unreadable }
  | { readonly kind: 'failed'; readonly detail: string };
