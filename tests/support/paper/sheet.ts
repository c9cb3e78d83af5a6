import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

/** A4 in points. */
export const width = 595.28;
export const height = 841.89;

export type Face = 'helvetica' | 'times' | 'courier' | 'arimo';

const faces: Readonly<Record<Exclude<Face, 'arimo'>, readonly [regular: string, bold: string]>> = {
  helvetica: ['Helvetica', 'Helvetica-Bold'],
  times: ['Times-Roman', 'Times-Bold'],
  courier: ['Courier', 'Courier-Bold'],
};

const packages = createRequire(import.meta.url);
const arimo = (weight: string): Buffer =>
  readFileSync(packages.resolve(`@expo-google-fonts/arimo/${weight}/Arimo_${weight}.ttf`));

export interface Style {
  readonly size?: number;
  readonly bold?: boolean;
  readonly colour?: string;
  /** Where the text ends or is centred instead of where it begins. */
  readonly align?: 'left' | 'right' | 'centre';
  /** Points between characters. */
  readonly spacing?: number;
}

/** Of a fixed day, so that the file is the same for the same seed. */
function emptyPdf(): PDFKit.PDFDocument {
  const info = { CreationDate: new Date(0), ModDate: new Date(0) };
  return new PDFDocument({ size: 'A4', margin: 0, bufferPages: true, info });
}

/** Pages to write on: points from the upper left corner, one line of text at a time. */
export class Sheet {
  /** Where the next block may begin. */
  y = 40;
  /** Nothing of the running text is set below. */
  bottom = height - 60;
  readonly left: number;
  readonly right: number;
  readonly size: number;
  readonly pdf: PDFKit.PDFDocument;
  readonly #face: Face;
  readonly #chunks: Buffer[] = [];
  readonly #first: number;
  #pages = 1;

  constructor(options: {
    face: Face;
    size?: number;
    left?: number;
    right?: number;
    /** The sheet whose PDF goes on with this one. */
    after?: Sheet;
  }) {
    this.#face = options.face;
    this.size = options.size ?? 9;
    this.left = options.left ?? 50;
    this.right = options.right ?? width - 50;
    const { after } = options;
    this.#first = after === undefined ? 0 : after.#first + after.#pages;
    this.pdf = after?.pdf ?? emptyPdf();
    if (after === undefined) this.pdf.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
    else this.pdf.addPage();
    if (options.face === 'arimo') {
      this.pdf.registerFont('arimo', arimo('400Regular'));
      this.pdf.registerFont('arimo-bold', arimo('700Bold'));
    }
  }

  /** Its pages in the PDF, the first one being 1. */
  get range(): readonly [first: number, last: number] {
    return [this.#first + 1, this.#first + this.#pages];
  }

  measure(text: string, style: Style = {}): number {
    this.#use(style);
    return this.pdf.widthOfString(text, { characterSpacing: style.spacing ?? 0 });
  }

  text(text: string, x: number, y: number, style: Style = {}): void {
    const wide = this.measure(text, style);
    const from = style.align === 'right' ? x - wide : style.align === 'centre' ? x - wide / 2 : x;
    this.pdf.fillColor(style.colour ?? '#111');
    this.pdf.text(text, from, y, { lineBreak: false, characterSpacing: style.spacing ?? 0 });
  }

  /** The text in lines no wider than this. */
  wrap(text: string, wide: number, style: Style = {}): string[] {
    const lines: string[] = [];
    let line = '';
    for (const word of text.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (line !== '' && this.measure(longer, style) > wide) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    return line === '' ? lines : [...lines, line];
  }

  /** Lines below each other; where the next one would stand. */
  lines(texts: readonly string[], x: number, y: number, style: Style = {}, leading = 1.3): number {
    const step = (style.size ?? this.size) * leading;
    texts.forEach((text, i) => this.text(text, x, y + i * step, style));
    return y + texts.length * step;
  }

  rule(y: number, from = this.left, to = this.right, thickness = 0.5, colour = '#333'): void {
    this.pdf.moveTo(from, y).lineTo(to, y).lineWidth(thickness).strokeColor(colour).stroke();
  }

  upright(x: number, from: number, to: number, colour = '#333'): void {
    this.pdf.moveTo(x, from).lineTo(x, to).lineWidth(0.5).strokeColor(colour).stroke();
  }

  box(
    x: number,
    y: number,
    wide: number,
    high: number,
    fill: string | null,
    stroke: string | null = null,
  ): void {
    if (fill !== null) this.pdf.rect(x, y, wide, high).fill(fill);
    if (stroke !== null) this.pdf.rect(x, y, wide, high).lineWidth(0.5).stroke(stroke);
  }

  newPage(): void {
    this.pdf.addPage();
    this.#pages += 1;
  }

  /** Writes on each of its pages once all are there. */
  onEachPage(write: (page: number, of: number) => void): void {
    for (let page = 0; page < this.#pages; page++) {
      this.pdf.switchToPage(this.#first + page);
      write(page + 1, this.#pages);
    }
  }

  /** The whole PDF; asked of its first sheet once all are drawn. */
  async bytes(): Promise<Buffer> {
    const ended = new Promise((resolve) => this.pdf.once('end', resolve));
    this.pdf.end();
    await ended;
    return Buffer.concat(this.#chunks);
  }

  #use({ size = this.size, bold = false }: Style): void {
    const name =
      this.#face === 'arimo' ? (bold ? 'arimo-bold' : 'arimo') : faces[this.#face][bold ? 1 : 0];
    this.pdf.font(name).fontSize(size);
  }
}
