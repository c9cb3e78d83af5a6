import sharp, { type Sharp } from 'sharp';
import { limits } from './limits.ts';
import type { Picture } from './picture.ts';
import { unreadable, type Unreadable } from './unreadable.ts';

/** A file of pictures that is open: PNG, JPEG, or TIFF with any number of pages. */
export interface PictureFile {
  readonly pageCount: number;
  /** The page as a person would hold it: turned as the camera says. As it is, or coarser where that is asked for. */
  draw(number: number, dotsPerInch?: number): Promise<Picture | Unreadable>;
  close(): void;
}

/** Of the longest side of A4, in points: what a page is taken for whose picture does not tell its size. */
const usualSide = 842;
/** Dots per inch that scanners and fax machines use; anything else is a camera's or a program's guess. */
const [least, most] = [100, 1200];
/** More than any engine makes use of. */
const longestSide = 3600;

/** Whether the bytes begin as one of the pictures that are read; the name of the file says nothing. */
export function isPicture(bytes: Uint8Array): boolean {
  const beginning = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  return ['\x89PNG\r\n\x1a\n', '\xff\xd8\xff', 'II*\0', 'MM\0*'].some((magic) =>
    beginning.startsWith(magic),
  );
}

/** Opens a file of pictures. Looks at the sizes that it states before anything is unpacked. */
export async function openPictureFile(bytes: Uint8Array): Promise<PictureFile | Unreadable> {
  const open = (page = 0): Sharp =>
    sharp(bytes, { page, failOn: 'none', limitInputPixels: limits.pixels });
  try {
    // The limit is for unpacking; the size itself may be asked of any picture.
    const { pages = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
    return {
      pageCount: pages,
      draw: (number, asked) => draw(open(number - 1), asked),
      close: () => undefined,
    };
  } catch (error) {
    return damaged(error);
  }
}

async function draw(page: Sharp, asked?: number): Promise<Picture | Unreadable> {
  try {
    const { width, height, density = 0, orientation = 1 } = await page.metadata();
    if (width * height > limits.pixels)
      return unreadable(
        'too-many-pixels',
        `A page has ${width} × ${height} pixels; at most ${limits.pixels} are read.`,
      );
    const isTurned = orientation > 4;
    const [shownWidth, shownHeight] = isTurned ? [height, width] : [width, height];
    const longest = asked === undefined ? longestSide : (asked / 72) * usualSide;
    const shrink = Math.min(1, longest / Math.max(width, height));
    const { data, info } = await page
      .autoOrient()
      .flatten({ background: 'white' })
      .resize(
        Math.max(1, Math.round(shownWidth * shrink)),
        Math.max(1, Math.round(shownHeight * shrink)),
        { fit: 'fill' },
      )
      .greyscale()
      .extractChannel(0)
      .raw()
      .toBuffer({ resolveWithObject: true });
    const scale = scaleOf(info, density, shrink);
    return { width: info.width, height: info.height, data, scale };
  } catch (error) {
    return damaged(error);
  }
}

/** Pixels per point of a picture that was made smaller by `shrink`, as it says itself or as its shape suggests. */
export function scaleOf(
  { width, height }: { readonly width: number; readonly height: number },
  density = 0,
  shrink = 1,
): number {
  const isStated = density >= least && density <= most;
  return isStated ? (density / 72) * shrink : Math.max(width, height) / usualSide;
}

function damaged(error: unknown): Unreadable {
  const said = error instanceof Error ? error.message : String(error);
  if (/pixel limit|too large/i.test(said))
    return unreadable(
      'too-many-pixels',
      `A page has more than the ${limits.pixels} pixels that are read.`,
    );
  return unreadable('damaged', `The picture cannot be opened: ${said}`);
}
