import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** Pinned: another version makes other cases of the same seed. */
const version = '4.32.5';

/** What an answer must not break. `status_code_conformance` is strict because the description given has no `default`. */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
];

/** Runs a program with its output on our stderr, and returns its exit code. Not waited for in step: the API answers from this process. */
async function run(file: string, args: readonly string[], folder?: string): Promise<number | null> {
  const child = spawn(file, args, { stdio: ['ignore', 2, 2], cwd: folder });
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new Error(`${file} could not be started.`, { cause })));
    child.once('exit', resolve);
  });
}

async function runOrThrow(file: string, args: readonly string[]): Promise<void> {
  const code = await run(file, args);
  if (code !== 0) throw new Error(`${file} ${args[0] ?? ''} ended with ${code}.`);
}

/** The Schemathesis of the cache; the first time it is installed from PyPI into a folder of its own. */
export async function ensureSchemathesis(
  cacheFolder: string,
  say: (text: string) => void,
): Promise<string> {
  const folder = join(cacheFolder, `schemathesis-${version}`);
  const bin = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
  const program = join(bin, 'schemathesis');
  if (existsSync(program)) return program;
  say(`Installing Schemathesis ${version} into ${folder} …`);
  await runOrThrow('python3', ['-m', 'venv', folder]);
  await runOrThrow(join(bin, 'pip'), ['install', '--quiet', `schemathesis==${version}`]);
  return program;
}

export interface FuzzRun {
  readonly program: string;
  /** File with the OpenAPI description. */
  readonly description: string;
  readonly url: string;
  readonly key: string;
  readonly casesPerOperation: number;
  readonly seed: number;
  /** With this also what lies at the edges of each schema, hundreds of cases by rule. */
  readonly hasEdges: boolean;
  /** File for the report. */
  readonly report: string;
}

const report = z.object({
  test_cases: z.object({ generated: z.int(), errored: z.int() }),
  operations: z.object({ tested: z.int(), errored: z.int() }),
  failures: z.array(z.object({ title: z.string(), count: z.int() })),
});

export interface FuzzResult {
  readonly cases: number;
  readonly operations: number;
  /** Answers that broke a check, of one kind or of several. */
  readonly failures: number;
  /** Operations whose description could not be used, and requests without an answer. */
  readonly errors: number;
}

/** Asks as the holder of the key; what fails is printed with a command that repeats it. */
export async function fuzz(asked: FuzzRun): Promise<FuzzResult> {
  // It keeps a folder of its own where it is run.
  const folder = dirname(asked.report);
  const args = [
    'run',
    asked.description,
    `--url=${asked.url}`,
    `--header=Authorization: Bearer ${asked.key}`,
    `--checks=${checks.join(',')}`,
    `--phases=${asked.hasEdges ? 'coverage,fuzzing' : 'fuzzing'}`,
    `--max-examples=${asked.casesPerOperation}`,
    `--seed=${asked.seed}`,
    '--continue-on-failure',
    '--request-timeout=20',
    '--warnings=off',
    '--report=json',
    `--report-json-path=${asked.report}`,
  ];
  await run(asked.program, args, folder);
  const told = report.parse(JSON.parse(readFileSync(asked.report, 'utf8')));
  return {
    cases: told.test_cases.generated,
    operations: told.operations.tested,
    failures: told.failures.reduce((sum, { count }) => sum + count, 0),
    errors: told.operations.errored + told.test_cases.errored,
  };
}
