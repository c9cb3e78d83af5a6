/** Fewer characters are a page number or a stamp on a page that is a picture. */
const fewest = 20;

/** Glyphs that stand for no character that is known. */
export const unknownGlyph = /[\p{Cc}\p{Co}\ufffd]/u;

/**
 * Whether the text of a page is what a person sees on it. Some fonts say of no glyph, or wrongly, which character it
 * stands for: then there are signs that nobody writes, or letters that are rare in every language read here.
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
  const frequent = letters.filter((letter) => /[eanrt]/i.test(letter));
  return frequent.length / letters.length > 0.25;
}
