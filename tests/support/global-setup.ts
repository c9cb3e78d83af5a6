import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { anyPorts } from '../../runtime/config.ts';

const startMs = 120_000;
const stopMs = 5000;

/** The installation while tests use it; this file is loaded anew for each project of the run. */
interface Shared {
  users: number;
  readonly installation: Promise<Installation>;
}
const shared = globalThis as { autoinvoiceUnderTest?: Shared };

interface Installation {
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

/**
 * One embedded installation for all system tests: the built program, as a user starts it, on free ports.
 * Ended as Ctrl-C ends it; a process that stays behind fails the run.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const used = (shared.autoinvoiceUnderTest ??= { users: 0, installation: start() });
  used.users++;
  const { folder, stop } = await used.installation;
  project.provide('dataFolder', folder);
  return async () => {
    if (--used.users === 0) await stop();
  };
}

async function start(): Promise<Installation> {
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
        AUTOINVOICE_DEADLINE_SECONDS: '4',
        AUTOINVOICE_GRACE_SECONDS: '1',
        AUTOINVOICE_NOTICE_SECONDS: '2',
        AUTOINVOICE_PAUSE_SCALE: '0.1',
        AUTOINVOICE_NETWORK_QUIET_SECONDS: '2',
        AUTOINVOICE_SCAN_GRACE_SECONDS: '2',
        AUTOINVOICE_SCAN_FOLDER_SECONDS: '0.3',
        AUTOINVOICE_WEBHOOK_PRIVATE_HOSTS: '127.0.0.1',
        VISMA_SIGN_TIMEOUT_SECONDS: '3',
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
  const stop = async (): Promise<void> => {
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
  return { folder, stop };
}

declare module 'vitest' {
  interface ProvidedContext {
    dataFolder: string;
  }
}
