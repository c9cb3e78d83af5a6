import { constants, inflateSync } from 'node:zlib';
import {
  isDictionary,
  isReference,
  isSpace,
  PdfTooCostly,
  ValueReader,
  type PdfDictionary,
  type PdfValue,
} from './pdf-values.ts';

/** What the objects of one file may cost. */
const caps = {
  objects: 300_000,
  objectStreams: 5000,
  /** Of all object streams together. */
  objectStreamBytes: 60_000_000,
  /** Of all values that are read: objects may overlap, and then the same text is read again. */
  characters: 30_000_000,
  /** Of all streams as they are packed. */
  packedBytes: 150_000_000,
};

/** Where an object's value begins, in the file or in an object stream. */
interface Place {
  readonly text: string;
  readonly at: number;
}

/**
 * The objects of a PDF, found by looking through the whole file: a damaged table of contents does no harm, and of an
 * object that was replaced the last one counts. Nothing in it is executed or drawn.
 */
export class PdfObjects {
  readonly text: string;
  readonly #places = new Map<number, Place>();
  #characters = 0;
  #packedBytes = 0;

  constructor(bytes: Uint8Array) {
    this.text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    const streams = this.#findObjects();
    let budget = caps.objectStreamBytes;
    for (const at of streams) budget -= this.#openObjectStream(at, budget);
  }

  /** Without the key, strings and streams cannot be read. */
  get isEncrypted(): boolean {
    return /\/Encrypt\s*(?:<<|\d{1,10}\s+\d{1,5}\s+R)/.test(this.text);
  }

  #findObjects(): number[] {
    const { text } = this;
    const streams: number[] = [];
    let objects = 0;
    for (let at = text.indexOf('obj'); at !== -1; at = text.indexOf('obj', at + 3)) {
      if (!isSpace(text.charCodeAt(at - 1))) continue;
      const [, number] =
        /(\d{1,10})\s+\d{1,5}\s+$/.exec(text.slice(Math.max(0, at - 24), at)) ?? [];
      if (number === undefined) continue;
      if (++objects > caps.objects) throw new PdfTooCostly('The PDF has too many objects.');
      this.#places.set(Number(number), { text, at: at + 3 });
      if (/^\s*<<[^]{0,400}?\/ObjStm\b/.test(text.slice(at + 3, at + 500))) streams.push(at + 3);
    }
    if (streams.length > caps.objectStreams)
      throw new PdfTooCostly('The PDF has too many object streams.');
    return streams;
  }

  /** Adds the objects inside; returns how many bytes they took. */
  #openObjectStream(at: number, budget: number): number {
    const opened = this.#streamAt({ text: this.text, at }, budget);
    if (opened?.bytes === undefined) return 0;
    const text = Buffer.from(opened.bytes).toString('latin1');
    const first = opened.dictionary.get('/First');
    if (typeof first !== 'number') return text.length;
    const numbers = text.slice(0, first).trim().split(/\s+/).map(Number);
    if (this.#places.size + numbers.length / 2 > caps.objects)
      throw new PdfTooCostly('The PDF has too many objects.');
    for (let index = 0; index + 1 < numbers.length; index += 2) {
      const [number = -1, offset = 0] = numbers.slice(index, index + 2);
      const known = this.#places.get(number);
      // Behind the stream stands what replaced it.
      if (known?.text === this.text && known.at > at) continue;
      this.#places.set(number, { text, at: first + offset });
    }
    return text.length;
  }

  /** The values that hold a name, such as `/EF`, found without reading the others. */
  *valuesWith(name: string): Iterable<PdfValue> {
    const byText = new Map<string, { starts: number[]; current: Set<number> }>();
    for (const { text, at } of this.#places.values()) {
      const known = byText.get(text) ?? { starts: [], current: new Set() };
      byText.set(text, known);
      known.starts.push(at);
    }
    for (const [text, { starts, current }] of byText) {
      starts.sort((a, b) => a - b);
      let index = -1;
      for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) {
        while (index + 1 < starts.length && (starts[index + 1] ?? 0) < at) index++;
        const start = starts[index];
        if (start === undefined || current.has(start)) continue;
        current.add(start);
        yield this.#read(text, start).value;
      }
    }
  }

  /** The value that begins here, and where the next thing stands. */
  #read(text: string, at: number): { readonly value: PdfValue; readonly end: number } {
    const reader = new ValueReader(text, at);
    const value = reader.read();
    reader.skipSpace();
    this.#characters += reader.at - at;
    if (this.#characters > caps.characters)
      throw new PdfTooCostly('The PDF has larger objects than are read.');
    return { value, end: reader.at };
  }

  /** What a reference leads to; any other value is itself. */
  resolve(value: PdfValue | undefined): PdfValue {
    for (let steps = 0; steps < 10; steps++) {
      if (!isReference(value)) return value ?? null;
      const place = this.#places.get(value.object);
      value = place && this.#read(place.text, place.at).value;
    }
    return null;
  }

  /** The decoded bytes of a stream; undefined where there is none or it is packed in a way that is not read. */
  streamOf(value: PdfValue | undefined, sizeBytes: number): Uint8Array | undefined {
    if (!isReference(value)) return undefined;
    const place = this.#places.get(value.object);
    return place && this.#streamAt(place, sizeBytes)?.bytes;
  }

  #streamAt(
    { text, at }: Place,
    sizeBytes: number,
  ): { readonly dictionary: PdfDictionary; readonly bytes: Uint8Array | undefined } | undefined {
    const { value: dictionary, end } = this.#read(text, at);
    if (!isDictionary(dictionary) || !text.startsWith('stream', end)) return undefined;
    let from = end + 6;
    if (text[from] === '\r') from++;
    if (text[from] === '\n') from++;
    const length = this.resolve(dictionary.get('/Length'));
    let to = typeof length === 'number' && length >= 0 ? from + length : -1;
    if (to === -1 || !/^\s*endstream/.test(text.slice(to, to + 20)))
      to = text.indexOf('endstream', from);
    if (to === -1) to = text.length;
    this.#packedBytes += to - from;
    if (this.#packedBytes > caps.packedBytes)
      throw new PdfTooCostly('The PDF has more in its streams than is read.');
    const bytes = new Uint8Array(Buffer.from(text.slice(from, to), 'latin1'));
    return { dictionary, bytes: decoded(bytes, dictionary, sizeBytes) };
  }
}

function decoded(
  packed: Uint8Array,
  dictionary: PdfDictionary,
  sizeBytes: number,
): Uint8Array | undefined {
  const filter = dictionary.get('/Filter') ?? [];
  const parameters = [dictionary.get('/DecodeParms') ?? []].flat();
  if (parameters.some((one) => isDictionary(one) && Number(one.get('/Predictor') ?? 1) > 1))
    return undefined;
  let bytes: Uint8Array | undefined = packed;
  for (const name of [filter].flat()) {
    if (name !== '/FlateDecode' && name !== '/Fl') return undefined;
    bytes = bytes && inflated(bytes, sizeBytes);
  }
  if (bytes && bytes.length > sizeBytes) throw tooLarge(sizeBytes);
  return bytes;
}

const tooLarge = (sizeBytes: number): PdfTooCostly =>
  new PdfTooCostly(`A stream in the PDF is larger than the ${sizeBytes} bytes that are read.`);

function inflated(bytes: Uint8Array, sizeBytes: number): Uint8Array | undefined {
  try {
    // Some writers cut the end of the stream; what came before it is whole.
    return inflateSync(bytes, {
      maxOutputLength: Math.max(1, sizeBytes),
      finishFlush: constants.Z_SYNC_FLUSH,
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      throw tooLarge(sizeBytes);
    return undefined;
  }
}
