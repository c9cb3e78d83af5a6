import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { limits } from './limits.ts';
import { isPicture, scaleOf } from './picture-file.ts';
import { unreadable, type Unreadable } from './unreadable.ts';

/** A PDF that was made of pictures. */
export interface BoundFile {
  readonly pdf: Uint8Array;
}

/** More dots than anybody needs to read a page that was once paper. */
const longestSide = 3600;
const quality = 80;

/**
 * The pages of a picture file as a PDF, for where pictures of that kind are not taken: an e-invoice may carry PDF, PNG
 * and JPEG, and no TIFF. Black and white stays so, without loss; everything else becomes JPEG. `pages` null: all.
 */
export async function bindPictures(
  bytes: Uint8Array,
  pages: readonly number[] | null,
  progress: (page: number) => void = () => undefined,
): Promise<BoundFile | Unreadable> {
  if (!isPicture(bytes))
    return unreadable('not-a-document', 'The file is no picture (PNG, JPEG, TIFF).');
  try {
    const { pages: count = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
    const numbers = pages ?? Array.from({ length: count }, (_, at) => at + 1);
    if (numbers.length > limits.pages)
      return unreadable('too-many-pages', `At most ${limits.pages} pages are bound.`);
    const leaves: Leaf[] = [];
    for (const number of numbers) {
      progress(number);
      const page = number - 1;
      leaves.push(
        await leafOf(sharp(bytes, { page, failOn: 'none', limitInputPixels: limits.pixels })),
      );
    }
    return { pdf: pdfOf(leaves) };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return unreadable('damaged', `The picture cannot be opened: ${said}`);
  }
}

/** One page: its size in points, and the picture that fills it. */
interface Leaf {
  readonly width: number;
  readonly height: number;
  readonly entries: string;
  readonly data: Uint8Array;
}

async function leafOf(page: Sharp): Promise<Leaf> {
  const { width: ownWidth, height: ownHeight, bitsPerSample, density } = await page.metadata();
  const upright = page
    .autoOrient()
    .flatten({ background: 'white' })
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true });
  const shrink = Math.min(1, longestSide / Math.max(ownWidth, ownHeight));
  const isBlackAndWhite = bitsPerSample === 1;
  const { data, info } = await (
    isBlackAndWhite ? upright.greyscale().extractChannel(0).raw() : upright.jpeg({ quality })
  ).toBuffer({ resolveWithObject: true });
  const scale = scaleOf(info, density, shrink);
  const size = { width: info.width / scale, height: info.height / scale };
  const common = `/Width ${info.width} /Height ${info.height}`;
  if (isBlackAndWhite) {
    const entries = `${common} /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /FlateDecode`;
    return { ...size, entries, data: deflateSync(bitsOf(data, info.width, info.height)) };
  }
  const colours = info.channels === 1 ? '/DeviceGray' : '/DeviceRGB';
  const entries = `${common} /ColorSpace ${colours} /BitsPerComponent 8 /Filter /DCTDecode`;
  return { ...size, entries, data };
}

/** One bit per pixel, 1 for white, each row beginning with a byte of its own. */
function bitsOf(shades: Uint8Array, width: number, height: number): Uint8Array {
  const rowBytes = Math.ceil(width / 8);
  const bits = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if ((shades[y * width + x] ?? 255) >= 128) {
        const at = y * rowBytes + (x >> 3);
        bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
      }
  return bits;
}

function pdfOf(leaves: readonly Leaf[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const offsets: number[] = [];
  let length = 0;
  const add = (part: string | Uint8Array): void => {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : part;
    parts.push(bytes);
    length += bytes.length;
  };
  const object = (...content: (string | Uint8Array)[]): void => {
    offsets.push(length);
    add(`${offsets.length} 0 obj\n`);
    content.forEach(add);
    add('\nendobj\n');
  };
  const stream = (entries: string, data: Uint8Array): void =>
    object(`<< ${entries} /Length ${data.length} >>\nstream\n`, data, '\nendstream');
  const pageAt = (index: number): number => 3 + 3 * index;

  add('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n');
  object('<< /Type /Catalog /Pages 2 0 R >>');
  const kids = leaves.map((_, index) => `${pageAt(index)} 0 R`).join(' ');
  object(`<< /Type /Pages /Count ${leaves.length} /Kids [${kids}] >>`);
  leaves.forEach(({ width, height, entries, data }, index) => {
    const at = pageAt(index);
    const [w, h] = [width, height].map((side) => side.toFixed(2));
    object(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${w} ${h}] /Contents ${at + 1} 0 R /Resources << /XObject << /P ${at + 2} 0 R >> >> >>`,
    );
    stream('', Buffer.from(`q ${w} 0 0 ${h} 0 0 cm /P Do Q`));
    stream(`/Type /XObject /Subtype /Image ${entries}`, data);
  });
  const table = length;
  add(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n`);
  for (const offset of offsets) add(`${String(offset).padStart(10, '0')} 00000 n \n`);
  add(`trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`);
  return Buffer.concat(parts);
}
