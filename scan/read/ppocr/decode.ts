/** A character in a line, with its place as a share of the line's width. */
export interface Glyph {
  readonly text: string;
  readonly at: number;
  readonly confidence: number;
  /** How likely a space is before it, 0–1; the likeliest class may have been the blank all the same. */
  readonly spaceBefore: number;
}

/**
 * The characters that the recognition model saw in one line: the likeliest class of each step, without repeats and
 * blanks. The dictionary's last class is the space.
 */
export function glyphsOf(
  probabilities: Float32Array,
  steps: number,
  dictionary: readonly string[],
): Glyph[] {
  const classes = dictionary.length;
  const space = classes - 1;
  const glyphs: Glyph[] = [];
  let last = 0;
  let spaceBefore = 0;
  for (let step = 0; step < steps; step++) {
    const row = step * classes;
    let best = 0;
    let most = probabilities[row] ?? 0;
    // Most steps are blanks that leave no room for anything else.
    for (let index = 1; most < 0.5 && index < classes; index++) {
      const value = probabilities[row + index] ?? 0;
      if (value > most) {
        most = value;
        best = index;
      }
    }
    spaceBefore = Math.max(spaceBefore, probabilities[row + space] ?? 0);
    if (best !== 0 && best !== space && best !== last) {
      const text = dictionary[best] ?? '';
      glyphs.push({ text, at: (step + 0.5) / steps, confidence: most, spaceBefore });
      spaceBefore = 0;
    }
    last = best;
  }
  return glyphs;
}
