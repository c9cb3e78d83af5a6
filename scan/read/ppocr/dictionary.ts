/**
 * What each class of the recognition model stands for: class 0 is the blank between characters, the last the space.
 * The list stands in the model's metadata, which the runtime does not show: field 14 of the ONNX file's outermost
 * message, a pair of key (1) and value (2).
 */
export function readDictionary(model: Uint8Array): readonly string[] {
  for (const [field, content] of fieldsOf(model)) {
    if (field !== 14) continue;
    const pair = new Map(fieldsOf(content));
    const [key, value] = [pair.get(1), pair.get(2)].map(
      (bytes) => bytes && new TextDecoder().decode(bytes),
    );
    if (key === 'character' && value !== undefined) return ['', ...value.split('\n'), ' '];
  }
  throw new Error('The recognition model does not say which characters it knows.');
}

/** The fields of a protobuf message that have a length. */
function* fieldsOf(message: Uint8Array): Generator<[number: number, content: Uint8Array]> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = message[at++] ?? 0;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const wire = tag % 8;
    if (wire === 0) varint();
    else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else {
      const length = varint();
      yield [Math.floor(tag / 8), message.subarray(at, at + length)];
      at += length;
    }
  }
}
