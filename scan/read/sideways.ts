import type { Picture } from './picture.ts';

const dark = 150;
/** Points that a strip is high: less than a line of text, so that lines and the white between them part. */
const strip = 4;
/** How much clearer the one direction must be than the other. */
const clearly = 2;

/**
 * Whether the lines of a page run up or down it: across lines of text ink and white change place, along them they do
 * not. False where that does not tell.
 */
export function isSideways(picture: Picture): boolean {
  const step = Math.max(1, Math.round(strip * picture.scale));
  const [rows, columns] = [
    new Float64Array(Math.ceil(picture.height / step)),
    new Float64Array(Math.ceil(picture.width / step)),
  ];
  for (let y = 0; y < picture.height; y += 2)
    for (let x = 0; x < picture.width; x += 2) {
      if ((picture.data[y * picture.width + x] ?? 255) >= dark) continue;
      const [row, column] = [Math.floor(y / step), Math.floor(x / step)];
      rows[row] = (rows[row] ?? 0) + 1;
      columns[column] = (columns[column] ?? 0) + 1;
    }
  return changes(columns) > clearly * changes(rows);
}

/** How much neighbours differ, for how much there is. */
function changes(ink: Float64Array): number {
  let [difference, all] = [0, 0];
  for (let at = 1; at < ink.length; at++) {
    difference += Math.abs((ink[at] ?? 0) - (ink[at - 1] ?? 0));
    all += ink[at] ?? 0;
  }
  return all === 0 ? 0 : difference / all;
}
