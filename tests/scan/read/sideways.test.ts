import { describe, expect, it } from 'vitest';
import { turnedBy } from '../../../scan/read/picture.ts';
import { isSideways } from '../../../scan/read/sideways.ts';
import { printedPage } from '../../support/pictures.ts';

describe('a page in the scanner', () => {
  it.each([
    [0, false],
    [1, true],
    [2, false],
    [3, true],
  ])('turned by %i quarters has its lines on end: %s', async (quarters, expected) => {
    expect(isSideways(turnedBy(await printedPage(), quarters))).toBe(expected);
  });

  it('with nothing on it has no lines', () => {
    const white = { width: 200, height: 300, data: new Uint8Array(60_000).fill(255), scale: 1 };
    expect(isSideways(white)).toBe(false);
  });
});
