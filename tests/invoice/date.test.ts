import { describe, expect, it } from 'vitest';
import { formatDate, readDate } from '../../invoice/date.ts';

describe('a day', () => {
  it.each(['2026-03-31', '2024-02-29', '1999-12-31'])('is read: %s', (text) =>
    expect(readDate(text)).toBe(text),
  );

  it.each([
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '31.03.2026',
    '2026-3-1',
    '',
    '2026-03-31T00:00',
  ])('is refused where the calendar has none: "%s"', (text) => expect(readDate(text)).toBeNull());

  it('is written for people', () => {
    expect(formatDate('2026-03-01', 'nb')).toBe('01.03.2026');
    expect(formatDate('2026-03-01', 'en')).toBe('1 March 2026');
  });
});
