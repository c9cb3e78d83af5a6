import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { createEngines } from '../../../scan/read/engines.ts';
import { openPdfRaster } from '../../../scan/read/raster.ts';
import { readDocument, type ReadDocument } from '../../../scan/read/read-document.ts';
import { painted, pdfOfPages, pdfStream } from '../../support/pdf.ts';
import { printedLines, printedPage, sharpOf } from '../../support/pictures.ts';

const engines = createEngines({ ocrModels: null });
afterAll(() => engines.close());

const printed = printedLines.join(' ').split(' ').sort();
const picture = await printedPage();

async function read(bytes: Uint8Array): Promise<ReadDocument> {
  const result = await readDocument(bytes, {}, engines);
  if ('error' in result) throw new Error(result.error.detail);
  return result;
}

/** Shares of the printed words that were read on a page. */
function foundOn({ pages }: ReadDocument, number: number): number {
  const words = new Set(pages[number - 1]?.words.map(({ text }) => text));
  return printed.filter((word) => words.has(word)).length / printed.length;
}

describe('a picture of a page', () => {
  it('is read, with the places of the words in points', async () => {
    const found = await read(await sharpOf(picture).png().toBuffer());
    expect(foundOn(found, 1)).toBeGreaterThan(0.95);
    expect(found).toMatchObject({ engine: 'tesseract', embedded: null, notes: [] });
    const [page] = found.pages;
    expect([page?.width, page?.height].map((side) => Math.round(side ?? 0))).toEqual([400, 600]);
    const [left = 0, top = 0] = page?.words.find(({ text }) => text === 'Faktura')?.box ?? [];
    expect([Math.abs(left - 40) < 4, Math.abs(top - 70) < 6]).toEqual([true, true]);
  });

  it.each([
    ['upside down', 180, 180],
    ['on its side', 90, 270],
    ['askew', 3, -3],
  ])('is turned upright where it lies %s', async (_, by, back) => {
    const turned = sharpOf(picture).rotate(by, { background: 'white' }).extractChannel(0);
    const found = await read(await turned.jpeg({ quality: 90 }).toBuffer());
    expect(foundOn(found, 1)).toBeGreaterThan(0.9);
    expect(found.pages[0]?.turned).toBeCloseTo(back, 0);
  });

  it('is turned as the camera says', async () => {
    const lying = await sharpOf(picture).rotate(90).png().toBuffer();
    const photo = await sharp(lying)
      .withMetadata({ orientation: 8, density: 200 })
      .jpeg()
      .toBuffer();
    const found = await read(photo);
    expect(foundOn(found, 1)).toBeGreaterThan(0.95);
    expect(found.pages[0]?.turned ?? 0).toBe(0);
  });

  it('is one page of several in a TIFF', async () => {
    const { width, height, data } = picture;
    const blank = Buffer.alloc(width * height, 255);
    const raw = { width, height: 2 * height, channels: 1 as const, pageHeight: height };
    const tiff = await sharp(Buffer.concat([blank, data]), { raw })
      .tiff({ compression: 'lzw' })
      .toBuffer();
    const found = await read(tiff);
    expect(found.pages).toHaveLength(2);
    expect(foundOn(found, 2)).toBeGreaterThan(0.9);
    expect(found.notes).toEqual([{ code: 'no-text', detail: 'No words on page 1.' }]);
  });
});

describe('a page of a PDF', () => {
  const scan = async (): Promise<string> => {
    const { width, height, data } = picture;
    const raw = { width, height, channels: 1 as const };
    const jpeg = await sharp(data, { raw }).toColourspace('b-w').jpeg({ quality: 85 }).toBuffer();
    const entries = `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode`;
    return pdfStream(entries, jpeg);
  };
  const shown = 'q 400 0 0 600 0 0 cm /Im1 Do Q\n';

  it('is read from its picture where it has no text, at the resolution of the scan', async () => {
    const bytes = pdfOfPages([{ content: shown, picture: await scan() }]);
    const drawn = await (await openPdfRaster(bytes))?.draw(1);
    const size = drawn && 'width' in drawn ? [drawn.width, drawn.height] : [];
    expect([picture.width - (size[0] ?? 0), picture.height - (size[1] ?? 0)]).toEqual([1, 1]);
    expect(foundOn(await read(bytes), 1)).toBeGreaterThan(0.95);
  });

  it('is read from its picture where another program laid its own reading over it', async () => {
    const layer = `3 Tr ${painted('Fakfura 1O42 fra Sclheim Bakeri og mer', 40, 520, 14)}`;
    const found = await read(pdfOfPages([{ content: shown + layer, picture: await scan() }]));
    expect(found.engine).toBe('tesseract');
    expect(foundOn(found, 1)).toBeGreaterThan(0.95);
  });

  it('is read as text where a picture is only part of it', async () => {
    const text = painted('Faktura 1042 fra Solheim Bakeri, side 2', 40, 520, 14);
    const found = await read(
      pdfOfPages([
        { content: shown, picture: await scan() },
        { content: text + shown, picture: await scan() },
      ]),
    );
    expect(found.engine).toBe('tesseract+text');
  });
});
