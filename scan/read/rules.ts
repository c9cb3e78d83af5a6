import type { Picture } from './picture.ts';

const dark = 150;
/** Share of an inch that no letter's stroke is long. */
const longerThan = 0.5;
/** Of an inch: thicker is a bar with text in it. */
const thinnerThan = 0.03;

/** The picture without the lines of its tables, which tesseract takes for letters or for parts of them. */
export function withoutRules(picture: Picture): Picture {
  const { width, height, scale } = picture;
  const data = picture.data.slice();
  const inch = scale * 72;
  const [long, thick] = [inch * longerThan, Math.max(2, inch * thinnerThan)];
  const remove = (
    lines: number,
    length: number,
    at: (line: number, along: number) => number,
  ): void => {
    // For each place how many dark pixels lie beside it in this direction: a rule is thin.
    for (let line = 0; line < lines; line++) {
      let from = -1;
      for (let along = 0; along <= length; along++) {
        const isDark = along < length && (picture.data[at(line, along)] ?? 255) < dark;
        if (isDark && from === -1) from = along;
        if (isDark || from === -1) continue;
        if (along - from > long && isThin(line, Math.floor((from + along) / 2)))
          for (let place = from; place < along; place++) data[at(line, place)] = 255;
        from = -1;
      }
    }
    function isThin(line: number, along: number): boolean {
      let [first, last] = [line, line];
      const isDarkAt = (one: number): boolean =>
        one >= 0 && one < lines && (picture.data[at(one, along)] ?? 255) < dark;
      while (last - first <= thick && isDarkAt(first - 1)) first--;
      while (last - first <= thick && isDarkAt(last + 1)) last++;
      return last - first < thick;
    }
  };
  remove(height, width, (line, along) => line * width + along);
  remove(width, height, (line, along) => along * width + line);
  return { ...picture, data };
}
