import type { Engine } from '../words.ts';
import type { Picture, PixelWord } from './picture.ts';

/** What an engine saw in a picture. */
export interface Reading {
  /** In the pixels of the picture after it was turned. */
  readonly words: readonly PixelWord[];
  /** Quarter turns clockwise that the picture needed to stand upright. */
  readonly quarters: number;
}

/** An engine that is loaded. It reads one picture at a time. */
export interface OcrEngine {
  readonly name: Exclude<Engine, 'text'>;
  /** `isUpright`: a person has said so, and the engine does not ask which way up it is. */
  read(picture: Picture, isUpright?: boolean): Promise<Reading>;
  close(): Promise<void>;
}
