import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { separatorText } from '../../policy/scan-folder.ts';
import { qrModules } from '../../scan/write-code.ts';
import {
  ask,
  installation,
  json,
  newCompany,
  type Answer,
  type Company,
} from '../support/installation.ts';
import { painted, pdfOfPages } from '../support/pdf.ts';
import { invoiceTo, samplePdf, untilScan } from '../support/scans.ts';

let company: Company;
let folder: string;
beforeAll(async () => {
  company = await newCompany();
  await ask(
    'PUT',
    '/v1/scanning',
    company.key,
    json({ enabled: true, returnEmail: 'a@b.example' }),
  );
  await until(async () => (await ask('GET', '/v1/scanning', company.key)).body.status === 'open');
  folder = join(installation().addresses['scanFolder'] ?? '', company.organisationNumber);
  mkdirSync(folder, { recursive: true });
});

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 15_000; !(await isSo());) {
    if (Date.now() > end) throw new Error('It did not come to be.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const drop = (name: string, bytes: Uint8Array | string): void => {
  // As programs should: nobody sees the file before it is whole.
  writeFileSync(join(folder, `${name}.part`), bytes);
  renameSync(join(folder, `${name}.part`), join(folder, name));
};
const isIn = (place: 'done' | 'failed', name: string): boolean =>
  existsSync(join(folder, place, name));
const arrivals = async (): Promise<Answer['body'][]> =>
  (await ask('GET', '/v1/scan-arrivals', company.key)).body.data;

describe('a folder of scanned paper', () => {
  it('has each file stored and read before it is moved, once', async () => {
    const pdf = await samplePdf({
      embedded: true,
      xml: invoiceTo(company.organisationNumber, 'D-1'),
    });
    drop('paper.pdf', pdf);
    await until(() => isIn('done', 'paper.pdf'));
    const [arrival] = await arrivals();
    expect(arrival).toMatchObject({ source: 'folder', parts: [{ filename: 'paper.pdf' }] });
    const scan = await untilScan(company.key, arrival.parts[0].id, ['accepted']);
    expect(scan).toMatchObject({ source: 'folder', number: 'D-1' });

    drop('paper.pdf', pdf);
    await until(() => isIn('done', 'paper (2).pdf'));
    expect(await arrivals()).toHaveLength(1);
  });

  it('leaves alone what is being written, and what is no file of its own', async () => {
    writeFileSync(join(folder, 'late.pdf.part'), '%PDF-1.7');
    symlinkSync('/etc/hostname', join(folder, 'link.pdf'));
    const growing = join(folder, 'growing.pdf');
    writeFileSync(growing, '');
    // Longer than two rounds, and never the same twice.
    for (let part = 0; part < 12; part++) {
      appendFileSync(growing, '%PDF-1.7 and more\n');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(readdirSync(folder)).toEqual(
      expect.arrayContaining(['growing.pdf', 'late.pdf.part', 'link.pdf']),
    );
    await until(() => isIn('done', 'growing.pdf'));
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['late.pdf.part', 'link.pdf']));
  });

  it('puts aside what is no document, and says why', async () => {
    drop('program.pdf', 'MZ, a program');
    drop('empty.tif', '');
    await until(() => isIn('failed', 'program.pdf.txt') && isIn('failed', 'empty.tif.txt'));
    const note = readFileSync(join(folder, 'failed', 'program.pdf.txt'), 'utf8');
    expect(note).toContain('Filen er verken PDF, PNG, JPEG eller TIFF.');
    expect(isIn('failed', 'program.pdf')).toBe(true);
  });

  it('parts a batch at the separator sheets', async () => {
    const modules = await qrModules(separatorText);
    const sheet = modules.flatMap((row, y) =>
      row.map((isDark, x) => (isDark ? `${80 + 9 * x} ${500 - 9 * y} 9 9 re f\n` : '')),
    );
    const page = (number: string) => ({
      content: painted(`Faktura ${number} fra Solheim Bakeri AS`, 50, 500),
    });
    drop('batch.pdf', pdfOfPages([page('1'), { content: sheet.join('') }, page('2'), page('2')]));
    await until(() => isIn('done', 'batch.pdf'));
    const [arrival] = await arrivals();
    const file = await untilScan(company.key, arrival.parts[0].id, ['split']);
    const parts = await Promise.all(
      file.documents.map((id: string) => untilScan(company.key, id, ['review'])),
    );
    expect(parts.map(({ pages, splitFrom }) => [pages, splitFrom])).toEqual([
      [[1], file.id],
      [[3, 4], file.id],
    ]);
  });
});
