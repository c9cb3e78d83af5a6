import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InferenceSession, Tensor, TensorConstructor } from 'onnxruntime-node';
import sharp from 'sharp';
import { quarterTurned, upsideDown, type Picture, type PixelWord } from '../picture.ts';
import type { OcrEngine, Reading } from '../ocr.ts';
import { boxesOf, type TiltedBox } from './boxes.ts';
import { condense } from './condense.ts';
import { classesOf, glyphsOf, type Classes } from './decode.ts';
import { wordsOfLine } from './line-words.ts';
import { modelFiles } from './models.ts';
import { readRecogniser } from './recogniser.ts';
import { stripHeight, stripOf, type Strip } from './strips.ts';

/** The longest side of what the detection model sees: larger finds little more and costs with the square. */
const longestSide = 1280;
/** Lines of like width are recognised together. */
const mostTogether = 8;

interface Runtime {
  readonly Tensor: TensorConstructor;
  readonly detect: InferenceSession;
  readonly recognise: InferenceSession;
  readonly classify: InferenceSession;
  readonly classes: Classes;
}

/** Opens PP-OCRv6 with the models in this folder. Rejects where onnxruntime-node or a model is missing or broken. */
export async function openPpocr(folder: string): Promise<OcrEngine> {
  const { InferenceSession: session, Tensor } = (await import('onnxruntime-node')).default;
  const open = (model: Uint8Array): Promise<InferenceSession> =>
    session.create(model, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      enableCpuMemArena: false,
      enableMemPattern: false,
      // Errors alone: the shapes that the file notes for its inner steps are not those of the model as it was cut.
      logSeverityLevel: 3,
    });
  const file = (kind: keyof typeof modelFiles): Uint8Array =>
    readFileSync(join(folder, modelFiles[kind].name));
  const { model, dictionary } = readRecogniser(file('recognise'));
  const runtime: Runtime = {
    Tensor,
    detect: await open(file('detect')),
    recognise: await open(model),
    classify: await open(file('classify')),
    classes: classesOf(dictionary),
  };
  return {
    name: 'ppocr',
    read: (picture, isUpright = false) => read(runtime, picture, isUpright),
    close: () => Promise.resolve(),
  };
}

async function read(runtime: Runtime, given: Picture, isUpright: boolean): Promise<Reading> {
  let picture = given;
  let quarters = 0;
  let boxes = await linesOf(runtime, picture);
  if (!isUpright && areMostlyUpright(boxes)) {
    picture = quarterTurned(picture);
    quarters = 1;
    boxes = await linesOf(runtime, picture);
  }
  let strips = boxes.map((box) => stripOf(picture, box));
  if (!isUpright && (await isUpsideDown(runtime, strips))) {
    picture = upsideDown(picture);
    quarters += 2;
    boxes = boxes.map((box) => ({ ...box, x: picture.width - box.x, y: picture.height - box.y }));
    strips = boxes.map((box) => stripOf(picture, box));
  }
  return { words: await recognised(runtime, strips), quarters };
}

/** Lines that stand on end. */
function areMostlyUpright(boxes: readonly TiltedBox[]): boolean {
  const clear = boxes.filter(
    ({ width, height }) => Math.max(width, height) > 2.5 * Math.min(width, height),
  );
  const standing = clear.filter(({ width, height }) => height > width).length;
  return clear.length >= 4 && standing > clear.length / 2;
}

async function linesOf({ Tensor, detect }: Runtime, picture: Picture): Promise<TiltedBox[]> {
  const shrink = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const [width, height] = [picture.width, picture.height].map((side) =>
    Math.max(1, Math.round(side * shrink)),
  ) as [number, number];
  const raw = { width: picture.width, height: picture.height, channels: 1 as const };
  const small = await sharp(picture.data, { raw })
    .resize(width, height, { fit: 'fill' })
    .extractChannel(0)
    .raw()
    .toBuffer();
  const { data, rows, left, ...size } = condense(small, width, height);
  if (rows.length === 0) return [];
  const input = new Float32Array(3 * data.length);
  data.forEach((shade, index) => {
    input[index] = shade / 127.5 - 1;
  });
  input.copyWithin(data.length, 0, data.length);
  input.copyWithin(2 * data.length, 0, data.length);
  const map = await run(detect, new Tensor('float32', input, [1, 3, size.height, size.width]));
  const [byX, byY] = [picture.width / width, picture.height / height];
  return boxesOf(map.data as Float32Array, size.width, size.height).map((box) => {
    // Between parts that were left out there is more white than a line is high: all of a line moves together.
    const row = Math.min(rows.length - 1, Math.max(0, Math.floor(box.y)));
    const y = box.y - row + (rows[row] ?? 0);
    return {
      x: (box.x + left) * byX,
      y: y * byY,
      width: box.width * byX,
      height: box.height * byY,
      angle: box.angle,
    };
  });
}

async function run(session: InferenceSession, input: Tensor): Promise<Tensor> {
  const [inputName = '', outputName = ''] = [session.inputNames[0], session.outputNames[0]];
  const output = (await session.run({ [inputName]: input }))[outputName];
  if (!output) throw new Error(`The model gives no ${outputName}.`);
  return output;
}

/** By the longest lines: short ones, such as numbers, often look alike both ways. */
async function isUpsideDown(
  { Tensor, classify }: Runtime,
  strips: readonly Strip[],
): Promise<boolean> {
  const longest = [...strips].sort((a, b) => b.width - a.width).slice(0, 12);
  if (longest.length === 0) return false;
  const width = 192;
  const input = tensorOf(longest, width);
  const output = await run(
    classify,
    new Tensor('float32', input, [longest.length, 3, stripHeight, width]),
  );
  const scores = output.data as Float32Array;
  let turned = 0;
  for (let index = 0; index < longest.length; index++)
    turned += (scores[2 * index + 1] ?? 0) > 0.5 ? 1 : 0;
  return turned > longest.length / 2;
}

/** Strips one after the other in the form that the models take; what is wider is cut off, the rest is neutral. */
function tensorOf(strips: readonly Strip[], width: number): Float32Array {
  const plane = width * stripHeight;
  const input = new Float32Array(strips.length * 3 * plane);
  strips.forEach((strip, index) => {
    const start = index * 3 * plane;
    for (let row = 0; row < stripHeight; row++) {
      const from = row * strip.width;
      input.set(
        strip.values.subarray(from, from + Math.min(width, strip.width)),
        start + row * width,
      );
    }
    input.copyWithin(start + plane, start, start + plane);
    input.copyWithin(start + 2 * plane, start, start + plane);
  });
  return input;
}

async function recognised(
  { Tensor, recognise, classes }: Runtime,
  strips: readonly Strip[],
): Promise<PixelWord[]> {
  const sorted = [...strips].sort((a, b) => a.width - b.width);
  const words: PixelWord[] = [];
  for (let at = 0; at < sorted.length;) {
    const [first] = sorted.slice(at, at + 1);
    const fits = (strip: Strip): boolean => strip.width <= (first?.width ?? 0) * 1.25 + 16;
    const batch = sorted.slice(at, at + mostTogether).filter(fits);
    at += batch.length;
    const width = Math.ceil(Math.max(batch.at(-1)?.width ?? 0, stripHeight) / 8) * 8;
    const input = tensorOf(batch, width);
    const output = await run(
      recognise,
      new Tensor('float32', input, [batch.length, 3, stripHeight, width]),
    );
    const [, steps = 0, classCount = 0] = output.dims;
    batch.forEach((strip, index) => {
      const each = steps * classCount;
      const values = (output.data as Float32Array).subarray(index * each, (index + 1) * each);
      const glyphs = glyphsOf(values, steps, classes).map((glyph) => ({
        ...glyph,
        at: (glyph.at * width) / strip.width,
      }));
      words.push(...wordsOfLine(strip, glyphs));
    });
  }
  return words;
}
