import { describe, expect, it } from 'vitest';
import { isSplit, mergeRefusal, pagesOf, turnedOn } from '../../policy/scan-pages.ts';

describe('the pages of a scan', () => {
  it.each([
    [null, 3, [1, 2, 3]],
    [[2, 4], 2, [2, 4]],
    [null, null, []],
  ])('%j of %s are %j', (pages, pageCount, expected) => {
    expect(pagesOf({ pages, pageCount })).toEqual(expected);
  });

  it.each<[number[][], boolean]>([
    [[[1], [2, 3]], true],
    [[[3, 1], [2]], true],
    [[[1, 2, 3]], false],
    [[[1], [2]], false],
    [[[1], [2, 3], [3]], false],
    [[[1], [2, 4]], false],
    [[[1], [3, 3]], false],
    [[[1, 2, 3], []], false],
  ])('1, 2, 3 as %j: a split is %s', (documents, expected) => {
    expect(isSplit([1, 2, 3], documents)).toBe(expected);
  });

  it.each([
    [0, 1, 1],
    [90, 1, 2],
    [270, 2, 1],
    [-1.4, 3, 3],
    [181.2, 1, 3],
    [-90, 1, 0],
  ])('shown at %i° and turned by %i more stand at %i', (turned, quarters, expected) => {
    expect(turnedOn(turned, quarters)).toBe(expected);
  });
});

describe('documents become one', () => {
  const part = { arrivalId: 'arr_1', documentSha256: 'a', splitFrom: 'scn_1', corrected: [] };
  it.each<[string, Partial<typeof part> | null, string | null]>([
    ['parts of one file', {}, null],
    ['one that was split again', { splitFrom: 'scn_2' }, null],
    ['the same file of another mail', { arrivalId: 'arr_2' }, 'not-one-file'],
    ['another file', { documentSha256: 'b' }, 'not-one-file'],
    ['a file of its own', { splitFrom: null as never }, 'not-one-file'],
    ['one that a person has corrected', { corrected: ['number'] as never }, 'corrected'],
    ['nothing else', null, 'not-one-file'],
  ])('with %s: %s', (_, other, expected) => {
    expect(mergeRefusal(other ? [part, { ...part, ...other }] : [part])).toBe(expected);
  });
});
