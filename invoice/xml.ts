import { SaxesParser } from 'saxes';

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
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'iso-8859-1';
}

/** Caps that no invoice comes near and no attack gets past. */
export const xmlCaps = { sizeBytes: 15_000_000, depth: 64, attributes: 256 };

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
export function readXml(bytes: Uint8Array, sizeBytes = xmlCaps.sizeBytes): XmlDocument | XmlError {
  const none = { ok: false, line: 1, column: 1, path: '/' } as const;
  if (bytes.length > sizeBytes) {
    return {
      ...none,
      code: 'too-large',
      detail: `The document has ${bytes.length} bytes; at most ${sizeBytes} are read.`,
    };
  }
  const decoded = decode(bytes);
  if ('detail' in decoded) return { ...none, code: 'encoding-wrong', detail: decoded.detail };
  return readText(decoded.text, decoded.encoding);
}

function readText(text: string, encoding: XmlDocument['encoding']): XmlDocument | XmlError {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const stack: Open[] = [];
  const counts: Map<string, number>[] = [new Map()];
  const pieces: string[][] = [];
  let root: XmlElement | undefined;
  let tagStart = 0;
  let attributeCount = 0;

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
    if (stack.length >= xmlCaps.depth) {
      throw new Refused('too-deep', `Elements are nested more than ${xmlCaps.depth} deep.`);
    }
  });
  parser.on('attribute', () => {
    if (++attributeCount > xmlCaps.attributes) {
      throw new Refused('not-xml', `An element has more than ${xmlCaps.attributes} attributes.`);
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
      line: parser.line,
      column: parser.column,
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
    const { line, column } = parser;
    return {
      ok: false,
      code: error.code,
      detail: error.message,
      line,
      column,
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

type Decoded = { text: string; encoding: XmlDocument['encoding'] } | { detail: string };

function decode(bytes: Uint8Array): Decoded {
  const byBom = bom(bytes);
  const head = new TextDecoder('iso-8859-1').decode(bytes.subarray(0, 200)).replaceAll('\0', '');
  const declared = /^[^<]*<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]+)["']/
    .exec(head)?.[1]
    ?.toLowerCase();
  const guess = byBom ?? bareUtf16(bytes);
  const encoding = guess ?? encodings[declared ?? 'utf-8'];
  if (!encoding)
    return { detail: `The encoding "${declared}" is not read. Write the document as UTF-8.` };
  const says = declared === undefined ? encoding : encodings[declared];
  const fits = says === encoding || (declared === 'utf-16' && encoding.startsWith('utf-16'));
  if (!fits)
    return { detail: `The document says it is "${declared}", but its bytes are ${encoding}.` };
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
  } catch {
    return {
      detail: `The bytes are not ${encoding}, as the document ${declared ? 'says' : 'would have to be without a declaration'}.`,
    };
  }
}

const encodings: Record<string, XmlDocument['encoding']> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  ascii: 'utf-8',
  'utf-16': 'utf-16le',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  'iso-8859-1': 'iso-8859-1',
  latin1: 'iso-8859-1',
};

function bom([a, b, c]: Uint8Array): XmlDocument['encoding'] | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : null;
}

function bareUtf16([a, b]: Uint8Array): XmlDocument['encoding'] | null {
  if (a === 0x3c && b === 0) return 'utf-16le';
  return a === 0 && b === 0x3c ? 'utf-16be' : null;
}
