import { describe, expect, it } from 'vitest';
import { encoded, encodedNumber, fieldsOf, joined } from '../../../../scan/read/ppocr/protobuf.ts';
import { readRecogniser } from '../../../../scan/read/ppocr/recogniser.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

const tensor = (name: string, sizes: readonly number[], values: readonly number[]): Uint8Array =>
  joined([
    ...sizes.map((size) => encodedNumber(1, size)),
    encodedNumber(2, 1),
    encoded(8, text(name)),
    encoded(9, new Uint8Array(Float32Array.from(values).buffer)),
  ]);

const characters = encoded(
  14,
  joined([encoded(1, text('character')), encoded(2, text('B\n井\ne'))]),
);
const graph = (...tensors: readonly Uint8Array[]): Uint8Array =>
  encoded(7, joined([encoded(2, text('graph')), ...tensors.map((one) => encoded(5, one))]));

const [inner, weights, bias] = [
  tensor('inner', [2, 2], [1, 2, 3, 4]),
  tensor('weights', [2, 5], [0, 1, 2, 3, 4, 10, 11, 12, 13, 14]),
  tensor('bias', [5], [0.5, 1.5, 2.5, 3.5, 4.5]),
];

/** The tensors of a model: their sizes and numbers by name. */
function tensorsOf(model: Uint8Array): Record<string, unknown> {
  const content = (bytes: Uint8Array, number: number): Uint8Array[] =>
    [...fieldsOf(bytes)]
      .filter((field) => field.number === number)
      .map(({ value }) => value as Uint8Array);
  const all = content(model, 7).flatMap((inside) => content(inside, 5));
  return Object.fromEntries(
    all.map((one) => [
      new TextDecoder().decode(content(one, 8)[0] ?? new Uint8Array()),
      {
        sizes: content(one, 1),
        values: [...new Float32Array(new Uint8Array(content(one, 9)[0] ?? []).buffer)],
      },
    ]),
  );
}

describe('the recognition model', () => {
  it('weighs only the characters that invoices are written with', () => {
    const { model, dictionary } = readRecogniser(joined([graph(inner, weights, bias), characters]));
    expect(dictionary).toEqual(['', 'B', 'e', ' ']);
    expect(tensorsOf(model)).toEqual({
      inner: { sizes: [2, 2], values: [1, 2, 3, 4] },
      weights: { sizes: [2, 4], values: [0, 1, 3, 4, 10, 11, 13, 14] },
      bias: { sizes: [4], values: [0.5, 1.5, 3.5, 4.5] },
    });
  });

  it.each([
    ['does not say which characters it knows', [graph(weights, bias)]],
    ['does not end in a layer of its characters', [graph(inner), characters]],
    ['is cut', [graph(tensor('weights', [2, 5], [1]), bias), characters]],
    ['does not say which characters it knows', [text('not a model')]],
  ])('is not taken where it %s', (why, file) => {
    expect(() => readRecogniser(joined(file))).toThrow(why);
  });
});
