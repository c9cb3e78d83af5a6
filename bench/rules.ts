import { once } from 'node:events';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { youngMemoryMb } from '../cli/documents/pool.ts';
import { validate } from '../invoice/validate.ts';
import { readXml } from '../invoice/xml.ts';
import { invoiceOf } from './rules/invoice.ts';

const print = (line: Record<string, unknown>): void => {
  console.log(JSON.stringify({ bench: 'rules', ...line }));
};

/** CPU milliseconds of one call: median and least of several rounds. */
function cpuOf(call: () => void, rounds: number, calls: number): { median: number; min: number } {
  const times = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    for (let index = 0; index < calls; index++) call();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / calls;
  }).sort((a, b) => a - b);
  const round = (value: number | undefined): number => Number((value ?? NaN).toFixed(3));
  return { median: round(times[Math.floor(times.length / 2)]), min: round(times[0]) };
}

const sizes = [
  { lines: 5, calls: 200, rounds: 15, mustMs: 1 },
  { lines: 10, calls: 100, rounds: 15, mustMs: 1 },
  { lines: 1000, calls: 1, rounds: 15, mustMs: 80 },
  { lines: 5000, calls: 1, rounds: 15, mustMs: 400 },
];

function warm(where: string): void {
  const typical = new TextEncoder().encode(invoiceOf(5));
  for (let index = 0; index < 1500; index++) validate(typical);
  const medians = new Map<number, number>();
  for (const { lines, calls, rounds, mustMs } of sizes) {
    const bytes = new TextEncoder().encode(invoiceOf(lines));
    for (let index = 0; index < 4; index++) validate(bytes);
    const all = cpuOf(() => validate(bytes), rounds, calls);
    const read = cpuOf(() => readXml(bytes), rounds, calls);
    medians.set(lines, all.median);
    print({
      case: `${lines} lines`,
      in: where,
      bytes: bytes.length,
      findings: findingsOf(bytes),
      cpu_ms: all.median,
      min_ms: all.min,
      of_it_reading_ms: read.median,
      must_ms: mustMs,
    });
  }
  const ratio = (medians.get(5000) ?? NaN) / (medians.get(1000) ?? NaN);
  print({
    case: '5,000 lines against 1,000',
    in: where,
    ratio: Number(ratio.toFixed(2)),
    must: 6,
  });
}

/** The same in a worker thread, as the API and the command line do it with large documents. */
async function warmInWorker(): Promise<void> {
  const worker = new Worker(fileURLToPath(import.meta.url), {
    argv: ['rules', '--warm', 'worker thread'],
    resourceLimits: { maxYoungGenerationSizeMb: youngMemoryMb },
  });
  await once(worker, 'exit');
}

function findingsOf(bytes: Uint8Array): number {
  const verdict = validate(bytes);
  return verdict.ok ? verdict.findings.length : -1;
}

/** From the start of the process to the verdict, with the built command line. */
function cold(folder: string): void {
  const program = fileURLToPath(new URL('./autoinvoice.js', import.meta.url));
  const file = join(folder, 'typical.xml');
  writeFileSync(file, invoiceOf(5));
  const times = Array.from({ length: 5 }, () => {
    const started = performance.now();
    const { status, stdout } = spawnSync(process.execPath, [program, 'validate', file], {
      encoding: 'utf8',
    });
    return status === 0 && stdout.includes('"valid"') ? performance.now() - started : NaN;
  }).sort((a, b) => a - b);
  if (times.some(Number.isNaN)) print({ case: 'cold', skipped: 'no built "autoinvoice validate"' });
  else print({ case: 'cold', wall_ms: Math.round(times[2] ?? NaN), must_ms: 600 });
}

/** Peak memory of a process that judges a document of nearly 15 MB: small elements, no attachment. */
function memory(folder: string): void {
  const file = join(folder, 'large.xml');
  const one = invoiceOf(1001).length - invoiceOf(1).length;
  writeFileSync(file, invoiceOf(Math.floor(14_800_000 / (one / 1000))));
  const self = fileURLToPath(import.meta.url);
  const output = execFileSync(process.execPath, [self, 'rules', '--judge-one', file], {
    encoding: 'utf8',
  });
  print({ case: '15 MB', ...(JSON.parse(output.trim()) as Record<string, unknown>), must_mb: 400 });
}

async function judgeOne(file: string): Promise<void> {
  const { readFileSync } = await import('node:fs');
  const bytes = readFileSync(file);
  const started = process.cpuUsage();
  const verdict = validate(bytes);
  const { user, system } = process.cpuUsage(started);
  console.log(
    JSON.stringify({
      bytes: bytes.length,
      findings: verdict.ok ? verdict.findings.length : -1,
      cpu_ms: Math.round((user + system) / 1000),
      peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    }),
  );
}

/** The judge on the same documents in one process, the first one several times so that it is warm. */
async function peer(judge: string, folder: string): Promise<void> {
  const files = sizes.map(({ lines }) => {
    const file = join(folder, `${lines}.xml`);
    writeFileSync(file, invoiceOf(lines));
    return { lines, file };
  });
  const typical = files[0]?.file ?? '';
  const child = spawn(judge, ['-'], { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.end(
    [...Array.from({ length: 300 }, () => typical), ...files.map(({ file }) => file)].join('\n'),
  );
  let output = '';
  for await (const piece of child.stdout.setEncoding('utf8')) output += String(piece);
  const lines = output
    .trim()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { file: string; ms: number });
  for (const { lines: count, file } of files) {
    // The first hundreds warm it up.
    const times = lines
      .filter((line) => line.file === file)
      .slice(-100)
      .map(({ ms }) => ms)
      .sort((one, other) => one - other);
    print({
      case: `${count} lines`,
      peer: 'phive',
      wall_ms: times[Math.floor(times.length / 2)] ?? null,
      min_ms: times[0] ?? null,
    });
  }
}

/** Reading, structure and all rules: CPU time, the first verdict, memory; phive beside it where its judge is given. */
export async function rules(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      judge: { type: 'string' },
      'judge-one': { type: 'string' },
      warm: { type: 'string' },
    },
  });
  if (values['judge-one'] !== undefined) {
    await judgeOne(values['judge-one']);
    return;
  }
  if (values.warm !== undefined) {
    warm(values.warm);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'bench-rules-'));
  try {
    warm('main thread');
    await warmInWorker();
    cold(folder);
    memory(folder);
    const judge = values.judge ?? process.env.AUTOINVOICE_JUDGE;
    if (judge !== undefined && existsSync(judge)) await peer(judge, folder);
    else print({ peer: 'phive', skipped: 'no --judge FILE' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
