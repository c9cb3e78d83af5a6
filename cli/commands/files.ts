import { open } from 'node:fs/promises';

export interface Failed {
  readonly error: { readonly code: string; readonly detail: string };
}

/** The file could not be opened. What stands in a file is an outcome; only this makes a command fail. */
export const fileUnreadable = 'file-unreadable';

/** The file's bytes; of one larger than is worked on nothing is read. */
export async function readCapped(path: string, mostBytes: number): Promise<Uint8Array | Failed> {
  try {
    const handle = await open(path, 'r');
    try {
      const status = await handle.stat();
      if (!status.isFile()) return failed(fileUnreadable, 'This is no file.');
      if (status.size <= mostBytes) return await handle.readFile();
      const detail = `The file has ${status.size} bytes; at most ${mostBytes} are read.`;
      return failed('too-large', detail);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why: Record<string, string> = {
      ENOENT: 'There is no such file.',
      EACCES: 'The file may not be read.',
    };
    return failed(fileUnreadable, why[code] ?? String(error));
  }
}

const failed = (code: string, detail: string): Failed => ({ error: { code, detail } });
