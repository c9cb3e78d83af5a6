import { deflateSync, inflateSync } from 'node:zlib';
import { PDFParse } from 'pdf-parse';
import { describe, expect, it } from 'vitest';
import { renderPdf } from '../../rendering/pdf.ts';
import { readPicture } from '../../rendering/pdf/read-picture.ts';
import { sample, sampleBytes } from './printed.ts';

const file = async (options: Parameters<typeof renderPdf>[1]): Promise<string> =>
  Buffer.from(await renderPdf(sample('visma-network.xml'), options)).toString('latin1');

const chunk = (name: string, data: Uint8Array): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, data, Buffer.alloc(4)]);
};

/** The small objects of the file, unpacked. */
function packed(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  return [...text.matchAll(/\/Type \/ObjStm[^>]*>>\nstream\n/g)]
    .map((match) => inflateSync(bytes.subarray(match.index + match[0].length)).toString('latin1'))
    .join('\n');
}

/** A PNG of these rows, each with its filter in front. */
function png(
  width: number,
  height: number,
  kind: number,
  depth: number,
  rows: number[],
  more: Buffer[] = [],
): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([depth, kind, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    chunk('IHDR', header),
    ...more,
    chunk('IDAT', deflateSync(Uint8Array.from(rows))),
    chunk('IEND', new Uint8Array()),
  ]);
}

describe('the file of a PDF', () => {
  it('says that it is PDF/A-3b, of what and in which language, and brings its colours', async () => {
    const pdf = await file({ language: 'nn' });
    expect(pdf.startsWith('%PDF-1.7')).toBe(true);
    expect(pdf).toContain('<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>');
    expect(pdf).toContain('/S /GTS_PDFA1');
    expect(pdf).toContain('/Lang (nn)');
    expect(pdf).toContain('Faktura 1001</rdf:li>');
  });

  it('is dated by the invoice, not by the clock', async () => {
    const pdf = await file({ language: 'nb' });
    expect(pdf).toContain('/CreationDate (D:20261120000000Z)');
    expect(pdf).toContain('<xmp:CreateDate>2026-11-20T00:00:00Z</xmp:CreateDate>');
  });

  it('carries the e-invoice, byte for byte', async () => {
    const source = sampleBytes('visma-network.xml');
    const bytes = await renderPdf(sample('visma-network.xml'), { language: 'nb', source });
    const pdf = Buffer.from(bytes).toString('latin1');
    expect(pdf).toContain('/AFRelationship /Alternative');
    expect(pdf).toContain('/Subtype /text#2Fxml');
    expect(pdf).not.toContain('Factur-X');
    const start = pdf.indexOf('stream\n', pdf.indexOf('/Type /EmbeddedFile')) + 7;
    expect(Buffer.compare(inflateSync(bytes.subarray(start)), source)).toBe(0);
  });

  it('is a Factur-X where the e-invoice is in CII', async () => {
    const source = new TextEncoder().encode(
      '<rsm:CrossIndustryInvoice xmlns:rsm="x"><ram:ID>urn:cen.eu:en16931:2017</ram:ID>',
    );
    const pdf = await file({ language: 'nb', source });
    expect(pdf).toContain('<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>');
    expect(pdf).toContain(Buffer.from('factur-x.xml', 'utf16le').swap16().toString('hex'));
  });

  it('has metadata that stays well-formed with any name', async () => {
    const invoice = sample('visma-network.xml');
    const seller = { ...invoice.seller, name: 'A & B <C>\u0000\ud800' };
    const pdf = Buffer.from(await renderPdf({ ...invoice, seller }, { language: 'nb' }));
    expect(pdf.toString('utf8')).toContain('<rdf:li>A &amp; B &lt;C&gt; \ufffd</rdf:li>');
  });

  it('can be heard: a heading, lists of facts, tables with heads, in the order of reading', async () => {
    const bytes = await renderPdf(sample('visma-network.xml'), { language: 'nb' });
    expect(Buffer.from(bytes).toString('latin1')).toContain('/MarkInfo << /Marked true >>');
    const tree = packed(bytes);
    const count = (text: string): number => tree.split(text).length - 1;
    expect(count('/S /H1 ')).toBe(1);
    expect(count('/S /Table ')).toBe(3);
    expect(count('/Scope /Column')).toBe(8);
    expect(count('/S /TR ')).toBe(1 + 3 + 1 + 2 + 4);
    expect(count('/S /LI ')).toBe(count('/S /Lbl '));
    expect(count('/S /LBody ')).toBe(count('/S /Lbl '));
  });

  it('shows a logo, and is made without one that cannot be read', async () => {
    const logo = png(2, 1, 6, 8, [0, 255, 0, 0, 255, 0, 255, 0, 128]);
    expect(await file({ language: 'nb', logo })).toContain('/Subtype /Image /Width 2 /Height 1');
    const broken = logo.subarray(0, 50);
    expect(await file({ language: 'nb', logo: broken })).not.toContain('/Subtype /Image');
  });

  it('opens in another reader of PDF with its title', async () => {
    const parser = new PDFParse({
      data: await renderPdf(sample('visma-network.xml'), { language: 'nb' }),
    });
    const { info, total } = await parser.getInfo();
    await parser.destroy();
    expect(total).toBe(1);
    expect(info).toMatchObject({ Title: 'Faktura 1001', Author: 'Fjordbygg Demo AS' });
  });
});

describe('a picture for the head of an invoice', () => {
  const colors = (bytes: Uint8Array): number[] => [...(readPicture(bytes)?.bytes ?? [])];

  it('is read with the filters of PNG', () => {
    const rows = [
      1, 10, 20, 30, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1, 3, 0, 0, 0, 0, 0, 0, 4, 1, 1, 1, 1, 1, 1,
    ];
    expect(colors(png(2, 4, 2, 8, rows))).toEqual([
      10, 20, 30, 11, 21, 31, 11, 21, 31, 12, 22, 32, 5, 10, 15, 8, 16, 23, 6, 11, 16, 9, 17, 24,
    ]);
  });

  it('may be of one bit, of a palette, or half transparent', () => {
    expect(colors(png(2, 1, 0, 1, [0, 0b01000000]))).toEqual([0, 0, 0, 255, 255, 255]);
    const palette = chunk('PLTE', Uint8Array.from([1, 2, 3, 7, 8, 9]));
    expect(colors(png(2, 1, 3, 4, [0, 0x10], [palette]))).toEqual([7, 8, 9, 1, 2, 3]);
    const grey = readPicture(png(1, 1, 4, 8, [0, 50, 100]));
    expect([...(grey?.opacity ?? [])]).toEqual([100]);
  });

  it('may be a JPEG, but not one in the colours of print', () => {
    const jpeg = (components: number): Uint8Array =>
      Uint8Array.from([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0, 4, 0, 6, components, 0, 0, 0, 0, 0, 0]);
    expect(readPicture(jpeg(3))).toMatchObject({ width: 6, height: 4, format: 'jpeg' });
    expect(readPicture(jpeg(4))).toBeNull();
  });

  it.each([
    ['empty', new Uint8Array()],
    ['text', new TextEncoder().encode('<svg/>'.repeat(20))],
    ['too many pixels', png(60_000, 60_000, 6, 8, [0])],
    [
      'more data than pixels',
      png(
        1,
        1,
        6,
        8,
        Array.from({ length: 2_000_000 }, () => 0),
      ),
    ],
    ['fewer rows than told', png(2, 2, 2, 8, [0, 1, 2, 3, 4, 5, 6])],
  ])('that is %s is left out', (_, bytes) => {
    expect(readPicture(bytes)).toBeNull();
  });
});
