/** A picture without the empty parts of the page, and where its pixels stood. */
export interface Condensed {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  /** The row on the page of each row. */
  readonly rows: readonly number[];
  /** The column on the page of the first column. */
  readonly left: number;
}

/** Darker is taken for ink. */
const ink = 190;
/** So much white stays around what is written, and a line needs around it. */
const margin = 20;
/** A speck of dirt has fewer dark pixels within this many rows. */
const [reach, leastDark] = [4, 5];
/** The models take sides of whole multiples of this. */
const step = 32;

/** Leaves out empty rows and the empty margins left and right: detection costs by the area. */
export function condense(data: Uint8Array, width: number, height: number): Condensed {
  const darkIn = (
    count: number,
    length: number,
    at: (line: number, along: number) => number,
  ): boolean[] => {
    const dark = Array.from({ length: count }, (_, line) => {
      let sum = 0;
      for (let along = 0; along < length; along++) if ((data[at(line, along)] ?? 255) < ink) sum++;
      return sum;
    });
    const written = dark.map((_, line) => {
      const near = dark.slice(Math.max(0, line - reach), line + reach + 1);
      return near.reduce((sum, value) => sum + value, 0) >= leastDark;
    });
    return written.map((_, line) =>
      written.slice(Math.max(0, line - margin), line + margin + 1).includes(true),
    );
  };
  const rowIsKept = darkIn(height, width, (row, column) => row * width + column);
  const columnIsKept = darkIn(width, height, (column, row) => row * width + column);
  const kept = [...rowIsKept.keys()].filter((row) => rowIsKept[row]);
  const left = Math.max(0, columnIsKept.indexOf(true));
  const right = Math.max(left + 1, columnIsKept.lastIndexOf(true) + 1);
  const newWidth = Math.ceil((right - left) / step) * step;
  const newHeight = Math.max(step, Math.ceil(kept.length / step) * step);
  const condensed = new Uint8Array(newWidth * newHeight).fill(255);
  kept.forEach((row, index) => {
    condensed.set(data.subarray(row * width + left, row * width + right), index * newWidth);
  });
  return { width: newWidth, height: newHeight, data: condensed, rows: kept, left };
}
