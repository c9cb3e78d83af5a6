import type { SlipView } from './payment-view.ts';
import { paper } from './pdf/document.ts';
import { grey, ink, partOf, rowHeight, type Sheet } from './sheet.ts';
import { linesOf, lineHeight, textWidth, type Style } from './text-layout.ts';
import { label, type Language } from './texts.ts';

/** Height that the slip takes from the foot of the page. */
export const slipHeight = 232;
const background = '#fbf6e3';
const line = '#b9a968';
const labels: Style = { size: 7, color: grey };
const values: Style = { size: 11, weight: 'bold', color: ink };

/** A slip at the foot of the page for those who pay on paper or key in from it: the fields of a giro, in their order. */
export function drawSlip(sheet: Sheet, slip: SlipView, language: Language): void {
  const top = paper.height - slipHeight;
  const { left, right } = sheet.frame;
  const { drawing } = sheet;
  const bottom = paper.height - 42;
  drawing.line(0, top + 4, paper.width, top + 4, 0.7, grey, '3 3');
  const { structure } = drawing;
  structure.open('Sect');
  structure.within('H2', () => sheet.put(label('slip', language), left, top + 10, 200, labels));
  drawing.rectangle(left - 17, top + 24, right - left + 34, bottom - top - 24, background);
  const middle = (left + right) / 2;
  const half = middle - left - 12;
  const field = (key: string, value: string, x: number, y: number, width: number): void => {
    drawing.line(x, y + 27, x + width, y + 27, 0.6, line);
    structure.within('P', () => {
      sheet.put(key, x, y, width, labels);
      putFitting(sheet, value, x, y + 10, width, values);
    });
  };
  if (slip.dueDate !== '') {
    field(label('dueDate', language), slip.dueDate, right - 96, top + 32, 96);
  }
  field(slip.title, slip.number, left, top + 32, half);
  drawAddress(sheet, label('payer', language), slip.payer, left, top + 74, half);
  drawAddress(sheet, label('payee', language), slip.payee, middle + 12, top + 74, half);

  const y = top + 152;
  const amount = slip.kroner;
  const { reference } = slip;
  const referenceLabel = reference?.label ?? label('kid', language);
  field(referenceLabel, reference?.value ?? '', left, y, 172);
  if (amount === null) field(label('amount', language), slip.amount, left + 188, y, 120);
  else {
    field(label('kroner', language), amount[0], left + 188, y, 84);
    field(label('ore', language), amount[1], left + 284, y, 26);
  }
  field(label('account', language), slip.account, left + 324, y, right - left - 324);
  structure.close();
}

function drawAddress(
  sheet: Sheet,
  name: string,
  lines: readonly string[],
  x: number,
  y: number,
  width: number,
): void {
  const style: Style = { size: 9 };
  const { structure } = sheet.drawing;
  structure.open('P');
  sheet.put(name, x, y, width, labels);
  // The whole of it stands in the head; here only what fits.
  linesOf(lines.join('\n'), width, style)
    .slice(0, 5)
    .forEach((text, at) => {
      sheet.put(text, x, y + 11 + at * lineHeight(style), width, style);
    });
  structure.close();
}

/** In smaller print where it is long, and on two lines where that is not enough. */
function putFitting(
  sheet: Sheet,
  value: string,
  x: number,
  y: number,
  width: number,
  style: Style,
): void {
  const size = Math.max(6, Math.min(style.size, (style.size * width) / textWidth(value, style)));
  const fitting = { ...style, size };
  const part = partOf(value, width + 0.1, fitting);
  const lift = Math.max(0, rowHeight([{ x, width, parts: [part] }]) - 16);
  part.lines.slice(0, 2).forEach((text, at) => {
    sheet.put(text, x, y - lift + at * lineHeight(fitting), width, fitting);
  });
}
