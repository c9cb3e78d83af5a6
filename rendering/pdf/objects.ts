import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

type Place = { readonly offset: number } | { readonly pack: number; readonly index: number };

/** Objects that are compressed together. */
const packSize = 200;

/** The numbered objects of a PDF file, written one after the other, and the table that finds them. */
export class PdfObjects {
  readonly #chunks: Uint8Array[] = [latin1('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n')];
  readonly #places: Place[] = [];
  readonly #packed: { readonly number: number; readonly body: string }[] = [];
  #length = 15;

  /** A number for an object that is written later, so that others can refer to it. */
  reserve(): number {
    this.#places.push({ offset: 0 });
    return this.#places.length;
  }

  /** Writes the object and returns its number. */
  add(body: string, number = this.reserve()): number {
    this.#begin(number);
    this.#push(latin1(`${body}\nendobj\n`));
    return number;
  }

  /** Writes bytes with their dictionary (its entries, without brackets), compressed unless told otherwise. */
  addStream(
    entries: string,
    bytes: Uint8Array,
    { isPlain = false, number = this.reserve() } = {},
  ): number {
    const data = isPlain ? bytes : deflateSync(bytes);
    const filter = isPlain ? '' : ' /Filter /FlateDecode';
    this.#begin(number);
    this.#push(latin1(`<< ${entries}${filter} /Length ${data.length} >>\nstream\n`));
    this.#push(data);
    this.#push(latin1('\nendstream\nendobj\n'));
    return number;
  }

  /** Writes the object together with many others, compressed: for the small ones that come in thousands. */
  addPacked(body: string, number = this.reserve()): number {
    this.#packed.push({ number, body });
    if (this.#packed.length === packSize) this.#writePack();
    return number;
  }

  /** The whole file. Its identity is the hash of its content: same content, same bytes. */
  finish(root: number, info: number): Uint8Array {
    this.#writePack();
    const hash = createHash('sha256');
    for (const chunk of this.#chunks) hash.update(chunk);
    const id = hash.digest('hex').slice(0, 32);
    const table = this.reserve();
    const start = this.#length;
    this.#places[table - 1] = { offset: start };
    this.addStream(
      `/Type /XRef /Size ${table + 1} /W [1 4 2] /Root ${root} 0 R /Info ${info} 0 R /ID [<${id}> <${id}>]`,
      this.#table(),
      { number: table },
    );
    this.#push(latin1(`startxref\n${start}\n%%EOF\n`));
    return Buffer.concat(this.#chunks);
  }

  /** Where each object is: at a place in the file, or as one of a pack. */
  #table(): Uint8Array {
    const table = Buffer.alloc((this.#places.length + 1) * 7);
    table.writeUInt16BE(0xffff, 5);
    this.#places.forEach((place, at) => {
      const row = (at + 1) * 7;
      const isPacked = 'pack' in place;
      table[row] = isPacked ? 2 : 1;
      table.writeUInt32BE(isPacked ? place.pack : place.offset, row + 1);
      table.writeUInt16BE(isPacked ? place.index : 0, row + 5);
    });
    return table;
  }

  #writePack(): void {
    const packed = this.#packed.splice(0);
    if (packed.length === 0) return;
    let [index, bodies] = ['', ''];
    for (const { number, body } of packed) {
      index += `${number} ${bodies.length} `;
      bodies += `${body} `;
    }
    const pack = this.addStream(
      `/Type /ObjStm /N ${packed.length} /First ${index.length}`,
      latin1(index + bodies),
    );
    packed.forEach(({ number }, at) => {
      this.#places[number - 1] = { pack, index: at };
    });
  }

  #begin(number: number): void {
    this.#places[number - 1] = { offset: this.#length };
    this.#push(latin1(`${number} 0 obj\n`));
  }

  #push(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }
}

/** A text of any alphabet as PDF wants it outside of pages. */
export function textString(text: string): string {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  return `<${bytes.toString('hex')}>`;
}
