import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Victim } from './installation.ts';
import { say, sleep } from './process.ts';

/** What is done to an installation while it works. */
export type Disturbance = (victim: Victim) => Promise<void>;

/**
 * Ends these parts at random, or every part; where Temporal is one of them, its database is deleted once. `pace`: how
 * many times longer than usual the pauses between are, which are 3.5 seconds in the mean.
 */
export const killParts =
  (count: number, next: () => number, among?: readonly string[], pace = 1): Disturbance =>
  async (victim) => {
    const parts = among ?? ['postgres', 'temporal', ...Object.keys(victim.service)];
    const deleteAt = parts.includes('temporal')
      ? Math.min(count - 1, 1 + Math.floor(next() * Math.max(1, count - 1)))
      : -1;
    for (let kill = 0; kill < count; kill++) {
      await sleep(pace * (1500 + next() * 4000));
      const part =
        kill === deleteAt ? 'temporal' : (parts[Math.floor(next() * parts.length)] ?? 'worker');
      if (kill === deleteAt) victim.deleteTemporalDatabase();
      say(`kill -9 ${part}`);
      killPart(victim, part);
    }
  };

function killPart({ backing, service }: Victim, part: string): void {
  if (part === 'postgres' || part === 'temporal') signal(backing[part]?.pid(), 'SIGKILL');
  else service[part]?.kill();
}

/** Temporal answers nothing for so long: connections to it hang, as they do when a network is cut. */
export const stallTemporal =
  (seconds: number): Disturbance =>
  async ({ backing }) => {
    await sleep(2000);
    const pid = backing.temporal?.pid();
    say(`Temporal answers nothing for ${seconds} s.`);
    signal(pid, 'SIGSTOP');
    await sleep(seconds * 1000);
    signal(pid, 'SIGCONT');
    say('Temporal answers again.');
  };

const mebibyte = 1024 * 1024;

/** Why no disk can be mounted here, or null. */
export const mountObstacle = (): string | null =>
  process.platform === 'linux' && process.getuid?.() === 0 ? null : 'needs root on Linux, to mount';

/** A small disk of its own for a folder of the installation, mounted before it starts. Returns what unmounts it. */
export const mountDisk =
  (name: 'postgres' | 'print') =>
  (folder: string): (() => void) => {
    const at = join(folder, name);
    mkdirSync(at, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256m,mode=755', 'tmpfs', at]);
    return () => void execFileSync('umount', [at]);
  };

/** The disk of that folder is full for so long, and has room again after that. */
export const fillDisk =
  (name: 'postgres' | 'print', seconds: number): Disturbance =>
  async ({ folder }) => {
    await sleep(2000);
    const disk = join(folder, name);
    const end = Date.now() + seconds * 1000;
    for (let n = 0; Date.now() < end; n++) {
      // Postgres gives files back when it ends: what it frees is taken too.
      const free = statfsSync(disk);
      const bytes = Math.min(free.bavail * free.bsize, 64 * mebibyte);
      try {
        if (bytes > 0) writeFileSync(join(disk, `ballast-${n}`), Buffer.alloc(bytes));
      } catch {
        // Full meanwhile, which is what was wanted.
      }
      if (n === 0) say(`The disk of ${name}/ is full for ${seconds} s.`);
      if (bytes < mebibyte) await sleep(100);
    }
    for (const file of readdirSync(disk).filter((one) => one.startsWith('ballast-')))
      rmSync(join(disk, file));
    say(`The disk of ${name}/ has room again.`);
  };

function signal(pid: number | undefined, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(pid, name);
  } catch (error) {
    // It has just ended by itself, or by the disturbance before.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
