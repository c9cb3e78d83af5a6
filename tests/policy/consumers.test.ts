import { describe, expect, it } from 'vitest';
import { readMobileNumber } from '../../invoice/norway/mobile-number.ts';
import { isNationalIdentityNumber } from '../../invoice/norway/national-identity-number.ts';
import { avtaleGiroOf, mayBeConsumer } from '../../policy/consumers.ts';

describe('an invoice may be one to a consumer', () => {
  const facts = {
    method: 'automatic',
    buyerId: null,
    phone: null,
    email: null,
    hasPostalAddress: false,
  } as const;
  it.each([
    ['by efaktura and a phone', { method: 'efaktura', phone: '+4790000001' }, true],
    ['by efaktura and an e-mail address', { method: 'efaktura', email: 'a@b.no' }, true],
    ['by efaktura, name and address', { method: 'efaktura', hasPostalAddress: true }, true],
    ['by efaktura and nothing else', { method: 'efaktura' }, false],
    ['by automatic and a phone', { phone: '+4790000001' }, true],
    ['not by automatic and an e-mail address', { email: 'a@b.no' }, false],
    ['not where the buyer is a company', { phone: '+4790000001', buyerId: '987654325' }, false],
  ] as const)('%s', (_, more, expected) => {
    expect(mayBeConsumer({ ...facts, ...more })).toBe(expected);
  });
});

describe('AvtaleGiro', () => {
  const facts = {
    isOn: true,
    hasMandate: true,
    isCreditNote: false,
    remittanceInformation: '1234567897',
  };
  it.each([
    ['is marked for a mandate and a KID', {}, 'marked'],
    ['is left out without a KID', { remittanceInformation: undefined }, 'kid-missing'],
    ['is left out with a wrong KID', { remittanceInformation: '1234567890' }, 'kid-missing'],
    ['is nothing without a mandate', { hasMandate: false }, 'none'],
    ['is nothing where the company has it off', { isOn: false }, 'none'],
    ['is nothing for a credit note', { isCreditNote: true }, 'none'],
  ] as const)('%s', (_, more, expected) => {
    expect(avtaleGiroOf({ ...facts, ...more })).toBe(expected);
  });
});

it.each([
  ['01020341250', true],
  ['010203 41250', true],
  ['41420340190', true],
  ['01020341251', false],
  ['32020341250', false],
  ['86011117947', false],
  ['987654325', false],
  ['41010112304', false],
  ['', false],
])('%s is a national identity number: %s', (text, expected) => {
  expect(isNationalIdentityNumber(text)).toBe(expected);
});

it.each([
  ['90000001', '+4790000001'],
  ['+47 900 00 001', '+4790000001'],
  ['0047 41 23 45 67', '+4741234567'],
  ['22334455', null],
  ['+46701234567', null],
  ['9000000', null],
])('%s is the mobile number %s', (text, expected) => {
  expect(readMobileNumber(text)).toBe(expected);
});
