import { inflateSync } from 'node:zlib';
import { mostPixels, type Picture } from './picture.ts';

interface Header {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  /** 0 grey, 2 colour, 3 palette, 4 grey with opacity, 6 colour with opacity. */
  readonly kind: number;
}

/** Samples of a pixel by kind of picture. */
const samples: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const depths: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};
const wholePicture = [[0, 0, 1, 1]] as const;
/** The seven passes of an interlaced picture: first column, first row, steps. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** The picture with eight bits a sample, or null where the bytes are no PNG, are broken or unpack to too much. */
export function readPng(bytes: Uint8Array): Picture | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 45 || view.getUint32(0) !== 0x89504e47 || view.getUint32(12) !== 0x49484452) {
    return null;
  }
  const [depth = 0, kind = 0, , , interlace = 0] = bytes.subarray(24, 29);
  const header = { width: view.getUint32(16), height: view.getUint32(20), depth, kind };
  const pixels = header.width * header.height;
  if (pixels === 0 || pixels > mostPixels || !depths[kind]?.includes(depth)) return null;
  let palette: Uint8Array = new Uint8Array();
  let transparency: Uint8Array = new Uint8Array();
  const data: Uint8Array[] = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const content = bytes.subarray(at + 8, at + 8 + length);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (name === 'PLTE') palette = content;
    else if (name === 'tRNS') transparency = content;
    else if (name === 'IDAT') data.push(content);
    at += 12 + length;
  }
  const unpacked = inflate(Buffer.concat(data), header);
  return unpacked && paint(header, unpacked, interlace === 1, palette, transparency);
}

function inflate(data: Uint8Array, { width, height, depth, kind }: Header): Uint8Array | null {
  const most = Math.ceil((width * (samples[kind] ?? 4) * depth) / 8) * height + 16 * height + 4096;
  try {
    return inflateSync(data, { maxOutputLength: most });
  } catch {
    return null;
  }
}

function paint(
  header: Header,
  data: Uint8Array,
  isInterlaced: boolean,
  palette: Uint8Array,
  transparency: Uint8Array,
): Picture | null {
  const { width, height, depth, kind } = header;
  const count = samples[kind] ?? 1;
  const colors = new Uint8Array(width * height * 3);
  const opacity = new Uint8Array(width * height).fill(255);
  const step = Math.max(1, (count * depth) / 8);
  const pixel = Array.from({ length: count }, () => 0);
  let [place, isOpaque] = [0, true];
  for (const [left, top, stepX, stepY] of isInterlaced ? passes : wholePicture) {
    const columns = Math.ceil((width - left) / stepX);
    if (columns <= 0) continue;
    const rowLength = Math.ceil((columns * count * depth) / 8);
    let above = new Uint8Array(rowLength);
    for (let y = top; y < height; y += stepY) {
      if (place + 1 + rowLength > data.length) return null;
      const row = unfilter(data.subarray(place, place + 1 + rowLength), above, step);
      place += 1 + rowLength;
      above = row;
      for (let column = 0; column < columns; column++) {
        for (let at = 0; at < count; at++) pixel[at] = sample(row, column * count + at, depth);
        const [first = 0, second = 0, third = 0, fourth = 0] = pixel;
        const target = y * width + left + column * stepX;
        const isColor = kind === 2 || kind === 6;
        for (let part = 0; part < 3; part++) {
          const grey = depth < 8 ? (first * 255) / ((1 << depth) - 1) : first;
          colors[target * 3 + part] =
            kind === 3
              ? (palette[first * 3 + part] ?? 0)
              : isColor
                ? ([first, second, third][part] ?? 0)
                : grey;
        }
        const alpha =
          kind === 3
            ? (transparency[first] ?? 255)
            : kind === 4
              ? second
              : kind === 6
                ? fourth
                : 255;
        opacity[target] = alpha;
        if (alpha !== 255) isOpaque = false;
      }
    }
  }
  return {
    width,
    height,
    format: 'raw',
    components: 3,
    bytes: colors,
    ...(!isOpaque && { opacity }),
  };
}

/** Sixteen bits are cut to the eight that a printer shows. */
function sample(row: Uint8Array, at: number, depth: number): number {
  if (depth === 8) return row[at] ?? 0;
  if (depth === 16) return row[at * 2] ?? 0;
  const bit = at * depth;
  return ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
}

/** A row whose bytes were stored as differences to the left, upper or both neighbours. */
function unfilter(filtered: Uint8Array, above: Uint8Array, step: number): Uint8Array<ArrayBuffer> {
  const row = new Uint8Array(filtered.length - 1);
  const filter = filtered[0];
  for (let at = 0; at < row.length; at++) {
    const left = at >= step ? (row[at - step] ?? 0) : 0;
    const up = above[at] ?? 0;
    const corner = at >= step ? (above[at - step] ?? 0) : 0;
    let predicted = 0;
    if (filter === 1) predicted = left;
    else if (filter === 2) predicted = up;
    else if (filter === 3) predicted = (left + up) >> 1;
    else if (filter === 4) predicted = nearest(left, up, corner);
    row[at] = (filtered[at + 1] ?? 0) + predicted;
  }
  return row;
}

function nearest(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [left, up, corner].map((value) => Math.abs(guess - value));
  if ((toLeft ?? 0) <= (toUp ?? 0) && (toLeft ?? 0) <= (toCorner ?? 0)) return left;
  return (toUp ?? 0) <= (toCorner ?? 0) ? up : corner;
}
