import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openMail } from '../../mailroom/open-mail.ts';

const pdf = '%PDF-1.4\n%%EOF\n';

/** A part of a mail. */
const part = (type: string, body: string, name?: string): string =>
  [
    `Content-Type: ${type}`,
    ...(name === undefined ? [] : [`Content-Disposition: attachment; filename="${name}"`]),
    '',
    body,
  ].join('\r\n');

let serial = 0;
/** A mail of these parts, as it goes over the wire. */
function mailOf(...parts: readonly string[]): string {
  const boundary = `b${++serial}`;
  return [
    'From: a@leverandor.example',
    'Message-ID: <1@leverandor.example>',
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    ...parts.flatMap((one) => [`--${boundary}`, one]),
    `--${boundary}--`,
    '',
  ].join('\r\n');
}

/** A mail inside of mails. */
const nested = (depth: number, inner: string): string =>
  depth === 0 ? inner : mailOf(part('message/rfc822', nested(depth - 1, inner)));

/** An archive with one file, `flags` as the format has them. */
function zip(name: string, bytes: Uint8Array, flags = 0): Buffer {
  const packed = deflateRawSync(bytes);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(flags, 6);
  head.writeUInt16LE(8, 8);
  head.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(flags, 8);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([head, Buffer.from(name), packed, entry, Buffer.from(name), end]);
}
const attachedZip = (bytes: Buffer): string =>
  `Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="a.zip"\r\n\r\n${bytes.toString('base64')}`;

const pdfPart = (name: string): string => part('application/pdf', pdf, name);

describe('a mail that means harm, or is only odd', () => {
  it.each<[string, string, string[]]>([
    ['is empty', '', []],
    ['has nothing but lines that are no headers', '\r\n\r\n\u0000\u0001', []],
    ['has a file with a path for a name', mailOf(pdfPart('../../x.pdf')), ['x.pdf scan']],
    ['has a file without a name', mailOf(part('application/pdf', pdf)), ['attachment scan']],
    [
      'has a program that is called a PDF',
      mailOf(part('application/pdf', 'MZ', 'a.pdf')),
      ['a.pdf not-a-document'],
    ],
    ['has an empty file', mailOf(part('application/pdf', '', 'a.pdf')), ['a.pdf empty']],
    ['has a PDF in a mail in a mail', nested(2, mailOf(pdfPart('a.pdf'))), ['a.pdf scan']],
    [
      'has mails in mails without end',
      nested(12, mailOf(pdfPart('a.pdf'))),
      [expect.stringMatching(/ nested-too-deep$/) as unknown as string],
    ],
    [
      'has an archive in an archive',
      mailOf(attachedZip(zip('b.zip', zip('a.pdf', Buffer.from(pdf))))),
      ['b.zip zip-in-zip'],
    ],
    [
      'has a file with a path in its archive',
      mailOf(attachedZip(zip('../../x.pdf', Buffer.from(pdf)))),
      ['x.pdf scan'],
    ],
    [
      'has an archive with a password',
      mailOf(attachedZip(zip('a.pdf', Buffer.from(pdf), 1))),
      ['a.zip zip-encrypted'],
    ],
    ['is cut off', mailOf(pdfPart('a.pdf')).slice(0, -20), ['a.pdf scan']],
  ])('%s', async (_, raw, expected) => {
    const { parts } = await openMail(Buffer.from(raw, 'latin1'));
    const seen = parts.map(
      ({ file, fate }) => `${file.filename} ${'code' in fate ? fate.code : fate.became}`,
    );
    expect(seen).toEqual(expected);
  });
});
