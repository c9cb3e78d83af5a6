import { describe, expect, it } from 'vitest';
import { interpret } from '../../../scan/interpret/interpret.ts';
import { page } from './words.ts';

const invoice = (number: string, issueDate: string): string[] => [
  'Fjordlys Elektro AS                                     FAKTURA',
  number,
  `                                      Fakturadato:   ${issueDate}`,
  'Beskrivelse                        Antall          Pris       Beløp',
  'Montør                                 10        100,00    1 000,00',
  '                                        Sum eks. mva       1 000,00',
  '                                        Mva 25 %             250,00',
  '                                        Å betale           1 250,00',
];
const numbered = (number: string): string =>
  `                                      Fakturanr:   ${number}`;

/** The pages of each document of a file whose pages have these lines. */
const split = (...pages: readonly (readonly string[])[]): (readonly number[])[] =>
  interpret(pages.map((lines, at) => page(lines, { number: at + 1 }))).map(
    (document) => document.pages,
  );

describe('a file with several invoices', () => {
  it('is split where another number begins', () => {
    expect(
      split(
        invoice(numbered('1001'), '12.03.2026'),
        ['Timeliste', 'Uke 11     38 timer'],
        invoice(numbered('1002'), '12.03.2026'),
      ),
    ).toEqual([[1, 2], [3]]);
  });

  it('is split at another head where a number was not found', () => {
    expect(split(invoice('', '12.03.2026'), invoice(numbered('1002'), '14.03.2026'))).toEqual([
      [1],
      [2],
    ]);
  });

  it('stays whole where the head is the same on each page', () => {
    expect(
      split(invoice(numbered('1001'), '12.03.2026'), [
        numbered('1001'),
        '                                      Fakturadato:   12.03.2026',
        'Vedlegg',
      ]),
    ).toEqual([[1, 2]]);
  });

  it('has a title that says two things, of which the first counts', () => {
    const [document] = interpret([
      page(
        invoice(numbered('1001'), '12.03.2026').map((line) =>
          line.replace('FAKTURA', 'Faktura/bilag'),
        ),
      ),
    ]);
    expect(document?.kind).toBe('invoice');
  });
});
