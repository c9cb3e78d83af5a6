import { separatorText } from '../../policy/scan-folder.ts';
import { paper } from '../../rendering/pdf/document.ts';
import { ink, Sheet } from '../../rendering/sheet.ts';
import { qrModules } from '../../scan/write-code.ts';

const margin = 70;
/** Points: as wide as a hand, so that a coarse scan of a crumpled copy still has it. */
const side = 230;

/** The sheet that is laid between documents before they are scanned together, as a PDF of one page (A4). */
export async function separatorSheet(): Promise<Uint8Array> {
  const frame = { left: margin, right: paper.width - margin, top: margin, bottom: 780 };
  const sheet = new Sheet(frame, () => undefined);
  const write = (text: string, size: number, weight: 'bold' | 'regular' = 'regular'): void => {
    sheet.write(text, frame.left, sheet.width, { size, weight });
    sheet.y += size;
  };
  sheet.y = margin;
  write('Skilleark', 32, 'bold');
  write('Legg ett mellom hvert dokument før de skannes sammen. Arket kan brukes om igjen.', 13);
  write('Separator sheet', 24, 'bold');
  write('Lay one between documents before they are scanned together. It may be used again.', 13);
  const modules = await qrModules(separatorText);
  const module = side / modules.length;
  const [left, top] = [(paper.width - side) / 2, sheet.y + 40];
  sheet.drawing.structure.silently(() => {
    modules.forEach((row, y) =>
      row.forEach((isDark, x) => {
        if (!isDark) return;
        sheet.drawing.rectangle(left + x * module, top + y * module, module, module, ink);
      }),
    );
  });
  sheet.y = top + side + 30;
  write(separatorText, 9);
  return sheet.drawing.finish({
    title: 'Skilleark',
    author: 'AutoInvoice',
    language: 'nb',
    createdOn: '2026-01-01',
  });
}
