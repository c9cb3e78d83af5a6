import { describe, expect, it } from 'vitest';
import { documentsBetween, dropFailureNote, isUnfinishedName } from '../../policy/scan-folder.ts';

describe('a batch of paper', () => {
  it.each([
    ['without a sheet is not parted here', 3, [], null],
    ['has documents on both sides of a sheet', 4, [2], [[1], [3, 4]]],
    ['begins and ends with a sheet', 5, [1, 3, 5], [[2], [4]]],
    ['has two sheets that stuck together', 5, [2, 3], [[1], [4, 5]]],
    ['is nothing but sheets', 2, [1, 2], []],
  ])('%s', (_, pageCount, separators, expected) => {
    expect(documentsBetween(pageCount, separators)).toEqual(expected);
  });

  it.each([
    ['scan001.tif', false],
    ['.scan001.tif', true],
    ['scan001.tif.part', true],
    ['scan001.TIF.filepart', true],
    ['~scan001.tif', true],
    ['part.pdf', false],
  ])('%s is being written: %s', (name, expected) => {
    expect(isUnfinishedName(name)).toBe(expected);
  });

  it('tells why a file is no scan, in both languages', () => {
    expect(dropFailureNote('empty')).toBe('Filen er tom.\nThe file is empty.\n(empty)\n');
  });
});
