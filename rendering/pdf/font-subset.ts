import type { Font } from './font.ts';

/** A TrueType file with just these glyphs, numbered in the order given, and the parts that they are composed of. */
export function subsetOf(font: Font, glyphs: readonly number[]): Uint8Array {
  const order = [...glyphs];
  const outlines: Uint8Array[] = [];
  for (let at = 0; at < order.length; at++) outlines.push(outlineOf(font, order, at));
  const offsets = new DataView(new ArrayBuffer((order.length + 1) * 4));
  let length = 0;
  outlines.forEach((outline, at) => {
    length += outline.length;
    offsets.setUint32((at + 1) * 4, length);
  });
  const outlineTable = new Uint8Array(length);
  let place = 0;
  for (const outline of outlines) {
    outlineTable.set(outline, place);
    place += outline.length;
  }
  const head = tableOf(font, 'head');
  // Long offsets into the outlines; the check sum of the whole file is of no use inside a PDF.
  new DataView(head.buffer).setInt16(50, 1);
  new DataView(head.buffer).setUint32(8, 0);
  const hhea = tableOf(font, 'hhea');
  new DataView(hhea.buffer).setUint16(34, order.length);
  const maxp = tableOf(font, 'maxp');
  new DataView(maxp.buffer).setUint16(4, order.length);
  return fileOf([
    ['glyf', outlineTable],
    ['head', head],
    ['hhea', hhea],
    ['hmtx', metricsOf(font, order)],
    ['loca', new Uint8Array(offsets.buffer)],
    ['maxp', maxp],
    ...(font.tables.has('prep') ? [['prep', tableOf(font, 'prep')] as const] : []),
  ]);
}

/** A copy, so that it can be changed. */
function tableOf(font: Font, tag: string): Uint8Array<ArrayBuffer> {
  const { offset = 0, length = 0 } = font.tables.get(tag) ?? {};
  return new Uint8Array(new Uint8Array(font.view.buffer, font.view.byteOffset + offset, length));
}

const offsetOf = (font: Font, tag: string): number => font.tables.get(tag)?.offset ?? 0;

/** The outline of a glyph; parts of a composed one are added to the end of `order` and renumbered. */
function outlineOf(font: Font, order: number[], at: number): Uint8Array {
  const { view } = font;
  const [loca, glyf] = [offsetOf(font, 'loca'), offsetOf(font, 'glyf')];
  const isLong = view.getInt16(offsetOf(font, 'head') + 50) === 1;
  const place = (glyph: number): number =>
    isLong ? view.getUint32(loca + glyph * 4) : view.getUint16(loca + glyph * 2) * 2;
  const glyph = order[at] ?? 0;
  const [start, end] = [place(glyph), place(glyph + 1)];
  // Outlines begin at multiples of four bytes.
  const outline = new Uint8Array((end - start + 3) & ~3);
  outline.set(new Uint8Array(view.buffer, view.byteOffset + glyf + start, end - start));
  const target = new DataView(outline.buffer);
  if (end === start || target.getInt16(0) >= 0) return outline;
  let [part, hasMore] = [10, true];
  while (hasMore) {
    const flags = target.getUint16(part);
    const component = target.getUint16(part + 2);
    // Each part once; one that is a character of the text as well is there already.
    let number = order.indexOf(component, 1);
    if (number < 0) number = order.push(component) - 1;
    target.setUint16(part + 2, number);
    const scale = flags & 0x80 ? 8 : flags & 0x40 ? 4 : flags & 0x08 ? 2 : 0;
    part += 4 + (flags & 1 ? 4 : 2) + scale;
    hasMore = (flags & 0x20) !== 0;
  }
  return outline;
}

function metricsOf(font: Font, order: readonly number[]): Uint8Array {
  const metrics = new DataView(new ArrayBuffer(order.length * 4));
  const hmtx = offsetOf(font, 'hmtx');
  const listed = font.view.getUint16(offsetOf(font, 'hhea') + 34);
  order.forEach((glyph, at) => {
    metrics.setUint16(at * 4, font.advances[glyph] ?? 0);
    const bearing =
      glyph < listed ? hmtx + glyph * 4 + 2 : hmtx + listed * 4 + (glyph - listed) * 2;
    metrics.setInt16(at * 4 + 2, font.view.getInt16(bearing));
  });
  return new Uint8Array(metrics.buffer);
}

function fileOf(tables: readonly (readonly [tag: string, bytes: Uint8Array])[]): Uint8Array {
  const padded = tables.map(([, bytes]) => (bytes.length + 3) & ~3);
  const start = 12 + tables.length * 16;
  const file = new Uint8Array(padded.reduce((sum, length) => sum + length, start));
  const view = new DataView(file.buffer);
  const power = 2 ** Math.floor(Math.log2(tables.length));
  view.setUint32(0, 0x00010000);
  view.setUint16(4, tables.length);
  view.setUint16(6, power * 16);
  view.setUint16(8, Math.log2(power));
  view.setUint16(10, (tables.length - power) * 16);
  let place = start;
  tables.forEach(([tag, bytes], at) => {
    const record = 12 + at * 16;
    for (let each = 0; each < 4; each++) view.setUint8(record + each, tag.charCodeAt(each));
    file.set(bytes, place);
    let sum = 0;
    for (let word = 0; word < (padded[at] ?? 0); word += 4) {
      sum = (sum + view.getUint32(place + word)) >>> 0;
    }
    view.setUint32(record + 4, sum);
    view.setUint32(record + 8, place);
    view.setUint32(record + 12, bytes.length);
    place += padded[at] ?? 0;
  });
  return file;
}
