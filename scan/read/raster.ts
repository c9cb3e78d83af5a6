import { PDFiumLibrary } from '@hyzyla/pdfium';
import { limits } from './limits.ts';
import type { Picture } from './picture.ts';
import { unreadable, type Unreadable } from './unreadable.ts';

/** A PDF that is open for drawing its pages. */
export interface PdfRaster {
  /** The page as the paper looks, at the resolution of the scan in it, else at what the engines read best. */
  draw(number: number): Promise<Picture | Unreadable>;
  close(): void;
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
    draw: async (number) => {
      const page = document.getPage(number - 1);
      const { originalWidth, originalHeight } = page.getOriginalSize();
      const inches = Math.max(originalWidth, originalHeight) / pointsPerInch;
      const { longestSide, pixels } = await largestPicture(page);
      const ownResolution = longestSide / inches;
      const dotsPerInch = ownResolution < least ? drawnAt : Math.min(most, ownResolution);
      const scale = dotsPerInch / pointsPerInch;
      const drawn = originalWidth * scale * (originalHeight * scale);
      if (Math.max(pixels, drawn) > limits.pixels)
        return unreadable(
          'too-many-pixels',
          `Page ${number} has ${Math.round(Math.max(pixels, drawn))} pixels; at most ${limits.pixels} are read.`,
        );
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
