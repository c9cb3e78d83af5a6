import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createInflateRaw } from 'node:zlib';

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const gzipMagic = 0x1f8b;

/**
 * Writes the one member whose name fits to `target` with mode 0755, streaming; false when there is none.
 * Reads zip (no zip64, no encryption) and gzipped tar.
 */
export async function extractMember(
  archive: string,
  fits: (name: string) => boolean,
  target: string,
): Promise<boolean> {
  const file = await open(archive, 'r');
  try {
    const isGzip = (await read(file, 0, 2)).readUInt16BE(0) === gzipMagic;
    return isGzip
      ? await fromTar(archive, fits, target)
      : await fromZip(file, archive, fits, target);
  } finally {
    await file.close();
  }
}

async function fromZip(
  file: FileHandle,
  archive: string,
  fits: (name: string) => boolean,
  target: string,
): Promise<boolean> {
  const { size } = await file.stat();
  const tailStart = Math.max(0, size - 65_557);
  const tail = await read(file, tailStart, size - tailStart);
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== endOfDirectory) end--;
  if (end < 0) throw new Error(`${archive} is not a zip file`);
  const directory = await read(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  let at = 0;
  for (let entry = 0; entry < tail.readUInt16LE(end + 10); entry++) {
    if (directory.readUInt32LE(at) !== directoryEntry) throw new Error(`${archive} is damaged`);
    const method = directory.readUInt16LE(at + 10);
    const packedBytes = directory.readUInt32LE(at + 20);
    const sizeBytes = directory.readUInt32LE(at + 24);
    const nameLength = directory.readUInt16LE(at + 28);
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
    const header = directory.readUInt32LE(at + 42);
    if (fits(name)) {
      if (method !== 0 && method !== 8) throw new Error(`${name}: unknown compression ${method}`);
      const local = await read(file, header, 30);
      const start = header + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
      const output = createWriteStream(target, { mode: 0o755 });
      if (packedBytes === 0) output.end();
      else {
        const packed = createReadStream(archive, { start, end: start + packedBytes - 1 });
        await (method === 8
          ? pipeline(packed, createInflateRaw(), output)
          : pipeline(packed, output));
      }
      if (output.bytesWritten !== sizeBytes) throw new Error(`${name} in ${archive} is cut short`);
      return true;
    }
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return false;
}

async function fromTar(
  archive: string,
  fits: (name: string) => boolean,
  target: string,
): Promise<boolean> {
  const input = createReadStream(archive);
  const unzipped = input.pipe(createGunzip());
  input.on('error', (error) => unzipped.destroy(error));
  const blocks = blockReader(unzipped);
  for (;;) {
    const header = await blocks(512);
    const name = text(header, 0, 100);
    if (name === '') return false;
    const sizeBytes = parseInt(text(header, 124, 136), 8);
    const padding = (512 - (sizeBytes % 512)) % 512;
    const isFile = header[156] === 0x30 || header[156] === 0;
    if (isFile && fits(name)) {
      const output = await open(target, 'w', 0o755);
      try {
        for (let left = sizeBytes; left > 0;) {
          const part = await blocks(Math.min(left, 65_536));
          await output.write(part);
          left -= part.length;
        }
      } finally {
        await output.close();
        input.destroy();
      }
      return true;
    }
    for (let left = sizeBytes + padding; left > 0; left -= 65_536) {
      await blocks(Math.min(left, 65_536));
    }
  }
}

/** Gives exactly as many bytes as asked for. */
function blockReader(stream: AsyncIterable<Buffer>): (sizeBytes: number) => Promise<Buffer> {
  const chunks = stream[Symbol.asyncIterator]();
  let buffered = Buffer.alloc(0);
  return async (sizeBytes) => {
    while (buffered.length < sizeBytes) {
      const next = await chunks.next();
      if (next.done) throw new Error('The archive is cut short');
      buffered = Buffer.concat([buffered, next.value]);
    }
    const part = buffered.subarray(0, sizeBytes);
    buffered = buffered.subarray(sizeBytes);
    return part;
  };
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function text(block: Buffer, from: number, to: number): string {
  return block.toString('utf8', from, to).replace(/[\0 ].*$/s, '');
}
