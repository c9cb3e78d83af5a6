import sharp, { type Sharp } from 'sharp';
import type { Picture } from '../../scan/read/picture.ts';
import { openPdfRaster } from '../../scan/read/raster.ts';
import { painted, pdfOfPages } from './pdf.ts';

/** What stands on the page that the pictures show. */
export const printedLines = [
  'Faktura 1042 fra Solheim Bakeri',
  'Fakturadato 31.03.2026 Forfallsdato 14.04.2026',
  'Rundstykker 40 stk 12,50 500,00',
  'Kaffe og te 10 pk 75,00 750,00',
  'Sum uten mva 1250,00 mva 312,50',
  'Sum til betaling 1562,50',
];

/** A page of a few printed lines as a scanner would deliver it, in shades of grey. */
export async function printedPage(): Promise<Picture> {
  const content = printedLines.map((line, index) => painted(line, 40, 520 - 40 * index, 14));
  const raster = await openPdfRaster(pdfOfPages([{ content: content.join('') }]));
  const drawn = await raster?.draw(1);
  if (!drawn || 'error' in drawn) throw new Error('The page could not be drawn.');
  return drawn;
}

export const sharpOf = ({ width, height, data }: Picture): Sharp =>
  sharp(data, { raw: { width, height, channels: 1 } }).withMetadata({ density: 200 });
