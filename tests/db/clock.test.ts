import { afterEach, describe, expect, it } from 'vitest';
import { currentTime, secondsFromNow, setClock } from '../../db/clock.ts';

const dayMs = 86_400_000;
afterEach(() => setClock(Date.now()));

describe('the time that decisions are made by', () => {
  it.each([2 * dayMs, -2 * dayMs])(
    'is PostgreSQL’s, where this machine’s clock is off by %i ms',
    (offMs) => {
      setClock(Date.now() - offMs);
      expect(Math.abs(currentTime().getTime() - (Date.now() - offMs))).toBeLessThan(1000);
      expect(secondsFromNow(60).getTime() - currentTime().getTime()).toBeGreaterThan(59_000);
    },
  );

  it('is this machine’s own where an answer has only been slow', () => {
    setClock(Date.now() - 5000);
    expect(Math.abs(currentTime().getTime() - Date.now())).toBeLessThan(1000);
  });
});
