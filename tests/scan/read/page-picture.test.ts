import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawPage, type PageView } from '../../../scan/read/page-picture.ts';
import { bindPictures } from '../../../scan/read/picture-pdf.ts';
import { openPdfRaster } from '../../../scan/read/raster.ts';
import { pdfOfPages } from '../../support/pdf.ts';

/** A page of 400 × 600 points with a red bar at its upper left corner, as a PDF. */
const marked = pdfOfPages([{ content: '' }, { content: '1 0 0 rg 0 500 100 100 re f' }]);

/** The same as a picture: 200 × 300 pixels. */
const bar = { create: { width: 50, height: 50, channels: 3 as const, background: 'red' } };
const picture = (): Promise<Buffer> =>
  sharp({ create: { width: 200, height: 300, channels: 3, background: 'white' } })
    .composite([{ input: bar, left: 0, top: 0 }])
    .png()
    .toBuffer();

const corners = [
  [0.1, 0.1],
  [0.9, 0.1],
  [0.9, 0.9],
  [0.1, 0.9],
] as const;

/** Size of the picture, and in which corner (clockwise from the upper left) it is red. */
async function seen(bytes: Uint8Array, view: PageView): Promise<unknown> {
  const drawn = await drawPage(bytes, view);
  if ('error' in drawn) return drawn.error.code;
  const { data, info } = await sharp(drawn.png)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const red = corners.findIndex(([x, y]) => {
    const at = Math.floor(y * info.height) * info.width + Math.floor(x * info.width);
    const [r = 0, g = 0, b = 0] = data.subarray(at * info.channels, at * info.channels + 3);
    return r > 200 && g < 80 && b < 80;
  });
  return [info.width, info.height, red];
}

describe('the picture of a page', () => {
  it.each<[string, () => Uint8Array | Promise<Uint8Array>, PageView, unknown]>([
    ['a page of a PDF', () => marked, { page: 2, width: 200, turned: 0 }, [200, 300, 0]],
    ['turned right', () => marked, { page: 2, width: 300, turned: 90 }, [300, 200, 1]],
    ['on its head', () => marked, { page: 2, width: 200, turned: 180 }, [200, 300, 2]],
    ['turned left', () => marked, { page: 2, width: 300, turned: -90 }, [300, 200, 3]],
    ['a little askew', () => marked, { page: 2, width: 200, turned: 2.5 }, [200, 300, 0]],
    ['a page that is not there', () => marked, { page: 3, width: 200, turned: 0 }, 'no-such-page'],
    ['a picture', picture, { page: 1, width: 100, turned: 0 }, [100, 150, 0]],
    ['a picture, turned', picture, { page: 1, width: 150, turned: 271 }, [150, 100, 3]],
    ['a page after it', picture, { page: 2, width: 100, turned: 0 }, 'no-such-page'],
    [
      'no document',
      () => Buffer.from('MZ, a program'),
      { page: 1, width: 100, turned: 0 },
      'not-a-document',
    ],
  ])('shows %s', async (_, document, view, expected) => {
    expect(await seen(await document(), view)).toEqual(expected);
  });
});

describe('a TIFF', () => {
  const grey = (png: Uint8Array): Promise<Buffer> =>
    sharp(png).toColourspace('b-w').removeAlpha().png().toBuffer();
  const pages = async (bits: 1 | 8): Promise<Uint8Array> => {
    const one = bits === 8 ? await picture() : await grey(await picture());
    const two = await sharp(one).flop().toBuffer();
    // 100 dots to the inch.
    const resolution = { xres: 100 / 25.4, yres: 100 / 25.4 };
    const packed = { compression: 'ccittfax4', bitdepth: 1 } as const;
    return sharp([one, two], { join: { animated: true } })
      .toColourspace(bits === 8 ? 'srgb' : 'b-w')
      .tiff({ ...resolution, ...(bits === 8 ? { compression: 'lzw' } : packed) })
      .toBuffer();
  };

  it.each([1, 8] as const)('of %i bits becomes a PDF of the same pages', async (bits) => {
    const bound = await bindPictures(await pages(bits), null);
    if ('error' in bound) throw new Error(bound.error.detail);
    const raster = await openPdfRaster(bound.pdf);
    if (!raster) throw new Error('PDFium cannot open it.');
    expect(raster.pageCount).toBe(2);
    expect(Buffer.from(bound.pdf).toString('latin1')).toContain('/MediaBox [0 0 144.00 216.00]');
    const [first, second] = [
      await raster.show(1, { width: 144 }),
      await raster.show(2, { width: 144 }),
    ];
    raster.close();
    for (const [shown, x] of [
      [first, 10],
      [second, 134],
    ] as const) {
      if ('error' in shown) throw new Error(shown.error.detail);
      expect([shown.width, shown.height]).toEqual([144, 216]);
      const blue = (column: number): number => shown.data[4 * (10 * shown.width + column) + 2] ?? 0;
      expect(blue(x)).toBeLessThan(100);
      expect(blue(144 - x)).toBeGreaterThan(200);
    }
  });

  it('gives the pages that are asked for', async () => {
    const bound = await bindPictures(await pages(8), [2]);
    if ('error' in bound) throw new Error(bound.error.detail);
    const raster = await openPdfRaster(bound.pdf);
    expect(raster?.pageCount).toBe(1);
    raster?.close();
  });

  it('that is none is refused', async () => {
    expect(await bindPictures(Buffer.from('II*\0 and nothing'), null)).toMatchObject({
      error: { code: 'damaged' },
    });
  });
});
