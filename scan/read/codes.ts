import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Code } from '../words.ts';
import type { Picture } from './picture.ts';

/** Pages have one or two; what is on a page with more is no invoice. */
const mostCodes = 8;

let isPrepared = false;

/** Loads the reader of codes once, from its package: nothing is fetched. */
function prepare(): void {
  if (isPrepared) return;
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const bytes = readFileSync(file);
  const wasmBinary = new Uint8Array(bytes).buffer;
  prepareZXingModule({ overrides: { wasmBinary } });
  isPrepared = true;
}

/** Finer than the modules of any payment's code, of which a square of half the width is enough. */
const fine = 200;

/** The QR codes on a page, with their places in points of the picture as it is given. */
export async function readCodes(given: Picture): Promise<Code[]> {
  prepare();
  const { width, height, data, scale } = given.scale * 72 > fine ? halved(given) : given;
  const pixels = new Uint32Array(data.length);
  // Red, green, blue and full opacity, whichever byte comes first: the shades are grey.
  for (let at = 0; at < data.length; at++) pixels[at] = 0xff000000 | ((data[at] ?? 255) * 0x010101);
  const found = await readBarcodes(
    { data: new Uint8ClampedArray(pixels.buffer), width, height, colorSpace: 'srgb' } as Parameters<
      typeof readBarcodes
    >[0],
    { formats: ['QRCode'], tryHarder: true, tryRotate: false, maxNumberOfSymbols: mostCodes },
  );
  return found
    .filter(({ isValid, text }) => isValid && text !== '')
    .map(({ text, position }) => {
      const corners = [
        position.topLeft,
        position.topRight,
        position.bottomLeft,
        position.bottomRight,
      ];
      const [x, y] = [corners.map((corner) => corner.x), corners.map((corner) => corner.y)];
      const box = [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)] as const;
      const [left, top, right, bottom] = box.map((side) => side / scale) as [
        number,
        number,
        number,
        number,
      ];
      return { text, box: [left, top, right, bottom] };
    });
}

/** The picture with a quarter of its pixels: the mean of each four. */
function halved({ width, height, data, scale }: Picture): Picture {
  const [columns, rows] = [width >> 1, height >> 1];
  const half = new Uint8Array(columns * rows);
  for (let y = 0; y < rows; y++) {
    const above = 2 * y * width;
    const below = above + width;
    for (let x = 0; x < columns; x++) {
      const at = 2 * x;
      const upper = (data[above + at] ?? 255) + (data[above + at + 1] ?? 255);
      const lower = (data[below + at] ?? 255) + (data[below + at + 1] ?? 255);
      half[y * columns + x] = (upper + lower) >> 2;
    }
  }
  return { width: columns, height: rows, data: half, scale: scale / 2 };
}
