import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../policy/failure.ts';
import { writeDurably } from '../files.ts';
import type { DropBox, DropBoxes } from './connector.ts';

const mountErrors = ['ENOENT', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR'];

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

function folderFailure(error: unknown): Failure {
  const kind = mountErrors.includes(codeOf(error)) ? 'misconfigured' : 'service-unavailable';
  const text = `Print folder: ${error instanceof Error ? error.message : String(error)}`;
  return new Failure(kind, text, { code: 'print-folder-unusable', cause: error });
}

/** A drop box in a folder of this machine, local or mounted. */
export function folderDropBox(folder: string): DropBoxes {
  const at = (file: string): string => path.join(folder, file);
  const box: DropBox = {
    async read(file) {
      try {
        return await readFile(at(file), 'utf8');
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return null;
        throw error;
      }
    },
    write: (file, content) => writeDurably(at(file), content),
    async list(child) {
      const names = await readdir(at(child));
      return Promise.all(
        names.map(async (name) => {
          const { mtimeMs, size } = await stat(at(`${child}/${name}`));
          return { name, version: `${mtimeMs}/${size}` };
        }),
      );
    },
    // Where the mount itself is missing, nothing is created in its place.
    async ensureFolder(child) {
      await mkdir(at(child)).catch((error: unknown) => {
        if (codeOf(error) !== 'EEXIST') throw error;
      });
    },
  };
  return {
    async use(work) {
      try {
        return await work(box);
      } catch (error) {
        throw error instanceof Failure || codeOf(error) === '' ? error : folderFailure(error);
      }
    },
    close: () => Promise.resolve(),
  };
}
