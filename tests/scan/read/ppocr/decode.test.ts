import { describe, expect, it } from 'vitest';
import { classesOf, glyphsOf } from '../../../../scan/read/ppocr/decode.ts';

const classes = classesOf(['', ...Array.from('Belp0123,.oøOØ'), ' ']);

/** The text that is read from steps which each name characters with their probabilities; the rest is the blank. */
function read(...steps: readonly Readonly<Record<string, number>>[]): string {
  const size = classes.dictionary.length;
  const probabilities = new Float32Array(steps.length * size);
  steps.forEach((step, index) => {
    const given = Object.entries(step);
    probabilities[index * size] = 1 - given.reduce((sum, [, value]) => sum + value, 0);
    for (const [character, value] of given)
      probabilities[index * size + classes.dictionary.indexOf(character)] = value;
  });
  return glyphsOf(probabilities, steps.length, classes)
    .map(({ text, spaceBefore }) => (spaceBefore > 0.2 ? ` ${text}` : text))
    .join('');
}

const blank = {};

describe('a line that the model has recognised', () => {
  it('is its characters without repeats and blanks', () => {
    expect(read({ B: 0.9 }, { B: 0.8 }, blank, { e: 0.9 }, { l: 0.9 }, blank, { l: 0.9 })).toBe(
      'Bell',
    );
  });

  it('has a space also where the blank was a little likelier', () => {
    expect(read({ 1: 0.9 }, { ' ': 0.3 }, { 2: 0.9 })).toBe('1 2');
    expect(read({ 1: 0.9 }, { ' ': 0.1 }, { 2: 0.9 })).toBe('12');
  });

  it('has the Norwegian letter where the model leaves it a chance', () => {
    expect(read({ o: 0.9, ø: 0.05 })).toBe('ø');
    expect(read({ o: 0.9, ø: 0.001 })).toBe('o');
    expect(read({ O: 0.6 }, { Ø: 0.2 })).toBe('Ø');
  });

  it('has a comma between digits where its tail was seen, and a point elsewhere', () => {
    const dot = { '.': 0.8, ',': 0.15 };
    expect(read({ 1: 0.9 }, dot, { 0: 0.9 })).toBe('1,0');
    expect(read({ 1: 0.9 }, { '.': 0.98, ',': 0.005 }, { 0: 0.9 })).toBe('1.0');
    expect(read({ p: 0.9 }, dot, { 0: 0.9 })).toBe('p.0');
  });
});
