const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

/** A PDF of these objects, numbered from 1; without a table of contents, as damaged files are. */
export const pdfOfObjects = (objects: readonly string[], trailer = '/Root 1 0 R'): Uint8Array =>
  latin1(
    `%PDF-1.7\n${objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join('')}trailer << ${trailer} >>\n%%EOF`,
  );

export interface PdfPage {
  /** Operators, with Helvetica as /F1 and, where there is one, the picture as /Im1. */
  readonly content: string;
  /** Entries of the page's dictionary, e.g. `/Rotate 90`. */
  readonly entries?: string;
  /** An image stream with its dictionary. */
  readonly picture?: string;
  /** Annotations as direct objects. */
  readonly annotations?: string;
}

/** A PDF of pages of 400 × 600 points. */
export function pdfOfPages(pages: readonly PdfPage[]): Uint8Array {
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', ''];
  const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';
  const kids: string[] = [];
  for (const { content, entries = '', picture, annotations } of pages) {
    const first = objects.length + 1;
    const resources = `/Font << /F1 ${font} >>${picture ? ` /XObject << /Im1 ${first + 2} 0 R >>` : ''}`;
    const annots = annotations ? `/Annots [${annotations}]` : '';
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /Contents ${first + 1} 0 R /Resources << ${resources} >> ${entries} ${annots} >>`,
      pdfStream('', content),
    );
    if (picture) objects.push(picture);
    kids.push(`${first} 0 R`);
  }
  objects[1] = `<< /Type /Pages /Count ${kids.length} /Kids [${kids.join(' ')}] >>`;
  return pdfOfObjects(objects);
}

export const pdfStream = (dictionary: string, content: string | Buffer): string =>
  `<< ${dictionary} /Length ${content.length} >>\nstream\n${typeof content === 'string' ? content : content.toString('latin1')}\nendstream`;

/** Operators that paint a text; the place is counted from the lower left corner, in points. */
export const painted = (text: string, x: number, y: number, size = 10): string =>
  `BT /F1 ${size} Tf ${x} ${y} Td (${text.replace(/[()\\]/g, '\\$&')}) Tj ET\n`;
