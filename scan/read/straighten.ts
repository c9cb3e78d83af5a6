import sharp from 'sharp';
import type { Picture } from './picture.ts';

/** A picture made ready for reading, and how it was turned for that. */
export interface Straightened {
  readonly picture: Picture;
  /** Degrees clockwise. */
  readonly turned: number;
}

/** Scanners and hands leave papers this many degrees askew at most. */
const mostAskew = 5;
/** Less than this changes nothing for the engines. */
const leastAskew = 0.15;

/** Makes the paper white all over and its lines level. */
export async function straighten(picture: Picture): Promise<Straightened> {
  const clean = { ...picture, data: withWhitePaper(picture) };
  const angle = await askew(clean);
  if (Math.abs(angle) < leastAskew) return { picture: clean, turned: 0 };
  return { picture: rotated(clean, -angle), turned: -angle };
}

const blockSide = 32;

/** Divides by the paper's own shade, which shadows, stains and the lamp make uneven. Large dark areas stay dark. */
function withWhitePaper({ width, height, data }: Picture): Uint8Array {
  const [columns, rows] = [Math.ceil(width / blockSide), Math.ceil(height / blockSide)];
  const paper = smoothed(
    brightest(blockShades(data, width, height, columns, rows), columns, rows),
    columns,
    rows,
  );
  const sorted = Float32Array.from(paper).sort();
  const usual = sorted[Math.floor(sorted.length * 0.7)] ?? 255;
  const darkest = usual * 0.55;
  const across = placesBetween(width, columns);
  const down = placesBetween(height, rows);
  const level = new Float32Array(columns);
  const white = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    const [row, nextRow, byRow] = [down.from[y] ?? 0, down.to[y] ?? 0, down.by[y] ?? 0];
    for (let column = 0; column < columns; column++) {
      const upper = paper[row * columns + column] ?? 255;
      level[column] = upper + ((paper[nextRow * columns + column] ?? 255) - upper) * byRow;
    }
    const start = y * width;
    for (let x = 0; x < width; x++) {
      const left = level[across.from[x] ?? 0] ?? 255;
      const shade = left + ((level[across.to[x] ?? 0] ?? 255) - left) * (across.by[x] ?? 0);
      const shown = ((data[start + x] ?? 255) * 250) / (shade > darkest ? shade : darkest);
      white[start + x] = shown < 255 ? shown : 255;
    }
  }
  return white;
}

/** For each pixel along a side the two blocks whose middles it lies between, and how far it is towards the second. */
function placesBetween(
  pixels: number,
  blocks: number,
): { readonly from: Uint16Array; readonly to: Uint16Array; readonly by: Float32Array } {
  const [from, to] = [new Uint16Array(pixels), new Uint16Array(pixels)];
  const by = new Float32Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = Math.min(blocks - 1, Math.max(0, pixel / blockSide - 0.5));
    const block = Math.floor(at);
    from[pixel] = block;
    to[pixel] = Math.min(blocks - 1, block + 1);
    by[pixel] = at - block;
  }
  return { from, to, by };
}

/** For each block a shade that nine of ten pixels do not exceed. */
function blockShades(
  data: Uint8Array,
  width: number,
  height: number,
  columns: number,
  rows: number,
): Float32Array {
  const shades = new Float32Array(columns * rows);
  const counts = new Uint32Array(256);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      counts.fill(0);
      let total = 0;
      for (let y = row * blockSide; y < Math.min(height, (row + 1) * blockSide); y += 2)
        for (let x = column * blockSide; x < Math.min(width, (column + 1) * blockSide); x += 2) {
          const shade = data[y * width + x] ?? 255;
          counts[shade] = (counts[shade] ?? 0) + 1;
          total++;
        }
      let shade = 255;
      for (let above = 0; shade > 0; shade--) {
        above += counts[shade] ?? 0;
        if (above > total * 0.1) break;
      }
      shades[row * columns + column] = shade;
    }
  return shades;
}

/** Each block takes the brightest shade near it: a block full of print says nothing of its paper. */
const brightest = (values: Float32Array, columns: number, rows: number): Float32Array =>
  aroundEach(values, columns, rows, (near) => Math.max(...near));

const smoothed = (values: Float32Array, columns: number, rows: number): Float32Array =>
  aroundEach(
    values,
    columns,
    rows,
    (near) => near.reduce((sum, value) => sum + value, 0) / near.length,
  );

function aroundEach(
  values: Float32Array,
  columns: number,
  rows: number,
  take: (near: number[]) => number,
): Float32Array {
  return values.map((_, index) => {
    const near: number[] = [];
    const [row, column] = [Math.floor(index / columns), index % columns];
    for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++)
      for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++)
        near.push(values[y * columns + x] ?? 255);
    return take(near);
  });
}

/** Enough to see the lines of text apart. */
const lookedAtSide = 1000;

/** Degrees by which the lines fall to the right; of a page whose lines stand on end, as well. */
async function askew({ width, height, data }: Picture): Promise<number> {
  const shrink = Math.min(1, lookedAtSide / Math.max(width, height));
  const { data: small, info } = await sharp(data, { raw: { width, height, channels: 1 } })
    .resize(Math.max(1, Math.round(width * shrink)), Math.max(1, Math.round(height * shrink)), {
      fit: 'fill',
    })
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const xs: number[] = [];
  const ys: number[] = [];
  for (let y = 0; y < info.height; y++)
    for (let x = 0; x < info.width; x++)
      if ((small[y * info.width + x] ?? 255) < 160) {
        xs.push(x);
        ys.push(y);
      }
  // A page that is mostly black tells nothing.
  if (xs.length < 200 || xs.length > info.width * info.height * 0.4) return 0;
  const score = (degrees: number): number =>
    Math.max(sharpness(xs, ys, degrees, info.height), sharpness(ys, xs, -degrees, info.width));
  const best = bestOf(score, 0, mostAskew, 0.5);
  return bestOf(score, best, 0.4, 0.1);
}

function bestOf(
  score: (degrees: number) => number,
  middle: number,
  reach: number,
  step: number,
): number {
  let best = middle;
  let highest = score(middle);
  for (let by = step; by <= reach + 1e-9; by += step)
    for (const degrees of [middle - by, middle + by]) {
      const value = score(degrees);
      if (value <= highest) continue;
      highest = value;
      best = degrees;
    }
  return best;
}

/** How clearly lines and the spaces between them stand apart when the picture is looked at along these degrees. */
function sharpness(
  along: readonly number[],
  across: readonly number[],
  degrees: number,
  size: number,
): number {
  const slope = Math.tan((degrees * Math.PI) / 180);
  const margin = 200;
  const counts = new Float64Array(size + 2 * margin);
  for (let index = 0; index < along.length; index++) {
    const at = Math.round((across[index] ?? 0) - slope * (along[index] ?? 0)) + margin;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  let sum = 0;
  for (let at = 1; at < counts.length; at++)
    sum += ((counts[at] ?? 0) - (counts[at - 1] ?? 0)) ** 2;
  return sum;
}

/** Turned about its middle, clockwise; what comes in from outside is white. */
function rotated(picture: Picture, degrees: number): Picture {
  const { width, height, data } = picture;
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const turned = new Uint8Array(data.length).fill(255);
  const [lastX, lastY] = [width - 1, height - 1];
  for (let y = 0; y < height; y++) {
    const fromY = y - height / 2;
    // Where the row's first pixel comes from; each next one comes from (cos, −sin) further on.
    let sourceX = (-width / 2) * cos + fromY * sin + width / 2;
    let sourceY = fromY * cos + (width / 2) * sin + height / 2;
    for (let x = 0; x < width; x++, sourceX += cos, sourceY -= sin) {
      if (sourceX < 0 || sourceY < 0 || sourceX >= lastX || sourceY >= lastY) continue;
      const [left, top] = [Math.trunc(sourceX), Math.trunc(sourceY)];
      const [byX, byY] = [sourceX - left, sourceY - top];
      const at = top * width + left;
      const upper = (data[at] ?? 255) * (1 - byX) + (data[at + 1] ?? 255) * byX;
      const lower = (data[at + width] ?? 255) * (1 - byX) + (data[at + width + 1] ?? 255) * byX;
      turned[y * width + x] = upper * (1 - byY) + lower * byY;
    }
  }
  return { ...picture, data: turned };
}
