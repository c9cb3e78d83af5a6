import { createHash, randomUUID } from 'node:crypto';
import { access, constants, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Originals by tenant and SHA-256, written once and never changed. */
export interface DocumentStore {
  /** Returns only when the bytes are flushed. The same bytes again are one document. */
  put(tenantId: string, bytes: Uint8Array): Promise<{ sha256: string; sizeBytes: number }>;
  /** The bytes, checked against their hash; throws where they are missing or damaged. */
  get(tenantId: string, sha256: string): Promise<Uint8Array>;
  /** Hashes of all documents of the tenant. */
  list(tenantId: string): AsyncIterable<string>;
  /** Takes one document away, for good; one that is not there is gone already. */
  remove(tenantId: string, sha256: string): Promise<void>;
  /** Takes all documents of the tenant away, for good. */
  erase(tenantId: string): Promise<void>;
  /** Throws where the store cannot be written to. */
  check(): Promise<void>;
}

/** The store cannot take or give just now: nothing was stored, and the same call may work later. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** The SHA-256 of the bytes, in hexadecimal. */
export const digest = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** Where the documents of a tenant lie; throws for an id that could lead elsewhere. */
export function tenantKey(tenantId: string): string {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(tenantId)) throw new Error('This tenant id is no folder name');
  return tenantId;
}

/** `<tenant>/<first two of the hash>/<hash>`, in every store. */
export function documentKey(tenantId: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('This is no SHA-256');
  return `${tenantKey(tenantId)}/${sha256.slice(0, 2)}/${sha256}`;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** Nothing stands where no folder is. */
const none = (error: unknown): string[] => {
  if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return [];
  throw error;
};

async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Creates missing folders and flushes the name of each in its parent. */
async function ensureFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let at = folder; at.length >= first.length; at = path.dirname(at)) {
    await flushFolder(path.dirname(at));
  }
}

/** Only a whole file gets the name. */
async function writeFlushed(file: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    if (!/^(ENOSPC|EDQUOT|EROFS|EIO)$/.test(codeOf(error))) throw error;
    throw new StoreUnavailable('The documents’ disk cannot be written.', { cause: error });
  }
}

/** A store on the local file system. */
export function createFileStore(folder: string): DocumentStore {
  const root = path.resolve(folder);
  /** Folders known to be there, so that a put costs two flushes and not more. */
  const ready = new Set<string>();

  const tenantFolder = (tenantId: string): string => path.join(root, tenantKey(tenantId));
  const place = (tenantId: string, sha256: string): string =>
    path.join(root, documentKey(tenantId, sha256));

  async function isComplete(file: string, sizeBytes: number): Promise<boolean> {
    try {
      const handle = await open(file, 'r');
      try {
        return (await handle.stat()).size === sizeBytes;
      } finally {
        await handle.close();
      }
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    }
  }

  return {
    async put(tenantId, bytes) {
      const sha256 = digest(bytes);
      const file = place(tenantId, sha256);
      const parent = path.dirname(file);
      if (!ready.has(parent)) {
        await ensureFolder(parent);
        ready.add(parent);
      }
      if (!(await isComplete(file, bytes.byteLength))) {
        await writeFlushed(file, bytes);
      }
      // Also where another call has just renamed it: that one may not have flushed yet.
      await flushFolder(parent);
      return { sha256, sizeBytes: bytes.byteLength };
    },

    async get(tenantId, sha256) {
      const bytes = await readFile(place(tenantId, sha256));
      if (digest(bytes) !== sha256) throw new Error(`Document ${sha256} is damaged on disk`);
      return bytes;
    },

    async *list(tenantId) {
      const folder = tenantFolder(tenantId);
      for (const first of await readdir(folder).catch(none)) {
        for (const name of await readdir(path.join(folder, first)).catch(none)) {
          if (/^[0-9a-f]{64}$/.test(name)) yield name;
        }
      }
    },

    async remove(tenantId, sha256) {
      await rm(place(tenantId, sha256), { force: true });
    },

    async erase(tenantId) {
      const folder = tenantFolder(tenantId);
      await rm(folder, { recursive: true, force: true });
      for (const parent of ready) if (parent.startsWith(folder + path.sep)) ready.delete(parent);
    },

    async check() {
      await ensureFolder(root);
      await access(root, constants.W_OK);
      const probe = path.join(root, `.check-${randomUUID()}`);
      const handle = await open(probe, 'wx');
      await handle.close();
      await rm(probe);
    },
  };
}
