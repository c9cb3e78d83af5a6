import { crc32, deflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { openReaders, type ReadResult } from '../../scan/read/pool/readers.ts';
import { painted, pdfOfObjects, pdfOfPages, pdfStream } from '../support/pdf.ts';
import { printedPage, sharpOf } from '../support/pictures.ts';

const readers = openReaders({
  ocrModels: null,
  atOnce: 1,
  limits: { seconds: 40, secondsPerPage: 20 },
});
afterAll(() => readers.close());

const invoice = pdfOfPages([{ content: painted('Faktura 1042 fra Solheim Bakeri AS', 50, 500) }]);

const outcome = (result: ReadResult): string =>
  'error' in result ? result.error.code : `${result.engine}, ${result.pages.length} pages`;

const text = (bytes: string): Uint8Array => new Uint8Array(Buffer.from(bytes, 'latin1'));

/** The same text painted so often that a small file holds 200 million characters. */
function textBomb(): Uint8Array {
  const content = deflateSync(Buffer.from(painted('9'.repeat(1000), 10, 10).repeat(200_000)));
  return pdfOfObjects([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /Contents 4 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>',
    pdfStream('/Filter /FlateDecode', content),
  ]);
}

/** Forms that each draw the next one twice, thirty levels deep. */
function formBomb(): Uint8Array {
  const levels = 30;
  const forms = Array.from({ length: levels }, (_, index) => {
    const next = index + 1 < levels ? `/XObject << /X ${index + 5} 0 R >>` : '';
    const resources = `/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> ${next}`;
    const content = index + 1 < levels ? '/X Do /X Do\n' : painted('boom', 10, 10);
    return pdfStream(
      `/Type /XObject /Subtype /Form /BBox [0 0 400 600] /Resources << ${resources} >>`,
      content,
    );
  });
  return pdfOfObjects([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>',
    pdfStream('', '/X Do\n'),
    ...forms,
  ]);
}

const encrypted = (): Uint8Array =>
  pdfOfObjects(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Count 0 /Kids [] >>',
      `<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> >>`,
    ],
    '/Root 1 0 R /Encrypt 3 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]',
  );

const withScript = (): Uint8Array =>
  text(
    Buffer.from(invoice)
      .toString('latin1')
      .replace(
        '<< /Type /Catalog',
        '<< /OpenAction << /S /JavaScript /JS (while \\(true\\) {}) >> /Type /Catalog',
      ),
  );

/** 50 kB that unpack to 400 megapixels. */
function hugePicture(): Uint8Array {
  const chunk = (name: string, content: Uint8Array): Buffer => {
    const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
    const framed = Buffer.alloc(named.length + 8);
    framed.writeUInt32BE(content.length);
    named.copy(framed, 4);
    framed.writeUInt32BE(crc32(named), named.length + 4);
    return framed;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(20_000);
  header.writeUInt32BE(20_000, 4);
  header.writeUInt8(1, 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(20_000 * 2_501))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const hugePictureInside = (): Uint8Array => {
  const packed = deflateSync(Buffer.alloc(20_000 * 2_500));
  const entries =
    '/Type /XObject /Subtype /Image /Width 20000 /Height 20000 /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /FlateDecode';
  return pdfOfPages([
    { content: 'q 400 0 0 600 0 0 cm /Im1 Do Q', picture: pdfStream(entries, packed) },
  ]);
};

const brokenTable = (): Uint8Array =>
  Buffer.concat([invoice, text('\nstartxref\n99999999\n%%EOF')]);

describe('a document that means harm', () => {
  it.each<[string, () => Uint8Array | Promise<Uint8Array>, string | RegExp]>([
    ['encrypted with a password', encrypted, 'encrypted'],
    ['without pages', () => pdfOfPages([]), /no-pages|damaged/],
    [
      'of 5,000 pages',
      () => pdfOfPages(Array.from({ length: 5000 }, () => ({ content: '' }))),
      'too-many-pages',
    ],
    ['with a text that fills the memory', textBomb, /too-much-text|used-too-much-memory/],
    [
      'whose forms draw each other without end',
      formBomb,
      /took-too-long|used-too-much-memory|too-much-text/,
    ],
    ['that is a picture of 20,000 × 20,000 pixels', hugePicture, 'too-many-pixels'],
    ['with such a picture inside', hugePictureInside, 'too-many-pixels'],
    ['with JavaScript', withScript, 'text, 1 pages'],
    ['whose table of contents is broken', brokenTable, 'text, 1 pages'],
    [
      'with a ZIP file behind it',
      () => Buffer.concat([invoice, text('PK\x03\x04'), Buffer.alloc(5000)]),
      'text, 1 pages',
    ],
    ['that is a program with the name of a PDF', () => text('MZ\x90\0\x03'), 'not-a-document'],
    ['that is empty', () => new Uint8Array(), 'not-a-document'],
    ['that only begins as a PDF', () => text('%PDF-1.7\n'), /damaged|no-pages/],
    [
      'that is a picture cut off in the middle',
      async () =>
        (
          await sharpOf(await printedPage())
            .png()
            .toBuffer()
        ).subarray(0, 900),
      /damaged|tesseract, 1 pages/,
    ],
  ])('%s ends in its own stated result', { timeout: 60_000 }, async (_, document, expected) => {
    const result = await readers.read(await document());
    if (expected instanceof RegExp) expect(outcome(result)).toMatch(expected);
    else expect(outcome(result)).toBe(expected);
    expect(outcome(await readers.read(invoice))).toBe('text, 1 pages');
  });
});

describe('readers', () => {
  it('say which engine read, and that another one is missing', { timeout: 60_000 }, async () => {
    const scan = await sharpOf(await printedPage())
      .png()
      .toBuffer();
    const result = await readers.read(scan, { engine: 'ppocr' });
    expect(result).toMatchObject({
      engine: 'tesseract',
      notes: [
        {
          code: 'engine-missing',
          detail: 'ppocr cannot be used: its models are not in any folder',
        },
      ],
    });
  });

  it('take the pages of one document out of a PDF with several', async () => {
    const several = pdfOfPages(
      ['Bakeriet', 'Verkstedet'].map((name) => ({ content: painted(name.repeat(4), 50, 500) })),
    );
    const bound = await readers.bind(several, [2]);
    if ('error' in bound) throw new Error(bound.error.detail);
    const result = await readers.read(bound.pdf);
    if ('error' in result) throw new Error(result.error.detail);
    expect(result.pages.map(({ words }) => words.map((word) => word.text))).toEqual([
      ['Verkstedet'.repeat(4)],
    ]);
  });

  it('give each document its time, and no more', async () => {
    const hasty = openReaders({ ocrModels: null, atOnce: 1, limits: { secondsPerPage: 0 } });
    expect(outcome(await hasty.read(invoice))).toBe('took-too-long');
    await hasty.close();
  });

  it('are cut off from the network where Linux allows it', () => {
    const { engines, isWithoutNetwork } = readers.describe();
    expect(engines).toEqual(['text', 'tesseract']);
    expect(typeof isWithoutNetwork).toBe('boolean');
  });
});
