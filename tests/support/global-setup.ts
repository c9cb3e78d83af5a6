import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { anyPorts } from '../../runtime/config.ts';

const startMs = 120_000;
const stopMs = 5000;

/**
 * One embedded installation for all system tests: the built program, as a user starts it, on free ports.
 * Ended as Ctrl-C ends it; a process that stays behind fails the run.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'autoinvoice-tests-'));
  // Postgres runs as another user where the tests run as root.
  chmodSync(folder, 0o755);
  const log = join(folder, 'main.log');
  const output = openSync(log, 'a');
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('../../dist/main.js', import.meta.url))],
    {
      env: {
        ...process.env,
        ...anyPorts,
        AUTOINVOICE_DATA: folder,
        AUTOINVOICE_DEADLINE_SECONDS: '10',
        AUTOINVOICE_GRACE_SECONDS: '2',
        AUTOINVOICE_NETWORK_QUIET_SECONDS: '2',
        AUTOINVOICE_SCAN_GRACE_SECONDS: '2',
        AUTOINVOICE_SCAN_FOLDER_SECONDS: '0.3',
        AUTOINVOICE_WEBHOOK_PRIVATE_HOSTS: '127.0.0.1',
      },
      stdio: ['ignore', output, output],
    },
  );
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const end = Date.now() + startMs;
  while (!existsSync(join(folder, 'installation.json'))) {
    if (child.exitCode !== null || Date.now() > end)
      throw new Error(`The installation did not start:\n${readFileSync(log, 'utf8')}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  project.provide('dataFolder', folder);
  return async () => {
    const began = Date.now();
    child.kill('SIGINT');
    const code = await exited;
    if (code !== 0)
      throw new Error(
        `The installation ended with ${code}:\n${readFileSync(log, 'utf8').slice(-2000)}`,
      );
    if (Date.now() - began > 2 * stopMs) throw new Error(`Ctrl-C took ${Date.now() - began} ms.`);
    rmSync(folder, { recursive: true, force: true });
  };
}

declare module 'vitest' {
  interface ProvidedContext {
    dataFolder: string;
  }
}
