import { describe, expect, it } from 'vitest';
import { readPrintedDate } from '../../../scan/interpret/dates.ts';
import { dueBy, readTerms } from '../../../scan/interpret/terms.ts';

describe('a date on paper', () => {
  it.each([
    ['16/10-2026', '2026-10-16'],
    ['13.8.26', '2026-08-13'],
    ['2026-04-26', '2026-04-26'],
    ['20260426', '2026-04-26'],
    ['24. Juni 2026', '2026-06-24'],
    ['19. august 2026', '2026-08-19'],
    ['4 augusti 2026', '2026-08-04'],
    ['21. februar 2026', '2026-02-21'],
    ['1. mars 2026', '2026-03-01'],
    ['3. März 2026', '2026-03-03'],
    ['14 Oct 2026', '2026-10-14'],
    ['October 14, 2026', '2026-10-14'],
    ['14th of October 2026', '2026-10-14'],
    ['5 août 2026', '2026-08-05'],
    ['3. toukokuuta 2026', '2026-05-03'],
    ['31.12.2026,', '2026-12-31'],
    ['17, Januar 2026', '2026-01-17'],
    ['17,01.2026', '2026-01-17'],
  ])('%s is %s', (text, day) => {
    expect(readPrintedDate(text)).toBe(day);
  });

  it.each(['31.02.2026', '12', '1.234,56', 'mars', '99/99-2026', '16.10.1826'])(
    '%s is none',
    (text) => {
      expect(readPrintedDate(text)).toBeNull();
    },
  );

  it('has the month first where the document does', () => {
    expect(readPrintedDate('11/03/2017', 'month-first')).toBe('2017-11-03');
    expect(readPrintedDate('11/03/2017')).toBe('2017-03-11');
  });
});

describe('terms of payment', () => {
  it.each([
    ['Netto 14 dager', '2026-01-24'],
    ['30 dagar', '2026-02-09'],
    ['Net 20 days', '2026-01-30'],
    ['Zahlbar innerhalb von 14 Tagen netto', '2026-01-24'],
    ['2 % Skonto innerhalb 10 Tagen, 30 Tage netto', '2026-02-09'],
    ['Netto kontant', '2026-01-10'],
    ['Due on receipt', '2026-01-10'],
    ['Løbende måned + 30 dage', '2026-03-02'],
    ['Fri leveringsmåned', '2026-01-31'],
    ['30 days end of month', '2026-03-02'],
  ])('%s: due %s', (text, due) => {
    const terms = readTerms(text);
    expect(terms && dueBy('2026-01-10', terms)).toBe(due);
  });

  it.each(['Vipps', 'Betalingsfrist 24.01.2026', ''])('%j has none', (text) => {
    expect(readTerms(text)).toBeNull();
  });
});
