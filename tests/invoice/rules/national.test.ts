import { describe, expect, it } from 'vitest';
import { billingPatterns } from '../../../invoice/rules/peppol/patterns.ts';
import { buyer, iban, mandate, nationalRows, paidBy, seller } from './national-rows.ts';
import { brokenIds, changed } from './peppol-broken.ts';
import { type Country, peppolInvoice } from './peppol-invoice.ts';

/** In these rows the creditor's identifier is named too, as a mandate needs it. */
const named = (country: Country, xml: string): string =>
  country === 'DE' && xml.includes('<cac:PaymentMandate>')
    ? changed(xml, seller, 'schemeID="0088">7300010000001', 'schemeID="SEPA">1')
    : xml;

describe.each(nationalRows)('the national rules of %s', (country, rows) => {
  it('find nothing in a right invoice and credit note', () => {
    for (const isCreditNote of [false, true]) {
      const document = peppolInvoice({ seller: country, buyer: country, isCreditNote });
      const known = country === 'IS' && isCreditNote ? ['IS-R-009', 'IS-R-010'] : [];
      expect(brokenIds(document)).toEqual(known);
    }
  });

  it.each(rows.map(([rules, after, from, to = '']) => [rules, after, from, to] as const))(
    'say “%s” when after “%s” “%s” becomes “%s”',
    (rules, after, from, to) => {
      const document = peppolInvoice({ seller: country, buyer: country });
      const expected = rules.split(' ').filter(Boolean).sort();
      expect(brokenIds(named(country, changed(document, after, from, to)))).toEqual(expected);
    },
  );
});

describe('national rules', () => {
  it('about credit notes find a missing reference and a negative total', () => {
    const dutch = peppolInvoice({ seller: 'NL', isCreditNote: true });
    const reference =
      '<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>P1</cbc:ID></cac:InvoiceDocumentReference></cac:BillingReference>';
    expect(brokenIds(changed(dutch, '', reference))).toEqual(['NL-R-001']);
    const danish = peppolInvoice({ seller: 'DK', buyer: 'DK', isCreditNote: true });
    expect(brokenIds(changed(danish, '<cbc:PayableAmount', '125.00', '-125.00'))).toEqual([
      'DK-R-016',
    ]);
  });

  it('about a corrected invoice ask for the original, and a mandate for the creditor', () => {
    const german = peppolInvoice({ seller: 'DE', buyer: 'DE' });
    const corrected = changed(german, '', '>380<', '>384<');
    expect(brokenIds(corrected)).toEqual([]);
    const reference = corrected.slice(
      corrected.indexOf('<cac:BillingReference>'),
      corrected.indexOf('</cac:BillingReference>') + '</cac:BillingReference>'.length,
    );
    expect(brokenIds(changed(corrected, '', reference))).toEqual(['DE-R-026']);
    expect(brokenIds(changed(german, '', ...paidBy('DE', '59', '', mandate(iban))))).toEqual([
      'DE-R-030',
    ]);
  });

  it('are silent for a seller of another country', () => {
    const invoice = changed(peppolInvoice(), buyer, 'Foretaksregisteret', '-');
    expect(brokenIds(invoice)).toEqual([]);
    expect(brokenIds(changed(peppolInvoice({ seller: 'DE' }), '', 'terms', '#x#'))).toEqual([]);
  });

  it('are each broken in these tables at least once', () => {
    const named = nationalRows.flatMap(([, rows]) => rows.flatMap(([rules]) => rules.split(' ')));
    const elsewhere = ['NL-R-001', 'DK-R-016', 'DE-R-026', 'DE-R-030'];
    const all = billingPatterns.flat().flatMap(({ rules }) => rules.map(({ id }) => id));
    const missing = all.filter(
      (id) => !id.startsWith('PEPPOL-') && !named.includes(id) && !elsewhere.includes(id),
    );
    expect([...new Set(missing)]).toEqual([]);
  });
});
