import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEmailAddress } from '../../policy/email-address.ts';

describe('an e-mail address', () => {
  it.each([
    ['post@example.no', 'post@example.no'],
    ['Faktura.Inn+2026@Firma-AS.NO', 'Faktura.Inn+2026@firma-as.no'],
    ['post@blåbær.no', 'post@blåbær.no'],
  ])('%s is one', (text, address) => {
    expect(readEmailAddress(text)).toBe(address);
  });

  it.each([
    '',
    'post',
    '@example.no',
    'post@',
    'post@localhost',
    'a@example.no,b@example.no',
    'a@example.no;b@example.no',
    'a@example.no b@example.no',
    'a@example.no\r\nBcc: b@example.no',
    'a\n@example.no',
    'a@example.no\n',
    'Navn <a@example.no>',
    '<a@example.no>',
    '"a b"@example.no',
    'a..b@example.no',
    '.a@example.no',
    'a@-example.no',
    'a@example..no',
    'a@[127.0.0.1]',
    'blåbær@example.no',
    `${'a'.repeat(65)}@example.no`,
    `a@${'b'.repeat(64)}.no`,
    `a@${'b.'.repeat(140)}no`,
  ])('%j is none', (text) => {
    expect(readEmailAddress(text)).toBeNull();
  });

  it('never lets through what would make a second one or a second line', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(' ', ',', ';', '\r', '\n', '<', '\0', '@'),
        (a, b) => {
          expect(readEmailAddress(`a@example.no${b}${a}`)).toBeNull();
          expect(readEmailAddress(`${a}${b}a@example.no`)).toBeNull();
        },
      ),
    );
  });
});
