import { Drawing } from './pdf/document.ts';
import type { Role } from './pdf/structure.ts';
import { fonts } from './fonts.ts';
import { lineHeight, linesOf, textWidth, type Style } from './text-layout.ts';

export const ink = '#16202b';
export const grey = '#56616d';
export const hairline = '#d5dbe1';
export const panel = '#eef2f5';

export interface Part {
  readonly lines: readonly string[];
  readonly style: Style;
  readonly role?: Role;
}

/** Texts below each other, in a column of a row. */
export interface Cell {
  readonly x: number;
  readonly width: number;
  readonly parts: readonly Part[];
  /** What the cell is to those who hear the document; a paragraph for each part where it says nothing. */
  readonly role?: Role;
  readonly attributes?: string;
}

export interface Frame {
  readonly left: number;
  readonly right: number;
  /** Where text begins on every page but the first: below what repeats there. */
  readonly top: number;
  readonly bottom: number;
}

interface Place {
  readonly page: number;
  readonly y: number;
}

/** Pages that are written from top to bottom; what does not fit goes on where the next page begins. */
export class Sheet {
  readonly drawing = new Drawing();
  readonly frame: Frame;
  y = 0;
  #page = 0;
  readonly #startPage: (sheet: Sheet) => void;

  /** `startPage` draws what repeats at the top of each page but the first. */
  constructor(frame: Frame, startPage: (sheet: Sheet) => void) {
    this.frame = frame;
    this.#startPage = startPage;
  }

  get width(): number {
    return this.frame.right - this.frame.left;
  }

  get page(): number {
    return this.#page;
  }

  /** Goes on at the top of the next page, which another column may have begun already. */
  nextPage(): void {
    this.#page++;
    if (this.#page < this.drawing.pageCount) this.drawing.turnTo(this.#page);
    else {
      this.drawing.addPage();
      this.drawing.structure.silently(() => this.#startPage(this));
    }
    this.y = this.frame.top;
  }

  /** Goes on on the next page where the height does not fit on this one, unless no page would hold it. */
  keepTogether(height: number): void {
    const { top, bottom } = this.frame;
    if (this.y + height > bottom && height <= bottom - top) this.nextPage();
  }

  /** Draws each from the same place, and goes on below the one that ends last. */
  beside(...columns: readonly (() => void)[]): void {
    const start: Place = { page: this.#page, y: this.y };
    let end = start;
    for (const column of columns) {
      this.#goTo(start);
      column();
      const isLater = this.#page > end.page || (this.#page === end.page && this.y > end.y);
      if (isLater) end = { page: this.#page, y: this.y };
    }
    this.#goTo(end);
  }

  /** Columns of text from the same height; all of it, over as many pages as it takes. */
  row(cells: readonly Cell[], role?: Role): void {
    this.keepTogether(rowHeight(cells));
    this.#within(role, () => {
      this.beside(
        ...cells.map((cell) => () => {
          this.#within(
            cell.role,
            () => {
              for (const part of cell.parts) {
                const partRole = part.role ?? (cell.role === undefined ? 'P' : undefined);
                this.#within(partRole, () => this.#writePart(part, cell));
              }
            },
            cell.attributes,
          );
        }),
      );
    });
  }

  /** Text in one column from here on. */
  write(text: string, x: number, width: number, style: Style, role: Role = 'P'): void {
    this.row([{ x, width, parts: [partOf(text, width, style, role)] }]);
  }

  /** One line at this height, wherever on the page that is. */
  put(text: string, x: number, y: number, width: number, style: Style): void {
    const { size, weight = 'regular', color = ink } = style;
    const font = fonts()[weight];
    const rise = (lineHeight(style) + ((font.ascent + font.descent) / font.unitsPerEm) * size) / 2;
    const at = style.align === 'right' ? x + width - textWidth(text, style) : x;
    this.drawing.text(text, at, y + rise, { size, weight, color });
  }

  rule(
    y: number,
    { from = this.frame.left, to = this.frame.right, color = hairline, width = 0.6 } = {},
  ): void {
    this.drawing.line(from, y, to, y, width, color);
  }

  #within(role: Role | undefined, draw: () => void, attributes?: string): void {
    if (role === undefined) draw();
    else this.drawing.structure.within(role, draw, attributes);
  }

  #writePart({ lines, style }: Part, { x, width }: Cell): void {
    const height = lineHeight(style);
    for (const line of lines) {
      if (this.y + height > this.frame.bottom) this.nextPage();
      this.put(line, x, this.y, width, style);
      this.y += height;
    }
  }

  #goTo({ page, y }: Place): void {
    this.#page = page;
    this.y = y;
    this.drawing.turnTo(page);
  }
}

export const partOf = (text: string, width: number, style: Style, role?: Role): Part => ({
  lines: linesOf(text, width, style),
  style,
  ...(role !== undefined && { role }),
});

export const rowHeight = (cells: readonly Cell[]): number =>
  Math.max(
    0,
    ...cells.map(({ parts }) =>
      parts.reduce((sum, { lines, style }) => sum + lines.length * lineHeight(style), 0),
    ),
  );
