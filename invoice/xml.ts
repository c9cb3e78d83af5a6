import type { XmlElement } from './xml-element.ts';
import { decodeXml, otherThanXml, type XmlEncoding } from './xml-encoding.ts';
import { parseXml } from './xml-parse.ts';

export type { XmlElement } from './xml-element.ts';

export type XmlErrorCode =
  'not-xml' | 'doctype-refused' | 'encoding-wrong' | 'too-deep' | 'too-large';

export interface XmlError {
  readonly ok: false;
  readonly code: XmlErrorCode;
  readonly detail: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
}

export interface XmlDocument {
  readonly ok: true;
  readonly root: XmlElement;
  /** The decoded text, from which elements can be cut by their offsets. */
  readonly text: string;
  readonly encoding: XmlEncoding;
}

/** Caps that no invoice comes near and no attack gets past. */
export const xmlCaps = { sizeBytes: 15_000_000, depth: 64, attributes: 256, elements: 600_000 };

export type XmlCaps = typeof xmlCaps;

/**
 * Reads XML strictly: any DOCTYPE is refused, sizes and depths are capped, well-formedness and namespaces are checked.
 * Never throws for what is in `bytes`; the error names line, column and XPath.
 */
export function readXml(bytes: Uint8Array, changed: Partial<XmlCaps> = {}): XmlDocument | XmlError {
  const caps = { ...xmlCaps, ...changed };
  const none = { ok: false, line: 1, column: 1, path: '/' } as const;
  if (bytes.length > caps.sizeBytes) {
    return {
      ...none,
      code: 'too-large',
      detail: `The document has ${bytes.length} bytes; at most ${caps.sizeBytes} are read.`,
    };
  }
  const foreign = otherThanXml(bytes);
  if (foreign) return { ...none, code: 'not-xml', detail: foreign };
  const decoded = decodeXml(bytes);
  if ('detail' in decoded) return { ...none, code: 'encoding-wrong', detail: decoded.detail };
  const { text, encoding } = decoded;
  const parsed = parseXml(text, caps);
  if (!('code' in parsed)) return { ok: true, root: parsed, text, encoding };
  const { code, detail, offset, at } = parsed;
  const before = text.slice(0, offset);
  return {
    ok: false,
    code,
    detail,
    // An XML 1.0 parser counts lines by their newlines.
    line: before.split('\n').length,
    column: offset - before.lastIndexOf('\n'),
    path: at?.path ?? '/',
  };
}
