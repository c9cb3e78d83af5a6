import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ocrModelsFolder } from '../cli/config.ts';
import { interpret } from '../scan/interpret/interpret.ts';
import { hasModels } from '../scan/read/ppocr/models.ts';
import { openReaders, type Readers } from '../scan/read/pool/readers.ts';
import { generate } from '../tests/support/paper/generate.ts';

const engines = ['text', 'tesseract', 'ppocr'] as const;
type Name = (typeof engines)[number];

/** What a page may cost, of the processor's time, and a process with its engine, of memory. */
const limitMs: Record<Name, number> = { text: 100, tesseract: 3000, ppocr: 3000 };
const limitMb = 700;

/** The first documents load engines and fonts. */
const warmUp = 2;

/**
 * What reading and interpreting a page costs, warm, by engine: drawn documents as PDFs with text, and worn by scanners.
 * Measured at the process that reads in the service, which only Linux tells about.
 */
export async function scan(args: string[]): Promise<void> {
  const { values: flags } = parseArgs({
    args,
    options: {
      count: { type: 'string', default: '60' },
      scans: { type: 'string', default: '10' },
      seed: { type: 'string', default: 'bench' },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'autoinvoice-bench-'));
  try {
    const order = { set: 'held', seed: flags.seed } as const;
    const text = await generate(folder, { ...order, count: Number(flags.count) });
    const worn = { ...order, count: Number(flags.scans), scanned: true };
    const pictures = await generate(folder, worn);
    for (const engine of engines) {
      const { files } = engine === 'text' ? text : pictures;
      console.log(JSON.stringify({ bench: 'scan', engine, ...(await measure(engine, files)) }));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Cost {
  readonly pages: number;
  readonly readMs: number;
  readonly interpretMs: number;
}

async function measure(engine: Name, folder: string): Promise<object> {
  const ocrModels = ocrModelsFolder(process.env);
  if (engine === 'ppocr' && !hasModels(ocrModels)) return { skipped: 'its models are not here' };
  const readers = openReaders({ ocrModels, atOnce: 1 });
  try {
    const costs: Cost[] = [];
    for (const name of readdirSync(folder).sort()) {
      costs.push(await costOf(readers, engine, readFileSync(join(folder, name))));
    }
    const warm = costs.slice(warmUp);
    const perPage = (of: (cost: Cost) => number): number =>
      Math.round((10 * sum(warm, of)) / sum(warm, ({ pages }) => pages)) / 10;
    const cpuMs = perPage(({ readMs, interpretMs }) => readMs + interpretMs);
    const memoryMb = peakMemoryMb();
    return {
      documents: warm.length,
      pages: sum(warm, ({ pages }) => pages),
      read_cpu_ms_per_page: perPage(({ readMs }) => readMs),
      interpret_cpu_ms_per_page: perPage(({ interpretMs }) => interpretMs),
      cpu_ms_per_page: cpuMs,
      memory_mb: memoryMb,
      withinLimits: cpuMs <= limitMs[engine] && memoryMb <= limitMb,
    };
  } finally {
    await readers.close();
  }
}

async function costOf(readers: Readers, engine: Name, bytes: Uint8Array): Promise<Cost> {
  const before = readerCpuMs();
  const read = await readers.read(bytes, { engine: engine === 'text' ? 'auto' : engine });
  const readMs = readerCpuMs() - before;
  if ('error' in read) throw new Error(read.error.detail);
  if (read.engine !== engine) throw new Error(`A document was read by ${read.engine}.`);
  const begun = process.cpuUsage();
  interpret(read.pages);
  const { user, system } = process.cpuUsage(begun);
  return { pages: read.pages.length, readMs, interpretMs: (user + system) / 1000 };
}

/** Processes that this one has started. */
const children = (): string[] =>
  readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ');

/** The processor's time that the readers have had, in all their threads. */
function readerCpuMs(): number {
  const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  const ticks = children().map((pid) => {
    if (pid === '') return 0;
    // Behind the name, which stands in brackets: user and system time are the fields 14 and 15 of the line.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  });
  return (1000 * sum(ticks, (one) => one)) / ticksPerSecond;
}

/** The most memory that a reader has had at once. */
function peakMemoryMb(): number {
  const peaks = children().map((pid) => {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
  });
  return Math.round(Math.max(...peaks));
}

const sum = <T>(all: readonly T[], of: (one: T) => number): number =>
  all.reduce((total, one) => total + of(one), 0);
