import { describe, expect, it } from 'vitest';
import { priceOf, services, serviceTexts, type PriceFrom } from '../../policy/prices.ts';
import { termsOfVersion, termsOn } from '../../policy/terms.ts';

const price = (validFrom: string, amount: string): PriceFrom => ({
  service: 'print-letter',
  validFrom,
  amount,
  currency: 'NOK',
});
const prices = [price('2026-07-01', '21.50'), price('2026-01-01', '19.90')];

describe('a price', () => {
  it.each([
    ['2025-12-31', '19.00', true],
    ['2026-01-01', '19.90', false],
    ['2026-06-30', '19.90', false],
    ['2026-07-01', '21.50', false],
  ])('on %s is %s (an example: %s)', (on, amount, isExample) => {
    expect(priceOf(prices, 'print-letter', on)).toMatchObject({ amount, isExample });
  });

  it('of a service that the operator has not set is an example, and says so', () => {
    expect(priceOf(prices, 'email', '2026-08-01')).toMatchObject({
      isExample: true,
      validFrom: null,
    });
  });

  it.each(services)('%s has its text in Norwegian and in English', (service) => {
    const { nb, en } = serviceTexts[service];
    expect(nb).not.toBe(en);
  });
});

describe('the terms', () => {
  const text = { nb: 'Vilkår', en: 'Terms' };
  const all = [
    { version: '1', validFrom: '2026-01-01', text },
    { version: '2', validFrom: '2026-07-01', text },
  ];

  it.each([
    ['2025-12-31', 'eksempel-1', true],
    ['2026-06-30', '1', false],
    ['2026-07-01', '2', false],
  ])('on %s are version %s (an example: %s)', (on, version, isExample) => {
    expect(termsOn(all, on)).toMatchObject({ version, isExample });
  });

  it('are found by the version that a company has accepted', () => {
    expect(termsOfVersion(all, '1')?.validFrom).toBe('2026-01-01');
    expect(termsOfVersion([], 'eksempel-1')?.text.nb).toContain('Dette er et eksempel');
    expect(termsOfVersion(all, '3')).toBeNull();
  });
});
