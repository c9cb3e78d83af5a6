import { describe, expect, it } from 'vitest';
import {
  looksLikeBankgiro,
  readRegistrationNumber,
  readVatNumber,
} from '../../../scan/interpret/identifiers.ts';
import { companyKey } from '../../../scan/interpret/company-key.ts';

describe('a company number', () => {
  it.each([
    ['NO 930 043 370 MVA', 'NO930043370MVA', true],
    ['SE559120908401', 'SE559120908401', true],
    ['DE 106 509 905', 'DE106509905', true],
    ['DE123456788', 'DE123456788', true],
    ['DE123456780', 'DE123456780', false],
    ['GB773072625', 'GB773072625', true],
    ['DK17525336', 'DK17525336', true],
    ['FR11999999998', 'FR11999999998', true],
  ])('%s is %s, its check digits right: %s', (text, value, checks) => {
    expect(readVatNumber(text)).toMatchObject({ value, checks });
  });

  it.each([
    ['923 609 016', 'NO', false],
    ['923609016 MVA', 'NO', true],
    ['559120-9084', 'SE', false],
    ['15 69 51 10', 'DK', false],
  ])('%s is from %s', (text, country, isVat) => {
    expect(readRegistrationNumber(text)).toMatchObject({ country, isVat });
  });

  it.each(['923609017', '12345', '559120-9085', '31-12-2026'])('%s is none', (text) => {
    expect(readRegistrationNumber(text)).toBeNull();
  });

  it.each([
    ['NO923609016MVA', '923609016'],
    ['SE559120908401', '5591209084'],
    ['559120-9084', '5591209084'],
    ['DE106509905', '106509905'],
  ])('%s and its other forms are one company', (value, key) => {
    expect(companyKey(value)).toBe(key);
  });

  it('tells a bankgiro by its check digit', () => {
    expect(looksLikeBankgiro('382-8464')).toBe(true);
    expect(looksLikeBankgiro('382-8465')).toBe(false);
  });
});
