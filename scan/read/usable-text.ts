/** Fewer characters are a page number or a stamp on a page that is a picture. */
const fewest = 20;

/** Glyphs that stand for no character that is known. */
export const unknownGlyph = /[\u0000-\u001f\ue000-\uf8ff\ufffd]/;

/**
 * Whether the text of a page is what a person sees on it. Some fonts say of no glyph, or wrongly, which character it
 * stands for: then there are signs that nobody writes, or letters without vowels.
 */
export function isUsable(text: string): boolean {
  const characters = Array.from(text).filter(
    (character) => character.trim() !== '' || unknownGlyph.test(character),
  );
  if (characters.length < fewest) return false;
  const share = (pattern: RegExp): number =>
    characters.filter((character) => pattern.test(character)).length / characters.length;
  if (share(unknownGlyph) > 0.05) return false;
  if (share(/[^\p{L}\p{N}.,:;/()%+&@*'"’€$£·•|_–—-]/u) > 0.2) return false;
  const letters = characters.filter((character) => /\p{L}/u.test(character));
  if (letters.length < 40) return true;
  const vowels = letters.filter((letter) => /[aeiouyæøå]/i.test(letter.normalize('NFD').charAt(0)));
  const ofLetters = vowels.length / letters.length;
  return ofLetters > 0.2 && ofLetters < 0.65;
}
