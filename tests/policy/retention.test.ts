import { expect, it } from 'vitest';
import { keptSince } from '../../policy/retention.ts';

it.each([
  ['2026-01-01', '2021-01-01'],
  ['2026-12-31', '2021-01-01'],
  ['2027-01-01', '2022-01-01'],
])('on %s everything since %s is kept: five years after the end of its year', (today, since) => {
  expect(keptSince(today)).toBe(since);
});
