import { describe, expect, it } from 'vitest';
import { readInvoiceJson } from '../../invoice/json.ts';
import { invoiceJsonSchema } from '../../invoice/schema.ts';
import { readInvoice } from '../../invoice/ubl-read.ts';
import { writeUbl } from '../../invoice/ubl-write.ts';
import { corpusFiles } from '../support/corpus.ts';
import { completeInvoice } from './complete-invoice.ts';
import { utf8 } from './ubl-document.ts';

const least = {
  number: '001',
  issueDate: '2026-03-31',
  currency: 'NOK',
  seller: { name: 'Fjordbygg Demo AS' },
  buyer: { name: 'Nordlys Demo AS' },
  lines: [
    {
      quantity: '2',
      unitCode: 'C62',
      item: { name: 'Dør' },
      price: { itemNetPrice: '50' },
      vatRate: '25',
    },
  ],
};

describe('an invoice in JSON', () => {
  it('needs lines, parties and rates only', () => {
    const read = readInvoiceJson(least);
    expect(read).toMatchObject({
      ok: true,
      invoice: {
        typeCode: '380',
        specificationId:
          'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0',
        businessProcessType: 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0',
        notes: [],
        payment: { accounts: [] },
        lines: [{ id: '1', vatCategory: 'S', lineNetAmount: '100.00', allowances: [] }],
        vatBreakdown: [
          { vatCategory: 'S', vatRate: '25', taxableAmount: '100.00', taxAmount: '25.00' },
        ],
        totals: { amountDue: '125.00' },
      },
    });
  });

  it('takes from its caller what only he can know', () => {
    const { number: _, issueDate: __, ...rest } = least;
    expect(readInvoiceJson(rest)).toMatchObject({
      ok: false,
      errors: [{ path: 'number' }, { path: 'issueDate' }],
    });
    expect(readInvoiceJson(rest, { number: '7', issueDate: '2026-04-01' })).toMatchObject({
      invoice: { number: '7', issueDate: '2026-04-01' },
    });
  });

  it('is taken as it stands where it is complete', () => {
    expect(readInvoiceJson(structuredClone(completeInvoice))).toEqual({
      ok: true,
      invoice: completeInvoice,
    });
  });

  it('loses unknown fields, nulls, empty texts and spaces around, but no unit is made up', () => {
    const [line] = least.lines;
    const read = readInvoiceJson({
      ...least,
      color: 'red',
      number: ' 001 ',
      dueDate: null,
      buyerReference: '',
      delivery: { address: { city: ' ' } },
      lines: [{ ...line, unitCode: undefined, __proto__: { x: 1 } }],
    });
    if (!read.ok) throw new Error(JSON.stringify(read.errors));
    expect(read.invoice.number).toBe('001');
    for (const name of ['color', 'dueDate', 'buyerReference', 'delivery']) {
      expect(read.invoice).not.toHaveProperty(name);
    }
    expect(read.invoice.lines[0]).not.toHaveProperty('unitCode');
  });

  it('is told all that is wrong with it at once', () => {
    const read = readInvoiceJson({
      ...least,
      issueDate: '2026-02-30',
      currency: 'KR',
      buyer: { name: ' ' },
      notes: 'one',
      lines: [
        { quantity: 2, item: {}, price: { itemNetPrice: '1e3' }, lineNetAmount: '1.000,00' },
        5,
      ],
      attachments: [{ id: '1', content: 'no base64!' }],
    });
    expect(read.ok ? [] : read.errors.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'issueDate field-invalid',
      'notes field-invalid',
      'attachments.0.content field-invalid',
      'buyer.name buyer-missing',
      'lines.0.quantity amount-invalid',
      'lines.0.lineNetAmount amount-invalid',
      'lines.0.item.name field-missing',
      'lines.0.price.itemNetPrice amount-invalid',
      'lines.1 field-invalid',
      'currency currency-unknown',
    ]);
  });

  it.each([
    ['no object', [], ''],
    ['no lines', { ...least, lines: [] }, 'lines'],
    ['no buyer', { ...least, buyer: undefined }, 'buyer'],
  ])('is refused with %s', (_, value, path) => {
    expect(readInvoiceJson(value)).toMatchObject({ ok: false, errors: [{ path }] });
  });

  it('of every public document is accepted as it is, but for what it leaves out', () => {
    const different = corpusFiles('docs').flatMap(({ name, read: bytes }) => {
      const read = readInvoice(bytes());
      if (!read.ok) return [];
      const again = readInvoiceJson(JSON.parse(JSON.stringify(read.invoice)));
      if (!again.ok) return [`${name}: ${JSON.stringify(again.errors)}`];
      // Every field that was there is there, and one more pass changes nothing.
      expect(again.invoice).toMatchObject(read.invoice);
      const third = readInvoice(utf8(writeUbl(again.invoice)));
      return third.ok &&
        JSON.stringify(sorted(third.invoice)) === JSON.stringify(sorted(again.invoice))
        ? []
        : [name];
    });
    expect(different).toEqual([]);
  });
});

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, sorted(inner)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
};

interface Node {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly $defs?: object;
}

/** Names of all fields below, with dots. */
function fieldsOf(schema: Node, path = ''): string[] {
  if (schema.items) return fieldsOf(schema.items, path);
  if (!schema.properties) return [path];
  return Object.entries(schema.properties).flatMap(([name, inner]) =>
    fieldsOf(inner, path === '' ? name : `${path}.${name}`),
  );
}

function fieldsIn(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => fieldsIn(item, path));
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, inner]) =>
    fieldsIn(inner, path === '' ? name : `${path}.${name}`),
  );
}

describe('the JSON schema of an invoice', () => {
  const schema: Node = invoiceJsonSchema();

  it('has exactly the fields of the model', () => {
    expect(fieldsOf(schema).sort()).toEqual([...new Set(fieldsIn(completeInvoice))].sort());
  });

  it('requires what nobody could compute, and refers to kinds that it has', () => {
    expect(schema.required).toEqual([
      'number',
      'issueDate',
      'currency',
      'seller',
      'buyer',
      'lines',
    ]);
    expect(schema.properties?.lines?.items?.required).toEqual(['quantity', 'item']);
    expect(schema.properties?.payment?.properties?.accounts?.items?.required).toEqual(['id']);
    const kinds = Object.keys(schema.$defs ?? {}).map((kind) => `#/$defs/${kind}`);
    for (const [reference] of JSON.stringify(schema).matchAll(/#\/\$defs\/\w+/g)) {
      expect(kinds).toContain(reference);
    }
  });
});
