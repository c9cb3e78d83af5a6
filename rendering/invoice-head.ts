import type { Fact } from './fact.ts';
import type { Measures } from './measures.ts';
import type { PartyView } from './party-view.ts';
import type { Picture } from './pdf/picture.ts';
import { grey, ink, panel, partOf, rowHeight, type Cell, type Sheet } from './sheet.ts';
import { shownOnOneLine } from './shown-text.ts';
import { textWidth, type Style } from './text-layout.ts';
import type { InvoiceView } from './view-model.ts';

/** Where the window of a C5 or E65 envelope shows the buyer: 20 mm from the left, 50 mm from the top. */
const addressWindow = { top: 142, width: 250 };
const logoBox = { width: 170, height: 40 };
const upper = 36;

/** Everything above the lines: who to whom, what it is, what is to be paid when and where. */
export function drawHead(
  sheet: Sheet,
  view: InvoiceView,
  measure: Measures,
  logo: Picture | null,
): void {
  sheet.y = upper;
  sheet.beside(
    () => drawParties(sheet, view, measure, logo),
    () => drawFacts(sheet, view, measure),
  );
  sheet.y += measure.gap;
  drawOthers(sheet, view.others, measure);
  drawHighlights(sheet, view.payment.highlights, measure);
  for (const note of view.notes) {
    sheet.write(note, sheet.frame.left, sheet.width, { size: measure.text });
    sheet.y += 4;
  }
  if (view.notes.length > 0) sheet.y += measure.gap / 2;
}

function drawParties(
  sheet: Sheet,
  { seller, buyer }: InvoiceView,
  { text, small }: Measures,
  logo: Picture | null,
): void {
  const { left } = sheet.frame;
  if (logo !== null) {
    const scale = Math.min(logoBox.width / logo.width, logoBox.height / logo.height);
    const height = logo.height * scale;
    sheet.drawing.picture(logo, shownOnOneLine(seller.name), {
      x: left,
      y: sheet.y,
      width: logo.width * scale,
      height,
    });
    sheet.y += height + 6;
  }
  const { width } = addressWindow;
  sheet.write(seller.name, left, width, { size: logo === null ? text + 3 : text, weight: 'bold' });
  // As few lines as can be: the window of the envelope begins below.
  const details = [seller.address.join(', '), ...seller.registrations, seller.contact.join(' · ')];
  for (const line of details) sheet.write(line, left, width, { size: small, color: grey });
  sheet.y = Math.max(sheet.y + 14, sheet.page === 0 ? addressWindow.top : 0);
  sheet.write(buyer.name, left, width, { size: text + 1, weight: 'bold' });
  for (const line of buyer.address) sheet.write(line, left, width, { size: text + 1 });
  if (buyer.registrations.length > 0) sheet.y += 3;
  for (const line of buyer.registrations) {
    sheet.write(line, left, width, { size: small, color: grey });
  }
}

function drawFacts(sheet: Sheet, view: InvoiceView, { title, text }: Measures): void {
  const x = sheet.frame.left + 276;
  const width = sheet.frame.right - x;
  const heading: Style = { size: title, weight: 'bold' };
  const [whole, alone] = [`${view.title} ${view.number}`, view.title];
  if (textWidth(whole, heading) <= width) sheet.write(whole, x, width, heading, 'H1');
  else {
    sheet.write(alone, x, width, heading, 'H1');
    sheet.write(view.number, x, width, { size: title / 2, weight: 'bold' });
  }
  sheet.y += 8;
  drawFactList(sheet, view.facts, x, text);
}

function drawFactList(sheet: Sheet, facts: readonly Fact[], x: number, size: number): void {
  const { structure } = sheet.drawing;
  const style: Style = { size };
  const names = facts.map((fact) => textWidth(fact.label, style));
  const labelWidth = Math.min(Math.max(0, ...names), 110);
  structure.open('L');
  for (const fact of facts) {
    const valueX = x + labelWidth + 12;
    const valueWidth = sheet.frame.right - valueX;
    sheet.row(
      [
        {
          x,
          width: labelWidth + 1,
          parts: [partOf(fact.label, labelWidth + 1, { ...style, color: grey }, 'Lbl')],
        },
        { x: valueX, width: valueWidth, parts: [partOf(fact.value, valueWidth, style, 'LBody')] },
      ],
      'LI',
    );
    sheet.y += 1.5;
  }
  structure.close();
}

/** Up to three beside each other. */
function drawOthers(sheet: Sheet, others: readonly PartyView[], { small, gap }: Measures): void {
  const width = (sheet.width - 40) / 3;
  for (let first = 0; first < others.length; first += 3) {
    sheet.row(
      others.slice(first, first + 3).map((party, at): Cell => {
        const lines = [...party.address, ...party.registrations, ...party.contact].join('\n');
        return {
          x: sheet.frame.left + at * (width + 20),
          width,
          parts: [
            partOf(party.label, width, { size: small, color: grey }, 'H2'),
            partOf(party.name, width, { size: small + 0.7, weight: 'bold' }),
            partOf(lines, width, { size: small + 0.7 }),
          ],
        };
      }),
    );
    sheet.y += gap * 0.8;
  }
}

/** The band that is found in a second: each value large below its small label. */
function drawHighlights(sheet: Sheet, facts: readonly Fact[], measure: Measures): void {
  const { small, highlight, gap } = measure;
  const [padding, distance] = [12, 18];
  const labels: Style = { size: small, color: grey };
  const values: Style = { size: highlight, weight: 'bold', color: ink };
  const room = sheet.width - 2 * padding - distance * (facts.length - 1);
  const natural = facts.map(
    (fact) => Math.max(textWidth(fact.label, labels), textWidth(fact.value, values)) + 1,
  );
  const widths = fitted(natural, room);
  let x = sheet.frame.left + padding;
  const cells = facts.map((fact, at): Cell => {
    const width = widths[at] ?? 0;
    const cell = {
      x,
      width,
      role: 'LI' as const,
      parts: [partOf(fact.label, width, labels, 'Lbl'), partOf(fact.value, width, values, 'LBody')],
    };
    x += width + distance;
    return cell;
  });
  const height = rowHeight(cells) + 2 * padding - 4;
  sheet.keepTogether(height);
  const visible = Math.min(height, sheet.frame.bottom - sheet.y);
  sheet.drawing.rectangle(sheet.frame.left, sheet.y, sheet.width, visible, panel);
  sheet.drawing.rectangle(sheet.frame.left, sheet.y, 3, visible, ink);
  sheet.y += padding - 2;
  sheet.row(cells, 'L');
  sheet.y += padding - 2 + gap;
}

/** Shares the room: what is left over goes to all; where it is too little, the long ones are cut and the short ones not. */
export function fitted(natural: readonly number[], room: number): number[] {
  const total = natural.reduce((sum, width) => sum + width, 0);
  if (total <= room) {
    const extra = (room - total) / natural.length;
    return natural.map((width) => width + extra);
  }
  const share = room / natural.length;
  const short = natural.filter((width) => width <= share);
  const left = room - short.reduce((sum, width) => sum + width, 0);
  const long = natural.length - short.length;
  return natural.map((width) => (width <= share ? width : left / long));
}
