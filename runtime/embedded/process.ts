import { execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
} from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const logLimitBytes = 10_000_000;

/** How a server process ended. */
export interface ProcessEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A server that we started and must stop. */
export interface ServerProcess {
  pid: number;
  /** Fulfilled when the process has ended, for whatever reason; never rejected. */
  exited: Promise<ProcessEnd>;
  /** Asks it to end, insists after the limit, and returns when it is gone. May be called again. */
  stop(): Promise<void>;
}

/**
 * What tells this process from another one that later gets the same number, or null when it is gone.
 * A zombie counts as gone.
 */
export function processToken(pid: number): string | null {
  if (!isAlive(pid)) return null;
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (fields[0] === 'Z' || fields[0] === 'X') return null;
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      return `${boot}:${fields[19]}`;
    }
    if (process.platform === 'win32') return 'alive';
    return ps(pid, 'lstart=') || null;
  } catch {
    return null;
  }
}

/** The command line of a living process, or '' when it cannot be read. */
export function commandLine(pid: number): string {
  try {
    if (process.platform === 'linux') {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    }
    return process.platform === 'win32' ? '' : ps(pid, 'command=');
  } catch {
    return '';
  }
}

/** Ends a process that is not our child: asks, waits, insists. True when it is gone. */
export async function stopProcess(
  pid: number,
  options: { ask: NodeJS.Signals; insist: NodeJS.Signals; timeoutSeconds: number },
): Promise<boolean> {
  for (const [signal, seconds] of [
    [options.ask, options.timeoutSeconds],
    [options.insist, 2],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      // gone already
    }
    for (let waited = 0; waited < seconds * 1000; waited += 20) {
      if (processToken(pid) === null) return true;
      await sleep(20);
    }
  }
  return false;
}

/**
 * Starts a server in its own process group, its output appended to a file.
 * Own group: Ctrl-C in the terminal reaches us alone, so that we end the parts in order.
 * A file and no pipe: a server that outlives us must not die of a broken pipe.
 */
export async function startServerProcess(options: {
  binary: string;
  args: readonly string[];
  cwd: string;
  logFile: string;
  user?: { uid: number; gid: number } | undefined;
  ask: NodeJS.Signals;
  insist: NodeJS.Signals;
  stopSeconds: number;
}): Promise<ServerProcess> {
  rotate(options.logFile);
  const log = openSync(options.logFile, 'a', 0o600);
  try {
    const child = spawn(options.binary, options.args, {
      cwd: options.cwd,
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: ['ignore', log, log],
      ...serverEnvironment(),
      ...options.user,
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (error) =>
        reject(new Error(`${options.binary} cannot be started: ${error.message}`)),
      );
    });
    const { pid } = child;
    if (pid === undefined) throw new Error(`${options.binary} cannot be started`);
    let ended = false;
    const exited = new Promise<ProcessEnd>((resolve) => {
      child.once('exit', (code, signal) => {
        ended = true;
        resolve({ code, signal });
      });
    });
    let stopping: Promise<void> | undefined;
    const stop = async (): Promise<void> => {
      if (ended) return;
      child.kill(options.ask);
      const limit = setTimeout(() => child.kill(options.insist), options.stopSeconds * 1000);
      const last = setTimeout(() => child.kill('SIGKILL'), (options.stopSeconds + 1) * 1000);
      await exited;
      clearTimeout(limit);
      clearTimeout(last);
    };
    return { pid, exited, stop: () => (stopping ??= stop()) };
  } finally {
    closeSync(log);
  }
}

/** Servers do not see our settings: theirs come from their arguments only. */
export function serverEnvironment(): { env?: Record<string, string> } {
  return process.platform === 'win32'
    ? {}
    : { env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' } };
}

/** The last lines of a log file, for an error message. */
export function logTail(file: string, sizeBytes = 1500): string {
  if (!existsSync(file)) return '';
  const fd = openSync(file, 'r');
  try {
    const { size } = statSync(file);
    const buffer = Buffer.alloc(Math.min(size, sizeBytes));
    readSync(fd, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8').trim();
  } finally {
    closeSync(fd);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function ps(pid: number, column: string): string {
  return execFileSync('ps', ['-ww', '-o', column, '-p', String(pid)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

function rotate(file: string): void {
  if (existsSync(file) && statSync(file).size > logLimitBytes) renameSync(file, `${file}.1`);
}
