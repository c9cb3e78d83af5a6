/** A reference to another object: `12 0 R`. */
export interface PdfReference {
  readonly object: number;
}

export type PdfDictionary = ReadonlyMap<string, PdfValue>;

/** A name is a text that begins with `/`; a string is bytes; what is not needed is `null`. */
export type PdfValue =
  string | number | null | Uint8Array | PdfReference | PdfDictionary | readonly PdfValue[];

export const isReference = (value: PdfValue | undefined): value is PdfReference =>
  typeof value === 'object' && value !== null && 'object' in value;

export const isDictionary = (value: PdfValue | undefined): value is PdfDictionary =>
  value instanceof Map;

/** A file asks for more than reading it may cost. */
export class PdfTooCostly extends Error {}

/** A string of text: UTF-16 where it says so, else one character per byte. */
export function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return new TextDecoder('utf-16be').decode(bytes.subarray(2));
  return Buffer.from(bytes).toString('latin1');
}

const depthLimit = 50;
const valueLimit = 300_000;
/** File names are short; of a longer string the rest is passed over. */
const longestString = 10_000;

export const isSpace = (code: number): boolean =>
  code === 32 || code === 10 || code === 13 || code === 9 || code === 12 || code === 0;
const delimiters = new Set(Array.from('()<>[]{}/%', (sign) => sign.charCodeAt(0)));

/** Reads values of PDF's own notation out of a text of one character per byte. Ends for any text. */
export class ValueReader {
  readonly #text: string;
  #values = 0;
  at: number;

  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  skipSpace(): void {
    for (; this.at < this.#text.length; this.at++) {
      const code = this.#text.charCodeAt(this.at);
      if (code === 37) while (this.at < this.#text.length && !this.#isLineEnd()) this.at++;
      else if (!isSpace(code)) return;
    }
  }

  #isLineEnd(): boolean {
    const code = this.#text.charCodeAt(this.at);
    return code === 10 || code === 13;
  }

  read(depth = 0): PdfValue {
    if (depth > depthLimit || ++this.#values > valueLimit)
      throw new PdfTooCostly('An object is nested too deep or holds too many values.');
    this.skipSpace();
    const two = this.#text.slice(this.at, this.at + 2);
    if (two === '<<') return this.#dictionary(depth);
    switch (two.slice(0, 1)) {
      case '[':
        return this.#array(depth);
      case '/':
        return this.#name();
      case '(':
        return this.#literal();
      case '<':
        return this.#hex();
      default:
        return this.#word();
    }
  }

  #dictionary(depth: number): PdfDictionary {
    const found = new Map<string, PdfValue>();
    this.at += 2;
    for (;;) {
      this.skipSpace();
      const next = this.#text[this.at];
      if (next !== '/') {
        if (next === '>') this.at += 2;
        return found;
      }
      const key = this.#name();
      found.set(key, this.read(depth + 1));
    }
  }

  #array(depth: number): PdfValue[] {
    const found: PdfValue[] = [];
    this.at++;
    for (;;) {
      this.skipSpace();
      const next = this.#text[this.at];
      if (next === undefined || next === ']' || next === '>' || next === ')') {
        if (next === ']') this.at++;
        return found;
      }
      found.push(this.read(depth + 1));
    }
  }

  #regular(): string {
    const from = this.at;
    while (this.at < this.#text.length) {
      const code = this.#text.charCodeAt(this.at);
      if (isSpace(code) || delimiters.has(code)) break;
      this.at++;
    }
    return this.#text.slice(from, this.at);
  }

  #name(): string {
    this.at++;
    const written = this.#regular();
    return `/${written.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))}`;
  }

  #word(): PdfValue {
    const word = this.#regular();
    // A delimiter that fits nowhere is passed over, or nothing would ever end.
    if (word === '') this.at++;
    if (!/^[+-]?\d*\.?\d+$/.test(word)) return null;
    const reference = /^\s+\d{1,5}\s+R(?![A-Za-z])/.exec(this.#text.slice(this.at, this.at + 24));
    if (reference && /^\d{1,10}$/.test(word)) {
      this.at += reference[0].length;
      return { object: Number(word) };
    }
    return Number(word);
  }

  #literal(): Uint8Array {
    const bytes: number[] = [];
    let open = 1;
    for (this.at++; this.at < this.#text.length; this.at++) {
      const code = this.#text.charCodeAt(this.at);
      if (code === 92) {
        this.#escape(bytes);
        continue;
      }
      if (code === 40) open++;
      if (code === 41 && --open === 0) break;
      if (bytes.length < longestString) bytes.push(code);
    }
    this.at++;
    return Uint8Array.from(bytes);
  }

  #escape(bytes: number[]): void {
    this.at++;
    const octal = /^[0-7]{1,3}/.exec(this.#text.slice(this.at, this.at + 3))?.[0];
    if (octal !== undefined) {
      this.at += octal.length - 1;
      bytes.push(parseInt(octal, 8) & 255);
      return;
    }
    const sign = this.#text[this.at] ?? '';
    const meant = { n: 10, r: 13, t: 9, b: 8, f: 12 }[sign];
    if (meant !== undefined) bytes.push(meant);
    else if (sign !== '\n' && sign !== '\r') bytes.push(sign.charCodeAt(0));
  }

  #hex(): Uint8Array {
    const end = this.#text.indexOf('>', this.at);
    const digits = this.#text
      .slice(this.at + 1, end === -1 ? this.#text.length : end)
      .replace(/[^0-9a-fA-F]/g, '');
    this.at = end === -1 ? this.#text.length : end + 1;
    return new Uint8Array(Buffer.from(digits.length % 2 === 1 ? `${digits}0` : digits, 'hex'));
  }
}
