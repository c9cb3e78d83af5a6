import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { separatorSheet } from '../../../cli/documents/separator-sheet.ts';
import { drawPage } from '../../../scan/read/page-picture.ts';
import { findSeparators } from '../../../scan/read/separators.ts';
import { painted, pdfOfPages } from '../../support/pdf.ts';

const invoice = pdfOfPages([{ content: painted('Faktura 1042 fra Solheim Bakeri AS', 50, 500) }]);

/** A page as a scanner delivers it: grey, a little askew, a size that paper has. */
async function scanned(pdf: Uint8Array, turned = 0): Promise<Buffer> {
  const drawn = await drawPage(pdf, { page: 1, width: 827, turned });
  if ('error' in drawn) throw new Error(drawn.error.detail);
  return sharp(drawn.png)
    .rotate(2, { background: 'white' })
    .resize({ width: 827, height: 1169, fit: 'fill' })
    .toBuffer();
}

describe('a separator sheet', () => {
  it('is found in a batch of pictures, whichever way it lay in the scanner', async () => {
    const sheet = await separatorSheet();
    const pages = [
      await scanned(invoice),
      await scanned(sheet),
      await scanned(invoice),
      await scanned(sheet, 180),
      await scanned(sheet, 90),
    ];
    const tiff = await sharp(pages, { join: { animated: true } })
      .tiff({ compression: 'lzw' })
      .toBuffer();
    expect(await findSeparators(tiff)).toEqual({ pageCount: 5, separators: [2, 4, 5] });
  });

  it('is found in a PDF as it was written', async () => {
    expect(await findSeparators(await separatorSheet())).toEqual({ pageCount: 1, separators: [1] });
    expect(await findSeparators(invoice)).toEqual({ pageCount: 1, separators: [] });
  });
});
