/** CIE XYZ of the sRGB primaries and of white, adapted to D50 as profiles want them. */
const colorants = {
  rXYZ: [0.43607, 0.22249, 0.01392],
  gXYZ: [0.38515, 0.71687, 0.09708],
  bXYZ: [0.14307, 0.06061, 0.7141],
  wtpt: [0.9642, 1, 0.8249],
};
/** From the white of sRGB (D65) to D50 (Bradford). */
const adaptation = [
  1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168,
];
/** The curve of sRGB: exponent, then a, b, c, d. */
const curve = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045];

/** A colour profile (ICC version 4) of sRGB: without one, PDF/A does not know what red, green and blue mean. */
export function srgbProfile(): Uint8Array {
  const xyz = (values: readonly number[]): number[] => [
    ...ascii('XYZ '),
    ...zeros(4),
    ...fixed(values),
  ];
  const curveData = [...ascii('para'), ...zeros(4), 0, 3, 0, 0, ...fixed(curve)];
  const elements: [names: string[], data: number[]][] = [
    [['desc'], multilingual('sRGB')],
    [['cprt'], multilingual('CC0')],
    ...Object.entries(colorants).map(([name, values]): [string[], number[]] => [
      [name],
      xyz(values),
    ]),
    [['chad'], [...ascii('sf32'), ...zeros(4), ...fixed(adaptation)]],
    [['rTRC', 'gTRC', 'bTRC'], curveData],
  ];
  const count = elements.reduce((sum, [names]) => sum + names.length, 0);
  const directory: number[] = [...word(count)];
  const data: number[] = [];
  const start = 128 + 4 + count * 12;
  for (const [names, bytes] of elements) {
    for (const name of names) {
      directory.push(...ascii(name), ...word(start + data.length), ...word(bytes.length));
    }
    data.push(...bytes, ...zeros((4 - (bytes.length % 4)) % 4));
  }
  const header = [
    ...word(start + data.length),
    ...zeros(4),
    4,
    0x20,
    0,
    0,
    ...ascii('mntrRGB XYZ '),
    // The first of January 2020, so that the bytes never change.
    0x07,
    0xe4,
    0,
    1,
    0,
    1,
    0,
    0,
    0,
    0,
    0,
    0,
    ...ascii('acsp'),
    ...zeros(28),
    ...fixed(colorants.wtpt),
    ...zeros(48),
  ];
  return Uint8Array.from([...header, ...directory, ...data]);
}

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);
const word = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >> shift) & 0xff);
const fixed = (values: readonly number[]): number[] =>
  values.flatMap((value) => word(Math.round(value * 0x10000)));

function multilingual(text: string): number[] {
  const letters = ascii(text).flatMap((letter) => [0, letter]);
  return [
    ...ascii('mluc'),
    ...zeros(4),
    ...word(1),
    ...word(12),
    ...ascii('enUS'),
    ...word(letters.length),
    ...word(28),
    ...letters,
  ];
}
