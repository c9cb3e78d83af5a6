import { encoded, encodedNumber, fieldsOf, joined, numbersOf, type Field } from './protobuf.ts';

/** The recognition model with what its classes stand for: the first is the blank between characters, the last the space. */
export interface Recogniser {
  readonly model: Uint8Array;
  readonly dictionary: readonly string[];
}

/** The characters that the languages read here are written with; the model knows 18,000 more. */
const known = /^[\x20-\x7eÆØÅæøåÄÖäöÜüßÉéÈèÊêËëÀàÂâÇçÎîÏïÔôÛûÙùŒœ€£§°•·–—«»“”’…±²³½¼‰]$/;

/** Fields of the messages of an ONNX file. */
const inModel = { graph: 7, metadata: 14 };
const inGraph = { tensor: 5 };
const inTensor = { sizes: 1, type: 2, name: 8, content: 9 };
const inPair = { key: 1, value: 2 };
/** The type of 32-bit numbers, which stand there with the least significant byte first. */
const float = 1;

/**
 * The recognition model, cut down to the characters that are read here: its last layer, which weighs all classes at
 * every step of a line, would take a third of the time. Which of the kept classes is likeliest stays as it was; what
 * the others would have had is shared out among them. Throws where the file is not such a model.
 */
export function readRecogniser(file: Uint8Array): Recogniser {
  const all = dictionaryOf(file);
  const last = all.length - 1;
  const kept = [...all.keys()].filter(
    (index) => index === 0 || index === last || known.test(all[index] ?? ''),
  );
  const model = joined(
    [...fieldsOf(file)].map(({ number, value, bytes }) =>
      number === inModel.graph
        ? encoded(number, narrowed(bytesOf(value), all.length, kept))
        : bytes,
    ),
  );
  return { model, dictionary: kept.map((index) => all[index] ?? '') };
}

/** What each class stands for. The list stands in the file's metadata, which the runtime does not show. */
function dictionaryOf(file: Uint8Array): string[] {
  for (const { number, value } of fieldsOf(file)) {
    if (number !== inModel.metadata) continue;
    const pair = new Map([...fieldsOf(bytesOf(value))].map((field) => [field.number, field.value]));
    if (textOf(pair.get(inPair.key)) === 'character')
      return ['', ...textOf(pair.get(inPair.value)).split('\n'), ' '];
  }
  throw new Error('The recognition model does not say which characters it knows.');
}

/** The graph with the weights and the bias of its last layer cut down: no other tensor is as wide as there are classes. */
function narrowed(graph: Uint8Array, width: number, kept: readonly number[]): Uint8Array {
  let cut = 0;
  const fields = [...fieldsOf(graph)].map(({ number, value, bytes }) => {
    if (number !== inGraph.tensor) return bytes;
    const tensor = [...fieldsOf(bytesOf(value))];
    const sizes = numbersOf(tensor, inTensor.sizes);
    if (sizes.at(-1) !== width || numbersOf(tensor, inTensor.type)[0] !== float) return bytes;
    cut++;
    return encoded(number, withColumns(tensor, sizes, kept));
  });
  if (cut !== 2)
    throw new Error('The recognition model does not end in a layer of its characters.');
  return joined(fields);
}

function withColumns(
  tensor: readonly Field[],
  sizes: readonly number[],
  kept: readonly number[],
): Uint8Array {
  const width = sizes.at(-1) ?? 1;
  const rows = sizes.slice(0, -1);
  const height = rows.reduce((product, size) => product * size, 1);
  // A copy begins where numbers may be read; within the file they may begin at any byte.
  const values = new Float32Array(
    new Uint8Array(bytesOf(valueOf(tensor, inTensor.content))).buffer,
  );
  if (values.length !== width * height)
    throw new Error('A tensor of the recognition model is cut.');
  const narrow = new Float32Array(kept.length * height);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < kept.length; column++)
      narrow[row * kept.length + column] = values[row * width + (kept[column] ?? 0)] ?? 0;
  return joined([
    ...[...rows, kept.length].map((size) => encodedNumber(inTensor.sizes, size)),
    encodedNumber(inTensor.type, float),
    encoded(inTensor.name, bytesOf(valueOf(tensor, inTensor.name))),
    encoded(inTensor.content, new Uint8Array(narrow.buffer)),
  ]);
}

const valueOf = (fields: readonly Field[], wanted: number): Field['value'] | undefined =>
  fields.find(({ number }) => number === wanted)?.value;

const bytesOf = (value: Field['value'] | undefined): Uint8Array =>
  value instanceof Uint8Array ? value : new Uint8Array();

const textOf = (value: Field['value'] | undefined): string =>
  new TextDecoder().decode(bytesOf(value));
