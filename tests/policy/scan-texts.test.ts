import { describe, expect, it } from 'vitest';
import { fingerprintOf, likeness, sameDocument } from '../../policy/scan-fingerprint.ts';
import { findingText, rejectionText } from '../../policy/scan-texts.ts';
import { sellerKeyOf } from '../../policy/scan-seller.ts';

const finding = (code: string, path: string | null, parameters = {}) => ({
  code,
  path,
  holds: false,
  parameters,
});

describe('a finding about a scan', () => {
  it.each([
    ['uncertain', 'totals.amountDue', 'Beløpet å betale er usikkert lest.'],
    ['missing', 'dueDate', 'Forfallsdatoen ble ikke funnet, men står trolig på dokumentet.'],
    ['uncertain', 'delivery.date', 'delivery.date er usikkert lest.'],
    ['totals-do-not-add', 'totals', 'Sum, merverdiavgift og beløp å betale stemmer ikke overens.'],
    ['never-heard-of', 'number', 'Usikker lesing: never-heard-of (number).'],
  ])('%s of %s reads “%s”', (code, path, nb) => {
    expect(findingText(finding(code, path)).nb).toBe(nb);
  });

  it('names what it speaks of in both languages', () => {
    const parameters = { account: '1503', earlier: '8601' };
    expect(findingText(finding('account-changed', null, parameters))).toEqual({
      nb: 'Kontonummeret er nytt for denne selgeren. Tidligere: 8601.',
      en: 'The account is new for this seller. Earlier: 8601.',
    });
  });

  it('is rejected with the words of the code, or of a person', () => {
    expect(rejectionText('not-an-invoice').en).toBe('the document is no invoice');
    expect(rejectionText('Feil firma').nb).toBe('Feil firma');
  });
});

describe('a seller is known again', () => {
  it.each([
    ['by the organisation number', { legalRegistrationId: '987 654 325', name: 'A' }, '987654325'],
    ['by the number in the VAT id', { vatId: 'NO987654325MVA', name: 'A' }, '987654325'],
    ['by a foreign number', { vatId: 'DE 136 695 976', name: 'A' }, 'DE136695976'],
    ['by the name', { name: '  Solheim   Bakeri ' }, 'solheim bakeri'],
    ['not at all', { name: ' ' }, null],
  ])('%s', (_, seller, expected) => {
    expect(sellerKeyOf({ seller })).toBe(expected);
  });
});

describe('two readings of a paper', () => {
  const words = (change: (text: string, at: number) => string): { text: string }[] =>
    Array.from({ length: 40 }, (_, at) => ({ text: change(String(1000 + 37 * at), at) }));
  const print = (change: (text: string, at: number) => string): string =>
    fingerprintOf(words(change) as unknown as Parameters<typeof fingerprintOf>[0]) ?? '';

  it('are alike where a word in twenty differs, and not where the amounts do', () => {
    const first = print((text) => text);
    expect(likeness(first, first)).toBe(1);
    expect(
      likeness(
        first,
        print((text, at) => (at % 20 === 7 ? '0' : text)),
      ),
    ).toBeGreaterThan(sameDocument);
    expect(
      likeness(
        first,
        print((text, at) => (at % 2 === 0 ? `9${text}` : text)),
      ),
    ).toBeLessThan(sameDocument);
  });
});
