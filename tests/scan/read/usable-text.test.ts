import { describe, expect, it } from 'vitest';
import { isUsable } from '../../../scan/read/usable-text.ts';

describe('the text of a page', () => {
  it.each([
    ['an invoice', 'Faktura 1042 Fakturadato 31.03.2026 Sum til betaling 1 250,00 NOK', true],
    ['a list of numbers', '1042 31.03.2026 14.04.2026 1 250,00 312,50 1 562,50', true],
    ['a page number', 'Side 2 av 2', false],
    [
      'glyphs without characters',
      'Fakt\ue009ura \ue010\ue011\ue012 1042 \ue010\ue011 31.03.2026',
      false,
    ],
    [
      'a font that is shifted',
      ')DNWXUD IUD 6ROKHLP %DNHUL )RUIDOOVGDWR 6XP WLO EHWDOLQJ PYD',
      false,
    ],
    ['signs that nobody writes', '¶¢ÐÞ ¤¥¦§¨© ª«¬­®¯ ±²³´µ¶ ¸¹º»¼½ ×ØÙÚ', false],
  ])('of %s', (_, text, expected) => {
    expect(isUsable(text)).toBe(expected);
  });
});
