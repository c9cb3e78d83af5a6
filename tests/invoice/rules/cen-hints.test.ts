import { describe, expect, it } from 'vitest';
import { businessRules } from '../../../invoice/rules/cen/pattern.ts';
import { cenHints } from '../../../invoice/rules/hints/cen.ts';
import { cenTexts } from '../../../invoice/rules/texts/cen.ts';
import type { XmlElement } from '../../../invoice/xml.ts';
import { broken, changed, changedAfter, documentOf, rightInvoice } from './cen-invoice.ts';

const ids = [...new Set(businessRules.flatMap(({ rules }) => rules.map(({ id }) => id)))].sort();

function hint(text: string, id: string): { nb: string; en: string } | undefined {
  const document = documentOf(text);
  const found = broken(document).find(({ rule }) => rule.id === id);
  return found && cenHints[id]?.(found.at, document);
}

describe('the texts of the business rules', () => {
  it('are there for every rule and for no other', () => {
    expect(Object.keys(cenTexts).sort()).toEqual(ids);
    expect(Object.keys(cenHints).filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('are short, differ by language and end as sentences', () => {
    for (const { nb, en } of Object.values(cenTexts)) {
      expect(nb).toMatch(/^[A-ZÆØÅ].{10,160}\.$/);
      expect(en).toMatch(/^[A-Z].{10,160}\.$/);
      expect(nb).not.toBe(en);
    }
  });
});

describe('a hint', () => {
  it.each([
    [
      'BR-CO-15',
      changed(['1188.13', '1188.00']),
      'Står: <cbc:TaxInclusiveAmount currencyID="NOK">1188.00</cbc:TaxInclusiveAmount>. Skal være: <cbc:TaxInclusiveAmount currencyID="NOK">1188.13</cbc:TaxInclusiveAmount> (950.50 + 237.63).',
    ],
    [
      'BR-CO-10',
      changed(['>1000.50<', '>1000.00<']),
      'Står: <cbc:LineExtensionAmount currencyID="NOK">1000.00</cbc:LineExtensionAmount>. Skal være: <cbc:LineExtensionAmount currencyID="NOK">1000.50</cbc:LineExtensionAmount> (800.50 + 200.00).',
    ],
    [
      'BR-CO-16',
      changed(['1088.00', '1188.00']),
      'Står: <cbc:PayableAmount currencyID="NOK">1188.00</cbc:PayableAmount>. Skal være: <cbc:PayableAmount currencyID="NOK">1088.00</cbc:PayableAmount> (1188.13 - 100.00 - 0.13).',
    ],
    [
      'BR-S-08',
      changedAfter('<cac:TaxSubtotal>', '950.50', '1000.50'),
      'Står: <cbc:TaxableAmount currencyID="NOK">1000.50</cbc:TaxableAmount>. Skal være: <cbc:TaxableAmount currencyID="NOK">950.50</cbc:TaxableAmount> (linjer 1000.50 + gebyrer 50.00 - rabatter 100.00).',
    ],
    [
      'BR-S-09',
      changedAfter('<cac:TaxSubtotal>', '237.63', '250.13'),
      'Står: <cbc:TaxAmount currencyID="NOK">250.13</cbc:TaxAmount>. Skal være: <cbc:TaxAmount currencyID="NOK">237.63</cbc:TaxAmount> (950.50 × 25 %).',
    ],
    [
      'BR-24',
      changed(['<cbc:LineExtensionAmount currencyID="NOK">800.50</cbc:LineExtensionAmount>', '']),
      'Legg til <cbc:LineExtensionAmount currencyID="NOK">800.50</cbc:LineExtensionAmount> i <cac:InvoiceLine>.',
    ],
    [
      'BR-DEC-23',
      changed(['>800.50<', '>800.505<']),
      'Står: <cbc:LineExtensionAmount currencyID="NOK">800.505</cbc:LineExtensionAmount>. Skal være: <cbc:LineExtensionAmount currencyID="NOK">800.51</cbc:LineExtensionAmount>.',
    ],
    [
      'BR-CO-09',
      changed(['NO987654325MVA', '987 654 325']),
      'Står: <cbc:CompanyID>987 654 325</cbc:CompanyID>. Skal være: <cbc:CompanyID>NO987654325MVA</cbc:CompanyID> (landkode først).',
    ],
    ['BR-02', changed(['<cbc:ID>0017</cbc:ID>', '']), 'Legg til <cbc:ID>…</cbc:ID> i <Invoice>.'],
    [
      'BR-06',
      changed(['<cbc:RegistrationName>Fjordbygg Demo AS</cbc:RegistrationName>', '']),
      'Legg til <cbc:RegistrationName>Fjordbygg</cbc:RegistrationName> i <cac:PartyLegalEntity>.',
    ],
    [
      'BR-S-05',
      changedAfter('linje 1', '>25<', '>0<'),
      'Står: <cbc:Percent>0</cbc:Percent>. Skal være: <cbc:Percent>25</cbc:Percent> (eller 15, 12; kategori Z når satsen er 0).',
    ],
  ])('for %s shows what stands and what should', (id, text, expected) => {
    expect(hint(text, id)?.nb).toBe(expected);
    expect(hint(text, id)?.en).toMatch(/^(It says|Add|Remove)/);
  });

  it('shows hostile and long values as text', () => {
    const name = `<![CDATA[</x><script>"&"]]>${'å'.repeat(200)}`;
    const text = changed(['#AAI#Takk for handelen', `#XYZ#${name}`]);
    expect(hint(text, 'BR-CL-08')?.nb).toMatch(
      /^Står: <cbc:Note>#XYZ#&lt;\/x&gt;&lt;script&gt;&quot;&amp;&quot;å+…<\/cbc:Note>\./,
    );
  });

  it('never throws, whatever is missing or no number', () => {
    const cut = (at: XmlElement): string[] => [
      rightInvoice.slice(0, at.start) + rightInvoice.slice(at.end),
      ...(at.children.length > 0
        ? at.children.flatMap(cut)
        : ['', '1e3'].map(
            (value) =>
              rightInvoice.slice(0, at.contentStart) + value + rightInvoice.slice(at.contentEnd),
          )),
    ];
    const texts = documentOf(rightInvoice).root.children.flatMap(cut);
    const made = new Set<string>();
    for (const text of texts) {
      const document = documentOf(text);
      for (const { rule, at } of broken(document)) {
        const said = cenHints[rule.id]?.(at, document);
        if (said) made.add(rule.id);
        expect(`${said?.nb} ${said?.en}`).not.toMatch(/NaN|\[object|undefined undefined undefined/);
      }
    }
    expect(made.size).toBeGreaterThan(60);
  });
});
