import { describe, expect, it } from 'vitest';
import { invoiceOf } from '../../bench/rules/invoice.ts';
import { compare, type Expected } from '../../tools/parity/compare.ts';
import { mutate } from '../../tools/parity/mutate.ts';
import { Chance } from '../../tools/parity/random.ts';
import { Report } from '../../tools/parity/report.ts';

const bytes = new TextEncoder().encode(invoiceOf(2));

const verdictOf = (rules: readonly string[], more: Partial<Expected> = {}): Expected => ({
  file: 'x.xml',
  ves: 'eu.peppol.bis3:invoice:2026.5',
  rules,
  warnings: [],
  xsd: [],
  schematronRun: true,
  wellFormed: true,
  ...more,
});

describe('the comparison with the judge', () => {
  it('makes the same mutants of the same seed, and all of them are changed', () => {
    const make = (seed: number): (string | null)[] => {
      const chance = new Chance(seed);
      return Array.from({ length: 60 }, () => mutate(bytes, chance));
    };
    expect(make(1)).toEqual(make(1));
    expect(make(1)).not.toEqual(make(2));
    const made = make(1).filter((text) => text !== null);
    expect(made.length).toBeGreaterThan(30);
  });

  it('agrees where the judge finds nothing in a valid invoice', () => {
    const report = new Report(undefined, 1);
    compare(report, 'documents', verdictOf([]), bytes, { hasStructure: true });
    expect(report.isGood).toBe(true);
  });

  it.each([
    ['a rule that we miss', verdictOf(['BR-01'])],
    ['a wrong structure that we miss', verdictOf([], { xsd: ['cvc-x'] })],
  ])('is not good with %s', (_, expected) => {
    const report = new Report(undefined, 1);
    compare(report, 'documents', expected, bytes, { hasStructure: true });
    expect(report.isGood).toBe(false);
  });

  it('leaves out what the judge could not judge', () => {
    const report = new Report(undefined, 1);
    compare(report, 'mutants', verdictOf(['?Transformation fatal error']), bytes);
    expect(report.isGood).toBe(true);
  });
});
