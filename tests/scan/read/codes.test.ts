import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { createEngines } from '../../../scan/read/engines.ts';
import { openPdfText } from '../../../scan/read/pdf-text.ts';
import { openPdfRaster } from '../../../scan/read/raster.ts';
import { readDocument } from '../../../scan/read/read-document.ts';
import { readPicture } from '../../../scan/read/read-picture.ts';
import type { Page } from '../../../scan/words.ts';
import { painted, pdfOfPages, pdfStream, type PdfPage } from '../../support/pdf.ts';
import { qrModules } from '../../../scan/write-code.ts';

const said = 'BCD\n002\n1\nSCT\n\nSolheim Bakeri AS\nNO9386011117947\nEUR1562.50';
let modules: boolean[][];
beforeAll(async () => {
  modules = await qrModules(said);
});

const text = painted('Faktura 1042 fra Solheim Bakeri AS', 50, 500);
/** 40 mm wide, as it is printed; its upper left corner at 200, 300 from the page's upper left. */
const side = 113;

/** A square for each dark module, as programs paint them. */
function squares(): PdfPage {
  const module = side / modules.length;
  const painting = modules.flatMap((row, y) =>
    row.map((isDark, x) =>
      isDark ? `${200 + x * module} ${300 - (y + 1) * module} ${module} ${module} re f\n` : '',
    ),
  );
  return { content: text + painting.join('') };
}

/** One picture with a dot per module. */
function picture(): PdfPage {
  const dots = Buffer.from(modules.flatMap((row) => row.map((isDark) => (isDark ? 0 : 255))));
  const size = modules.length;
  const entries = `/Type /XObject /Subtype /Image /Width ${size} /Height ${size} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode`;
  return {
    content: `${text}q ${side} 0 0 ${side} 200 ${300 - side} cm /Im1 Do Q`,
    picture: pdfStream(entries, deflateSync(dots)),
  };
}

async function read(page: PdfPage): Promise<Page | undefined> {
  const result = await readDocument(pdfOfPages([page]), {}, createEngines({ ocrModels: null }));
  if ('error' in result) throw new Error(result.error.detail);
  expect(result.engine).toBe('text');
  return result.pages[0];
}

const rounded = (box: readonly number[] | undefined): number[] | undefined =>
  box?.map((coordinate) => Math.round(coordinate / 5) * 5);

describe('a QR code', () => {
  it.each([
    ['painted as squares', squares],
    ['that is a picture', picture],
  ])('%s is read, with its place', async (_, page) => {
    const codes = (await read(page()))?.codes;
    expect(codes?.map((code) => code.text)).toEqual([said]);
    expect(rounded(codes?.[0]?.box)).toEqual([200, 300, 315, 415]);
  });

  it('stands where the page does after it was turned', async () => {
    const page = await read({ ...squares(), entries: '/Rotate 90' });
    // The text reads downwards then, and the page is turned back.
    expect(page?.turned).toBe(270);
    expect(rounded(page?.codes[0]?.box)).toEqual([200, 300, 315, 415]);
  });

  it('is read from a scan, whichever way it lay in the scanner', async () => {
    const raster = await openPdfRaster(pdfOfPages([{ ...squares(), entries: '/Rotate 180' }]));
    const drawn = await raster?.draw(1);
    raster?.close();
    if (!drawn || 'error' in drawn) throw new Error('The page could not be drawn.');
    // An engine that sees that the page stands on its head.
    const engine = {
      name: 'tesseract' as const,
      read: () => Promise.resolve({ words: [], quarters: 2 }),
      close: () => Promise.resolve(),
    };
    const { codes } = await readPicture(drawn, 1, engine);
    expect(codes.map((code) => code.text)).toEqual([said]);
    expect(rounded(codes[0]?.box)).toEqual([200, 300, 315, 415]);
  });

  it('is looked for only where something on the page could be one', async () => {
    const wide = picture().picture?.replace(/\/Width \d+/, '/Width 200') ?? '';
    const found = await Promise.all(
      [squares(), picture(), { ...picture(), picture: wide }, { content: text }].map(
        async (page) => {
          const open = await openPdfText(pdfOfPages([page]));
          if ('error' in open) throw new Error(open.error.detail);
          const read = await open.readPage(1);
          await open.close();
          return read?.mayHaveCode;
        },
      ),
    );
    expect(found).toEqual([true, true, false, false]);
  });
});
