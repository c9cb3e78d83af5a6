import type { PrintFormatName } from './formats.ts';
import { paper } from './pdf/document.ts';
import type { Frame } from './sheet.ts';

/** Sizes and distances of a print format, in points. */
export interface Measures {
  readonly frame: Frame;
  readonly text: number;
  readonly small: number;
  readonly title: number;
  readonly highlight: number;
  /** Above and below the texts of a line. */
  readonly rowPadding: number;
  readonly gap: number;
  /** Details of a line stand behind each other instead of below each other. */
  readonly hasFlowingDetails: boolean;
}

/** 20 mm: where the window of an envelope begins. */
const left = 57;

const plain: Measures = {
  frame: { left, right: paper.width - left, top: 92, bottom: paper.height - 56 },
  text: 9,
  small: 7.8,
  title: 22,
  highlight: 12.5,
  rowPadding: 4,
  gap: 20,
  hasFlowingDetails: false,
};

export const measures: Readonly<Record<PrintFormatName, Measures>> = {
  plain,
  giro: plain,
  compact: {
    frame: { left, right: paper.width - 40, top: 72, bottom: paper.height - 44 },
    text: 7,
    small: 6.2,
    title: 16,
    highlight: 10,
    rowPadding: 1.2,
    gap: 10,
    hasFlowingDetails: true,
  },
};
