import { describe, expect, it } from 'vitest';
import type { Invoice } from '../../invoice/model.ts';
import { correctDraft, isInvoicePath, type Correction } from '../../policy/scan-correction.ts';
import { draftInvoice } from './draft-invoice.ts';

const draft: Invoice = {
  ...draftInvoice,
  lines: ['Rundstykker', 'Kanelsnurrer'].map((name, index) => ({
    id: String(index + 1),
    quantity: '2',
    unitCode: 'C62',
    lineNetAmount: '50.00',
    item: { name },
    price: { itemNetPrice: '25.00' },
    allowances: [],
    charges: [],
    vatCategory: 'S',
    vatRate: '25',
  })),
};

/** The invoice as it was corrected, or where the correction is wrong. */
function corrected(correction: Correction, derived: readonly string[] = []): Invoice | string[] {
  const result = correctDraft(draft, derived, correction);
  return result.ok ? result.invoice : result.errors.map(({ path }) => path);
}

describe('a draft that a person corrects', () => {
  it.each<[string, Correction, object]>([
    ['a value', { number: '1043' }, { number: '1043' }],
    ['an amount', { 'totals.amountDue': '1250.00' }, { totals: { amountDue: '1250.00' } }],
    ['a value of a line', { 'lines[1].quantity': '3' }, { lines: [{}, { quantity: '3' }] }],
    [
      'a group that was not there',
      { 'seller.address.city': 'Bergen' },
      { seller: { name: 'Solheim Bakeri AS', address: { city: 'Bergen' } } },
    ],
    [
      'a line more',
      { 'lines[2]': { lineNetAmount: '10.00', item: { name: 'Frakt' } } },
      { lines: [{}, {}, { id: '3', quantity: '1', item: { name: 'Frakt' } }] },
    ],
    ['all lines', { lines: [] }, { lines: [] }],
  ])('has %s', (_, correction, expected) => {
    expect(corrected(correction)).toMatchObject(expected);
  });

  it('is without what was taken away', () => {
    expect(corrected({ dueDate: null })).not.toHaveProperty('dueDate');
    expect(corrected({ 'lines[0]': null })).toMatchObject({
      lines: [{ item: { name: 'Kanelsnurrer' } }],
    });
    expect(corrected({ 'delivery.date': null, number: null })).toMatchObject({ number: '' });
  });

  it('forgets amounts that were computed, and keeps those of the paper and of the person', () => {
    const derived = ['totals.vat', 'totals.withVat', 'dueDate'];
    const after = corrected({ 'totals.vat': '20.00' }, derived);
    expect(after).toMatchObject({ dueDate: '2026-04-13', totals: { vat: '20.00' } });
    expect(after).toMatchObject({ totals: { withoutVat: '100.00' } });
    expect(after).not.toHaveProperty('totals.withVat');
  });

  it.each<[string, Correction, string[]]>([
    ['no such field', { discount: '1' }, ['discount']],
    ['a field of every object', { '__proto__.polluted': 'x' }, ['__proto__.polluted']],
    ['a line that is far off', { 'lines[9].quantity': '1' }, ['lines[9].quantity']],
    ['an amount that is none', { 'totals.amountDue': 'mye' }, ['totals.amountDue']],
    ['a day that is none', { dueDate: '2026-02-30' }, ['dueDate']],
    ['several at once', { dueDate: 'i dag', discount: '1' }, ['discount', 'dueDate']],
  ])('is refused with %s, and tells each place', (_, correction, paths) => {
    expect(corrected(correction)).toEqual(paths);
  });

  it('stays as it was: a correction is a new draft', () => {
    const before = JSON.stringify(draft);
    corrected({ number: '1', 'lines[0]': null });
    expect(JSON.stringify(draft)).toBe(before);
  });
});

describe('a place in an invoice', () => {
  it.each([
    ['totals.amountDue', true],
    ['lines[3].item.name', true],
    ['lines', true],
    ['', false],
    ['lines[x].quantity', false],
    ['constructor', false],
  ])('%s: %s', (path, exists) => {
    expect(isInvoicePath(path)).toBe(exists);
  });
});
