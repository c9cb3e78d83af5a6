import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileStore } from '../../documents/store.ts';

const bytes = Buffer.from('<Invoice/>');
const sha256 = createHash('sha256').update(bytes).digest('hex');

describe('a stored document', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'documents-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const fileOf = (tenant: string): string => path.join(folder, tenant, sha256.slice(0, 2), sha256);

  it('is found by its hash, by its own company only', async () => {
    const store = createFileStore(folder);
    expect(await store.put('ten_1', bytes)).toEqual({ sha256, sizeBytes: bytes.length });
    expect(await createFileStore(folder).get('ten_1', sha256)).toEqual(bytes);
    await expect(store.get('ten_2', sha256)).rejects.toThrow('ENOENT');
  });

  it('written many times at once is one file', async () => {
    const store = createFileStore(folder);
    await Promise.all(Array.from({ length: 30 }, () => store.put('ten_1', bytes)));
    expect(await readdir(path.dirname(fileOf('ten_1')))).toEqual([sha256]);
    expect(await store.get('ten_1', sha256)).toEqual(bytes);
  });

  it('cut short by a full disk is written again; a damaged one is never handed out', async () => {
    const store = createFileStore(folder);
    await store.put('ten_1', bytes);
    await truncate(fileOf('ten_1'), 3);
    await expect(store.get('ten_1', sha256)).rejects.toThrow('damaged');
    await store.put('ten_1', bytes);
    expect(await store.get('ten_1', sha256)).toEqual(bytes);
  });

  it('is removed for good, and can be kept again', async () => {
    const store = createFileStore(folder);
    await store.put('ten_2', bytes);
    await store.remove('ten_2', sha256);
    await store.remove('ten_2', sha256);
    await expect(store.get('ten_2', sha256)).rejects.toThrow('ENOENT');
    await store.put('ten_2', bytes);
    expect(await store.get('ten_2', sha256)).toEqual(bytes);
  });

  it.each(['../other', '', 'a/b'])('has no company %j', async (tenant) => {
    await expect(createFileStore(folder).put(tenant, bytes)).rejects.toThrow('folder name');
  });

  it('has no hash that is a path', async () => {
    await expect(createFileStore(folder).get('ten_1', '../../x')).rejects.toThrow('SHA-256');
  });

  it('store says when it cannot be written', async () => {
    await createFileStore(path.join(folder, 'new')).check();
    await writeFile(path.join(folder, 'file'), '');
    await expect(createFileStore(path.join(folder, 'file')).check()).rejects.toThrow(
      /ENOTDIR|EEXIST/,
    );
  });
});
