import { mkdir, open, readFile, truncate, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { phossStates } from './phoss-ap.ts';

const accepted = z.object({
  type: z.literal('accepted'),
  instanceId: z.string(),
  receiver: z.string(),
  at: z.string(),
  sha256: z.string(),
  /** The SBD, base64. */
  sbd: z.string(),
});
const outcome = z.object({
  type: z.literal('outcome'),
  instanceId: z.string(),
  status: z.enum(phossStates),
  errorCode: z.string().optional(),
  errorDetails: z.string().optional(),
});
const journalLine = z.discriminatedUnion('type', [accepted, outcome]);
export type JournalLine = z.infer<typeof journalLine>;

export interface Journal {
  /** Returns when the line is on disk. Lines that wait together share one flush. */
  append(line: JournalLine): Promise<void>;
  close(): Promise<void>;
}

/** Lines that were flushed; what a kill left of the last one is cut off. */
async function readLines(file: string): Promise<JournalLine[]> {
  const bytes = await readFile(file).catch(() => Buffer.alloc(0));
  const end = bytes.lastIndexOf('\n') + 1;
  if (end < bytes.length) await truncate(file, end);
  const lines: JournalLine[] = [];
  for (let start = 0; start < end;) {
    const next = bytes.indexOf('\n', start);
    lines.push(journalLine.parse(JSON.parse(bytes.toString('utf8', start, next))));
    start = next + 1;
  }
  return lines;
}

/** An append-only file of JSON lines: what was accepted outlives `kill -9` and a power cut. */
export async function openJournal(
  file: string,
): Promise<{ journal: Journal; lines: JournalLine[] }> {
  await mkdir(path.dirname(file), { recursive: true });
  const lines = await readLines(file);
  const handle: FileHandle = await open(file, 'a');
  let waiting: { text: string; done: () => void; fail: (error: unknown) => void }[] = [];
  let writing: Promise<void> | null = null;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await handle.appendFile(batch.map(({ text }) => text).join(''));
        await handle.datasync();
        for (const { done } of batch) done();
      } catch (error) {
        for (const { fail } of batch) fail(error);
      }
    }
    writing = null;
  }

  return {
    lines,
    journal: {
      append: (line) =>
        new Promise((done, fail) => {
          waiting.push({ text: `${JSON.stringify(line)}\n`, done, fail });
          writing ??= drain();
        }),
      async close() {
        await writing;
        await handle.close();
      },
    },
  };
}
