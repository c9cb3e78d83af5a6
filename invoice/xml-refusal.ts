import type { XmlElement } from './xml-element.ts';

export type XmlRefusal = 'not-xml' | 'doctype-refused' | 'too-deep' | 'too-large';

/** How much of everything a document may have. */
export interface ParseCaps {
  readonly depth: number;
  readonly attributes: number;
  readonly elements: number;
}

/** Why the text is not read, and where. */
export interface Refusal {
  readonly code: XmlRefusal;
  readonly detail: string;
  readonly offset: number;
  /** The element in which it happened. */
  readonly at: XmlElement | undefined;
}

/** Thrown and caught inside the reader. */
export class Refused extends Error {
  readonly code: XmlRefusal;
  readonly offset: number;
  constructor(code: XmlRefusal, detail: string, offset: number) {
    super(detail);
    this.code = code;
    this.offset = offset;
  }
}
