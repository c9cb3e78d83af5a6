import { describe, expect, it } from 'vitest';
import { interpret } from '../../../scan/interpret/interpret.ts';
import { learn } from '../../../scan/interpret/memory.ts';
import type { Page } from '../../../scan/words.ts';
import { page } from './words.ts';

const layout = (number: string, day: string, amount: string): Page =>
  page([
    'Fjordlys Elektro AS           FAKTURA',
    'Havnegata 12',
    '7010 Trondheim                                     Løpemerke        ' + number,
    'Org.nr 923 609 016 MVA                             Fakturadato:     12.03.2026',
    '                                                   Pengene ønskes   ' + day,
    '',
    'Beskrivelse                        Antall   Enhet      Pris       Mva        Beløp',
    'Montør timer                            1   timer    900,00      25 %       900,00',
    '',
    '                                                     Sum eks. mva          900,00',
    '                                                     Mva 25 %              225,00',
    '                                                     Å betale            ' + amount,
  ]);

describe('a correction', () => {
  const first = [layout('A-4711', '26.03.2026', '1 125,00')];
  const [before] = interpret(first);
  if (!before) throw new Error('nothing was interpreted');
  const corrected = { ...before.invoice, number: 'A-4711', dueDate: '2026-03-26' };
  const memory = learn(first, before, corrected);
  if (!memory) throw new Error('nothing was learnt');

  it('is needed where the labels are the supplier’s own', () => {
    expect(before.invoice.number).not.toBe('A-4711');
    expect(before.invoice.dueDate).toBeUndefined();
  });

  it('makes the next document of the same layout right at the corrected fields, and says so', () => {
    const [next] = interpret([layout('A-4799', '30.04.2026', '1 125,00')], { memories: [memory] });
    expect(next).toMatchObject({
      invoice: { number: 'A-4799', dueDate: '2026-04-30' },
      remembered: ['number', 'dueDate'],
    });
    expect(next?.confidence['number']).toBeGreaterThan(0.9);
  });

  it('says nothing about other suppliers', () => {
    const other = [page(['Annen Bedrift AS   FAKTURA', 'Org.nr 974 760 673 MVA', 'Løpemerke B-1'])];
    expect(interpret(other, { memories: [memory] })[0]?.remembered).toEqual([]);
  });

  it('of an emptied field keeps it empty', () => {
    const { dueDate: _, ...without } = { ...corrected };
    const filled = { ...before, invoice: corrected };
    const emptied = learn(first, filled, without);
    expect(emptied?.fields['dueDate']?.isAbsent).toBe(true);
  });
});
