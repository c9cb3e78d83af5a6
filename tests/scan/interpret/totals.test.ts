import { describe, expect, it } from 'vitest';
import { interpret } from '../../../scan/interpret/interpret.ts';
import { page } from './words.ts';

const totalsOf = (lines: readonly string[]): unknown =>
  interpret([page(['Faktura 2026-118', '', ...lines])])[0]?.invoice.totals;

describe('the totals', () => {
  it('are the sums of net and VAT by rate where only those are printed', () => {
    expect(
      totalsOf([
        'Netto 25 %     1 000,00',
        'Avgift           250,00',
        'Netto 15 %       200,00',
        'Avgift            30,00',
        'Å betale       1 480,00',
      ]),
    ).toMatchObject({ withoutVat: '1200.00', vat: '280.00', amountDue: '1480.00' });
  });

  it('take the VAT by rate together where the net is printed once', () => {
    expect(
      totalsOf([
        'Sum eks. mva     1 200,00',
        'Avgift høy         250,00',
        'Avgift lav          30,00',
        'Å betale         1 480,00',
      ]),
    ).toMatchObject({ withoutVat: '1200.00', vat: '280.00', amountDue: '1480.00' });
  });

  it('are those of all rates together where a row of its own adds them up', () => {
    expect(
      totalsOf([
        'Nettobetrag     MwSt-Betrag     Endbetrag',
        '     321,40           61,07        382,47',
        '     127,59            8,93        136,52',
        '     448,99           70,00        518,99',
      ]),
    ).toMatchObject({ withoutVat: '448.99', vat: '70.00', amountDue: '518.99' });
  });

  it('are due less what was paid, wherever that is printed', () => {
    expect(
      totalsOf([
        'Total HT              624,90',
        'Total taxes            46,25',
        'Total TTC             671,15',
        'Solde à payer         470,15',
        'Règlement             201,00',
      ]),
    ).toMatchObject({ withoutVat: '624.90', vat: '46.25', amountDue: '470.15' });
  });

  it('are found where OCR has lost a decimal mark, if they add up', () => {
    const lines = [
      'Sum eks. mva     1,00000',
      'Mva 25 %           250,00',
      'Å betale       1 250,00',
    ];
    const [document] = interpret([
      page(['Faktura 2026-118', '', ...lines], { engine: 'tesseract' }),
    ]);
    expect(document?.invoice.totals).toMatchObject({ withoutVat: '1000.00', vat: '250.00' });
  });

  it('end after a rounding that nobody knows by its name', () => {
    expect(
      totalsOf([
        'Sum eks. mva     1 000,20',
        'Mva 25 %           250,05',
        'Sum inkl. mva    1 250,25',
        'Tilpasning          -0,25',
        'Oppgjør          1 250,00',
      ]),
    ).toMatchObject({ withVat: '1250.25', rounding: '-0.25', amountDue: '1250.00' });
  });
});
