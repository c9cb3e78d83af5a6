import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelNames } from '../../policy/channels.ts';
import { isAnswerConclusive, secondsToNextLook, secondsToNextTry } from '../../policy/retry.ts';

const day = 86_400;

describe('a channel that does not answer is tried again', () => {
  it.each([
    [1, day, undefined, 2],
    [2, day, undefined, 6],
    [3, day, undefined, 18],
    [6, day, undefined, 486],
    [7, day, undefined, 900],
    [100, day, undefined, 900],
    [5, 10, undefined, 10],
    [5, 0, undefined, 0],
    [5, -3, undefined, 0],
    [1, day, 120, 120],
    [9, day, 0, 0],
  ])('after %d calls, %d s before the deadline, told %s: in %d s', (tries, left, told, seconds) => {
    expect(secondsToNextTry(tries, left, told)).toBe(seconds);
  });

  it('never later than its deadline and never sooner than now', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.integer({ min: -day, max: 30 * day }), (tries, left) => {
        const seconds = secondsToNextTry(tries, left);
        return seconds >= 0 && seconds <= Math.max(0, left);
      }),
    );
  });
});

describe('a receipt is looked up', () => {
  it.each([
    [0, 1],
    [1, 1.6],
    [2, 2.56],
    [50, 1800],
  ])('after %d looks in %d s', (looks, seconds) => {
    expect(secondsToNextLook(looks)).toBeCloseTo(seconds, 5);
  });
});

it('a mail server’s answer to a repeat says nothing about the first mail', () => {
  expect(channelNames.filter((name) => !isAnswerConclusive(name))).toEqual(['email']);
});
