import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ciiOwnTexts } from '../../invoice/rules/cii/own-texts.ts';
import { ownRules } from '../../invoice/rules/cii/own.ts';
import { ciiBusinessRules } from '../../invoice/rules/cii/pattern.ts';
import { writtenByHand } from '../../invoice/rules/cii/tables/families.ts';
import { cenTexts } from '../../invoice/rules/texts/cen.ts';
import { validate, type Finding } from '../../invoice/validate.ts';
import { ciiSample, ciiWith } from './cii-sample.ts';
import { utf8 } from './ubl-document.ts';

function findings(text: string | Uint8Array, language: 'nb' | 'en' = 'nb'): readonly Finding[] {
  const verdict = validate(typeof text === 'string' ? utf8(text) : text, { language });
  if (!verdict.ok) throw new Error(verdict.detail);
  return verdict.findings;
}

const rulesOf = (text: string | Uint8Array): string[] =>
  [...new Set(findings(text).map(({ rule }) => rule))].sort();

describe('a CII invoice', () => {
  it('that uses everything EN 16931 has is valid', () => {
    expect(validate(utf8(ciiSample))).toMatchObject({ ok: true, valid: true, findings: [] });
  });

  it.each([
    ['BR-02', '<ram:ID>F-2026-17</ram:ID>', '<ram:ID> </ram:ID>'],
    [
      'BR-03',
      'DateTimeString format="102">20260331</udt:DateTimeString></ram:IssueDateTime>',
      'DateTimeString format="203">20260331</udt:DateTimeString></ram:IssueDateTime>',
    ],
    ['BR-09', 'Oslo</ram:CityName><ram:CountryID>NO</ram:CountryID>', 'Oslo</ram:CityName>'],
    ['BR-17', 'Factoring AS', 'Selger AS'],
    [
      'BR-24',
      '<ram:LineTotalAmount>385.00</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLine',
      '</ram:SpecifiedTradeSettlementLine',
    ],
    ['BR-27', '<ram:ChargeAmount>100.00', '<ram:ChargeAmount>-100.00'],
    [
      'BR-29',
      '<ram:StartDateTime><udt:DateTimeString format="102">20260301</udt:DateTimeString></ram:StartDateTime>\n        <ram:EndDateTime><udt:DateTimeString format="102">20260331</udt:DateTimeString></ram:EndDateTime>\n      </ram:BillingSpecifiedPeriod>\n      <ram:Spec',
      '<ram:StartDateTime><udt:DateTimeString format="102">20260401</udt:DateTimeString></ram:StartDateTime>\n        <ram:EndDateTime><udt:DateTimeString format="102">20260331</udt:DateTimeString></ram:EndDateTime>\n      </ram:BillingSpecifiedPeriod>\n      <ram:Spec',
    ],
    ['BR-51', '<ram:ID>1234</ram:ID>', '<ram:ID>12345678901</ram:ID>'],
    ['BR-61', '<ram:ProprietaryID>86011117947</ram:ProprietaryID>', ''],
    ['BR-62', '<ram:URIID schemeID="0192">', '<ram:URIID>'],
    ['BR-CL-04', 'InvoiceCurrencyCode>EUR', 'InvoiceCurrencyCode>EURO'],
    ['BR-CL-06', 'DueDateTypeCode>72', 'DueDateTypeCode>432'],
    ['BR-CL-23', 'BilledQuantity unitCode="H87"', 'BilledQuantity unitCode="STYKK"'],
    ['BR-CO-09', 'DE123456789', '123456789'],
    [
      'BR-CO-10',
      '<ram:LineTotalAmount>385.00</ram:LineTotalAmount><ram:Charge',
      '<ram:LineTotalAmount>385.01</ram:LineTotalAmount><ram:Charge',
    ],
    ['BR-CO-11', '<ram:AllowanceTotalAmount>5.00', '<ram:AllowanceTotalAmount>5.01'],
    ['BR-CO-13', '<ram:TaxBasisTotalAmount>390.00', '<ram:TaxBasisTotalAmount>390.01'],
    ['BR-CO-14', 'CalculatedAmount>74.10', 'CalculatedAmount>74.11'],
    ['BR-CO-15', 'GrandTotalAmount>464.10', 'GrandTotalAmount>464.11'],
    ['BR-CO-16', 'DuePayableAmount>400.20', 'DuePayableAmount>400.21'],
    ['BR-CO-17', 'CalculatedAmount>74.10', 'CalculatedAmount>94.10'],
    ['BR-DEC-19', '<ram:BasisAmount>390.00', '<ram:BasisAmount>390.001'],
    [
      'BR-S-01',
      '<ram:CategoryCode>S</ram:CategoryCode><ram:DueDate',
      '<ram:CategoryCode>Z</ram:CategoryCode><ram:DueDate',
    ],
    ['BR-S-08', '<ram:BasisAmount>390.00', '<ram:BasisAmount>391.00'],
    ['CII-DT-031', '<ram:GrandTotalAmount>', '<ram:GrandTotalAmount currencyID="EUR">'],
    ['CII-DT-097', '20260430</udt', '20261301</udt'],
    ['CII-SR-046', '<ram:GlobalID schemeID="0160">', '<ram:GlobalID>'],
    ['CII-SR-119', '<ram:ActualAmount>10.00</ram:ActualAmount></ram:Applied', '</ram:Applied'],
    [
      'CII-SR-450',
      '<ram:ID>K-9</ram:ID>',
      '<ram:ID>K-9</ram:ID><ram:GlobalID schemeID="0088">1</ram:GlobalID>',
    ],
    ['CII-ELEMENT-UNKNOWN', '<ram:Name>Stol</ram:Name>', '<ram:Navn>Stol</ram:Navn>'],
    ['CII-ELEMENT-MISSING', '<rsm:ExchangedDocumentContext>', '<rsm:Context>'],
    [
      'CII-ELEMENT-ORDER',
      '<ram:CityName>Berlin</ram:CityName><ram:CountryID>DE</ram:CountryID>',
      '<ram:CountryID>DE</ram:CountryID><ram:CityName>Berlin</ram:CityName>',
    ],
    [
      'CII-ELEMENT-TOO-MANY',
      '<ram:CityName>Berlin',
      '<ram:CityName>Bonn</ram:CityName><ram:CityName>Berlin',
    ],
    ['CII-TEXT-MISPLACED', '<ram:PayeeTradeParty>', '<ram:PayeeTradeParty>tekst'],
    ['CII-ATTRIBUTE-UNKNOWN', '<ram:CityName>Berlin', '<ram:CityName lang="de">Berlin'],
    ['CII-ATTRIBUTE-VALUE', '<ram:TypeCode>380', '<ram:TypeCode listID="1002">380'],
    ['CII-VALUE-DECIMAL', 'RoundingAmount>0.10', 'RoundingAmount>0,10'],
    ['CII-VALUE-BOOLEAN', '<udt:Indicator>false', '<udt:Indicator>nei'],
    ['CII-VALUE-BASE64', 'YTtiCg==', 'YTtiCg='],
  ])('breaks %s', (rule, from, to) => {
    const text =
      rule === 'CII-ELEMENT-MISSING'
        ? ciiWith([from, to], ['</rsm:ExchangedDocumentContext>', '</rsm:Context>'])
        : ciiWith([from, to]);
    expect(rulesOf(text)).toContain(rule);
  });

  it('is judged whole: a number that is none hides no other finding', () => {
    const text = ciiWith(
      ['<ram:BasisAmount>390.00', '<ram:BasisAmount>1e3'],
      ['<ram:TypeCode>380', '<ram:TypeCode>999'],
      ['<ram:Name>Kjøper GmbH</ram:Name>', ''],
    );
    expect(rulesOf(text)).toEqual(
      expect.arrayContaining(['CII-VALUE-DECIMAL', 'BR-CL-01', 'BR-07']),
    );
  });

  it('tells an element without use where it stands', () => {
    const [finding] = findings(
      ciiWith([
        '<ram:RoundingAmount>',
        '<ram:InformationAmount>1</ram:InformationAmount><ram:RoundingAmount>',
      ]),
    );
    expect(finding).toMatchObject({ rule: 'CII-SR-411', severity: 'warning' });
    expect(finding?.path).toMatch(/HeaderMonetarySummation\[1\]\/InformationAmount\[1\]$/);
    expect(finding?.hint).toContain('<ram:InformationAmount>1');
  });

  it('says the only value that an attribute may have', () => {
    const found = findings(ciiWith(['<ram:TypeCode>380', '<ram:TypeCode listID="1002">380']));
    expect(found.find(({ rule }) => rule === 'CII-ATTRIBUTE-VALUE')?.hint).toContain(
      'listID="1001"',
    );
  });

  it('has a text for every rule, in both languages, and a rule for every row of the official list', () => {
    const own = Object.values(ownRules).flat();
    expect(own.map(({ id }) => id).sort()).toEqual(writtenByHand.trim().split('\n'));
    const rules = [...ciiBusinessRules.flatMap((context) => context.rules), ...own];
    expect(rules.length).toBeGreaterThan(200);
    const texts = new Map(Object.entries({ ...cenTexts, ...ciiOwnTexts }));
    const without = rules.filter(({ id }) => !texts.get(id)?.nb || !texts.get(id)?.en);
    expect(without.map(({ id }) => id)).toEqual([]);
  });

  it('with a thousand lines costs little more than one with a hundred, for each line', () => {
    const [head = '', line = '', tail = ''] = ciiSample.split(
      /(<ram:IncludedSupplyChainTradeLineItem>[^]*<\/ram:IncludedSupplyChainTradeLineItem>)/,
    );
    const milliseconds = (lines: number): number => {
      const bytes = utf8(head + line.repeat(lines) + tail);
      validate(bytes);
      const start = performance.now();
      validate(bytes);
      return performance.now() - start;
    };
    milliseconds(100);
    expect(milliseconds(2000)).toBeLessThan(60 * milliseconds(100) + 200);
  });
});

const corpus = process.env.AUTOINVOICE_CORPUS;

describe.skipIf(corpus === undefined)('the public CII documents', () => {
  it('are judged as the official rules judge them', () => {
    const data = join(corpus ?? '', 'ubl');
    const verdicts = readFileSync(join(data, 'expected', 'docs.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map(
        (line) =>
          JSON.parse(line) as {
            file: string;
            ves: string | null;
            rules: string[];
            warnings: string[];
          },
      )
      .filter(({ ves }) => ves?.includes(':cii:'));
    expect(verdicts.length).toBe(35);
    for (const { file, rules, warnings } of verdicts) {
      const ours = rulesOf(readFileSync(join(data, file)));
      expect([file, ours]).toEqual([file, [...rules, ...warnings].sort()]);
    }
  });
});
