import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UblDocument } from '../../../invoice/rules/document.ts';
import { decimal, decimalOf, Unevaluable, xpathRound } from '../../../invoice/rules/number.ts';
import { context, fatal, type Pattern } from '../../../invoice/rules/rule.ts';
import { compile, run } from '../../../invoice/rules/run.ts';
import { all, first, normalized } from '../../../invoice/rules/select.ts';
import { readXml } from '../../../invoice/xml.ts';
import { ublDocument, utf8 } from '../ubl-document.ts';

function documentOf(text: string): UblDocument {
  const xml = readXml(utf8(text));
  if (!xml.ok) throw new Error(xml.detail);
  return new UblDocument(xml.root);
}

const document = documentOf(ublDocument({ lines: 2 }));
const broken = (patterns: readonly Pattern[], on = '2026-09-01'): string[] =>
  run(document, compile(patterns), on).map(({ rule, at }) => `${rule.id} ${at.path}`);
const never = (id: string) => fatal(id, '', () => false);

describe('the rule engine', () => {
  it('asks of an element only the first context of a pattern that matches, and every pattern', () => {
    const one: Pattern = [
      context('cac:InvoiceLine/cbc:ID', [never('A')]),
      context('cbc:ID', [never('B')]),
    ];
    const found = broken([one, [context('cac:InvoiceLine/cbc:ID', [never('C')])]]);
    expect(found.filter((line) => line.includes('InvoiceLine[1]'))).toEqual([
      'A /Invoice[1]/InvoiceLine[1]/ID[1]',
      'C /Invoice[1]/InvoiceLine[1]/ID[1]',
    ]);
    expect(found).toContain('B /Invoice[1]/ID[1]');
  });

  it('passes on to the next context where a predicate does not hold', () => {
    const pattern: Pattern = [
      context('cac:InvoiceLine', [never('A')], (at) => first(at, 'cbc:ID')?.text === '2'),
      context('cac:InvoiceLine', [never('B')]),
    ];
    expect(broken([pattern])).toEqual([
      'B /Invoice[1]/InvoiceLine[1]',
      'A /Invoice[1]/InvoiceLine[2]',
    ]);
  });

  it('finds elements by a star, by the end of their name and at the root', () => {
    expect(broken([[context('*', [never('A')])]])).toHaveLength(
      ublDocument({ lines: 2 }).match(/<(?![/?])/g)?.length ?? 0,
    );
    expect(broken([[context('*Amount', [never('A')])]])).toHaveLength(6);
    expect(broken([[context('/*/cbc:ID', [never('A')])]])).toEqual(['A /Invoice[1]/ID[1]']);
    expect(broken([[context('/cn:CreditNote | /ubl:Invoice', [never('A')])]])).toHaveLength(1);
  });

  it('goes on where a rule has no answer', () => {
    const pattern: Pattern = [
      context('/ubl:Invoice', [
        fatal('A', '', (at) => decimal(at, 'cbc:DocumentCurrencyCode') === undefined),
        never('B'),
      ]),
    ];
    expect(broken([pattern])).toEqual(['B /Invoice[1]']);
  });

  it('asks a rule only while it is in force', () => {
    const pattern: Pattern = [
      context('/ubl:Invoice', [
        fatal('old', '', () => false, { until: '2026-08-17' }),
        fatal('new', '', () => false, { since: '2026-08-17' }),
      ]),
    ];
    expect(broken([pattern], '2026-08-16')).toEqual(['old /Invoice[1]']);
    expect(broken([pattern], '2026-08-17')).toEqual(['new /Invoice[1]']);
  });

  it('selects through every branch, in the order of the document', () => {
    const found = all(document.root, 'cac:InvoiceLine/cac:Price/cbc:PriceAmount');
    expect(found.map(({ path }) => path)).toEqual([
      '/Invoice[1]/InvoiceLine[1]/Price[1]/PriceAmount[1]',
      '/Invoice[1]/InvoiceLine[2]/Price[1]/PriceAmount[1]',
    ]);
    expect(first(document.root, 'cac:InvoiceLine/cac:Price')).toBe(found[0]?.parent);
  });

  it.each([
    ['a b', 'a b'],
    [' a', 'a'],
    ['a ', 'a'],
    ['a  b', 'a b'],
    ['\ta\r\nb\n', 'a b'],
    [' ', ''],
    ['', ''],
    ['\u00a0a', '\u00a0a'],
  ])('normalizes the space of %j', (value, expected) => {
    expect(normalized(value)).toBe(expected);
  });
});

describe('a number of the rules', () => {
  const text = fc
    .tuple(fc.bigInt({ min: -(10n ** 22n), max: 10n ** 22n }), fc.nat(12))
    .map(([units, places]) => {
      const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
      const at = digits.length - places;
      return `${units < 0n ? '-' : ''}${digits.slice(0, at)}${places > 0 ? `.${digits.slice(at)}` : ''}`;
    });

  it('is exact: sums, products, differences and comparisons are those of big.js', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [x, y] = [decimalOf(a), decimalOf(b)];
        expect(x.plus(y).toFixed()).toBe(new Big(a).plus(b).toFixed());
        expect(x.minus(y).toFixed()).toBe(new Big(a).minus(b).toFixed());
        expect(x.times(y).toFixed()).toBe(new Big(a).times(b).toFixed());
        expect(x.cmp(y)).toBe(new Big(a).cmp(b));
        // big.js writes minus zero; a decimal has none.
        expect(x.toFixed(2)).toBe(new Big(a).toFixed(2).replace(/^-(0\.00)$/, '$1'));
      }),
    );
  });

  it('stays exact where a sum outgrows what a JavaScript number can hold', () => {
    const total = Array.from({ length: 21 }, () => decimalOf('999999999999.999')).reduce((a, b) =>
      a.plus(b),
    );
    expect(total.toFixed()).toBe('20999999999999.979');
    expect(decimalOf('99999999.99').times(decimalOf('99999999.99')).toFixed()).toBe(
      '9999999998000000.0001',
    );
  });

  it.each([
    ['2.5', 0, '3'],
    ['-2.5', 0, '-2'],
    ['-2.51', 0, '-3'],
    ['1.005', 2, '1.01'],
    ['-1.005', 2, '-1'],
    ['-1446.375', 2, '-1446.37'],
    ['1.2', 4, '1.2'],
    ['90071992547409.915', 2, '90071992547409.92'],
    ['-99999999999999999999.995', 2, '-99999999999999999999.99'],
  ])('rounds %s to %i places as XPath does: %s', (value, places, expected) => {
    expect(xpathRound(decimalOf(value), places).toFixed()).toBe(expected);
  });

  it.each(['1e3', '', ' ', 'abc', '1,5', '1 000', '0x10', 'NaN', '--1', '.', '9'.repeat(10_001)])(
    'is not read from %j',
    (value) => {
      expect(() => decimalOf(value)).toThrow(Unevaluable);
    },
  );

  it.each([
    ['+5', '5'],
    ['.5', '0.5'],
    ['5.', '5'],
    [' 12.00\n', '12'],
    ['-0', '0'],
  ])('is read from %j as xs:decimal', (value, expected) => {
    expect(decimalOf(value).toFixed()).toBe(expected);
  });
});
