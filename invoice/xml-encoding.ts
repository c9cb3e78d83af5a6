export type XmlEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'iso-8859-1';

type Decoded = { text: string; encoding: XmlEncoding } | { detail: string };

/**
 * The document's characters without byte order mark, or why there are none.
 * Byte order mark, XML declaration and bytes must agree.
 */
export function decodeXml(bytes: Uint8Array): Decoded {
  const byBom = bom(bytes);
  const head = new TextDecoder('iso-8859-1').decode(bytes.subarray(0, 200)).replaceAll('\0', '');
  const declared = /^[^<]*<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]+)["']/
    .exec(head)?.[1]
    ?.toLowerCase();
  const guess = byBom ?? bareUtf16(bytes);
  const encoding = guess ?? encodings.get(declared ?? 'utf-8');
  if (!encoding)
    return { detail: `The encoding "${declared}" is not read. Write the document as UTF-8.` };
  const says = declared === undefined ? encoding : encodings.get(declared);
  const isWide = encoding.startsWith('utf-16');
  if (isWide && !guess)
    return {
      detail: `The document says it is "${declared}", but its bytes are not. Write it as UTF-8.`,
    };
  const fits = says === encoding || (declared === 'utf-16' && isWide);
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

const encodings: ReadonlyMap<string, XmlEncoding> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['ascii', 'utf-8'],
  ['utf-16', 'utf-16le'],
  ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'],
  ['iso-8859-1', 'iso-8859-1'],
  ['latin1', 'iso-8859-1'],
]);

function bom([a, b, c]: Uint8Array): XmlEncoding | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : null;
}

function bareUtf16([a, b]: Uint8Array): XmlEncoding | null {
  if (a === 0x3c && b === 0) return 'utf-16le';
  return a === 0 && b === 0x3c ? 'utf-16be' : null;
}

/** What the bytes are where they cannot even begin an XML document, with what to do; else null. */
export function otherThanXml(bytes: Uint8Array): string | null {
  if (bom(bytes) ?? bareUtf16(bytes)) return null;
  const first = bytes.findIndex((byte) => byte !== 32 && byte !== 9 && byte !== 10 && byte !== 13);
  if (first === -1) return 'The document is empty. Send the invoice as UBL XML.';
  if (bytes[first] === 0x3c) return null;
  const start = String.fromCharCode(...bytes.subarray(first, first + 4));
  const what = start.startsWith('PK') ? 'a ZIP file' : start === '%PDF' ? 'a PDF' : 'no XML';
  return `The document is ${what}. Send the invoice as UBL XML.`;
}
