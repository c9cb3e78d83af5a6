import { cpSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { createWorker, type Worker } from 'tesseract.js';
import type { OcrEngine, Reading } from './ocr.ts';
import { turnedBy, type Picture, type PixelWord } from './picture.ts';
import { withoutRules } from './rules.ts';
import { isSideways } from './sideways.ts';

const languages = ['nor', 'eng'];
const places = createRequire(import.meta.url);

/** Starts tesseract, with its data from the packages: nothing is fetched. Its words come from a thread of its own. */
export async function openTesseract(): Promise<OcrEngine> {
  const worker = await createWorker(languages, 1, {
    langPath: dataFolder(),
    gzip: true,
    cacheMethod: 'none',
    // Without one, a failure in the thread ends the process.
    errorHandler: () => undefined,
  });
  await worker.setParameters({
    tessedit_pageseg_mode: '11' as never,
    preserve_interword_spaces: '1',
  });
  return {
    name: 'tesseract',
    read: (picture, isUpright = false) => read(worker, picture, isUpright),
    close: async () => {
      await worker.terminate();
    },
  };
}

/** One folder with the data of all languages: tesseract.js takes them from one place only. */
function dataFolder(): string {
  const folder = join(tmpdir(), `autoinvoice-tesseract-${process.getuid?.() ?? 0}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const language of languages) {
    const name = `${language}.traineddata.gz`;
    if (existsSync(join(folder, name))) continue;
    const home = dirname(places.resolve(`@tesseract.js-data/${language}/package.json`));
    const part = join(folder, `${name}.${process.pid}.part`);
    cpSync(join(home, '4.0.0_best_int', name), part);
    renameSync(part, join(folder, name));
  }
  return folder;
}

/** Words that tesseract is less sure of than this are mostly dirt; 0–1. */
const leastConfidence = 0.2;
/** Under this the page may stand on its head or its side; 0–1. */
const doubtful = 0.6;

/** Dots per inch: more of them cost time and find nothing more. */
const finest = 200;

interface Attempt extends Reading {
  readonly confidence: number;
}

async function read(worker: Worker, picture: Picture, isUpright: boolean): Promise<Reading> {
  const clean = withoutRules(picture);
  if (isUpright) return attempt(worker, clean, 0);
  const ways = isSideways(clean) ? [1, 3, 0, 2] : [0, 2, 1, 3];
  let best: Attempt | null = null;
  for (const quarters of ways) {
    const next = await attempt(worker, turnedBy(clean, quarters), quarters);
    if (best === null || next.confidence > best.confidence) best = next;
    if (best.confidence >= doubtful) break;
  }
  return best ?? { words: [], quarters: 0 };
}

async function attempt(worker: Worker, picture: Picture, quarters: number): Promise<Attempt> {
  const { width, height, data, scale } = picture;
  const shrink = Math.min(1, finest / (scale * 72));
  const png = await sharp(data, { raw: { width, height, channels: 1 } })
    .resize(Math.round(width * shrink), Math.round(height * shrink), { fit: 'fill' })
    .extractChannel(0)
    .png({ compressionLevel: 1 })
    .withMetadata({ density: Math.round(scale * shrink * 72) })
    .toBuffer();
  const { data: page } = await worker.recognize(png, {}, { blocks: true, text: false });
  const words: PixelWord[] = [];
  let sum = 0;
  let characters = 0;
  for (const block of page.blocks ?? [])
    for (const paragraph of block.paragraphs)
      for (const line of paragraph.lines)
        for (const { text, confidence, bbox } of line.words) {
          const sure = confidence / 100;
          if (text.trim() === '' || sure < leastConfidence) continue;
          const { x0, y0, x1, y1 } = bbox;
          const box = [x0 / shrink, y0 / shrink, x1 / shrink, y1 / shrink] as const;
          words.push({ text, box, confidence: sure });
          sum += sure * text.length;
          characters += text.length;
        }
  // Many sure words count for more than a few: upside down, little is found at all.
  const confidence = characters === 0 ? 0 : (sum / characters) * Math.min(1, characters / 60);
  return { words, quarters, confidence };
}
