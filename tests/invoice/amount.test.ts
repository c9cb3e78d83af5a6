import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, compare, formatDecimal, readDecimal, toCents } from '../../invoice/amount.ts';

describe('an amount', () => {
  it.each(['0', '1250.00', '-0.5', '+3', '.5', '5.', '001', '123456789012345678901234567890.12'])(
    'is read as it stands: %s',
    (text) => expect(readDecimal(text)).toBe(text),
  );

  it.each([
    '',
    ' ',
    '1e3',
    'NaN',
    'Infinity',
    '1.250,00',
    '1,5',
    '1 000',
    '0x10',
    '--1',
    '.',
    '9'.repeat(65),
  ])('is refused where it is no decimal: "%s"', (text) => expect(readDecimal(text)).toBeNull());

  it('is added without the error of binary fractions', () => {
    expect(add('0.1', '0.2')).toBe('0.3');
    expect(add('+1', '.5', '2.', '-001')).toBe('2.5');
    expect(add()).toBe('0');
  });

  it.each([
    ['0.125', '0.13'],
    ['-0.125', '-0.13'],
    ['1446.375', '1446.38'],
    ['1', '1.00'],
  ])('is rounded half away from zero: %s becomes %s', (amount, rounded) =>
    expect(toCents(amount)).toBe(rounded),
  );

  it('is compared by value, not by text', () => {
    expect(compare('1.0', '1')).toBe(0);
    expect(compare('9', '10')).toBeLessThan(0);
    expect(compare('-1', '-2')).toBeGreaterThan(0);
  });

  it.each([
    ['1250.00', 'nb', '1\u00a0250,00'],
    ['1250', 'en', '1,250.00'],
    ['-1234567.891', 'nb', '\u22121\u00a0234\u00a0567,891'],
    ['.5', 'nb', '0,50'],
    ['999', 'en', '999.00'],
  ] as const)('is written for people: %s in %s is %s', (amount, language, text) =>
    expect(formatDecimal(amount, language)).toBe(text),
  );

  it('adds up to the same sum in any order, and to nothing with its opposites', () => {
    const amount = fc
      .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 6 }))
      .map(([units, decimals]) => {
        const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
        const whole = digits.slice(0, digits.length - decimals);
        return `${units < 0n ? '-' : ''}${whole}${decimals ? `.${digits.slice(-decimals)}` : ''}`;
      });
    const opposite = (text: string): string => (text.startsWith('-') ? text.slice(1) : `-${text}`);
    fc.assert(
      fc.property(fc.array(amount), (amounts) => {
        expect(add(...amounts)).toBe(add(...amounts.toReversed()));
        expect(compare(add(...amounts, ...amounts.map(opposite)), '0')).toBe(0);
      }),
    );
  });
});
