import { PDFiumLibrary } from '@hyzyla/pdfium';
import { limits } from './limits.ts';
import type { Picture } from './picture.ts';
import { unreadable, type Unreadable } from './unreadable.ts';

/** A PDF that is open for drawing its pages. */
export interface PdfRaster {
  readonly pageCount: number;
  /** The page as the paper looks; at the resolution of the scan in it, else at what the engines read best. */
  draw(number: number, dotsPerInch?: number): Promise<Picture | Unreadable>;
  /** The page in colours, with one side as long as asked. */
  show(
    number: number,
    side: { readonly width?: number; readonly height?: number },
  ): Promise<ColourPicture | Unreadable>;
  close(): void;
}

/** Four bytes per pixel: red, green, blue, opacity. */
export interface ColourPicture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Dots per inch of pages that are drawn from text and lines. */
const drawnAt = 200;
/** A scan is never enlarged, and made smaller where it has more than engines make use of. */
const [least, most] = [100, 300];
const pointsPerInch = 72;

let library: Promise<PDFiumLibrary> | null = null;

/** Opens a PDF with PDFium as WebAssembly; null where PDFium cannot open it. */
export async function openPdfRaster(bytes: Uint8Array): Promise<PdfRaster | null> {
  const pdfium = await (library ??= PDFiumLibrary.init());
  const document = await pdfium.loadDocument(bytes).catch(() => null);
  if (!document) return null;
  return {
    pageCount: document.getPageCount(),
    show: async (number, { width, height }) => {
      const page = document.getPage(number - 1);
      const { originalWidth, originalHeight } = page.getOriginalSize();
      const scale = width === undefined ? (height ?? 0) / originalHeight : width / originalWidth;
      const largest = await largestPicture(page);
      const pixels = Math.max(largest.pixels, originalWidth * scale * (originalHeight * scale));
      if (pixels > limits.pixels) return tooManyPixels(number, pixels);
      const drawn = await page.render({ scale, render: 'bitmap' });
      return { width: drawn.width, height: drawn.height, data: drawn.data };
    },
    draw: async (number, asked) => {
      const page = document.getPage(number - 1);
      const { originalWidth, originalHeight } = page.getOriginalSize();
      const inches = Math.max(originalWidth, originalHeight) / pointsPerInch;
      const { longestSide, pixels } = await largestPicture(page);
      const ownResolution = longestSide / inches;
      const best = ownResolution < least ? drawnAt : Math.min(most, ownResolution);
      const dotsPerInch = asked ?? best;
      const scale = dotsPerInch / pointsPerInch;
      const drawn = originalWidth * scale * (originalHeight * scale);
      if (Math.max(pixels, drawn) > limits.pixels)
        return tooManyPixels(number, Math.max(pixels, drawn));
      const { width, height, data } = await page.render({
        scale,
        render: 'bitmap',
        colorSpace: 'Gray',
        renderFormFields: false,
      });
      return { width, height, data, scale };
    },
    close: () => document.destroy(),
  };
}

const tooManyPixels = (number: number, pixels: number): Unreadable =>
  unreadable(
    'too-many-pixels',
    `Page ${number} has ${Math.round(pixels)} pixels; at most ${limits.pixels} are read.`,
  );

type PdfiumPage = ReturnType<Awaited<ReturnType<PDFiumLibrary['loadDocument']>>['getPage']>;

/** The scan, where the page is one. */
async function largestPicture(
  page: PdfiumPage,
): Promise<{ readonly longestSide: number; readonly pixels: number }> {
  let [longestSide, pixels, objects] = [0, 0, 0];
  for (const object of page.objects()) {
    if (++objects > 2000) break;
    if (object.type !== 'image') continue;
    const { width, height } = await object.getImageDataRaw();
    longestSide = Math.max(longestSide, width, height);
    pixels = Math.max(pixels, width * height);
  }
  return { longestSide, pixels };
}
