const letters: Readonly<Record<string, string>> = {
  ø: 'o',
  æ: 'ae',
  ß: 'ss',
  œ: 'oe',
  ð: 'd',
  ł: 'l',
};

/**
 * Text as labels are compared: lower case, without accents, spaces and punctuation, `ø` as `o`.
 * `Fakturanr.:`, `Faktura-nr` and `FAKTURA NR` fold to the same.
 */
export const fold = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[øæßœðł]/g, (letter) => letters[letter] ?? letter)
    .replaceAll(/[^a-z0-9%#]/g, '');

const confusions: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  l: 'i',
  j: 'i',
  '5': 's',
  '8': 'b',
  '6': 'b',
  '2': 'z',
  v: 'u',
  c: 'e',
  q: 'g',
};

/** The folded text with letters that OCR takes for another made the same: `fakluranr` stays far, `5um` meets `sum`. */
export const likeness = (folded: string): string =>
  folded
    .replaceAll('rn', 'm')
    .replaceAll(/[01lj5862vcq]/g, (letter) => confusions[letter] ?? letter);
