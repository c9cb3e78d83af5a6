import { describe, expect, it } from 'vitest';
import { validate } from '../../../invoice/validate.ts';
import { ublDocument, utf8 } from '../ubl-document.ts';

/** The document with one thing replaced. */
function changed(from: string | RegExp, to: string): Uint8Array {
  const text = ublDocument();
  const after = text.replace(from, to);
  if (after === text) throw new Error(`Nothing replaced: ${String(from)}`);
  return utf8(after);
}

const structural = /^UBL-(ELEMENT|TEXT|ATTRIBUTE|VALUE)-/;

function misfits(bytes: Uint8Array): string[] {
  const verdict = validate(bytes, { language: 'en' });
  if (!verdict.ok) throw new Error(verdict.code);
  return verdict.findings
    .filter(({ rule }) => structural.test(rule))
    .map(({ rule, path, hint }) => `${rule} ${path} | ${hint ?? ''}`);
}

describe('the structure of a UBL document', () => {
  it.each(['Invoice', 'CreditNote'])('has no findings where the %s is as UBL 2.1 says', (root) => {
    expect(misfits(utf8(ublDocument({ root })))).toEqual([]);
  });

  it.each([
    [
      'an element that UBL does not have',
      '<cbc:IssueDate>',
      '<cbc:Rabatt>1</cbc:Rabatt><cbc:IssueDate>',
      'UBL-ELEMENT-UNKNOWN /Invoice[1]/Rabatt[1] | Remove <cbc:Rabatt>1</cbc:Rabatt> (here may stand cbc:CopyIndicator, cbc:UUID',
    ],
    [
      'a misspelt element',
      /cbc:IssueDate>/g,
      'cbc:IsueDate>',
      'UBL-ELEMENT-UNKNOWN /Invoice[1]/IsueDate[1] | It says: <cbc:IsueDate>. It should be: <cbc:IssueDate>.',
    ],
    [
      'an element of the wrong namespace',
      /cbc:IssueDate>/g,
      'cac:IssueDate>',
      'UBL-ELEMENT-UNKNOWN /Invoice[1]/IssueDate[1] | It says: <cac:IssueDate>. It should be: <cbc:IssueDate> (the name is of another namespace).',
    ],
    [
      'an element too far back',
      /(<cbc:ID>0017<\/cbc:ID>)(\s*)(<cbc:IssueDate>.*<\/cbc:IssueDate>)/,
      '$3$2$1',
      'UBL-ELEMENT-ORDER /Invoice[1]/ID[1] | Move <cbc:ID>0017</cbc:ID> in front of the first <cbc:IssueDate>.',
    ],
    [
      'an element twice',
      /(<cbc:IssueDate>.*<\/cbc:IssueDate>)/,
      '$1$1',
      'UBL-ELEMENT-TOO-MANY /Invoice[1]/IssueDate[2] | Remove <cbc:IssueDate>2026-03-31</cbc:IssueDate> (there is one already).',
    ],
    [
      'an element left out',
      /<cbc:IssueDate>.*<\/cbc:IssueDate>/,
      '',
      'UBL-ELEMENT-MISSING /Invoice[1] | Add <cbc:IssueDate>…</cbc:IssueDate> in <Invoice> (behind <cbc:ID>).',
    ],
    [
      'text among elements',
      '<cac:Item>',
      '<cac:Item>Dør',
      'UBL-TEXT-MISPLACED /Invoice[1]/InvoiceLine[1]/Item[1] | Remove "Dør".',
    ],
    [
      'an attribute that is not there in UBL',
      'unitCode="C62"',
      'unitCode="C62" currency="NOK"',
      'UBL-ATTRIBUTE-UNKNOWN /Invoice[1]/InvoiceLine[1]/InvoicedQuantity[1]/@currency | Remove currency="NOK".',
    ],
    [
      'an attribute left out',
      '<cbc:PriceAmount currencyID="NOK">',
      '<cbc:PriceAmount>',
      'UBL-ATTRIBUTE-MISSING /Invoice[1]/InvoiceLine[1]/Price[1]/PriceAmount[1]/@currencyID | It says: <cbc:PriceAmount>100.00</cbc:PriceAmount>. It should be: <cbc:PriceAmount currencyID="NOK">100.00</cbc:PriceAmount>.',
    ],
    [
      'a number with a comma',
      '<cbc:PayableAmount currencyID="NOK">125.00',
      '<cbc:PayableAmount currencyID="NOK">1 125,50',
      'UBL-VALUE-DECIMAL /Invoice[1]/LegalMonetaryTotal[1]/PayableAmount[1] | It says: <cbc:PayableAmount currencyID="NOK">1 125,50</cbc:PayableAmount>. It should be: <cbc:PayableAmount currencyID="NOK">1125.50</cbc:PayableAmount>.',
    ],
    [
      'a Norwegian date',
      '2026-03-31',
      '31.3.2026',
      'UBL-VALUE-DATE /Invoice[1]/IssueDate[1] | It says: <cbc:IssueDate>31.3.2026</cbc:IssueDate>. It should be: <cbc:IssueDate>2026-03-31</cbc:IssueDate>.',
    ],
    [
      'a day that does not exist',
      '2026-03-31',
      '2026-02-29',
      'UBL-VALUE-DATE /Invoice[1]/IssueDate[1]',
    ],
    [
      'an element inside a value',
      '<cbc:ID>0017</cbc:ID>',
      '<cbc:ID><cbc:ID>0017</cbc:ID></cbc:ID>',
      'UBL-ELEMENT-UNKNOWN /Invoice[1]/ID[1]/ID[1] | Remove <cbc:ID>0017</cbc:ID>.',
    ],
  ])('tells of %s, and what should stand there', (_, from, to, expected) => {
    const found = misfits(changed(from, to)).map((line) => line.slice(0, expected.length));
    expect(found).toContain(expected);
  });

  it('reports every misfit, and the rules beside them', () => {
    const text = ublDocument()
      .replace('2026-03-31', 'i går')
      .replace('<cac:Item>', '<cac:Item><cbc:Tull/>')
      .replace('<cbc:PayableAmount currencyID="NOK">125.00', '<cbc:PayableAmount>1e3');
    const verdict = validate(utf8(text));
    const ids = verdict.ok ? verdict.findings.map(({ rule }) => rule) : [];
    expect(ids).toEqual(
      expect.arrayContaining([
        'UBL-VALUE-DATE',
        'UBL-ELEMENT-UNKNOWN',
        'UBL-ATTRIBUTE-MISSING',
        'UBL-VALUE-DECIMAL',
        'BR-01',
        'BR-CL-03',
        'PEPPOL-EN16931-R001',
      ]),
    );
  });

  it.each([
    ['no content', '<ext:ExtensionContent/>', 'UBL-ELEMENT-MISSING'],
    [
      'two contents',
      '<ext:ExtensionContent><x xmlns="u"/><x xmlns="u"/></ext:ExtensionContent>',
      'UBL-ELEMENT-TOO-MANY',
    ],
    [
      'one of its own',
      '<ext:ExtensionContent><x xmlns="u"><y/></x></ext:ExtensionContent>',
      undefined,
    ],
    [
      'a wrong date inside',
      '<ext:ExtensionContent><x xmlns="u"><cbc:IssueDate>x</cbc:IssueDate></x></ext:ExtensionContent>',
      'UBL-VALUE-DATE',
    ],
  ])('looks into an extension: %s', (_, content, rule) => {
    const namespace = 'urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2';
    const bytes = changed(
      '<cbc:ID>0017',
      `<ext:UBLExtensions xmlns:ext="${namespace}"><ext:UBLExtension>${content}</ext:UBLExtension></ext:UBLExtensions><cbc:ID>0017`,
    );
    expect(misfits(bytes).map((line) => line.split(' ')[0])).toEqual(rule ? [rule] : []);
  });
});
