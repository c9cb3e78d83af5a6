import type { Fact } from './fact.ts';
import type { Measures } from './measures.ts';
import { scope } from './pdf/structure.ts';
import { grey, ink, partOf, rowHeight, type Cell, type Sheet } from './sheet.ts';
import { lineHeight, textWidth, type Style } from './text-layout.ts';
import { label } from './texts.ts';
import type { InvoiceView } from './view-model.ts';

/** Everything below the lines: VAT by rate on the left and the sums on the right, then how to pay, terms, attachments. */
export function drawSums(sheet: Sheet, view: InvoiceView, measure: Measures): void {
  const middle = sheet.frame.left + sheet.width * 0.52;
  const rows = sumRows(sheet, view, middle, measure);
  const height = rows.reduce((sum, row) => sum + rowHeight(row) + 3, 6);
  sheet.keepTogether(height);
  sheet.beside(
    () => drawVat(sheet, view, measure),
    () => {
      sheet.drawing.structure.open('Table');
      rows.forEach((row, at) => {
        if (at === rows.length - 1) {
          sheet.keepTogether(rowHeight(row) + 8);
          sheet.rule(sheet.y + 2, { from: middle, color: ink, width: 0.9 });
          sheet.y += 6;
        }
        sheet.row(row, 'TR');
        sheet.y += 3;
      });
      sheet.drawing.structure.close();
    },
  );
  sheet.y += measure.gap;
  drawSection(sheet, label('payment', view.language), view.payment.details, measure);
  const paragraphs = [
    ['terms', view.terms ?? ''],
    ['attachments', view.attachments.join('\n')],
  ] as const;
  for (const [key, text] of paragraphs) {
    if (text === '') continue;
    const part = partOf(text, sheet.width, { size: measure.text });
    sheet.keepTogether(Math.min(part.lines.length, 3) * lineHeight(part.style) + 16);
    drawHeading(sheet, label(key, view.language), measure);
    sheet.row([{ x: sheet.frame.left, width: sheet.width, parts: [part] }]);
    sheet.y += measure.gap * 0.6;
  }
}

function sumRows(sheet: Sheet, view: InvoiceView, x: number, { text }: Measures): Cell[][] {
  const total: Style = { size: text + 3, weight: 'bold' };
  return [...view.sums, view.total].map((fact) => {
    const style: Style = fact === view.total ? total : { size: text };
    const room = sheet.frame.right - x;
    const valueWidth = Math.min(textWidth(fact.value, style) + 0.5, room * 0.6);
    const labelWidth = room - valueWidth - 10;
    return [
      {
        x,
        width: labelWidth,
        parts: [partOf(fact.label, labelWidth, style)],
        role: 'TH',
        attributes: scope('Row'),
      },
      {
        x: sheet.frame.right - valueWidth,
        width: valueWidth,
        parts: [partOf(fact.value, valueWidth, { ...style, align: 'right' })],
        role: 'TD',
      },
    ];
  });
}

function drawVat(sheet: Sheet, view: InvoiceView, { text, small }: Measures): void {
  if (view.vat.length === 0) return;
  const { left } = sheet.frame;
  const right = left + sheet.width * 0.43;
  const columns = [
    { key: 'rate', label: 'vatRate', width: 50 },
    { key: 'taxable', label: 'taxable', width: (right - left - 50) / 2 },
    { key: 'tax', label: 'vatAmount', width: (right - left - 50) / 2 },
  ] as const;
  const cells = (texts: readonly string[], style: Style, isHead = false): Cell[] => {
    let x = left;
    return columns.map(({ width }, at) => {
      const align = at === 0 ? 'left' : 'right';
      const parts = [partOf(texts[at] ?? '', width, { ...style, align })];
      const cell: Cell =
        isHead || at === 0
          ? { x, width, parts, role: 'TH', attributes: scope(isHead ? 'Column' : 'Row') }
          : { x, width, parts, role: 'TD' };
      x += width;
      return cell;
    });
  };
  const names = columns.map(({ label: key }) => label(key, view.language));
  const { structure } = sheet.drawing;
  structure.open('Table');
  sheet.row(
    cells([label('vat', view.language), ...names.slice(1)], { size: small, color: grey }, true),
    'TR',
  );
  sheet.y += 2;
  for (const row of view.vat) {
    sheet.row(
      cells(
        columns.map(({ key }) => row[key]),
        { size: text },
      ),
      'TR',
    );
    if (row.reason !== undefined) {
      const width = right - left;
      const parts = [partOf(row.reason, width, { size: small, color: grey })];
      sheet.row(
        [{ x: left, width, parts, role: 'TD', attributes: ' /A << /O /Table /ColSpan 3 >>' }],
        'TR',
      );
    }
    sheet.y += 2;
  }
  structure.close();
}

function drawHeading(sheet: Sheet, text: string, { small }: Measures): void {
  sheet.write(text, sheet.frame.left, sheet.width, { size: small, color: grey }, 'H2');
  sheet.y += 1;
}

function drawSection(
  sheet: Sheet,
  heading: string,
  facts: readonly Fact[],
  measure: Measures,
): void {
  if (facts.length === 0) return;
  const style: Style = { size: measure.text };
  const valueX = sheet.frame.left + 100;
  sheet.keepTogether(lineHeight(style) * 2);
  drawHeading(sheet, heading, measure);
  sheet.drawing.structure.open('L');
  for (const { label: name, value } of facts) {
    const width = sheet.frame.right - valueX;
    sheet.row(
      [
        {
          x: sheet.frame.left,
          width: 95,
          parts: [partOf(name, 95, { ...style, color: grey }, 'Lbl')],
        },
        { x: valueX, width, parts: [partOf(value, width, style, 'LBody')] },
      ],
      'LI',
    );
    sheet.y += 1.5;
  }
  sheet.drawing.structure.close();
  sheet.y += measure.gap * 0.6;
}
