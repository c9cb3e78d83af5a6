import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { OcrName } from '../engines.ts';
import { unreadable, type Unreadable } from '../unreadable.ts';
import type { Answer, Outcomes, Request } from './messages.ts';

/** How a document ended in a child; `crashed` where the child went down while this engine was reading. */
export type Ending =
  | Outcomes[keyof Outcomes]
  | Unreadable
  | { readonly crashed: OcrName | 'text'; readonly detail: string };

/** A child that is running. */
export interface ReaderProcess {
  /** One document at a time. Never rejects. */
  perform(request: Request): Promise<Ending>;
  /** False when it has ended or has grown so much that a fresh one should take the next document. */
  isFit(): boolean;
  end(): void;
}

export interface ReaderLimits {
  readonly seconds: number;
  readonly secondsPerPage: number;
  readonly memoryBytes: number;
}

/** Of JavaScript's own memory; pictures and models are outside of it. */
const heapMb = 600;
const watchMs = 100;
const unshare = '/usr/bin/unshare';
/** After so many documents a child is replaced: libraries leak a little. */
const mostDocuments = 200;

/** Whether this platform lets a process of ours be without any network. */
export const canCutNetwork = (): boolean =>
  process.platform === 'linux' && spawnSync(unshare, ['-rn', 'true']).status === 0;

/** Starts a child; with `cutNetwork` one that reaches nothing but its parent. */
export function startReaderProcess(cutNetwork: boolean, allowed: ReaderLimits): ReaderProcess {
  const node = [process.execPath, `--max-old-space-size=${heapMb}`, '--expose-gc', programFile()];
  const [program = '', ...args] = cutNetwork ? [unshare, '-rn', ...node] : node;
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
    // Nothing of the service's settings and secrets.
    env: { TMPDIR: tmpdir() },
  });
  let documents = 0;
  let hasEnded = false;
  const ended = new Promise<string>((resolve) => {
    const end = (how: string): void => {
      hasEnded = true;
      resolve(how);
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, signal) => end(signal ?? `exit code ${code}`));
  });
  return {
    perform: async (request) => {
      documents++;
      return performIn(child, ended, request, allowed);
    },
    // A child that has been told to end takes a moment to do so.
    isFit: () =>
      !hasEnded &&
      !child.killed &&
      documents < mostDocuments &&
      memoryOf(child) < 0.6 * allowed.memoryBytes,
    end: () => child.kill('SIGKILL'),
  };
}

function programFile(): string {
  const places = ['./scan-child.js', '../../../dist/scan-child.js'];
  const found = places
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find(existsSync);
  if (found === undefined) throw new Error('scan-child.js is not built.');
  return found;
}

function performIn(
  child: ChildProcess,
  ended: Promise<string>,
  request: Request,
  { seconds, secondsPerPage, memoryBytes }: ReaderLimits,
): Promise<Ending> {
  return new Promise((resolve) => {
    const begun = Date.now();
    let lastPage = begun;
    let engine: OcrName | 'text' = 'text';
    const settle = (ending: Ending): void => {
      clearInterval(watch);
      child.off('message', hear);
      resolve(ending);
    };
    const stop = (ending: Unreadable): void => {
      settle(ending);
      child.kill('SIGKILL');
    };
    const hear = (answer: Answer): void => {
      if (answer.kind === 'page') {
        lastPage = Date.now();
        engine = answer.engine;
      } else if (answer.kind === 'done') settle(answer.result);
      else {
        settle({ crashed: engine, detail: answer.detail });
        child.kill('SIGKILL');
      }
    };
    const watch = setInterval(() => {
      const now = Date.now();
      if (memoryOf(child) > memoryBytes) stop(tooMuchMemory());
      else if (now - begun > seconds * 1000)
        stop(unreadable('took-too-long', `Reading took more than ${seconds} seconds.`));
      else if (now - lastPage > secondsPerPage * 1000)
        stop(unreadable('took-too-long', `A page took more than ${secondsPerPage} seconds.`));
    }, watchMs);
    child.on('message', hear);
    void ended.then((how) => {
      // Node ends itself this way when its heap is full.
      if (how === 'SIGABRT' || how === 'exit code 134') settle(tooMuchMemory());
      else settle({ crashed: engine, detail: `The reader ended with ${how}.` });
    });
    child.send(request, (error) => {
      if (error) settle({ crashed: engine, detail: error.message });
    });
  });
}

const tooMuchMemory = (): Unreadable =>
  unreadable('used-too-much-memory', 'Reading took more memory than a document is given.');

/** Resident memory; where the platform does not tell, only the heap's limit holds. */
function memoryOf({ pid }: ChildProcess): number {
  if (process.platform !== 'linux' || pid === undefined) return 0;
  try {
    const [, pages = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
    return Number(pages) * 4096;
  } catch {
    return 0;
  }
}
