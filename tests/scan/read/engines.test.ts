import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createEngines, type Engines, type NoEngine } from '../../../scan/read/engines.ts';
import type { OcrEngine } from '../../../scan/read/ocr.ts';
import { modelFiles } from '../../../scan/read/ppocr/models.ts';
import { readDocument } from '../../../scan/read/read-document.ts';
import { printedPage, sharpOf } from '../../support/pictures.ts';

const png = async (): Promise<Buffer> =>
  sharpOf(await printedPage())
    .png()
    .toBuffer();

const reads = (name: OcrEngine['name']): OcrEngine => ({
  name,
  read: () =>
    Promise.resolve({
      words: [{ text: 'Faktura', box: [0, 0, 10, 10], confidence: 1 }],
      quarters: 0,
    }),
  close: () => Promise.resolve(),
});
const fails = (name: OcrEngine['name']): OcrEngine => ({
  ...reads(name),
  read: () => Promise.reject(new Error('out of its mind')),
});

/** Engines as an installation may have them. */
const enginesOf = (all: Record<OcrEngine['name'], OcrEngine | NoEngine>): Engines => ({
  open: (name) => Promise.resolve(all[name]),
  discard: () => Promise.resolve(),
  close: () => Promise.resolve(),
});
const absent = { missing: 'its models are not here', isInstalled: false };
const broken = { missing: 'its models are broken', isInstalled: true };

const folder = mkdtempSync(join(tmpdir(), 'autoinvoice-models-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('an engine that does not read', () => {
  it.each<[string, OcrEngine | NoEngine, OcrEngine | NoEngine, unknown]>([
    ['is not there: the next one reads', absent, reads('tesseract'), ['tesseract', []]],
    [
      'is there and does not start: the next one reads, and it is said',
      broken,
      reads('tesseract'),
      ['tesseract', ['engine-missing']],
    ],
    [
      'fails on the page: the next one reads, and it is said',
      fails('ppocr'),
      reads('tesseract'),
      ['tesseract', ['engine-failed']],
    ],
    ['has none beside it: there is no empty draft', absent, fails('tesseract'), 'no-engine'],
  ])('%s', async (_, ppocr, tesseract, expected) => {
    const result = await readDocument(await png(), {}, enginesOf({ ppocr, tesseract }));
    const seen =
      'error' in result ? result.error.code : [result.engine, result.notes.map(({ code }) => code)];
    expect(seen).toEqual(expected);
  });

  it('is told from one whose models are not there', async () => {
    expect(await createEngines({ ocrModels: folder }).open('ppocr')).toMatchObject({
      isInstalled: false,
    });
    for (const { name } of Object.values(modelFiles)) writeFileSync(join(folder, name), 'no model');
    expect(await createEngines({ ocrModels: folder }).open('ppocr')).toMatchObject({
      isInstalled: true,
    });
  });
});
