import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  openSync,
  fsyncSync,
  closeSync,
  readFileSync,
} from 'node:fs';
import { readdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { flushFolder, writeDurably } from '../files.ts';
import { printStatus, type PrintState } from './connector.ts';

const pollMilliseconds = 200;

const sidecar = z.object({
  document: z.object({ file: z.string(), sha256: z.string() }),
  recipient: z.unknown().optional(),
});

interface Letter {
  state: PrintState;
  at: number;
}

/**
 * A print house on a folder: takes complete orders (PDF and JSON) from `in/`, prints a name once,
 * moves it to `done/`, writes `status/<name>.json`: `printed`, then `posted` after `postedAfterMs`.
 * Every print is a line in `prints.jsonl`, flushed before anything else: that file is the paper.
 * Told to fail: a PDF without `%PDF-` or with another SHA-256 than the sidecar says is `refused`;
 * a sidecar whose `recipient` contains the word `returned` comes back after another `postedAfterMs`.
 */
export function startPrintHouse(options: { folder: string; postedAfterMs?: number }): {
  close(): Promise<void>;
} {
  const { folder, postedAfterMs = 1000 } = options;
  const at = (...parts: string[]): string => path.join(folder, ...parts);
  for (const child of ['in', 'done', 'status']) mkdirSync(at(child), { recursive: true });
  const printedNames = new Set(readPrints(at('prints.jsonl')));
  const open = new Map<string, Letter>();
  let closed = false;
  /** A round that the disk stopped is done again by the next one; nothing is half-printed. */
  const nextRound = (): Promise<void> => round().catch(() => undefined);
  let running = restart().then(nextRound);
  const timer = setInterval(() => {
    running = running.then(nextRound);
  }, pollMilliseconds);

  async function setState(name: string, state: PrintState): Promise<void> {
    const now = new Date();
    const status = { state, at: now.toISOString() };
    await writeDurably(at('status', `${name}.json`), `${JSON.stringify(status)}\n`);
    if (state === 'printed' || state === 'posted') open.set(name, { state, at: now.getTime() });
    else open.delete(name);
  }

  /** Letters that were on their way when the house was closed or killed. */
  async function restart(): Promise<void> {
    for (const file of await readdir(at('status'))) {
      if (!file.endsWith('.json')) continue;
      const status = printStatus.parse(JSON.parse(await readFile(at('status', file), 'utf8')));
      if (status.state === 'printed' || status.state === 'posted') {
        open.set(file.slice(0, -5), { state: status.state, at: Date.parse(status.at) });
      }
    }
    for (const name of printedNames) {
      if (!existsSync(at('status', `${name}.json`))) await setState(name, 'printed');
    }
  }

  async function take(name: string, files: readonly string[]): Promise<void> {
    if (!printedNames.has(name) && !existsSync(at('status', `${name}.json`))) {
      const order = sidecar.safeParse(parseJson(await readFile(at('in', `${name}.json`), 'utf8')));
      const pdf = await readFile(at('in', `${name}.pdf`));
      const isReadable =
        order.success &&
        pdf.subarray(0, 5).toString('latin1') === '%PDF-' &&
        createHash('sha256').update(pdf).digest('hex') === order.data.document.sha256;
      if (isReadable) {
        printedNames.add(name);
        appendDurably(at('prints.jsonl'), { name, at: new Date().toISOString() });
        await setState(name, 'printed');
      } else await setState(name, 'refused');
    }
    // The sidecar last: it is what makes an order.
    const own = files.filter((file) => file.startsWith(`${name}.`) && !file.endsWith('.tmp'));
    own.sort((a, b) => Number(a === `${name}.json`) - Number(b === `${name}.json`));
    for (const file of own) await rename(at('in', file), at('done', file));
    await flushFolder(at('done'));
    await flushFolder(at('in'));
  }

  async function isReturned(name: string): Promise<boolean> {
    const text = await readFile(at('done', `${name}.json`), 'utf8').catch(() => '');
    const order = sidecar.safeParse(parseJson(text));
    return order.success && /returned/i.test(JSON.stringify(order.data.recipient ?? ''));
  }

  async function round(): Promise<void> {
    if (closed) return;
    const files = await readdir(at('in'));
    const present = new Set(files);
    for (const file of files) {
      const name = file.slice(0, -'.json'.length);
      if (file.endsWith('.json') && present.has(`${name}.pdf`)) await take(name, files);
    }
    for (const [name, letter] of open) {
      if (Date.now() - letter.at < postedAfterMs) continue;
      if (letter.state === 'printed') await setState(name, 'posted');
      else if (await isReturned(name)) await setState(name, 'returned');
      else open.delete(name);
    }
  }

  return {
    async close() {
      clearInterval(timer);
      closed = true;
      await running;
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Names of printed letters; a last line that a kill cut short has printed nothing. */
function readPrints(file: string): string[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line) => {
    const parsed = z.object({ name: z.string() }).safeParse(parseJson(line));
    return parsed.success ? [parsed.data.name] : [];
  });
}

function appendDurably(file: string, line: unknown): void {
  const handle = openSync(file, 'a');
  try {
    appendFileSync(handle, `${JSON.stringify(line)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
