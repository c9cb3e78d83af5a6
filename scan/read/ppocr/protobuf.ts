/** A field of a protobuf message. */
export interface Field {
  readonly number: number;
  /** What it holds: a number, or bytes (a text, a message, a list); null where it has a fixed width. */
  readonly value: number | Uint8Array | null;
  /** All of it, as it stands in the message. */
  readonly bytes: Uint8Array;
}

/** The fields of a message, in their order. Content is a view, not a copy. */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    const { value, length } = varintAt(message, at);
    at += length;
    return value;
  };
  while (at < message.length) {
    const from = at;
    const tag = varint();
    let value: Field['value'] = null;
    const wire = tag % 8;
    if (wire === 0) value = varint();
    else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else {
      const length = varint();
      value = message.subarray(at, at + length);
      at += length;
    }
    yield { number: Math.floor(tag / 8), value, bytes: message.subarray(from, at) };
  }
}

/** The numbers of a repeated field, whether each stands alone or all stand together. */
export const numbersOf = (fields: readonly Field[], number: number): number[] =>
  fields
    .filter((field) => field.number === number)
    .flatMap(({ value }) => (value instanceof Uint8Array ? packedNumbers(value) : [value ?? 0]));

function packedNumbers(bytes: Uint8Array): number[] {
  const numbers: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const { value, length } = varintAt(bytes, at);
    numbers.push(value);
    at += length;
  }
  return numbers;
}

function varintAt(bytes: Uint8Array, from: number): { value: number; length: number } {
  let value = 0;
  for (let at = from, factor = 1; ; factor *= 128) {
    const byte = bytes[at++] ?? 0;
    value += (byte & 127) * factor;
    if (byte < 128) return { value, length: at - from };
  }
}

/** A field with this content, as it stands in a message. */
export const encoded = (number: number, content: Uint8Array): Uint8Array =>
  joined([Uint8Array.from([...varintOf(number * 8 + 2), ...varintOf(content.length)]), content]);

/** A field with a number. */
export const encodedNumber = (number: number, value: number): Uint8Array =>
  Uint8Array.from([...varintOf(number * 8), ...varintOf(value)]);

function varintOf(value: number): number[] {
  const rest = Math.floor(value / 128);
  return rest === 0 ? [value] : [(value % 128) + 128, ...varintOf(rest)];
}

/** A message of these fields. */
export const joined = (parts: readonly Uint8Array[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts));
