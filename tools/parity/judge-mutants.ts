import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { validate } from '../../invoice/validate.ts';
import { compare, type Expected } from './compare.ts';
import { mutate } from './mutate.ts';
import { Chance } from './random.ts';
import type { Report } from './report.ts';

interface Options {
  readonly sources: readonly string[];
  readonly count: number;
  readonly seed: number;
  readonly judge: string | undefined;
  /** Where the mutants are kept; without it they are gone afterwards. */
  readonly keep: string | undefined;
}

/** Larger sources make slow mutants that show nothing more. */
const sourceLimitBytes = 60_000;

/** Writes mutants, has them judged with and without the schemas, and compares. */
export async function judgeMutants(report: Report, options: Options): Promise<void> {
  const folder = options.keep ?? mkdtempSync(join(tmpdir(), 'mutants-'));
  const chance = new Chance(options.seed);
  const sources = options.sources
    .map((file) => ({ file, bytes: readFileSync(file) }))
    .filter(({ bytes }) => bytes.length < sourceLimitBytes);
  const files: string[] = [];
  while (files.length < options.count) {
    const { file, bytes } = chance.of(sources);
    const mutant = mutate(bytes, chance);
    if (mutant === null) continue;
    const name = join(folder, `${files.length + 1}-${basename(file)}`);
    writeFileSync(name, mutant);
    files.push(name);
  }
  try {
    if (options.judge === undefined) {
      for (const file of files) validate(readFileSync(file));
      console.log(JSON.stringify({ mutants: files.length, judged: 'by us alone: no --judge' }));
      return;
    }
    const withSchemas = await verdicts(options.judge, [], files);
    const rulesOnly = await verdicts(options.judge, ['--no-xsd'], files);
    for (const file of files) {
      const [schema, rules] = [withSchemas.get(file), rulesOnly.get(file)];
      if (!schema || !rules) throw new Error(`The judge says nothing of ${file}.`);
      const bytes = readFileSync(file);
      compare(report, 'mutants', { ...rules, xsd: schema.xsd }, bytes, { hasStructure: true });
    }
  } finally {
    if (options.keep === undefined) rmSync(folder, { recursive: true });
  }
}

/** The judge's verdicts on many files, in one run of it. */
export async function verdicts(
  judge: string,
  flags: readonly string[],
  files: readonly string[],
): Promise<Map<string, Expected>> {
  const child = spawn(judge, [...flags, '-'], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(files.join('\n'));
  let output = '';
  for await (const piece of child.stdout.setEncoding('utf8')) output += String(piece);
  return new Map(
    output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Expected)
      .map((expected) => [expected.file, expected]),
  );
}
