import type { Page } from '../words.ts';
import { readCodes } from './codes.ts';
import type { OcrEngine } from './ocr.ts';
import { turnedBy, type Picture } from './picture.ts';
import { straighten } from './straighten.ts';

/** Reads a page that is a picture; where a person has turned it by so many quarters, as it stands then. */
export async function readPicture(
  given: Picture,
  number: number,
  engine: OcrEngine,
  byPerson?: number,
): Promise<Page> {
  const { picture, turned } = await straighten(turnedBy(given, byPerson ?? 0));
  const { words, quarters } = await engine.read(picture, byPerson !== undefined);
  const { scale } = picture;
  const isSideways = quarters % 2 !== 0;
  const [width, height] = isSideways
    ? [picture.height, picture.width]
    : [picture.width, picture.height];
  return {
    number,
    width: width / scale,
    height: height / scale,
    engine: engine.name,
    turned: turned + 90 * ((byPerson ?? 0) + quarters),
    words: words.map(({ text, box: [left, top, right, bottom], confidence }) => ({
      text,
      box: [left / scale, top / scale, right / scale, bottom / scale],
      confidence,
    })),
    codes: await readCodes(turnedBy(picture, quarters)),
  };
}
