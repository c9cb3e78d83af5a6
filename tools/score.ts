// How well invoices are read: draws documents nobody has seen, has them interpreted, and compares with their truth.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readCorpusFolder } from '../runtime/config.ts';
import { generate } from '../tests/support/paper/generate.ts';
import { report, summary } from './score/report.ts';
import { score } from './score/score.ts';
import type { Answer, FileTruth } from './score/truth.ts';

const { values: flags } = parseArgs({
  options: {
    set: { type: 'string', default: 'dev' },
    engine: { type: 'string', default: 'text' },
    count: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    rare: { type: 'string' },
    only: { type: 'string' },
    show: { type: 'string', default: '5' },
    truth: { type: 'string' },
    files: { type: 'string' },
    answers: { type: 'string' },
    keep: { type: 'string' },
    help: { type: 'boolean' },
  },
});

const usage = `How well invoices are read. Draws documents, interprets them, compares with what is printed on them.
  --set NAME      dev or held (for tuning), fresh (each page laid out by chance, other wordings and suppliers;
                  only its figures are shown), corpus or real (the test data of AUTOINVOICE_CORPUS)
  --engine NAME   text, tesseract or ppocr: the last two read the documents as scans
  --count N       documents to draw (200)
  --seed S        which documents (1)
  --rare P        probability of a label that few suppliers write (0.2)
  --only NAME     one layout
  --show N        mistakes shown for each field (5)
  --keep FOLDER   draw there and leave it
  --truth FOLDER --files FOLDER   documents and truth of one's own
  --answers FILE  what \`autoinvoice interpret\` has printed already`;

if (flags.help) {
  console.log(usage);
  process.exit(0);
}

function corpus(name: 'norwegian' | 'real', engine: string): { truth: string; files: string } {
  const folder = flags.truth ?? readCorpusFolder();
  if (folder === undefined) {
    console.error(
      'Where is the test data? Set AUTOINVOICE_CORPUS, or give --truth and --files.\n\n' + usage,
    );
    process.exit(2);
  }
  const data = join(folder, 'scan', name);
  return {
    truth: join(data, 'truth'),
    files: name === 'real' ? data : join(data, engine === 'text' ? 'pdf' : 'scan'),
  };
}

/** Folders with documents and truth; drawn where the set asks for it. */
async function documents(temporary: string): Promise<{ truth: string; files: string }> {
  if (flags.truth !== undefined && flags.files !== undefined)
    return { truth: flags.truth, files: flags.files };
  switch (flags.set) {
    case 'corpus':
      return corpus('norwegian', flags.engine);
    case 'real':
      return corpus('real', flags.engine);
    case 'dev':
    case 'held':
    case 'fresh': {
      const folder = flags.keep ?? temporary;
      mkdirSync(folder, { recursive: true });
      return generate(folder, {
        set: flags.set,
        seed: flags.seed,
        count: Number(flags.count),
        scanned: flags.engine === 'tesseract' || flags.engine === 'ppocr',
        ...(flags.rare !== undefined && { rare: Number(flags.rare) }),
        ...(flags.only !== undefined && { only: flags.only }),
      });
    }
    default:
      console.error(usage);
      process.exit(2);
  }
}

/** Runs the command as a user would and reads its lines. */
function interpret(files: readonly string[]): Promise<string> {
  const program = fileURLToPath(new URL('./autoinvoice.js', import.meta.url));
  const child = spawn(
    process.execPath,
    [program, 'interpret', ...files, '--engine', flags.engine],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(Buffer.concat(chunks).toString('utf8'));
      else reject(new Error(`autoinvoice interpret ended with ${code}`));
    });
  });
}

const stem = (file: string): string => basename(file, extname(file));

const temporary = mkdtempSync(join(tmpdir(), 'autoinvoice-score-'));
try {
  const { truth, files } = await documents(temporary);
  const truths = new Map(
    readdirSync(truth)
      .filter((name) => name.endsWith('.json') && name !== 'index.json')
      .sort()
      .map((name) => [
        stem(name),
        JSON.parse(readFileSync(join(truth, name), 'utf8')) as FileTruth,
      ]),
  );
  const paths = readdirSync(files)
    .filter((name) => truths.has(stem(name)) && !name.endsWith('.json'))
    .sort()
    .map((name) => join(files, name));
  const printed =
    flags.answers === undefined ? await interpret(paths) : readFileSync(flags.answers, 'utf8');
  const answers = new Map(
    printed
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Answer)
      .map((answer) => [stem(answer.file), answer]),
  );
  const scores = score(truths, answers);
  // Whoever tunes the interpreter by the fresh set's mistakes has no fresh set any more.
  if (flags.set !== 'fresh')
    console.log(`${report(scores, Number(flags.show), ['layout', 'language'])}\n`);
  console.log(JSON.stringify({ set: flags.set, engine: flags.engine, ...summary(scores) }));
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
