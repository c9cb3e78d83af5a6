import { mostPixels, type Picture } from './picture.ts';
import { readPng } from './png.ts';

const known = new WeakMap<Uint8Array, { readonly picture: Picture | null }>();

/** The PNG or JPEG in these bytes, or null where it is neither, is broken or too large. The same bytes are read once. */
export function readPicture(bytes: Uint8Array): Picture | null {
  let read = known.get(bytes);
  if (read === undefined) {
    read = { picture: bytes[0] === 0xff ? readJpeg(bytes) : readPng(bytes) };
    known.set(bytes, read);
  }
  return read.picture;
}

/** Size and kind from the frame header. Four colours (print) are left out: PDF/A would need a profile for them. */
function readJpeg(bytes: Uint8Array): Picture | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 10 <= bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    // The frame headers that PDF can draw: baseline, extended and progressive.
    if (marker >= 0xc0 && marker <= 0xc2) {
      const [height, width, components] = [
        view.getUint16(at + 5),
        view.getUint16(at + 7),
        bytes[at + 9],
      ];
      if (bytes[at + 4] !== 8 || (components !== 1 && components !== 3)) return null;
      if (width * height === 0 || width * height > mostPixels) return null;
      return { width, height, format: 'jpeg', components, bytes };
    }
    if (marker === 0xff) at++;
    else at += 2 + view.getUint16(at + 2);
  }
  return null;
}
