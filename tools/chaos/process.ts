import { spawn, type ChildProcess } from 'node:child_process';
import { openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Mulberry32: the same seed, the same order of kills. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));
let said = '';

/** Says what is new; a repeated sentence is said once. */
export const say = (text: string): void => {
  if (text === said) return;
  said = text;

  console.error(`${new Date().toISOString().slice(11, 19)}  ${text}`);
};

/** A program of the service, as it lies in dist/. */
export type Program = 'api' | 'worker' | 'scan-worker';

/** A process of the service that is started again whenever it has ended. */
export function keep(
  program: Program,
  environment: Record<string, string>,
  log: string,
): { kill(): void; stop(): Promise<void> } {
  let isStopped = false;
  let child: ChildProcess;
  const output = openSync(log, 'a');
  const start = (): void => {
    const script = fileURLToPath(new URL(`./${program}.js`, import.meta.url));
    child = spawn(process.execPath, [script], {
      env: environment,
      stdio: ['ignore', output, output],
    });
    child.once('exit', () => {
      if (!isStopped) setTimeout(start, 300);
    });
  };
  start();
  return {
    kill: () => void child.kill('SIGKILL'),
    stop: async () => {
      isStopped = true;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.signalCode === null && child.kill('SIGTERM')) await gone;
    },
  };
}
