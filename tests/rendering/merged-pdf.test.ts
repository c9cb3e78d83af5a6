import { PDFDocument, PDFName, PDFStream } from '@cantoo/pdf-lib';
import { PDFParse } from 'pdf-parse';
import { beforeAll, describe, expect, it } from 'vitest';
import { mergePdfs } from '../../rendering/merged-pdf.ts';
import { renderPdf } from '../../rendering/pdf.ts';
import { painted, pdfOfObjects, pdfOfPages } from '../support/pdf.ts';
import { sample, sampleBytes } from './printed.ts';

const page = (text: string, entries = ''): Parameters<typeof pdfOfPages>[0][number] => ({
  content: painted(text, 50, 500),
  entries,
});
const catalogue = (entries: string): Uint8Array =>
  pdfOfObjects([
    `<< /Type /Catalog /Pages 2 0 R ${entries} >>`,
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] >>',
  ]);

let own: Uint8Array;
beforeAll(async () => {
  const source = sampleBytes('visma-network.xml');
  own = await renderPdf(sample('visma-network.xml'), { language: 'nb', source });
});

async function read(bytes: Uint8Array): Promise<{ pages: string[]; file: string | undefined }> {
  const parser = new PDFParse({ data: new Uint8Array(bytes) });
  const { pages } = await parser.getText();
  await parser.destroy();
  const [file] = (await PDFDocument.load(bytes)).getAttachments();
  return { pages: pages.map(({ text }) => text), file: file?.name };
}

describe('an invoice and its attachments as one PDF', () => {
  it('has the pages of all in their order, and the e-invoice inside', async () => {
    const others = [pdfOfPages([page('Time 1'), page('Time 2')]), pdfOfPages([page('Kontrakt')])];
    const { bytes, notMerged } = await mergePdfs(own, others);
    expect(notMerged).toEqual([null, null]);
    const { pages, file } = await read(bytes);
    expect(pages).toHaveLength(4);
    expect(pages[0]).toContain('Faktura');
    expect(pages.slice(1).map((text) => text.trim())).toEqual(['Time 1', 'Time 2', 'Kontrakt']);
    expect(file).toBe('invoice.xml');
    expect(await mergePdfs(own, others)).toEqual({ bytes, notMerged });
  });

  it('does not claim to be an archive, since nobody knows what was put in', async () => {
    const metadata = async (bytes: Uint8Array): Promise<string> => {
      const { catalog } = await PDFDocument.load(bytes);
      const stream = catalog.lookup(PDFName.of('Metadata'), PDFStream);
      return Buffer.from(stream.getContents()).toString();
    };
    expect(await metadata(own)).toContain('pdfaid');
    const { bytes } = await mergePdfs(own, [pdfOfPages([page('Time 1')])]);
    const said = await metadata(bytes);
    expect(said).not.toContain('pdfaid');
    expect(said).toContain('Faktura');
  });

  it('keeps its own structure when an attachment has one as well', async () => {
    const tagged = pdfOfPages([page('Merket', '/StructParents 0')]);
    const { bytes } = await mergePdfs(own, [tagged]);
    const merged = await PDFDocument.load(bytes);
    const numbers = merged.getPages().map(({ node }) => node.toString().includes('StructParents'));
    expect(numbers).toEqual([true, false]);
  });

  it.each([
    [
      'encrypted',
      pdfOfObjects(
        [
          '<< /Type /Catalog /Pages 2 0 R >>',
          '<< /Type /Pages /Count 0 /Kids [] >>',
          `<< /Filter /Standard /V 1 /R 2 /P -4 /O <${'00'.repeat(32)}> /U <${'00'.repeat(32)}> >>`,
        ],
        '/Root 1 0 R /Encrypt 3 0 R /ID [<00> <00>]',
      ),
    ],
    ['signed', catalogue('/AcroForm << /Fields [] /SigFlags 3 >>')],
    ['signed', catalogue('/Perms << /DocMDP 4 0 R >>')],
    ['not-on-pages', catalogue('/Collection << >>')],
    ['not-on-pages', catalogue('/AcroForm << /Fields [] /XFA [] >>')],
    ['unreadable', Buffer.from('%PDF-1.7 and nothing more')],
    ['unreadable', Buffer.from('a picture that somebody calls a PDF')],
  ])('leaves one that is %s as it is, and takes the others', async (reason, other) => {
    const { bytes, notMerged } = await mergePdfs(own, [other, pdfOfPages([page('Time 1')])]);
    expect(notMerged).toEqual([reason, null]);
    expect((await read(bytes)).pages).toHaveLength(2);
    expect((await mergePdfs(own, [other])).bytes).toBe(own);
  });

  it('for paper begins each file on a sheet of its own, and signatures do not matter', async () => {
    const signed = catalogue('/AcroForm << /Fields [] /SigFlags 3 >>');
    const others = [signed, pdfOfPages([page('Time 1')])];
    const two = await mergePdfs(own, others, { paper: { duplex: true } });
    expect(two.notMerged).toEqual([null, null]);
    const { pages } = await read(two.bytes);
    expect(pages.map((text) => text.trim().slice(0, 6))).toEqual(['Fjordb', '', '', '', 'Time 1']);
    const one = await mergePdfs(own, others, { paper: { duplex: false } });
    expect((await read(one.bytes)).pages).toHaveLength(3);
  });
});
