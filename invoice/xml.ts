import { SaxesParser } from 'saxes';
import { decodeXml, otherThanXml, type XmlEncoding } from './xml-encoding.ts';

/** An element with its place in the document. */
export interface XmlElement {
  /** Without prefix. */
  readonly name: string;
  readonly namespace: string;
  readonly prefix: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Namespace declarations in force, by prefix. */
  readonly namespaces: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** All text directly inside, unchanged. */
  readonly text: string;
  /** XPath with positions, without prefixes. */
  readonly path: string;
  /** Of its `<`, counted from 1. */
  readonly line: number;
  readonly column: number;
  /** Offsets in the decoded text: of `<`, behind the start tag, of the end tag's `<`, behind the end tag. */
  readonly start: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly end: number;
}

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
export const xmlCaps = { sizeBytes: 15_000_000, depth: 64, attributes: 256 };

export type XmlCaps = typeof xmlCaps;

type Open = { -readonly [K in keyof XmlElement]: XmlElement[K] };

class Refused extends Error {
  readonly code: XmlErrorCode;
  constructor(code: XmlErrorCode, detail: string) {
    super(detail);
    this.code = code;
  }
}

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
  return readText(decoded.text, decoded.encoding, caps);
}

function readText(text: string, encoding: XmlEncoding, caps: XmlCaps): XmlDocument | XmlError {
  // A document that says it is XML 1.1 may have no more than 1.0 allows: it will stand in an envelope of 1.0.
  const parser = new SaxesParser({
    xmlns: true,
    position: true,
    defaultXMLVersion: '1.0',
    forceXMLVersion: true,
  });
  const stack: Open[] = [];
  const counts: Map<string, number>[] = [new Map()];
  const pieces: string[][] = [];
  let root: XmlElement | undefined;
  let tagStart = 0;
  let attributeCount = 0;
  let line = 1;
  let lineStart = 0;
  let lineEnd = text.indexOf('\n');

  parser.on('doctype', () => {
    throw new Refused(
      'doctype-refused',
      'The document has a DOCTYPE. Remove it: invoices have none, and it can be used for attacks.',
    );
  });
  parser.on('error', (error) => {
    throw new Refused(
      'not-xml',
      `The document is not well-formed XML: ${error.message.replace(/^[^:]*:\d+:\d+: /, '')}`,
    );
  });
  parser.on('opentagstart', () => {
    attributeCount = 0;
    tagStart = text.lastIndexOf('<', parser.position - 1);
    while (lineEnd !== -1 && lineEnd < tagStart) {
      line++;
      lineStart = lineEnd + 1;
      lineEnd = text.indexOf('\n', lineStart);
    }
    if (stack.length >= caps.depth) {
      throw new Refused('too-deep', `Elements are nested more than ${caps.depth} deep.`);
    }
  });
  parser.on('attribute', () => {
    if (++attributeCount > caps.attributes) {
      throw new Refused('not-xml', `An element has more than ${caps.attributes} attributes.`);
    }
  });
  parser.on('opentag', (tag) => {
    const parent = stack.at(-1);
    const counter = counts.at(-1) ?? new Map<string, number>();
    const position = (counter.get(tag.local) ?? 0) + 1;
    counter.set(tag.local, position);
    const attributes = new Map(
      Object.values(tag.attributes).map(({ name, value }) => [name, value]),
    );
    const element: Open = {
      name: tag.local,
      namespace: tag.uri,
      prefix: tag.prefix,
      attributes,
      namespaces:
        Object.keys(tag.ns).length === 0
          ? (parent?.namespaces ?? {})
          : { ...parent?.namespaces, ...tag.ns },
      children: [],
      text: '',
      path: `${parent?.path ?? ''}/${tag.local}[${position}]`,
      line,
      column: tagStart - lineStart + 1,
      start: tagStart,
      contentStart: parser.position,
      contentEnd: parser.position,
      end: parser.position,
    };
    if (parent) (parent.children as XmlElement[]).push(element);
    stack.push(element);
    counts.push(new Map());
    pieces.push([]);
  });
  const addText = (piece: string): void => {
    pieces.at(-1)?.push(piece);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', (tag) => {
    const element = stack.pop();
    counts.pop();
    if (!element) return;
    element.text = (pieces.pop() ?? []).join('');
    element.end = parser.position;
    element.contentEnd = tag.isSelfClosing
      ? parser.position
      : text.lastIndexOf('<', parser.position - 1);
    if (stack.length === 0) root = element;
  });
  try {
    parser.write(text).close();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return {
      ok: false,
      code: error.code,
      detail: error.message,
      line: parser.line,
      column: parser.column + 1,
      path: stack.at(-1)?.path ?? '/',
    };
  }
  if (!root)
    return {
      ok: false,
      code: 'not-xml',
      detail: 'The document has no element.',
      line: 1,
      column: 1,
      path: '/',
    };
  return { ok: true, root, text, encoding };
}
