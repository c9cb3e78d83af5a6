import { describe, expect, it } from 'vitest';
import { nationalHints } from '../../../invoice/rules/hints/national.ts';
import { peppolHints } from '../../../invoice/rules/hints/peppol.ts';
import { billingPatterns, selfBillingPatterns } from '../../../invoice/rules/peppol/patterns.ts';
import { nationalRuleTexts } from '../../../invoice/rules/texts/national.ts';
import { peppolTexts } from '../../../invoice/rules/texts/peppol.ts';
import { readXml } from '../../../invoice/xml.ts';
import { UblDocument } from '../../../invoice/rules/document.ts';
import { changed, judge } from './peppol-broken.ts';
import { peppolInvoice } from './peppol-invoice.ts';

const hints = { ...peppolHints, ...nationalHints };
const texts = { ...peppolTexts, ...nationalRuleTexts };
const ids = [
  ...new Set(
    [...billingPatterns, ...selfBillingPatterns]
      .flat()
      .flatMap(({ rules }) => rules.map(({ id }) => id)),
  ),
];

function hint(xml: string, id: string): string | undefined {
  const { document, broken } = judge(xml);
  const found = broken.find(({ rule }) => rule.id === id);
  return found && hints[id]?.(found.at, document).nb;
}

const seller = '<cac:AccountingSupplierParty>';

describe('a hint of the Peppol rules', () => {
  it.each([
    [
      'NO-R-001',
      ['NO923456783MVA', 'NO923456783'],
      'Står: <cbc:CompanyID>NO923456783</cbc:CompanyID>. Skal være: <cbc:CompanyID>NO923456783MVA</cbc:CompanyID>.',
    ],
    [
      'NO-R-002',
      [
        '<cac:PartyTaxScheme><cbc:CompanyID>Foretaksregisteret</cbc:CompanyID><cac:TaxScheme><cbc:ID>TAX</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>',
        '',
      ],
      'Legg til <cac:PartyTaxScheme><cbc:CompanyID>Foretaksregisteret</cbc:CompanyID><cac:TaxScheme><cbc:ID>TAX</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme> i <cac:Party> (etter PartyTaxScheme med mva-nummeret; gjelder AS, ASA og norske avdelinger av utenlandske foretak).',
    ],
    [
      'PEPPOL-COMMON-R041',
      ['"0192">923456783', '"0192">NO 923 456 783 MVA'],
      'Står: <cbc:EndpointID schemeID="0192">NO 923 456 783 MVA</cbc:EndpointID>. Skal være: <cbc:EndpointID schemeID="0192">923456783</cbc:EndpointID>.',
    ],
    [
      'PEPPOL-EN16931-R120',
      ['"EA">10<', '"EA">9<'],
      'Står: <cbc:LineExtensionAmount currencyID="NOK">100.00</cbc:LineExtensionAmount>. Skal være: <cbc:LineExtensionAmount currencyID="NOK">90.00</cbc:LineExtensionAmount> (9 × 100 / 10).',
    ],
    [
      'PEPPOL-EN16931-F001',
      ['2026-03-10', '10.3.2026'],
      'Står: <cbc:ActualDeliveryDate>10.3.2026</cbc:ActualDeliveryDate>. Skal være: <cbc:ActualDeliveryDate>2026-03-10</cbc:ActualDeliveryDate> (år, måned og dag).',
    ],
  ] as const)('of %s shows the line as it stands and as it should be', (id, [from, to], said) => {
    expect(hint(changed(peppolInvoice(), seller, from, to), id)).toBe(said);
  });

  it('exists for every rule, with a text in both languages', () => {
    expect(ids.filter((id) => !texts[id]?.nb || !texts[id].en)).toEqual([]);
    expect(ids.filter((id) => !hints[id])).toEqual([]);
    expect(Object.keys({ ...texts, ...hints }).filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('never throws, wherever it is asked and whatever is missing', () => {
    const empty = readXml(new TextEncoder().encode('<a><b/></a>'));
    const whole = judge(peppolInvoice()).document;
    const documents = [empty.ok ? new UblDocument(empty.root) : whole, whole];
    for (const document of documents) {
      const elements = [document.root];
      for (const element of elements) elements.push(...element.children);
      for (const element of elements) {
        for (const say of Object.values(hints)) {
          expect(say(element, document).nb).not.toMatch(/undefined|NaN/);
        }
      }
    }
  });
});
