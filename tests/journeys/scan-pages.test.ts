import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { readInvoice } from '../../invoice/ubl-read.ts';
import { drawPage } from '../../scan/read/page-picture.ts';
import {
  ask,
  json,
  newCompany,
  newKey,
  type Answer,
  type Company,
} from '../support/installation.ts';
import { painted, pdfOfPages } from '../support/pdf.ts';
import { invoiceTo, samplePdf, scan, untilScan } from '../support/scans.ts';

let company: Company;
beforeAll(async () => {
  company = await newCompany();
});

/** Three pages of 400 × 600 points that pass for one invoice which nobody can be sure of. */
const threePages = (number: string): Uint8Array =>
  pdfOfPages(
    [1, 2, 3].map((page) => ({
      content:
        painted(`Faktura ${number} fra Solheim Bakeri AS`, 50, 500) +
        painted(`Side ${page} av 3`, 50, 100),
    })),
  );

async function held(number: string): Promise<Answer['body']> {
  const { body } = await scan(company.key, [{ name: 'a.pdf', bytes: threePages(number) }]);
  return untilScan(company.key, body.scans[0].id, ['review']);
}

const act = (
  id: string,
  action: string,
  version: number,
  body: object,
  key = company.key,
): Promise<Answer> =>
  ask('POST', `/v1/scans/${id}/${action}`, key, {
    headers: { 'content-type': 'application/json', 'if-match': `"${version}"` },
    body: JSON.stringify(body),
  });
const sizeOf = async ({ bytes }: Answer): Promise<unknown> => {
  const { width, height, format } = await sharp(bytes).metadata();
  return [format, width, height];
};

describe('the pages of a scan', () => {
  it('are shown as pictures, to the company that they belong to', async () => {
    const { id } = await held('P-1');
    const page = `/v1/scans/${id}/pages/2.png?width=200`;
    const shown = await ask('GET', page, company.key);
    expect(await sizeOf(shown)).toEqual(['png', 200, 300]);
    const headers = { 'if-none-match': shown.headers.get('etag') ?? '' };
    expect((await ask('GET', page, company.key, { headers })).status).toBe(304);
    expect((await ask('GET', `/v1/scans/${id}/pages/4.png`, company.key)).status).toBe(404);
    expect((await ask('GET', page, (await newCompany()).key)).status).toBe(404);
  });

  it('are turned by a person, and read again as they stand then', async () => {
    const { id, draft } = await held('P-2');
    const turned = await act(id, 'rotate', draft.version, { page: 1, quarters: 1 });
    expect([turned.status, turned.body.status]).toEqual([202, 'received']);
    const again = await untilScan(company.key, id, ['review']);
    expect(again.draft.version).toBe(draft.version + 1);
    expect(again.runs.at(-1)).toMatchObject({ number: 2, openedBy: 'rotation', status: 'closed' });
    expect(again.timeline.map(({ code }: { code: string }) => code)).toContain('scan.rotated');
    const shown = await ask('GET', `/v1/scans/${id}/pages/1.png?width=300`, company.key);
    expect(await sizeOf(shown)).toEqual(['png', 300, 200]);

    const stale = await act(id, 'rotate', draft.version, { page: 1, quarters: 1 });
    expect([stale.status, stale.body.code]).toEqual([412, 'draft-changed']);
    await ask('PATCH', `/v1/scans/${id}/draft`, company.key, {
      headers: { 'content-type': 'application/json', 'if-match': `"${again.draft.version}"` },
      body: JSON.stringify({ fields: { number: 'RETTET' } }),
    });
    const refused = await act(id, 'rotate', again.draft.version + 1, { page: 1, quarters: 3 });
    expect([refused.status, refused.body.code]).toEqual([409, 'corrected']);
    const colleague = await newKey(company.tenantId);
    const locked = await act(
      id,
      'split',
      again.draft.version + 1,
      { documents: [[1], [2, 3]] },
      colleague,
    );
    expect([locked.status, locked.body.code]).toEqual([409, 'locked']);
  });

  it('are split into documents that know where they are from, and merged again', async () => {
    const { id, draft } = await held('P-3');
    const wrong = await act(id, 'split', draft.version, { documents: [[1], [2]] });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'pages-invalid']);
    const split = await act(id, 'split', draft.version, { documents: [[1], [2], [3]] });
    expect(split.status).toBe(202);
    const file = await untilScan(company.key, id, ['split']);
    expect(file.documents).toEqual(split.body.documents);
    expect((await act(id, 'split', draft.version, { documents: [[1], [2, 3]] })).status).toBe(409);
    const parts = await Promise.all(
      file.documents.map((part: string) => untilScan(company.key, part, ['review'])),
    );
    expect(parts.map(({ splitFrom, pages }) => [splitFrom, pages])).toEqual([
      [id, [1]],
      [id, [2]],
      [id, [3]],
    ]);
    // The file itself is no repeat of its parts; that they have one number is worth telling.
    const repeats = parts.map(({ draft: part }) =>
      part.findings
        .map(({ code }: { code: string }) => code)
        .filter((code: string) => code.startsWith('duplicate')),
    );
    expect(repeats).toEqual([[], ['duplicate-number'], ['duplicate-number']]);

    const [first, second, third] = parts;
    const seen = { id: third.id, version: third.draft.version };
    const merged = await act(second.id, 'merge', second.draft.version, { scans: [seen] });
    expect([merged.status, merged.body.pages]).toEqual([202, [2, 3]]);
    const one = await untilScan(company.key, second.id, ['review']);
    expect(one.timeline.map(({ code }: { code: string }) => code)).toContain('scan.extended');
    expect(await untilScan(company.key, third.id)).toMatchObject({
      status: 'merged',
      mergedInto: second.id,
    });
    const other = await held('P-4');
    const strange = { id: other.id, version: other.draft.version };
    const refused = await act(first.id, 'merge', first.draft.version, { scans: [strange] });
    expect([refused.status, refused.body.code]).toEqual([422, 'not-one-file']);
    expect((await untilScan(company.key, other.id)).status).toBe('review');
  });
});

describe('a TIFF', () => {
  it('stands in the received invoice as a PDF', { timeout: 60_000 }, async () => {
    await ask('PATCH', '/v1/settings', company.key, json({ scanning: { releaseThreshold: 1 } }));
    const text = await samplePdf({ xml: invoiceTo(company.organisationNumber, 'T-1') });
    const drawn = await drawPage(text, { page: 1, width: 1654, turned: 0 });
    if ('error' in drawn) throw new Error(drawn.error.detail);
    const bytes = await sharp(drawn.png)
      .greyscale()
      .tiff({ compression: 'lzw', xres: 200 / 25.4, yres: 200 / 25.4 })
      .toBuffer();
    const { body } = await scan(company.key, [{ name: 'faktura.tif', bytes }]);
    // No reading of a picture is as sure as this company wants it.
    const seen = await untilScan(company.key, body.scans[0].id, ['review'], 50);
    const accepted = await act(seen.id, 'accept', seen.draft.version, {});
    expect(accepted.status).toBe(200);
    const path = `/v1/received/${accepted.body.receivedId}/document`;
    const read = readInvoice((await ask('GET', path, company.key)).bytes);
    if (!read.ok) throw new Error(read.detail);
    const [picture] = read.invoice.attachments;
    expect(picture).toMatchObject({ filename: 'faktura.pdf', contentType: 'application/pdf' });
    expect(Buffer.from(picture?.content ?? '', 'base64').toString('latin1')).toMatch(/^%PDF-1\.7/);
  });
});
