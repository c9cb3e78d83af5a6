import { describe, expect, it } from 'vitest';
import { roleOf } from '../../../scan/interpret/amount-role.ts';

describe('the words beside an amount', () => {
  it.each([
    ['Å betale (NOK)', 'amountDue'],
    ['ATT BETALA (SEK)', 'amountDue'],
    ['Zahlbetrag', 'amountDue'],
    ['Balance Due', 'amountDue'],
    ['Net à payer', 'amountDue'],
    ['Sum eks. mva', 'withoutVat'],
    ['Total u/moms', 'withoutVat'],
    ['Belopp före moms', 'withoutVat'],
    ['Summe netto', 'withoutVat'],
    ['Total HT', 'withoutVat'],
    ['Net amount', 'withoutVat'],
    ['mva-beløp', 'vat'],
    ['Momsbelopp 25 %', 'vat'],
    ['zzgl. 19 % MwSt.', 'vat'],
    ['Merverdiavgift', 'vat'],
    ['Total inkl. mva', 'withVat'],
    ['Varesum', 'goods'],
    ['Subtotal', 'goods'],
    ['Total', 'total'],
    ['Fakturabeløp', 'total'],
    ['Mva-grunnlag', 'base'],
    ['Øreavrunding', 'rounding'],
    ['Anzahlung', 'prepaid'],
    ['Kunderabatt 3 %', 'discount'],
    ['Frakt', 'charge'],
    ['Overført fra forrige side', 'carried'],
    ['Storgata', null],
  ])('%s: %s', (text, role) => {
    expect(roleOf(text.split(' '))).toBe(role);
  });
});
