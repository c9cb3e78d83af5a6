import sharp, { type Sharp } from 'sharp';
import { isPdf } from './embedded.ts';
import { limits } from './limits.ts';
import { isPicture } from './picture-file.ts';
import { openPdfRaster } from './raster.ts';
import { unreadable, type Unreadable } from './unreadable.ts';

/** How a page is to be shown. */
export interface PageView {
  /** From 1. */
  readonly page: number;
  /** Pixels, of the page after it was turned. */
  readonly width: number;
  /** Degrees clockwise from how the file shows it, as `Page.turned` has them: then the boxes of the words fit. */
  readonly turned: number;
}

/** A page as a PNG. */
export interface DrawnPage {
  readonly png: Uint8Array;
}

/** Below this, turning by hand or by scanner is not seen. */
const leastTurn = 0.05;

/** One page of a PDF or picture file as a PNG of the given width, turned as it was read. */
export async function drawPage(bytes: Uint8Array, view: PageView): Promise<DrawnPage | Unreadable> {
  const drawn = isPdf(bytes)
    ? await drawnByPdfium(bytes, view)
    : isPicture(bytes)
      ? await opened(bytes, view)
      : unreadable('not-a-document', 'The file is neither a PDF nor a picture.');
  if ('error' in drawn) return drawn;
  try {
    return { png: await shown(drawn.picture, view) };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return unreadable('damaged', `The page cannot be shown: ${said}`);
  }
}

interface Drawn {
  readonly picture: Sharp;
}

async function drawnByPdfium(
  bytes: Uint8Array,
  { page, width, turned }: PageView,
): Promise<Drawn | Unreadable> {
  const raster = await openPdfRaster(bytes);
  if (!raster) return unreadable('damaged', 'The pages of the PDF cannot be drawn.');
  try {
    if (page > raster.pageCount) return noSuchPage(page);
    const isSideways = Math.round(turned / 90) % 2 !== 0;
    const drawn = await raster.show(page, { [isSideways ? 'height' : 'width']: width });
    if ('error' in drawn) return drawn;
    const { data, ...size } = drawn;
    return { picture: sharp(data, { raw: { ...size, channels: 4 } }).removeAlpha() };
  } finally {
    raster.close();
  }
}

async function opened(bytes: Uint8Array, { page }: PageView): Promise<Drawn | Unreadable> {
  try {
    const { pages = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (page > pages) return noSuchPage(page);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return unreadable('damaged', `The picture cannot be opened: ${said}`);
  }
  const picture = sharp(bytes, {
    page: page - 1,
    failOn: 'none',
    limitInputPixels: limits.pixels,
  });
  return { picture: picture.autoOrient().flatten({ background: 'white' }) };
}

const noSuchPage = (page: number): Unreadable =>
  unreadable('no-such-page', `The document has no page ${page}.`);

/** Quarter turns swap the sides; what remains turns the page within them, as it was read. */
async function shown(picture: Sharp, { width, turned }: PageView): Promise<Uint8Array> {
  const quarters = Math.round(turned / 90);
  const remaining = turned - 90 * quarters;
  // Each step of its own: sharp has an order of its own for what is asked of one picture.
  const upright = await picture.png({ compressionLevel: 0 }).toBuffer();
  const sized = await sharp(
    await sharp(upright)
      .rotate(90 * quarters)
      .png({ compressionLevel: 0 })
      .toBuffer(),
  )
    .resize({ width })
    .png({ compressionLevel: Math.abs(remaining) < leastTurn ? 6 : 0 })
    .toBuffer({ resolveWithObject: true });
  if (Math.abs(remaining) < leastTurn) return sized.data;
  const level = await sharp(sized.data)
    .rotate(remaining, { background: 'white' })
    .png({ compressionLevel: 0 })
    .toBuffer({ resolveWithObject: true });
  return sharp(level.data)
    .extract({
      left: Math.floor((level.info.width - sized.info.width) / 2),
      top: Math.floor((level.info.height - sized.info.height) / 2),
      width: sized.info.width,
      height: sized.info.height,
    })
    .png()
    .toBuffer();
}
