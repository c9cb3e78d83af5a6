import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, compare, multiply, subtract } from '../../invoice/amount.ts';
import { readInvoiceJson } from '../../invoice/json.ts';
import type { AllowanceOrCharge, Invoice } from '../../invoice/model.ts';
import { readInvoice } from '../../invoice/ubl-read.ts';
import { writeUbl } from '../../invoice/ubl-write.ts';
import { utf8 } from './ubl-document.ts';

const frame = {
  number: '17',
  issueDate: '2026-03-31',
  currency: 'NOK',
  seller: { name: 'Fjordbygg Demo AS' },
  buyer: { name: 'Nordlys Demo AS' },
};

function completed(parts: object): Invoice {
  const read = readInvoiceJson({ ...frame, ...parts });
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return read.invoice;
}

const line = (quantity: string, itemNetPrice: string, more: object = {}): object => ({
  quantity,
  item: { name: 'Vare' },
  price: { itemNetPrice },
  vatRate: '25',
  ...more,
});

describe('the amounts of an invoice', () => {
  it.each([
    ['3', '33.335', {}, '100.01'],
    ['3', '33.3349', {}, '100.00'],
    ['-3', '33.335', {}, '-100.01'],
    ['0.5', '0.01', {}, '0.01'],
    ['-0.5', '0.01', {}, '-0.01'],
    ['-0.4', '0.01', {}, '0.00'],
    ['10', '100', { price: { itemNetPrice: '100', baseQuantity: '3' } }, '333.33'],
    ['1', '', { price: { grossPrice: '110.5', discount: '10.25' } }, '100.25'],
    ['2', '50', { allowances: [{ amount: '10.004' }], charges: [{ amount: '0.009' }] }, '90.01'],
    ['4', '50', { allowances: [{ percentage: '12.5' }] }, '175.00'],
    ['4', '50', { charges: [{ percentage: '10', baseAmount: '33.33' }] }, '203.33'],
    ['4', '50', { lineNetAmount: '1.0' }, '1.0'],
  ])('of a line of %s at %s with %j are %s', (quantity, price, more, expected) => {
    expect(completed({ lines: [line(quantity, price, more)] }).lines[0]?.lineNetAmount).toBe(
      expected,
    );
  });

  it('are rounded once, where a quotient with many digits would be rounded twice', () => {
    const price = { itemNetPrice: '0.00499999999999999999999999', baseQuantity: '1' };
    expect(completed({ lines: [line('1', '', { price })] }).lines[0]?.lineNetAmount).toBe('0.00');
  });

  it('state the base that a percentage is of, and the discount that a gross price implies', () => {
    const { lines } = completed({
      lines: [
        line('4', '', {
          price: { itemNetPrice: '50', grossPrice: '60' },
          allowances: [{ percentage: '10' }],
        }),
      ],
    });
    expect(lines[0]?.price.discount).toBe('10');
    expect(lines[0]?.allowances).toEqual([
      { percentage: '10', baseAmount: '200.00', amount: '20.00' },
    ]);
  });

  it('are taxed per category and rate, not per line', () => {
    const cent = line('1', '0.1');
    const { vatBreakdown, totals } = completed({
      lines: [
        cent,
        cent,
        line('1', '0.1', { vatRate: '25.00' }),
        line('1', '100', { vatRate: '15' }),
        line('1', '50', { vatRate: '0', vatCategory: 'Z' }),
        line('1', '7', { vatRate: undefined, vatCategory: 'E' }),
        line('1', '8', { vatRate: undefined, vatCategory: 'O' }),
      ],
      allowances: [{ percentage: '10', vatRate: '15', reason: 'Bonus' }],
      charges: [{ amount: '10', vatRate: '25' }],
      vatBreakdown: [{ vatCategory: 'E', vatRate: '0', exemptionReason: 'Unntatt' }],
    });
    expect(vatBreakdown).toEqual([
      {
        vatCategory: 'E',
        vatRate: '0',
        exemptionReason: 'Unntatt',
        taxableAmount: '7.00',
        taxAmount: '0.00',
      },
      { vatCategory: 'S', vatRate: '25', taxableAmount: '10.30', taxAmount: '2.58' },
      { vatCategory: 'S', vatRate: '15', taxableAmount: '83.47', taxAmount: '12.52' },
      { vatCategory: 'Z', vatRate: '0', taxableAmount: '50.00', taxAmount: '0.00' },
      { vatCategory: 'O', taxableAmount: '8.00', taxAmount: '0.00' },
    ]);
    expect(totals).toEqual({
      lineNetAmount: '165.30',
      allowances: '16.53',
      charges: '10.00',
      withoutVat: '158.77',
      vat: '15.10',
      withVat: '173.87',
      amountDue: '173.87',
    });
  });

  it('have no sign where they are nothing', () => {
    const { vatBreakdown, totals } = completed({ lines: [line('-1', '0.01')] });
    expect(vatBreakdown[0]).toMatchObject({ taxableAmount: '-0.01', taxAmount: '0.00' });
    expect(totals.vat).toBe('0.00');
  });

  it('that are given stay as they are, and the others follow from them', () => {
    const { totals, vatBreakdown } = completed({
      lines: [line('1', '100')],
      totals: { vat: '24.9', prepaid: '50', rounding: '0.1' },
    });
    expect(totals).toMatchObject({ vat: '24.9', withVat: '124.90', amountDue: '75.00' });
    expect(vatBreakdown[0]?.taxAmount).toBe('25.00');
    const own = [{ vatCategory: 'S', vatRate: '25', taxableAmount: '1', taxAmount: '9' }];
    expect(completed({ lines: [line('1', '100')], vatBreakdown: own })).toMatchObject({
      vatBreakdown: own,
      totals: { withoutVat: '100.00', vat: '9.00' },
    });
  });

  it('without VAT have no breakdown where the caller says so', () => {
    const bare = line('1', '100', { vatRate: undefined });
    expect(completed({ lines: [bare], vatBreakdown: [] })).toMatchObject({
      vatBreakdown: [],
      totals: { vat: '0.00', amountDue: '100.00' },
    });
  });

  it.each([
    [{ price: {} }, 'lines.0.price.itemNetPrice'],
    [{ price: { itemNetPrice: '1', baseQuantity: '0.0' } }, 'lines.0.price.baseQuantity'],
    [{ charges: [{ reason: 'Frakt' }] }, 'lines.0.charges.0.amount'],
    [{ vatRate: '0' }, 'lines.0.vatCategory'],
  ])('that cannot be computed are asked for: %j', (more, path) => {
    expect(readInvoiceJson({ ...frame, lines: [line('1', '1', more)] })).toMatchObject({
      ok: false,
      errors: [{ path, code: 'field-missing' }],
    });
  });
});

const decimal = (places: number, most = 10_000): fc.Arbitrary<string> =>
  fc
    .tuple(fc.integer({ min: -most, max: most }), fc.integer({ min: 0, max: 10 ** places - 1 }))
    .map(([whole, part]) => `${whole}.${String(part).padStart(places, '0')}`);
const vat = fc.constantFrom(
  { vatRate: '25' },
  { vatRate: '15' },
  { vatCategory: 'Z' },
  { vatCategory: 'O' },
);
const part = fc.oneof(
  decimal(2).map((amount) => ({ amount })),
  fc.integer({ min: 1, max: 99 }).map((percentage) => ({ percentage: String(percentage) })),
);
const parts = fc.array(part, { maxLength: 2 });
const invoices = fc
  .record({
    lines: fc.array(
      fc
        .tuple(
          fc.record({
            quantity: decimal(3, 100),
            item: fc.record({ name: fc.constant('x') }),
            price: fc.record({
              itemNetPrice: decimal(4),
              baseQuantity: fc.constantFrom('1', '3', '1000'),
            }),
            allowances: parts,
            charges: parts,
          }),
          vat,
        )
        .map(([item, tax]) => ({ ...item, ...tax })),
      { minLength: 1, maxLength: 5 },
    ),
    allowances: fc.array(
      fc.tuple(part, vat).map(([item, tax]) => ({ ...item, ...tax })),
      {
        maxLength: 2,
      },
    ),
    charges: fc.array(
      fc.tuple(part, vat).map(([item, tax]) => ({ ...item, ...tax })),
      {
        maxLength: 2,
      },
    ),
    typeCode: fc.constantFrom('380', '381'),
  })
  .map(completed);

const sum = (list: readonly AllowanceOrCharge[]): string =>
  add(...list.map(({ amount }) => amount));

describe('a completed invoice', () => {
  it('recomputes to itself', () => {
    fc.assert(
      fc.property(invoices, (invoice) => {
        const { totals: _, vatBreakdown: __, ...rest } = invoice;
        const lines = rest.lines.map(({ lineNetAmount: ___, ...item }) => item);
        expect(completed({ ...rest, lines })).toEqual(invoice);
        expect(completed(invoice)).toEqual(invoice);
      }),
    );
  });

  it('adds up as the rules of EN 16931 and Peppol recompute it', () => {
    fc.assert(
      fc.property(invoices, ({ lines, allowances, charges, totals, vatBreakdown }) => {
        for (const { quantity, price, lineNetAmount, ...item } of lines) {
          const { itemNetPrice = '', baseQuantity = '' } = price;
          const exact = add(
            multiply(quantity, itemNetPrice),
            multiply(baseQuantity, subtract(sum(item.charges), sum(item.allowances))),
          );
          const off = subtract(multiply(lineNetAmount, baseQuantity), exact);
          // At most half a cent.
          expect(
            compare(multiply(off, off), multiply('0.000025', baseQuantity, baseQuantity)),
          ).not.toBe(1);
        }
        const net = add(...lines.map((item) => item.lineNetAmount));
        const { withoutVat = '', vat: tax = '', withVat = '' } = totals;
        expect(compare(totals.lineNetAmount ?? '', net)).toBe(0);
        expect(compare(withoutVat, subtract(add(net, sum(charges)), sum(allowances)))).toBe(0);
        expect(compare(withoutVat, add(...vatBreakdown.map((row) => row.taxableAmount)))).toBe(0);
        expect(compare(tax, add(...vatBreakdown.map((row) => row.taxAmount)))).toBe(0);
        expect(compare(withVat, add(withoutVat, tax))).toBe(0);
        expect(compare(totals.amountDue, withVat)).toBe(0);
        expect(JSON.stringify([totals, vatBreakdown])).not.toMatch(/\.\d{3}|"-0\.00"/);
      }),
    );
  });

  it('written as UBL reads back to the same JSON, and that to the same UBL', () => {
    fc.assert(
      fc.property(invoices, (invoice) => {
        const text = writeUbl(invoice);
        const read = readInvoice(utf8(text));
        if (!read.ok) throw new Error(read.detail);
        expect(read.invoice).toEqual(invoice);
        const again = completed(JSON.parse(JSON.stringify(read.invoice)) as object);
        expect(again).toEqual(invoice);
        expect(writeUbl(again)).toBe(text);
      }),
    );
  });
});
