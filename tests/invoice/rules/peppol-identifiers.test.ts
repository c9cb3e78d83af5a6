import { describe, expect, it } from 'vitest';
import { brokenIds, changed } from './peppol-broken.ts';
import { peppolInvoice } from './peppol-invoice.ts';

/** A scheme, its rule, identifiers that are right, and ones that are wrong; `|` parts them. */
const rows: readonly (readonly [scheme: string, rule: string, right: string, wrong: string])[] = [
  ['0088', 'R040', '7300010000001|0| 7300010000001 ', '7300010000002|73 0001|A'],
  [
    '0192',
    'R041',
    '923456783| 923456783 ',
    '923456784|000000000|92345678|NO923456783|923456783MVA',
  ],
  ['0184', 'R042', 'DK12345674|12345674', 'dk12345674|DK1234567| 12345674'],
  ['0208', 'R043', '0403170701', '0403170702|040317070'],
  ['0201', 'R044', 'ABC123', 'ABC12|ABC12-|ÅBC123'],
  [
    '0210',
    'R045',
    'RSSMRA80A01H501U|12345678901|RSSMRA+0A01H501U',
    'RSSMRA80A01H501|RSSMR180A01H501U|1234567890A',
  ],
  ['0211', 'R047', 'IT00743110157|FR1|It1', 'IT00743110158|IT0074311015|IT1234567890A'],
  ['0007', 'R049', '2120000142', '2120000143|212000-0142|212000014'],
  ['0151', 'R050', '51824753556', '51824753557|51 824 753 556'],
  ['0096', 'R052', '1234567890', '123456789|123456789A| 1234567890'],
  ['0198', 'R053', 'DK12345678', '12345678|DK1234567A'],
  ['0106', 'R054', '12345678', '1234567|12 345678'],
  ['0190', 'R055', '12345678901234567890', '1234567890123456789'],
  ['9944', 'R056-1', 'NL123456789B12', 'NL123456789B1|nl123456789B12'],
];

const withAddress = (scheme: string, id: string, isSelfBilling = false): string =>
  changed(
    peppolInvoice({ isSelfBilling }),
    '<cac:AccountingCustomerParty>',
    '<cbc:EndpointID schemeID="0192">923456783<',
    `<cbc:EndpointID schemeID="${scheme}">${id}<`,
  );

describe('an identifier', () => {
  it.each(rows)('of scheme %s is looked at by PEPPOL-COMMON-%s', (scheme, rule, right, wrong) => {
    for (const id of right.split('|')) {
      expect([id, brokenIds(withAddress(scheme, id))]).toEqual([id, []]);
    }
    for (const id of wrong.split('|')) {
      expect([id, brokenIds(withAddress(scheme, id))]).toEqual([id, [`PEPPOL-COMMON-${rule}`]]);
    }
  });

  it('is looked at in every place where a party has one', () => {
    const legal = '<cbc:CompanyID schemeID="0192">923456783<';
    const other = '<cbc:ID schemeID="0088">7300010000001<';
    expect(brokenIds(changed(peppolInvoice(), legal, '923456783', '923456784'))).toEqual([
      'PEPPOL-COMMON-R041',
    ]);
    expect(brokenIds(changed(peppolInvoice(), other, '7300010000001', '7300010000002'))).toEqual([
      'PEPPOL-COMMON-R040',
    ]);
  });

  it('of a scheme that is no address is refused besides', () => {
    expect(brokenIds(withAddress('9907', 'X'))).toEqual([
      'PEPPOL-COMMON-R046',
      'PEPPOL-EN16931-CL008',
    ]);
    expect(brokenIds(withAddress('0217', '12345678901'))).toEqual([
      'PEPPOL-COMMON-R057',
      'PEPPOL-EN16931-CL008',
    ]);
  });

  it('for VAT in the Netherlands has its form in the VAT number too', () => {
    const invoice = peppolInvoice({ buyer: 'NL' });
    expect(brokenIds(changed(invoice, '', 'NL123456789B12', 'NL123456789'))).toEqual([
      'PEPPOL-COMMON-R056-2',
    ]);
  });

  it('had other rules in self-billing before the release of May 2026', () => {
    expect(brokenIds(withAddress('0184', '12345674', true), '2026-08-16')).toEqual([
      'PEPPOL-COMMON-R042',
    ]);
    expect(brokenIds(withAddress('0184', '12345674', true))).toEqual([]);
    expect(brokenIds(withAddress('0096', '1', true), '2026-08-16')).toEqual([]);
  });
});
