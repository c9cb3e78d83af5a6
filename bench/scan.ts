import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ocrModelsFolder } from '../cli/config.ts';
import { interpret } from '../scan/interpret/interpret.ts';
import { createEngines } from '../scan/read/engines.ts';
import { hasModels } from '../scan/read/ppocr/models.ts';
import { readDocument } from '../scan/read/read-document.ts';
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
 * Each engine has a process of its own, as in the service, so that its memory is its own.
 */
export async function scan(args: string[]): Promise<void> {
  const { values: flags } = parseArgs({
    args,
    options: {
      count: { type: 'string', default: '60' },
      scans: { type: 'string', default: '10' },
      seed: { type: 'string', default: 'bench' },
      engine: { type: 'string' },
      files: { type: 'string' },
    },
  });
  if (flags.engine !== undefined && flags.files !== undefined)
    return measure(flags.engine as Name, flags.files);
  const folder = mkdtempSync(join(tmpdir(), 'autoinvoice-bench-'));
  try {
    const { seed } = flags;
    const order = { set: 'held', seed } as const;
    const text = await generate(folder, { ...order, count: Number(flags.count) });
    const worn = { ...order, count: Number(flags.scans), scanned: true };
    const pictures = await generate(folder, worn);
    for (const engine of engines) {
      const { files } = engine === 'text' ? text : pictures;
      const program = process.argv[1] ?? '';
      spawnSync(process.execPath, [program, 'scan', '--engine', engine, '--files', files], {
        stdio: 'inherit',
      });
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

async function measure(engine: Name, folder: string): Promise<void> {
  const ocrModels = ocrModelsFolder(process.env);
  if (engine === 'ppocr' && !hasModels(ocrModels)) {
    console.log(JSON.stringify({ bench: 'scan', engine, skipped: 'its models are not here' }));
    return;
  }
  const opened = createEngines({ ocrModels });
  const costs: Cost[] = [];
  for (const name of readdirSync(folder).sort()) {
    const bytes = readFileSync(join(folder, name));
    const options = { engine: engine === 'text' ? ('auto' as const) : engine };
    const [read, readMs] = await timed(() => readDocument(bytes, options, opened));
    if ('error' in read) throw new Error(`${name}: ${read.error.detail}`);
    if (read.engine !== engine) throw new Error(`${name} was read by ${read.engine}.`);
    const [, interpretMs] = await timed(() => Promise.resolve(interpret(read.pages)));
    costs.push({ pages: read.pages.length, readMs, interpretMs });
  }
  await opened.close();
  const warm = costs.slice(warmUp);
  const perPage = (of: (cost: Cost) => number): number =>
    Math.round((10 * sum(warm, of)) / sum(warm, ({ pages }) => pages)) / 10;
  const cpuMs = perPage(({ readMs, interpretMs }) => readMs + interpretMs);
  const memoryMb = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    JSON.stringify({
      bench: 'scan',
      engine,
      documents: warm.length,
      pages: sum(warm, ({ pages }) => pages),
      read_cpu_ms_per_page: perPage(({ readMs }) => readMs),
      interpret_cpu_ms_per_page: perPage(({ interpretMs }) => interpretMs),
      cpu_ms_per_page: cpuMs,
      memory_mb: memoryMb,
      withinLimits: cpuMs <= limitMs[engine] && memoryMb <= limitMb,
    }),
  );
}

const sum = <T>(all: readonly T[], of: (one: T) => number): number =>
  all.reduce((total, one) => total + of(one), 0);

/** The processor's time in all threads of this process. */
async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return [result, (user + system) / 1000];
}
