/** A character in a line, with its place as a share of the line's width. */
export interface Glyph {
  readonly text: string;
  readonly at: number;
  readonly confidence: number;
  /** How likely a space is before it, 0–1; the likeliest class may have been the blank all the same. */
  readonly spaceBefore: number;
}

/**
 * The model has seen little Norwegian: where it is not quite sure, these pairs go wrong, always in the same direction.
 * The second is taken where its probability is at least this. On scans of 150 to 300 dpi that leaves no true `o`, `a`
 * or `ä` changed.
 */
const mistaken: Readonly<Record<string, readonly [instead: string, from: number]>> = {
  o: ['ø', 0.02],
  O: ['Ø', 0.01],
  '0': ['Ø', 0.03],
  a: ['å', 0.02],
  A: ['Å', 0.01],
  ä: ['å', 0.03],
  Ä: ['Å', 0.03],
  à: ['å', 0.01],
  À: ['Å', 0.01],
  â: ['å', 0.01],
};
/** The same for a point between digits: at low resolution a comma's tail is a single pixel. */
const commaFrom = 0.03;

/** The classes of a model that are read, and where those stand that are looked at again. */
export interface Classes {
  readonly dictionary: readonly string[];
  /** Indices of the characters; without blank and space. */
  readonly characters: readonly number[];
  readonly space: number;
  readonly indexOf: ReadonlyMap<string, number>;
}

/** Prepares a dictionary whose first class is the blank and whose last is the space. */
export function classesOf(dictionary: readonly string[]): Classes {
  const space = dictionary.length - 1;
  const characters = [...dictionary.keys()].slice(1, space);
  const indexOf = new Map(characters.map((index) => [dictionary[index] ?? '', index]));
  return { dictionary, characters, space, indexOf };
}

/** The characters that the recognition model saw in one line: the likeliest of each step, without repeats and blanks. */
export function glyphsOf(probabilities: Float32Array, steps: number, classes: Classes): Glyph[] {
  const { dictionary, characters, space, indexOf } = classes;
  const at = (step: number, index: number): number =>
    step < 0 || step >= steps ? 0 : (probabilities[step * dictionary.length + index] ?? 0);
  /** A character's probability at a step or beside it: its peak may lie there. */
  const near = (step: number, character: string): number => {
    const index = indexOf.get(character);
    return index === undefined
      ? 0
      : Math.max(at(step - 1, index), at(step, index), at(step + 1, index));
  };
  const found: { step: number; text: string; confidence: number; spaceBefore: number }[] = [];
  let last = 0;
  let spaceBefore = 0;
  for (let step = 0; step < steps; step++) {
    let best = at(step, space) > at(step, 0) ? space : 0;
    let most = at(step, best);
    for (const index of characters) {
      const value = at(step, index);
      if (value > most) {
        most = value;
        best = index;
      }
    }
    spaceBefore = Math.max(spaceBefore, at(step, space));
    if (best !== 0 && best !== space && best !== last) {
      const text = dictionary[best] ?? '';
      const [instead, from] = mistaken[text] ?? [text, 0];
      const isMistaken = near(step, instead) >= from;
      found.push({ step, text: isMistaken ? instead : text, confidence: most, spaceBefore });
      spaceBefore = 0;
    }
    last = best;
  }
  const isDigit = (index: number): boolean => /^\d$/.test(found[index]?.text ?? '');
  return found.map(({ step, text, ...glyph }, index) => {
    const isComma =
      text === '.' && isDigit(index - 1) && isDigit(index + 1) && near(step, ',') >= commaFrom;
    return { ...glyph, text: isComma ? ',' : text, at: (step + 0.5) / steps };
  });
}
