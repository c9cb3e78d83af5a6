import { describe, expect, it } from 'vitest';
import {
  scanAccountDue,
  scanAddress,
  scanPostalAddress,
  supplierText,
  switchScanning,
  type ScanAccountStatus,
} from '../../policy/scanning.ts';

const now = Date.parse('2026-03-31T12:00:00Z');
const rules = { graceSeconds: 100 };

describe('the switch of scanning', () => {
  it.each<[ScanAccountStatus, boolean, boolean, ScanAccountStatus, number | null]>([
    ['off', true, false, 'requested', null],
    ['off', true, true, 'opening', now],
    ['requested', true, true, 'opening', now],
    ['requested', false, false, 'off', null],
    ['opening', false, true, 'off', null],
    ['open', false, true, 'closing', now + 100_000],
    ['closing', true, true, 'open', null],
  ])('from %s to %s (authenticated: %s) gives %s', (status, on, isAuthenticated, next, nextAt) => {
    const after = switchScanning({ status, nextAt: null }, on, isAuthenticated, now, rules);
    expect(after).toEqual({ status: next, nextAt });
  });

  it.each<[ScanAccountStatus, number | null, ScanAccountStatus | undefined]>([
    ['opening', now, 'open'],
    ['closing', now - 1, 'off'],
    ['closing', now + 1, undefined],
    ['open', null, undefined],
  ])('%s at %s becomes %s', (status, nextAt, next) => {
    expect(scanAccountDue({ status, nextAt }, now)?.status).toBe(next);
  });
});

it('suppliers get one address for PDFs and one for paper, with the company first', () => {
  const company = { name: 'Firma AS', organisationNumber: '987654325' };
  const centre = { lines: ['Skanningsenteret', 'Postboks 1'], postCode: '0001', city: 'Oslo' };
  const postal = scanPostalAddress(company, centre);
  expect(postal.lines[0]).toBe('Firma AS 987654325');
  const { nb, en } = supplierText('Firma AS', scanAddress('987654325', 'Skann.example'), postal);
  for (const text of [nb, en]) {
    expect(text).toContain('987654325@skann.example');
    expect(text).toContain('Firma AS 987654325\nSkanningsenteret\nPostboks 1\n0001 Oslo');
  }
});
