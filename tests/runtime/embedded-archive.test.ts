import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { extractMember } from '../../runtime/embedded/archive.ts';

const program = Buffer.from('#!/bin/sh\n' + 'x'.repeat(200_000));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'autoinvoice-archive-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const members = [
  { name: 'package/README.md', bytes: Buffer.from('read me') },
  { name: 'package/scripts/temporal', bytes: program },
];
const isProgram = (name: string): boolean => name.endsWith('/temporal');

describe('the program in an archive', () => {
  it.each([
    ['a zip with compressed members', () => zip(8)],
    ['a zip with stored members', () => zip(0)],
    ['a gzipped tar', () => gzipSync(tar())],
  ])('is taken out of %s and may be run', async (_, bytes) => {
    const target = join(folder, 'temporal');
    writeFileSync(join(folder, 'archive'), bytes());
    expect(await extractMember(join(folder, 'archive'), isProgram, target)).toBe(true);
    expect(readFileSync(target).equals(program)).toBe(true);
    expect(statSync(target).mode & 0o777).toBe(0o755);
  });

  it.each([
    ['a zip', () => zip(8)],
    ['a gzipped tar', () => gzipSync(tar())],
  ])('is said to be absent when %s has none', async (_, bytes) => {
    writeFileSync(join(folder, 'archive'), bytes());
    const found = await extractMember(join(folder, 'archive'), () => false, join(folder, 'x'));
    expect(found).toBe(false);
  });

  it.each([
    ['a zip that says another size', () => zip(8, 1)],
    ['a zip without its end', () => zip(8).subarray(0, 150_000)],
    ['a tar that is cut short', () => gzipSync(tar().subarray(0, 100_000))],
    ['something else', () => Buffer.from('<html>')],
  ])('is refused from %s', async (_, bytes) => {
    const target = join(folder, 'temporal');
    writeFileSync(join(folder, 'archive'), bytes());
    await expect(extractMember(join(folder, 'archive'), isProgram, target)).rejects.toThrow(
      /cut short|not a zip/,
    );
  });
});

function zip(method: 0 | 8, wrongBy = 0): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes } of members) {
    const packed = method === 8 ? deflateRawSync(bytes, { level: 0 }) : bytes;
    const title = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(method, 8);
    local.writeUInt16LE(title.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(bytes.length + wrongBy, 24);
    entry.writeUInt16LE(title.length, 28);
    entry.writeUInt32LE(at, 42);
    parts.push(local, title, packed);
    directory.push(entry, title);
    at += local.length + title.length + packed.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, entries, end]);
}

function tar(): Buffer {
  const blocks = members.flatMap(({ name, bytes }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(bytes.length.toString(8).padStart(11, '0'), 124);
    header.write('0', 156);
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
