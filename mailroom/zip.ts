import { inflateRawSync } from 'node:zlib';

export interface ZipLimits {
  readonly entries: number;
  /** Of all entries together, unpacked. */
  readonly sizeBytes: number;
}

export interface ZipEntry {
  /** As it stands in the archive: never a place to write to. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const endOfDirectory = 0x06054b50;
const entryInDirectory = 0x02014b50;
const endLength = 22;
const entryLength = 46;
const headLength = 30;

export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;

/**
 * The files in a zip archive, or why it is not opened. Sizes are capped while unpacking, whatever the archive says of
 * itself. Archives in archives stay closed, and so do encrypted and ZIP64 ones.
 */
export function openZip(
  bytes: Uint8Array,
  limits: ZipLimits,
): ZipEntry[] | { readonly code: 'zip-broken' | 'zip-encrypted' | 'zip-too-large' } {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = view.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end < 0 || end + endLength > view.length || view.readUInt32LE(end) !== endOfDirectory)
    return { code: 'zip-broken' };
  const count = view.readUInt16LE(end + 10);
  if (count > limits.entries) return { code: 'zip-too-large' };
  const entries: ZipEntry[] = [];
  let left = limits.sizeBytes;
  let at = view.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (at + entryLength > end || view.readUInt32LE(at) !== entryInDirectory)
      return { code: 'zip-broken' };
    const nameLength = view.readUInt16LE(at + 28);
    const name = view.subarray(at + entryLength, at + entryLength + nameLength).toString('utf8');
    if ((view.readUInt16LE(at + 8) & 1) === 1) return { code: 'zip-encrypted' };
    const method = view.readUInt16LE(at + 10);
    const packedLength = view.readUInt32LE(at + 20);
    const head = view.readUInt32LE(at + 42);
    at += entryLength + nameLength + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
    if (name.endsWith('/')) continue;
    if (head + headLength > view.length) return { code: 'zip-broken' };
    const start = head + headLength + view.readUInt16LE(head + 26) + view.readUInt16LE(head + 28);
    const unpacked = unpack(view.subarray(start, start + packedLength), method, left);
    if (!(unpacked instanceof Uint8Array)) return unpacked;
    left -= unpacked.length;
    entries.push({ name, bytes: unpacked });
  }
  return entries;
}

function unpack(
  packed: Buffer,
  method: number,
  limitBytes: number,
): Uint8Array | { readonly code: 'zip-broken' | 'zip-too-large' } {
  if (method === 0) return packed.length <= limitBytes ? packed : { code: 'zip-too-large' };
  if (method !== 8) return { code: 'zip-broken' };
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, limitBytes) });
  } catch (error) {
    const isTooLarge = error instanceof RangeError;
    return { code: isTooLarge ? 'zip-too-large' : 'zip-broken' };
  }
}
