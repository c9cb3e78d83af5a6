import { describe, expect, it } from 'vitest';
import { createEngines } from '../../../scan/read/engines.ts';
import { readDocument } from '../../../scan/read/read-document.ts';
import type { Page, Word } from '../../../scan/words.ts';
import { painted, pdfOfPages, type PdfPage } from '../../support/pdf.ts';

async function pageOf(page: PdfPage): Promise<Page> {
  const read = await readDocument(
    pdfOfPages([page]),
    { engine: 'text' },
    createEngines({ ocrModels: null }),
  );
  const first = 'error' in read ? undefined : read.pages[0];
  if (!first) throw new Error(JSON.stringify(read));
  return first;
}

const textsOf = async (page: PdfPage): Promise<string[]> =>
  (await pageOf(page)).words.map(({ text }) => text).sort();

const rounded = (words: readonly Word[]): string[] =>
  words.map(({ text, box }) => `${text} ${box.map(Math.round).join(' ')}`).sort();

describe('the text of a PDF', () => {
  it('comes as words with their places from the upper left corner', async () => {
    const page = await pageOf({ content: painted('Faktura nr. 1042', 50, 500) });
    expect(page).toMatchObject({ number: 1, width: 400, height: 600, engine: 'text' });
    expect(rounded(page.words)).toEqual([
      '1042 102 93 123 102',
      'Faktura 50 93 85 102',
      'nr. 88 93 99 102',
    ]);
  });

  it('keeps a word together that was painted in pieces, in any order', async () => {
    // Widths of Helvetica at 10 points: "1042" 22.2, "Fakt" 19.5.
    const pieces = painted('ura', 69.5, 500) + painted('Fakt', 50, 500) + painted('1042', 90, 500);
    expect(await textsOf({ content: pieces })).toEqual(['1042', 'Faktura']);
  });

  it('counts a word once that was painted twice to look bold', async () => {
    const twice = painted('Sum 1250,00', 50, 500) + painted('Sum 1250,00', 50.3, 500);
    expect(await textsOf({ content: twice })).toEqual(['1250,00', 'Sum']);
  });

  it('reads letters that are set apart as one word', async () => {
    const spaced = Array.from('FAKTURA', (letter, index) => painted(letter, 50 + 10 * index, 500));
    expect(await textsOf({ content: spaced.join('') })).toEqual(['FAKTURA']);
  });

  it('does not join the columns of a table', async () => {
    const row = painted('2', 50, 500) + painted('3', 62, 500) + painted('stk', 80, 500);
    expect(await textsOf({ content: row })).toEqual(['2', '3', 'stk']);
  });

  it.each([
    ['a page that is shown turned', '/Rotate 90', '0 1 -1 0 400 0 cm '],
    ['text painted sideways', '', '0 1 -1 0 400 0 cm '],
    ['text painted upside down', '', '-1 0 0 -1 400 600 cm '],
  ])('stands upright on %s', async (_, entries, turned) => {
    const content = turned + painted('Faktura', 50, 380) + painted('1042', 50, 300);
    const page = await pageOf({ content, entries });
    const isSideways = turned.startsWith('0');
    expect([page.width, page.height]).toEqual(isSideways ? [600, 400] : [400, 600]);
    const height = isSideways ? 400 : 600;
    expect(rounded(page.words)).toEqual([
      `1042 50 ${height - 307} 72 ${height - 298}`,
      `Faktura 50 ${height - 387} 84 ${height - 378}`,
    ]);
  });

  it('leaves out what stands outside the page', async () => {
    expect(await textsOf({ content: painted('inne', 50, 500) + painted('ute', 50, 900) })).toEqual([
      'inne',
    ]);
  });

  it('includes what was filled into a form', async () => {
    const field =
      '<< /Type /Annot /Subtype /Widget /FT /Tx /T (total) /V (1 250,00) /Rect [200 300 300 320] >>';
    expect(await textsOf({ content: painted('Sum', 50, 305), annotations: field })).toEqual([
      '1',
      '250,00',
      'Sum',
    ]);
  });
});
