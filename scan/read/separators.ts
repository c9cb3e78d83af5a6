import { separatorText } from '../../policy/scan-folder.ts';
import { readCodes } from './codes.ts';
import { isPdf } from './embedded.ts';
import { limits } from './limits.ts';
import { isPicture, openPictureFile } from './picture-file.ts';
import type { Picture } from './picture.ts';
import { openPdfRaster } from './raster.ts';
import { unreadable, type Unreadable } from './unreadable.ts';

/** The pages of a batch that part its documents. */
export interface Separators {
  readonly pageCount: number;
  /** Pages that are separator sheets. */
  readonly separators: readonly number[];
}

/** The code on the sheet is as wide as a hand. */
const dotsPerInch = 100;

/** Which pages of a file are separator sheets, whichever way they lay in the scanner. */
export async function findSeparators(
  bytes: Uint8Array,
  progress: (page: number) => void = () => undefined,
): Promise<Separators | Unreadable> {
  const file = isPdf(bytes)
    ? await openPdfRaster(bytes)
    : isPicture(bytes)
      ? await openPictureFile(bytes)
      : null;
  if (!file) return unreadable('not-a-document', 'The file cannot be opened.');
  if ('error' in file) return file;
  try {
    const { pageCount } = file;
    if (pageCount > limits.pages)
      return unreadable('too-many-pages', `The file has ${pageCount} pages.`);
    const separators: number[] = [];
    for (let page = 1; page <= pageCount; page++) {
      progress(page);
      const drawn = await file.draw(page, dotsPerInch);
      if (!('error' in drawn) && (await isSeparator(drawn))) separators.push(page);
    }
    return { pageCount, separators };
  } finally {
    file.close();
  }
}

async function isSeparator(page: Picture): Promise<boolean> {
  const codes = await readCodes(page);
  return codes.some(({ text }) => text === separatorText);
}
