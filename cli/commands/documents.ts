import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, extname, join, resolve } from 'node:path';
import { xmlCaps } from '../../invoice/xml.ts';
import type { Language } from '../../rendering/texts.ts';
import { workOn, type Done, type Failed, type Work } from '../documents/work.ts';
import { exitCodes } from '../failure.ts';
import { printJson, type Terminal } from '../terminal.ts';
import { fileUnreadable, readCapped } from './files.ts';
import { writeReport, type ReportedFile } from './report.ts';

/** From how many files on it pays to start a thread per core. */
const filesForThreads = 40;
/** How many files per core are read ahead of the one whose line is next. */
const aheadPerCore = 8;

type Outcome = { readonly file: string } & (Done | Failed);

/** Judges each file; prints one JSON line per file, or with `html` one report for people. */
export async function validateFiles(
  files: readonly string[],
  options: { on?: string; language: 'nb' | 'en'; html: boolean },
  terminal: Terminal,
): Promise<number> {
  const { html, ...rest } = options;
  const reported: ReportedFile[] = [];
  const code = await eachFile(files, { kind: 'validate', ...rest }, terminal, (outcome) => {
    if (html) reported.push(outcome as ReportedFile);
    else printJson(terminal, outcome);
  });
  if (html) terminal.stdout.write(writeReport(reported, options.language));
  return code;
}

/** Reads each file as an invoice and prints it in another form, one JSON line per file. */
export const convertFiles = (
  files: readonly string[],
  to: 'json' | 'ubl',
  terminal: Terminal,
): Promise<number> =>
  eachFile(files, { kind: 'convert', to }, terminal, (outcome) => printJson(terminal, outcome));

/** Writes each invoice as a PDF or a page into the folder; prints one JSON line per file. */
export function renderFiles(
  files: readonly string[],
  {
    out,
    ...work
  }: { to: 'pdf' | 'html'; language: Language; format: 'plain' | 'giro' | 'compact'; out: string },
  terminal: Terminal,
): Promise<number> {
  const folder = resolve(terminal.workingFolder, out);
  mkdirSync(folder, { recursive: true });
  const taken = new Set<string>();
  return eachFile(files, { kind: 'render', ...work }, terminal, (outcome) => {
    if (!('bytes' in outcome)) return printJson(terminal, outcome);
    const { file, bytes, pages } = outcome;
    const path = join(folder, freeName(basename(file, extname(file)), work.to, taken));
    writeFileSync(path, bytes);
    printJson(terminal, { file, out: path, pages });
  });
}

/** Files of one name from several folders do not overwrite each other. */
function freeName(name: string, extension: string, taken: Set<string>): string {
  for (let n = 1; ; n++) {
    const candidate = `${name}${n === 1 ? '' : `-${n}`}.${extension}`;
    if (taken.has(candidate.toLowerCase())) continue;
    taken.add(candidate.toLowerCase());
    return candidate;
  }
}

/** Does the work on every file, on all cores where there are many, and tells the outcomes in the order given. */
async function eachFile(
  files: readonly string[],
  work: Work,
  terminal: Terminal,
  tell: (outcome: Outcome) => void,
): Promise<number> {
  const pool =
    files.length < filesForThreads
      ? null
      : (await import('../documents/pool.ts')).createDocumentPool();
  let code: number = exitCodes.done;
  const one = async (file: string): Promise<Outcome> => {
    const bytes = await readCapped(resolve(terminal.workingFolder, file), xmlCaps.sizeBytes);
    if (!(bytes instanceof Uint8Array)) return { file, ...bytes };
    return { file, ...(await (pool ?? { workOn }).workOn(bytes, work)) };
  };
  try {
    const waiting = [...files];
    const started: Promise<Outcome>[] = [];
    const ahead = pool ? aheadPerCore * availableParallelism() : 1;
    for (;;) {
      terminal.signal.throwIfAborted();
      for (const file of waiting.splice(0, ahead - started.length)) started.push(one(file));
      const outcome = await started.shift();
      if (!outcome) break;
      if ('error' in outcome && outcome.error.code === fileUnreadable) code = exitCodes.notAll;
      tell(outcome);
    }
  } finally {
    await pool?.close();
  }
  return code;
}
