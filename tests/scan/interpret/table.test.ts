import { describe, expect, it } from 'vitest';
import { interpret } from '../../../scan/interpret/interpret.ts';
import { page } from './words.ts';

const head = [
  'Fjordlys Elektro AS                                                  FAKTURA',
  'Org.nr 923 609 016 MVA                             Fakturanr:       2026-118',
  '                                                   Fakturadato:     12.03.2026',
  '',
];
const totals = [
  '',
  '                                                     Sum eks. mva        12 025,00',
  '                                                     Mva 25 %             3 006,25',
  '                                                     Å betale            15 031,25',
];
const rows = [
  'Montør timer                        12   timer    900,00               10 800,00',
  'Kabel PFSP 3x2,5                    50   m         24,50                1 225,00',
];

const linesOf = (lines: readonly string[]): unknown =>
  interpret([page(lines)])[0]?.invoice.lines.map(({ item, quantity, price, lineNetAmount }) => [
    item.name,
    quantity,
    price.itemNetPrice,
    lineNetAmount,
  ]);

const read = [
  ['Montør timer', '12', '900.00', '10800.00'],
  ['Kabel PFSP 3x2,5', '50', '24.50', '1225.00'],
];

describe('a table of lines', () => {
  it('is read without any heads, by what multiplies', () => {
    expect(linesOf([...head, ...rows, ...totals])).toEqual(read);
  });

  it('is read under heads that nobody knows', () => {
    const unknown =
      'Hva vi gjorde                    Xyz   Zyx       Per                      Kroner';
    expect(linesOf([...head, unknown, ...rows, ...totals])).toEqual(read);
  });

  it('takes the number that multiplies, whatever its head says', () => {
    const wrong =
      'Beskrivelse                        Nr.   Enhet    Pris                     Beløp';
    expect(linesOf([...head, wrong, ...rows, ...totals])).toEqual(read);
  });

  it('ends at totals that stand beside each other under their heads', () => {
    const across = [
      'Beskrivelse                        Ant.  Enhet    Pris                     Beløp',
      ...rows,
      'Sum eks. mva        Merverdiavgift        Sum inkl. mva           Å betale',
      '   12 025,00              3 006,25            15 031,25          15 031,25',
    ];
    expect(linesOf([...head, ...across])).toEqual(read);
  });

  it('leaves what stands beside it to others', () => {
    const beside = rows.map((row, at) => `${row}     ${['KID', '49731310'][at]}`);
    const [document] = interpret([
      page([
        ...head,
        'Beskrivelse                       Antall   Enhet     Pris                  Beløp',
        ...beside,
        ...totals,
      ]),
    ]);
    expect(document?.invoice.payment.remittanceInformation).toBe('49731310');
  });

  it('has texts that begin left of a head that is centred over them', () => {
    const centred =
      '               Beskrivelse          Antall   Enhet      Pris                Beløp';
    expect(linesOf([...head, centred, ...rows, ...totals])).toEqual(read);
  });

  it('is not headed by references that sound like columns', () => {
    const references = 'Total        Faktura nr     Dato          Antall';
    const values = '15 031,25    2026-118       12.03.2026    2';
    const heads =
      'Beskrivelse                        Antall   Enhet      Pris                Beløp';
    expect(linesOf([...head, references, values, '', '', heads, ...rows, ...totals])).toEqual(read);
  });
});
