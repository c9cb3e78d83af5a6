import type { Picture } from '../picture.ts';
import type { TiltedBox } from './boxes.ts';

/** Height of a line as the recognition model sees it. */
export const stripHeight = 48;

/** One line of text cut out of a page, 48 pixels high, with values from −1 (black) to 1. */
export interface Strip {
  readonly box: TiltedBox;
  readonly width: number;
  readonly values: Float32Array;
}

/** Cuts a line out of the page and scales it to the model's height; upright letters stay upright. */
export function stripOf(picture: Picture, box: TiltedBox): Strip {
  const scale = box.height / stripHeight;
  const width = Math.max(8, Math.ceil(box.width / scale));
  const values = new Float32Array(width * stripHeight);
  const [cos, sin] = [Math.cos(box.angle), Math.sin(box.angle)];
  // More than one sample per pixel where the line is made smaller, or thin strokes fall between the samples.
  const samples = Math.min(4, Math.max(1, Math.round(scale)));
  for (let row = 0; row < stripHeight; row++)
    for (let column = 0; column < width; column++) {
      let sum = 0;
      for (let j = 0; j < samples; j++)
        for (let i = 0; i < samples; i++) {
          const along = ((column + (i + 0.5) / samples) / width - 0.5) * box.width;
          const across = ((row + (j + 0.5) / samples) / stripHeight - 0.5) * box.height;
          sum += shadeAt(
            picture,
            box.x + along * cos - across * sin - 0.5,
            box.y + along * sin + across * cos - 0.5,
          );
        }
      values[row * width + column] = sum / (samples * samples) / 127.5 - 1;
    }
  return { box, width, values };
}

/** Between four pixels; the edge goes on outside. */
function shadeAt({ width, height, data }: Picture, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [byX, byY] = [x - left, y - top];
  const column = (at: number): number => Math.min(width - 1, Math.max(0, at));
  const row = (at: number): number => Math.min(height - 1, Math.max(0, at)) * width;
  const [x1, x2, y1, y2] = [column(left), column(left + 1), row(top), row(top + 1)];
  const upper = (data[y1 + x1] ?? 255) * (1 - byX) + (data[y1 + x2] ?? 255) * byX;
  const lower = (data[y2 + x1] ?? 255) * (1 - byX) + (data[y2 + x2] ?? 255) * byX;
  return upper * (1 - byY) + lower * byY;
}
