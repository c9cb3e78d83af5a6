import { describe, expect, it } from 'vitest';
import { looksNumeric, readNumber, toTicks, voteOnMark } from '../../../scan/interpret/numbers.ts';

describe('an amount on paper', () => {
  it.each([
    ['1.234,56', ',', '1234.56'],
    ['1 234,56', ',', '1234.56'],
    ['1,234.56', '.', '1234.56'],
    ['1.234.567,00', ',', '1234567.00'],
    ["1'234.50", '.', '1234.50'],
    ['kr 1.234,-', ',', '1234.00'],
    ['500,-', ',', '500.00'],
    ['12,00€', ',', '12.00'],
    ['€12.00', '.', '12.00'],
    ['-350,91', ',', '-350.91'],
    ['350,91-', ',', '-350.91'],
    ['(45.00)', '.', '-45.00'],
    ['45.00CR', '.', '-45.00'],
    ['−17.386,07', ',', '-17386.07'],
    ['1.234', ',', '1234'],
    ['1.234', '.', '1.234'],
    ['2,25', ',', '2.25'],
    ['0,00', ',', '0.00'],
    // Against the vote, where it can only be a decimal.
    ['12.50', ',', '12.50'],
    // One mark taken for the other by OCR: groups of three and two decimals leave no doubt.
    ['22,274,00', ',', '22274.00'],
    ['1.343.61', '.', '1343.61'],
  ] as const)('%s with decimal mark %s is %s', (text, mark, value) => {
    expect(looksNumeric(text)).toBe(true);
    expect(readNumber(text, mark)?.value).toBe(value);
  });

  it.each(['PO-77809', '12.06.26', '031-380', '1.23.456', 'A12', '', 'kr'])(
    '%j is none',
    (text) => {
      expect(looksNumeric(text) ? readNumber(text, ',') : null).toBeNull();
    },
  );

  it('is read by what the document has most', () => {
    expect(voteOnMark(['1.234,56', '10,00', '1.234'])).toBe(',');
    expect(voteOnMark(['1,234.56', '10.00', '1,234'])).toBe('.');
    expect(voteOnMark(['1234', '17'])).toBeNull();
  });

  it('is compared in ten-thousandths', () => {
    expect(toTicks('1234.56')).toBe(12_345_600);
    expect(toTicks('-0.5')).toBe(-5000);
  });
});
