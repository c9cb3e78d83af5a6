import { describe, expect, it } from 'vitest';
import type { Unplaced } from '../../invoice/ubl-place-back.ts';
import { readWholeInvoice } from '../../invoice/ubl-read.ts';
import { writeUbl } from '../../invoice/ubl-write.ts';
import { readXml, type XmlElement } from '../../invoice/xml.ts';
import { corpusFiles } from '../support/corpus.ts';
import { ublDocument, utf8 } from './ubl-document.ts';

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : 1;

/** Names with namespaces, attributes, order and text; spaces between elements, comments and prefixes mean nothing. */
const canonical = ({ namespace, name, attributes, children, text }: XmlElement): unknown => [
  `{${namespace}}${name}`,
  [...attributes].filter(([key]) => !/^xmlns(:|$)/.test(key)).sort(byName),
  children.length > 0 && text.trim() === '' ? '' : text,
  children.map(canonical),
];

function canonicalOf(bytes: Uint8Array): unknown {
  const xml = readXml(bytes);
  if (!xml.ok) throw new Error(`${xml.detail} (line ${xml.line})`);
  return canonical(xml.root);
}

function wholeOf(bytes: Uint8Array): Extract<ReturnType<typeof readWholeInvoice>, { ok: true }> {
  const read = readWholeInvoice(bytes);
  if (!read.ok) throw new Error(read.detail);
  return read;
}

/** Reads, carries both parts through JSON, and writes: what comes out. */
function through(bytes: Uint8Array): Uint8Array {
  const { invoice, ...kept } = wholeOf(bytes);
  return utf8(
    writeUbl(
      JSON.parse(JSON.stringify(invoice)) as typeof invoice,
      JSON.parse(JSON.stringify(kept)) as typeof kept,
    ),
  );
}

const unplacedIn = (text: string): readonly Unplaced[] => wholeOf(utf8(text)).unplaced;

const odd = {
  'an extension with namespaces of its own': ublDocument({
    head: '<ext:UBLExtensions xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2" xmlns:q="urn:q"><ext:UBLExtension><ext:ExtensionContent><a xmlns="urn:a" q:b="q:value">mixed <b/> text<!-- gone --></a></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>',
  }),
  'unknown elements before, between and after known ones': ublDocument({
    head: '<cbc:UUID>1</cbc:UUID><cbc:Note>a</cbc:Note><x xmlns="">y</x><cbc:Note>b</cbc:Note><cbc:Note/>',
    references: '<cac:Signature><cbc:ID>s</cbc:ID></cac:Signature>',
  }),
  'allowances and charges in turn': ublDocument({
    references: ['true', 'false', '1', 'false', 'maybe', '0']
      .map(
        (indicator, index) =>
          `<cac:AllowanceCharge><cbc:ChargeIndicator>${indicator}</cbc:ChargeIndicator><cbc:Amount currencyID="NOK">${index}</cbc:Amount></cac:AllowanceCharge>`,
      )
      .join(''),
  }),
  'repeated and empty elements': ublDocument({
    head: '<cbc:ID>second</cbc:ID><cbc:TaxPointDate/><cbc:TaxPointDate>2026-04-14</cbc:TaxPointDate><cbc:AccountingCost> </cbc:AccountingCost>',
    references:
      '<cac:OrderReference><cbc:ID>NA</cbc:ID></cac:OrderReference><cac:OrderReference/><cac:InvoicePeriod><cbc:StartDate>2026-02-30</cbc:StartDate></cac:InvoicePeriod>',
  }),
  'attributes of lists, of other namespaces, and other currencies': ublDocument({
    references:
      '<cbc:TaxCurrencyCode listID="ISO4217">SEK</cbc:TaxCurrencyCode><cac:TaxTotal><cbc:TaxAmount currencyID="SEK">27</cbc:TaxAmount></cac:TaxTotal>',
  })
    .replace('<Invoice ', '<Invoice xmlns:cbd="urn:x" cbd:a="1" xml:lang="nb" ')
    .replace('currencyID="NOK">100.00', 'currencyID="SEK">100.00')
    .replace('unitCode="C62"', ''),
  'several payment means, tax totals and tax schemes': ublDocument({
    references:
      '<cac:PaymentMeans><cbc:PaymentMeansCode name="x">30</cbc:PaymentMeansCode><cbc:PaymentID>1</cbc:PaymentID><cbc:PaymentID>2</cbc:PaymentID></cac:PaymentMeans>' +
      '<cac:PaymentMeans><cbc:PaymentID>3</cbc:PaymentID><cac:PayeeFinancialAccount><cbc:ID>A</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>' +
      '<cac:PaymentMeans><cbc:PaymentMeansCode>48</cbc:PaymentMeansCode><cac:CardAccount><cbc:HolderName>H</cbc:HolderName></cac:CardAccount></cac:PaymentMeans>' +
      '<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">1</cbc:TaxAmount><cac:TaxSubtotal/></cac:TaxTotal>',
  }),
  'other prefixes': ublDocument()
    .replaceAll('cbc:', 'b:')
    .replaceAll('xmlns:cbc', 'xmlns:b')
    .replaceAll('<cac:Item>', '<cac:Item><b:BrandName a="1">Merke</b:BrandName>'),
  'text beside elements': ublDocument({ references: 'stray' }),
  'a credit note with a due date': ublDocument({
    root: 'CreditNote',
    references:
      '<cac:PaymentMeans><cbc:PaymentDueDate>2026-04-14</cbc:PaymentDueDate></cac:PaymentMeans>',
  }),
};

describe('a document that is read and written again', () => {
  it.each(Object.entries(odd))('is the same with %s', (_, text) => {
    expect(canonicalOf(through(utf8(text)))).toEqual(canonicalOf(utf8(text)));
  });

  it('lists what the model has no place for, with its place', () => {
    const text = ublDocument({ head: '<cbc:UUID>1</cbc:UUID>' }).replace(
      'schemeID="0192"',
      'schemeID="0192" schemeName="Org"',
    );
    expect(unplacedIn(text)).toEqual([
      {
        kind: 'element',
        path: '/Invoice[1]/UUID[1]',
        index: 2,
        xml: '<cbc:UUID xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">1</cbc:UUID>',
      },
      {
        kind: 'attribute',
        path: '/Invoice[1]/AccountingSupplierParty[1]/Party[1]/PartyLegalEntity[1]/CompanyID[1]',
        name: 'schemeName',
        value: 'Org',
      },
      { kind: 'absent', path: '/Invoice[1]/InvoiceTypeCode[1]' },
    ]);
  });

  it('is read by the first of what may stand there once only', () => {
    const { invoice } = wholeOf(utf8(odd['repeated and empty elements']));
    expect(invoice.number).toBe('0017');
    // An empty first one is no reason to take the next.
    expect(invoice).not.toHaveProperty('taxPointDate');
  });

  it('takes changes of the model with it', () => {
    const { invoice, ...kept } = wholeOf(utf8(odd['other prefixes']));
    const text = writeUbl({ ...invoice, number: '0018' }, kept);
    expect(text).toContain('<cbc:ID>0018</cbc:ID>');
    expect(text).toContain('>Merke</b:BrandName>');
  });

  it('is the same for every public document, and the second time as the first', () => {
    const files = corpusFiles('docs', 'units').filter(({ read }) => readWholeInvoice(read()).ok);
    const different = files.flatMap(({ name, read }) => {
      const bytes = read();
      const out = through(bytes);
      const isSame =
        JSON.stringify(canonicalOf(out)) === JSON.stringify(canonicalOf(bytes)) &&
        JSON.stringify(wholeOf(out)) === JSON.stringify(wholeOf(bytes));
      return isSame ? [] : [name];
    });
    expect(different).toEqual([]);
    if (files.length > 0) expect(files.length).toBeGreaterThan(240);
  }, 60_000);

  it('loses nothing of the model where only the model is written', () => {
    const different = corpusFiles('docs').flatMap(({ name, read }) => {
      const first = readWholeInvoice(read());
      if (!first.ok) return [];
      const { documentType, invoice } = first;
      const again = wholeOf(utf8(writeUbl(invoice, { documentType })));
      const { specificationId, businessProcessType } = again.invoice;
      const expected = { specificationId, businessProcessType, ...invoice };
      return equal(again.invoice, expected) ? [] : [name];
    });
    expect(different).toEqual([]);
  }, 60_000);
});

function equal(a: unknown, b: unknown): boolean {
  const sorted = (_: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(byName))
      : value;
  return JSON.stringify(a, sorted) === JSON.stringify(b, sorted);
}
