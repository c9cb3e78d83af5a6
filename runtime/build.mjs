// Builds dist/: one file per program, shared code in chunks, and the workflow bundle that the workers load.
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

/** Program in dist/ and where it begins. */
const programs = {
  main: 'runtime/main.ts',
  demo: 'runtime/demo.ts',
  api: 'runtime/api.ts',
  worker: 'runtime/worker.ts',
  'scan-worker': 'runtime/scan-worker.ts',
  migrate: 'runtime/migrate.ts',
  backup: 'runtime/backup.ts',
  restore: 'runtime/restore.ts',
  retention: 'runtime/retention.ts',
  fetch: 'runtime/embedded/fetch.ts',
  autoinvoice: 'cli/main.ts',
  'document-worker': 'cli/documents/worker.ts',
  'desk-worker': 'runtime/documents/worker.ts',
  'scan-child': 'scan/read/pool/child.ts',
  chaos: 'tools/chaos.ts',
  bench: 'bench/main.ts',
  parity: 'tools/parity.ts',
  score: 'tools/score.ts',
  fuzz: 'tools/fuzz.ts',
};
const sources = [
  'invoice',
  'policy',
  'workflows',
  'activities',
  'channels',
  'registers',
  'rendering',
  'scan',
  'documents',
  'db',
  'api',
  'mailroom',
  'cli',
  'runtime',
  'tools',
  'tests/support/paper',
  'bench',
];
const workflowSources = ['invoice', 'policy', 'workflows', 'activities'];

function files(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function stamp(folders) {
  const hash = createHash('sha256')
    .update(process.version.split('.')[0])
    .update(readFileSync(join(root, 'package-lock.json')));
  for (const file of folders.flatMap(files)) {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${relative(root, file)}:${mtimeMs}:${size}\n`);
  }
  return hash.digest('hex');
}

const isFresh = (name, value) =>
  existsSync(join(dist, name)) && readFileSync(join(dist, name), 'utf8') === value;

/** Builds what is out of date; says so on stderr when there is something to do. */
export async function build(say = (text) => console.error(text)) {
  const all = stamp(sources);
  const workflows = stamp(workflowSources);
  mkdirSync(dist, { recursive: true });
  if (!isFresh('.sources', all)) {
    say('Building …');
    const { build: bundle } = await import('esbuild');
    for (const name of readdirSync(dist))
      if (/^chunk-.*\.js(\.map)?$/.test(name)) rmSync(join(dist, name), { force: true });
    await bundle({
      absWorkingDir: root,
      entryPoints: Object.fromEntries(
        Object.entries(programs).filter(([, file]) => existsSync(join(root, file))),
      ),
      outdir: 'dist',
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      splitting: true,
      sourcemap: true,
      logLevel: 'warning',
    });
  }
  if (!isFresh('.workflows', workflows) || !existsSync(join(dist, 'workflow-bundle.js'))) {
    const { bundleWorkflowCode, DefaultLogger } = (await import('@temporalio/worker')).default;
    const { code } = await bundleWorkflowCode({
      workflowsPath: join(root, 'workflows/index.ts'),
      workflowInterceptorModules: [join(root, 'workflows/trace.ts')],
      logger: new DefaultLogger('ERROR'),
    });
    writeFileSync(join(dist, 'workflow-bundle.js.part'), code);
    renameSync(join(dist, 'workflow-bundle.js.part'), join(dist, 'workflow-bundle.js'));
    writeFileSync(join(dist, '.workflows'), workflows);
  }
  writeFileSync(join(dist, '.sources'), all);
}
