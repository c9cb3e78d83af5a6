import { PDFiumLibrary } from '@hyzyla/pdfium';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import type { Chance } from './chance.ts';

/** What a page went through on its way: a good scanner, an office one, a bad one, a fax machine. */
export type Wear = 'clean' | 'mid' | 'hard' | 'fax';
export const wears: readonly Wear[] = ['clean', 'mid', 'hard', 'fax'];

/** How a document was scanned; part of its truth, so that figures can be told apart. */
export interface ScanFacts {
  readonly level: Wear;
  readonly dpi: number;
  /** Quarter turns clockwise, in degrees. */
  readonly rotation: number;
  readonly jpegQuality: number;
}

interface Picture {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** The PDF as pictures of paper, again in a PDF; one scanner for all pages. */
export async function scan(
  pdf: Buffer,
  chance: Chance,
): Promise<{ pdf: Buffer; facts: ScanFacts }> {
  const level = chance.pick(wears);
  const facts: ScanFacts = {
    level,
    dpi: { clean: chance.pick([200, 300]), mid: chance.pick([150, 200]), hard: 150, fax: 204 }[
      level
    ],
    rotation: chance.happens(0.12) ? chance.pick([90, 180, 270]) : 0,
    jpegQuality: { clean: 85, mid: chance.whole(50, 75), hard: chance.whole(30, 50), fax: 90 }[
      level
    ],
  };
  const result = new PDFDocument({
    autoFirstPage: false,
    margin: 0,
    info: { CreationDate: new Date(0), ModDate: new Date(0) },
  });
  const chunks: Buffer[] = [];
  result.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => result.once('end', resolve));
  for (const page of await rasterise(pdf, facts.dpi)) {
    const picture = await wear(page, facts, chance);
    const [width, height] = [picture.width, picture.height].map(
      (pixels) => (pixels * 72) / facts.dpi,
    ) as [number, number];
    result.addPage({ size: [width, height] });
    result.image(Buffer.from(picture.data), 0, 0, { width, height });
  }
  result.end();
  await ended;
  return { pdf: Buffer.concat(chunks), facts };
}

async function rasterise(pdf: Buffer, dpi: number): Promise<Picture[]> {
  const library = await PDFiumLibrary.init();
  try {
    const document = await library.loadDocument(pdf);
    const pages: Picture[] = [];
    for (const page of document.pages()) {
      const { data, width, height } = await page.render({ scale: dpi / 72, render: 'bitmap' });
      const grey = await sharp(data, { raw: { width, height, channels: 4 } })
        .greyscale()
        .raw()
        .toBuffer();
      pages.push({ data: new Uint8Array(grey), width, height });
    }
    document.destroy();
    return pages;
  } finally {
    library.destroy();
  }
}

/** The page as this machine gives it: a JPEG. */
async function wear(
  page: Picture,
  { level, rotation, jpegQuality, dpi }: ScanFacts,
  chance: Chance,
): Promise<Picture> {
  const most = { clean: 0.4, mid: 1.6, hard: 3, fax: 1 }[level];
  const skew = (chance.next() * 2 - 1) * most;
  const raw = { width: page.width, height: page.height, channels: 1 as const };
  const turned = await sharp(page.data, { raw })
    .rotate(skew, { background: '#fff' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = turned.info;
  const data = new Uint8Array(turned.data);
  if (level === 'mid' || level === 'hard')
    shade({ data, width, height }, chance, level === 'hard' ? 0.35 : 0.15);
  if (level === 'hard') {
    fold({ data, width, height }, chance);
    punch({ data, width, height }, dpi);
  }
  if (level !== 'clean') grain({ data, width, height }, chance, level);
  let picture = sharp(data, { raw: { width, height, channels: 1 } });
  if (level === 'fax') {
    // A fax has 98 lines to the inch where it has 204 points across, and black or white.
    const squashed = await picture
      .resize(width, Math.round((height * 98) / 204), { fit: 'fill' })
      .threshold(150)
      .raw()
      .toBuffer({ resolveWithObject: true });
    picture = sharp(squashed.data, {
      raw: { width, height: squashed.info.height, channels: squashed.info.channels },
    }).resize(width, height, { fit: 'fill', kernel: 'nearest' });
  } else if (level !== 'clean') picture = picture.blur(level === 'hard' ? 0.8 : 0.5);
  const flat = await picture.jpeg({ quality: jpegQuality }).toBuffer();
  const final = await sharp(flat)
    .rotate(rotation)
    .jpeg({ quality: jpegQuality })
    .toBuffer({ resolveWithObject: true });
  return { data: final.data, width: final.info.width, height: final.info.height };
}

/** Light that falls off to one side or to one corner. */
function shade({ data, width, height }: Picture, chance: Chance, depth: number): void {
  const [across, down] = chance.pick([
    [1, 0],
    [-1, 0],
    [0, 1],
    [1, 1],
    [-1, 1],
  ] as const);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const far = Math.max(0, (across * (x / width - 0.5) + down * (y / height - 0.5)) * 1.2);
      data[y * width + x] = (data[y * width + x] ?? 0) * (1 - depth * Math.min(1, far));
    }
  }
}

/** A dark crease across the page. */
function fold({ data, width, height }: Picture, chance: Chance): void {
  const middle = Math.round(height * chance.pick([0.33, 0.5, 0.66]));
  for (let y = middle - 3; y <= middle + 3; y++) {
    const dark = 1 - 0.25 * (1 - Math.abs(y - middle) / 4);
    for (let x = 0; x < width; x++) data[y * width + x] = (data[y * width + x] ?? 0) * dark;
  }
}

/** Two holes of a folder at the left. */
function punch({ data, width, height }: Picture, dpi: number): void {
  const radius = Math.round(dpi * 0.11);
  for (const centre of [height / 2 - dpi * 1.57, height / 2 + dpi * 1.57]) {
    for (let y = -radius; y <= radius; y++) {
      for (let x = -radius; x <= radius; x++) {
        if (x * x + y * y > radius * radius) continue;
        const place = Math.round(centre + y) * width + Math.round(dpi * 0.35) + x;
        if (place >= 0 && place < data.length) data[place] = 40;
      }
    }
  }
}

/** Grain everywhere, and specks. */
function grain({ data, width, height }: Picture, chance: Chance, level: Wear): void {
  const strength = { clean: 0, mid: 14, hard: 26, fax: 18 }[level];
  for (let i = 0; i < data.length; i++) {
    const value = (data[i] ?? 0) + (chance.next() + chance.next() - 1) * strength;
    data[i] = value < 0 ? 0 : value > 255 ? 255 : value;
  }
  const specks = level === 'mid' ? 30 : level === 'hard' ? 150 : 90;
  for (let n = 0; n < specks; n++) {
    const place = chance.whole(1, height - 3) * width + chance.whole(1, width - 3);
    for (const next of [0, 1, width, width + 1]) data[place + next] = 30;
  }
}
