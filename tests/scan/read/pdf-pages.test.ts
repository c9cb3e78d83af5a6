import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { takePages } from '../../../scan/read/pdf-pages.ts';
import { openPdfText } from '../../../scan/read/pdf-text.ts';
import { painted, pdfOfPages } from '../../support/pdf.ts';

const file = pdfOfPages(
  ['Regnbuen', 'Havblikk', 'Fjellro'].map((name) => ({ content: painted(name, 50, 500) })),
);

/** What stands on each page of a PDF. */
async function textsOf(bytes: Uint8Array): Promise<string[]> {
  const text = await openPdfText(bytes);
  if ('error' in text) throw new Error(text.error.detail);
  const texts: string[] = [];
  for (let number = 1; number <= text.pageCount; number++) {
    const found = await text.readPage(number);
    texts.push((found?.page.words ?? []).map((word) => word.text).join(' '));
  }
  await text.close();
  return texts;
}

async function take(pages: readonly number[], from = file): Promise<Uint8Array | string> {
  const taken = await takePages(from, pages);
  return 'error' in taken ? taken.error.code : taken.pdf;
}

describe('pages that are taken out of a PDF', () => {
  it.each([
    { pages: [2], texts: ['Havblikk'] },
    { pages: [1, 3], texts: ['Regnbuen', 'Fjellro'] },
  ])('$pages are a PDF of their own', async ({ pages, texts }) => {
    const taken = await take(pages);
    if (typeof taken === 'string') throw new Error(taken);
    expect(await textsOf(taken)).toEqual(texts);
  });

  it('carry nothing of the others', async () => {
    const remark = `%${randomBytes(20_000).toString('base64')}\n`;
    const large = pdfOfPages([
      { content: remark + painted('Regnbuen', 50, 500) },
      { content: painted('Havblikk', 50, 500) },
    ]);
    expect((await take([1], large)).length).toBeGreaterThan(20_000);
    expect((await take([2], large)).length).toBeLessThan(2000);
  });

  it.each([
    ['there is no such page', [4], file],
    ['it is no PDF', [1], Buffer.from('PK, an archive')],
    ['it is empty', [1], new Uint8Array()],
  ])('are refused where %s', async (_, pages, from) => {
    expect(await take(pages, from)).toBe('damaged');
    // The next file is taken as ever.
    expect(await take([1])).toBeInstanceOf(Uint8Array);
  });
});
