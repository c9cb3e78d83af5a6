/**
 * A place on a page: PDF points (1/72 inch) from the page's upper left corner, in the page's upright orientation.
 * The orientation is the one in which the text is read, whatever way the paper lay in the scanner.
 */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** What read a page: the text in the PDF, or one of the two OCR engines. */
export type Engine = 'text' | 'tesseract' | 'ppocr';

export interface Word {
  /** Without spaces. */
  readonly text: string;
  readonly box: Box;
  /** 0–1; 1 for PDF text. */
  readonly confidence: number;
}

/** What a QR or bar code says. */
export interface Code {
  readonly text: string;
  readonly box: Box;
}

export interface Page {
  /** From 1. */
  readonly number: number;
  /** Points. */
  readonly width: number;
  /** Points. */
  readonly height: number;
  readonly engine: Engine;
  /**
   * Degrees clockwise by which the page as it was delivered is turned about its middle so that the boxes fit; absent
   * for none. Only the quarter turns swap width and height.
   */
  readonly turned?: number;
  /** In no particular order: rows and columns follow from the boxes. */
  readonly words: readonly Word[];
  readonly codes: readonly Code[];
}
