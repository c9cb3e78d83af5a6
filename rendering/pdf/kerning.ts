/** How much closer (negative) or further the second glyph stands, in units of the font. */
export type Kerning = (first: number, second: number) => number;

/** Kerning as the font's GPOS table has it: pairs of glyphs, and pairs of classes. Each pair is looked up once. */
export function readKerning(view: DataView, gpos: number | undefined): Kerning {
  if (gpos === undefined) return () => 0;
  const subtables = kerningSubtables(view, gpos);
  const known = new Map<number, number>();
  return (first, second) => {
    const pair = first * 0x10000 + second;
    let value = known.get(pair);
    if (value === undefined) {
      value = 0;
      for (const subtable of subtables) {
        const found = pairValue(view, subtable, first, second);
        if (found === undefined) continue;
        value = found;
        break;
      }
      known.set(pair, value);
    }
    return value;
  };
}

function kerningSubtables(view: DataView, gpos: number): number[] {
  const features = gpos + view.getUint16(gpos + 6);
  const lookups = gpos + view.getUint16(gpos + 8);
  const indexes = new Set<number>();
  for (let at = 0; at < view.getUint16(features); at++) {
    const record = features + 2 + at * 6;
    // 0x6b65726e is 'kern'.
    if (view.getUint32(record) !== 0x6b65726e) continue;
    const feature = features + view.getUint16(record + 4);
    for (let each = 0; each < view.getUint16(feature + 2); each++) {
      indexes.add(view.getUint16(feature + 4 + each * 2));
    }
  }
  return [...indexes].flatMap((index) => {
    const lookup = lookups + view.getUint16(lookups + 2 + index * 2);
    if (view.getUint16(lookup) !== 2) return [];
    return Array.from(
      { length: view.getUint16(lookup + 4) },
      (_, at) => lookup + view.getUint16(lookup + 6 + at * 2),
    );
  });
}

/** The change of the first glyph's width, or undefined where this subtable says nothing of the pair. */
function pairValue(
  view: DataView,
  table: number,
  first: number,
  second: number,
): number | undefined {
  const covered = coverageIndex(view, table + view.getUint16(table + 2), first);
  const [format1, format2] = [view.getUint16(table + 4), view.getUint16(table + 6)];
  // Only the horizontal advance (bit 2) of the first glyph matters; it stands behind the placements.
  if (covered < 0 || (format1 & 4) === 0) return undefined;
  const [size1, size2] = [bits(format1) * 2, bits(format2) * 2];
  const advance = bits(format1 & 3) * 2;
  if (view.getUint16(table) === 1) {
    const set = table + view.getUint16(table + 10 + covered * 2);
    const size = 2 + size1 + size2;
    for (let at = 0; at < view.getUint16(set); at++) {
      const record = set + 2 + at * size;
      if (view.getUint16(record) === second) return view.getInt16(record + 2 + advance);
    }
    return undefined;
  }
  const class1 = classOf(view, table + view.getUint16(table + 8), first);
  const class2 = classOf(view, table + view.getUint16(table + 10), second);
  const row = view.getUint16(table + 14) * (size1 + size2);
  return view.getInt16(table + 16 + class1 * row + class2 * (size1 + size2) + advance);
}

const bits = (value: number): number => value.toString(2).replaceAll('0', '').length;

function coverageIndex(view: DataView, table: number, glyph: number): number {
  const isRanges = view.getUint16(table) === 2;
  for (let at = 0; at < view.getUint16(table + 2); at++) {
    const record = table + 4 + at * (isRanges ? 6 : 2);
    const start = view.getUint16(record);
    const end = isRanges ? view.getUint16(record + 2) : start;
    if (glyph < start || glyph > end) continue;
    return isRanges ? view.getUint16(record + 4) + glyph - start : at;
  }
  return -1;
}

function classOf(view: DataView, table: number, glyph: number): number {
  if (view.getUint16(table) === 1) {
    const at = glyph - view.getUint16(table + 2);
    const isListed = at >= 0 && at < view.getUint16(table + 4);
    return isListed ? view.getUint16(table + 6 + at * 2) : 0;
  }
  for (let at = 0; at < view.getUint16(table + 2); at++) {
    const record = table + 4 + at * 6;
    if (glyph >= view.getUint16(record) && glyph <= view.getUint16(record + 2)) {
      return view.getUint16(record + 4);
    }
  }
  return 0;
}
