import type PdfDocument from 'pdfkit';

export type Pdf = InstanceType<typeof PdfDocument>;

/** Points from the upper left corner of A4. Room above `top` is for the running head and the table's head. */
export const page = { left: 57, right: 539, width: 482, top: 92, bottom: 842 - 62 };
export const grey = '#555555';

/** What can be drawn: no control characters, no marks that turn the direction of the text around them. */
export const shown = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/\r\n?/g, '\n')
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]+/g, ' ')
    .replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');

export interface Style {
  readonly size?: number;
  readonly isBold?: boolean;
  readonly color?: string;
  readonly align?: 'left' | 'right';
}

const styles = new WeakMap<Pdf, Style>();

/** The style that the next text is written in. */
export function style(pdf: Pdf, as: Style): void {
  const { size = 9, isBold = false, color = 'black' } = as;
  pdf
    .font(isBold ? 'bold' : 'regular')
    .fontSize(size)
    .fillColor(color);
  styles.set(pdf, as);
}

export const styleOf = (pdf: Pdf): Style => styles.get(pdf) ?? {};

/** Writes the text and leaves `pdf.y` below it. */
export function write(
  pdf: Pdf,
  text: string,
  x: number,
  y: number,
  width: number,
  as: Style = {},
): void {
  style(pdf, as);
  pdf.text(shown(text), x, y, { width, align: as.align ?? 'left' });
}

export function heightOf(pdf: Pdf, text: string, width: number, as: Style = {}): number {
  style(pdf, as);
  return text === '' ? 0 : pdf.heightOfString(shown(text), { width });
}

export function rule(pdf: Pdf, y: number, from = page.left, to = page.right, width = 0.6): void {
  pdf.moveTo(from, y).lineTo(to, y).lineWidth(width).strokeColor('black').stroke();
}

/** Begins a page where the height does not fit on this one, unless no page would hold it. */
export function keepTogether(pdf: Pdf, height: number): void {
  const fitsOnAPage = height <= page.bottom - page.top;
  if (pdf.y + (fitsOnAPage ? height : 40) > page.bottom) pdf.addPage();
}
