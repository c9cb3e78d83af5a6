import { norwegianVatRates } from '../../invoice/norway/vat-rates.ts';
import { describe, expect, it } from 'vitest';
import { formatAccount, readAccountNumber, readIban } from '../../invoice/norway/account-number.ts';
import { isKid } from '../../invoice/norway/kid.ts';
import { readOrganisationNumber } from '../../invoice/norway/organisation-number.ts';
import { organisationNumberOf, readParticipantId } from '../../invoice/participant-id.ts';

describe('a Norwegian organisation number', () => {
  it.each([
    '987654325',
    '987 654 325',
    '987.654.325',
    'NO987654325MVA',
    'no 987 654 325 mva',
    '\u00a0987654325 ',
  ])('is read as people write it: "%s"', (text) =>
    expect(readOrganisationNumber(text)).toBe('987654325'),
  );

  it.each(['987654324', '98765432', '9876543250', '123456785', '', 'NOMVA', '98765432５'])(
    'is refused where it is none: "%s"',
    (text) => expect(readOrganisationNumber(text)).toBeNull(),
  );
});

describe('a Norwegian account', () => {
  it('is read and grouped as payers know it', () => {
    expect(readAccountNumber('8601 11 17947')).toBe('86011117947');
    expect(formatAccount('86011117947')).toBe('8601.11.17947');
    expect(formatAccount('NO9386011117947')).toBe('NO93 8601 1117 947');
    expect(formatAccount('1-23')).toBe('1-23');
  });

  it.each(['86011117948', '8601111794', '', 'x'])('is refused: "%s"', (text) =>
    expect(readAccountNumber(text)).toBeNull(),
  );

  it.each(['NO93 8601 1117 947', 'DE89370400440532013000', 'gb82 west 1234 5698 7654 32'])(
    'as IBAN is read: %s',
    (text) => expect(readIban(text)).toBe(text.replaceAll(' ', '').toUpperCase()),
  );

  it.each(['NO9386011117948', 'NO94 8601 1117 947', 'DE89', '', 'NO938601111794'])(
    'as IBAN is refused: "%s"',
    (text) => expect(readIban(text)).toBeNull(),
  );
});

describe('a KID', () => {
  it.each([
    ['1234566', 'mod 10'],
    ['86011117947', 'mod 11'],
    ['6-', 'mod 11 with ten as its check digit'],
  ])('checks: %s by %s', (text) => expect(isKid(text)).toBe(true));

  it.each(['2345677', '', '1', '1'.repeat(26), '12 34', '-8', 'abc'])('is refused: "%s"', (text) =>
    expect(isKid(text)).toBe(false),
  );
});

describe('a participant id', () => {
  it.each([
    ['0192:987654325', '0192:987654325'],
    ['iso6523-actorid-upis::0192:987654325', '0192:987654325'],
    ['0088:7300010000001', '0088:7300010000001'],
  ])('is read: %s', (text, id) => expect(readParticipantId(text)).toBe(id));

  it.each(['0192:987654324', '192:987654325', '0192:', '0192', '', '0088:a b', '0088:a\n'])(
    'is refused: "%s"',
    (text) =>
      expect(
        readParticipantId(text.replace('\\n', '\n') + (text.endsWith('\n') ? 'x' : '')),
      ).toBeNull(),
  );

  it('tells its organisation number, where its scheme is 0192', () => {
    expect(organisationNumberOf('0192:987654325')).toBe('987654325');
    expect(organisationNumberOf('0088:7300010000001')).toBeNull();
  });
});

describe('the rates of Norwegian VAT', () => {
  it.each([
    ['2026-11-24', ['25', '15', '12', '11.11']],
    ['2021-10-01', ['25', '15', '12', '11.11']],
    ['2021-09-30', ['25', '15', '6', '11.11']],
    ['2020-03-31', ['25', '15', '12', '11.11']],
    ['2017-12-31', ['25', '15', '10', '11.11']],
    ['2011-12-31', ['25', '14', '8', '11.11']],
    ['2006-12-31', []],
  ])('are on %s %j', (day, rates) => {
    expect(norwegianVatRates(day)).toEqual(rates);
  });
});
