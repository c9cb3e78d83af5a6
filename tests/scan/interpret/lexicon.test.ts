import { describe, expect, it } from 'vitest';
import { labelPhrases, languages, spelledOut } from '../../../scan/interpret/lexicon/lexicon.ts';

describe('a pattern of the lexicon', () => {
  it('stands for all its combinations, folded', () => {
    expect(spelledOut('faktura|fakt + nr|nummer')).toEqual([
      'fakturanr',
      'fakturanummer',
      'faktnr',
      'faktnummer',
    ]);
    expect(spelledOut('Å betale|til betaling')).toEqual(['abetale', 'tilbetaling']);
  });

  it('is short enough to be found', () => {
    for (const text of labelPhrases.keys()) expect(text.length).toBeLessThanOrEqual(42);
  });

  it.each(languages.map(({ code, months }) => [code, months.length] as const))(
    '%s has twelve months',
    (_, months) => {
      expect(months).toBe(12);
    },
  );
});
