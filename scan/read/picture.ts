/** A page as a picture in shades of grey: one byte per pixel, 0 black, 255 white, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  /** Pixels per point (1/72 inch). */
  readonly scale: number;
}

/** A word where an engine found it; the box in pixels from the upper left corner of the picture that it was given. */
export interface PixelWord {
  readonly text: string;
  readonly box: readonly [left: number, top: number, right: number, bottom: number];
  readonly confidence: number;
}

/** The picture without its turn by half. */
export function upsideDown({ width, height, data, scale }: Picture): Picture {
  return { width, height, data: data.slice().reverse(), scale };
}

/** The picture turned by a quarter, clockwise. */
export function quarterTurned({ width, height, data, scale }: Picture): Picture {
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    const column = height - 1 - y;
    const row = y * width;
    for (let x = 0; x < width; x++) turned[x * height + column] = data[row + x] ?? 255;
  }
  return { width: height, height: width, data: turned, scale };
}

/** The picture turned by so many quarters, clockwise. */
export function turnedBy(picture: Picture, quarters: number): Picture {
  const sideways = quarters % 2 === 0 ? picture : quarterTurned(picture);
  return quarters % 4 < 2 ? sideways : upsideDown(sideways);
}
