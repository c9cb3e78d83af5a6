import type { PdfObjects } from './objects.ts';

/** A picture that a PDF can hold: JPEG as it is, PNG as its colours and, apart from them, its opacity. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly format: 'jpeg' | 'raw';
  readonly components: 1 | 3;
  readonly bytes: Uint8Array;
  readonly opacity?: Uint8Array;
}

/** The most that a picture may hold: a logo needs no more, and a small file can unpack to gigabytes. */
export const mostPixels = 4_000_000;

export function writeImage(objects: PdfObjects, picture: Picture): number {
  const { width, height, components, bytes, opacity } = picture;
  const size = `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 8`;
  const mask =
    opacity === undefined
      ? ''
      : ` /SMask ${objects.addStream(`${size} /ColorSpace /DeviceGray`, opacity)} 0 R`;
  const space = components === 3 ? '/DeviceRGB' : '/DeviceGray';
  const isJpeg = picture.format === 'jpeg';
  const filter = isJpeg ? ' /Filter /DCTDecode' : '';
  return objects.addStream(`${size} /ColorSpace ${space}${mask}${filter}`, bytes, {
    isPlain: isJpeg,
  });
}
