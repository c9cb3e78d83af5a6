/** Letters and digits alone, without case: what two writings of one text have in common. */
export const words = (text: string | null): string =>
  (text ?? '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[^\p{L}\p{N}_\s]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

/**
 * How alike two texts are, from 0 to 1: twice the characters in common blocks over all characters.
 * Ratcliff and Obershelp's measure, as Python's difflib has it.
 */
export function alike(left: string | null, right: string | null): number {
  const [a, b] = [words(left), words(right)];
  return a.length + b.length === 0 ? 1 : (2 * common(a, b)) / (a.length + b.length);
}

/** The longest common block, and what is common on both sides of it. */
function common(a: string, b: string): number {
  const { from, to, length } = longest(a, b);
  if (length === 0) return 0;
  return (
    length +
    common(a.slice(0, from), b.slice(0, to)) +
    common(a.slice(from + length), b.slice(to + length))
  );
}

function longest(a: string, b: string): { from: number; to: number; length: number } {
  let best = { from: 0, to: 0, length: 0 };
  let before: number[] = [];
  for (let i = 0; i < a.length; i++) {
    const row: number[] = [];
    for (let j = 0; j < b.length; j++) {
      if (a[i] !== b[j]) continue;
      const length = (before[j] ?? 0) + 1;
      row[j + 1] = length;
      if (length > best.length) best = { from: i - length + 1, to: j - length + 1, length };
    }
    before = row;
  }
  return best;
}
