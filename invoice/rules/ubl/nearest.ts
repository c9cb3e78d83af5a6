/** How many letters must change to make one word of another; stops counting above the limit. */
function distance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1),
      );
    }
    row = next;
  }
  return row[other.length] ?? limit + 1;
}

/** The longest word that is compared: a name of an attack is none that was meant. */
const longest = 60;

/** The word that was probably meant, or undefined where none is like it. */
export function nearest(word: string, choices: readonly string[]): string | undefined {
  if (word.length > longest) return undefined;
  const lower = word.toLowerCase();
  const limit = word.length < 5 ? 1 : 2;
  let best: { choice: string; letters: number } | undefined;
  for (const choice of choices) {
    const letters = distance(lower, choice.toLowerCase(), limit);
    if (letters <= limit && (!best || letters < best.letters)) best = { choice, letters };
  }
  return best?.choice;
}
