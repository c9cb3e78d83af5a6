import { describe, expect, it } from 'vitest';
import { condense } from '../../../../scan/read/ppocr/condense.ts';

const [width, height] = [200, 400];

/** A white page with black rectangles: left, top, width, height. */
function page(...rectangles: readonly (readonly [number, number, number, number])[]): Uint8Array {
  const data = new Uint8Array(width * height).fill(255);
  for (const [left, top, wide, high] of rectangles)
    for (let y = top; y < top + high; y++) data.fill(0, y * width + left, y * width + left + wide);
  return data;
}

describe('a page before detection', () => {
  it('loses its empty parts, and each row knows where it stood', () => {
    const { rows, left, ...size } = condense(
      page([60, 40, 50, 10], [60, 300, 50, 10]),
      width,
      height,
    );
    expect(size.height).toBeLessThan(height / 2);
    expect(size.width).toBeLessThan(width);
    const written = [...rows.keys()].filter((row) => size.data[row * size.width + 80 - left] === 0);
    expect(written.map((row) => rows[row])).toEqual(
      [40, 300].flatMap((top) => Array.from({ length: 10 }, (_, index) => top + index)),
    );
  });

  it('keeps white between lines that stood far apart', () => {
    const { rows } = condense(page([60, 40, 50, 10], [60, 300, 50, 10]), width, height);
    expect(rows.filter((row) => row >= 50 && row < 300).length).toBeGreaterThan(30);
  });

  it('is nothing where nothing is written but a speck', () => {
    expect(condense(page(), width, height).rows).toEqual([]);
    expect(condense(page([100, 100, 1, 2]), width, height).rows).toEqual([]);
  });
});
