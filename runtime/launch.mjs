// The entry of every command. Needs Node only: installs what is missing, builds what is out of date, starts the program.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const programs = {
  start: 'main',
  demo: 'demo',
  autoinvoice: 'autoinvoice',
  chaos: 'chaos',
  bench: 'bench',
  parity: 'parity',
  score: 'score',
  fuzz: 'fuzz',
};
const [command = '', ...rest] = process.argv.slice(2);
const say = (text) => console.error(text);

function fail(text) {
  say(text);
  process.exit(1);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    fail(`Node ${process.versions.node} is too old: AutoInvoice needs 20.19, 22 or 24.`);
}

/** Installs the packages of package-lock.json unless just these are there. */
function install() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const record = join(root, 'node_modules', '.autoinvoice-lock');
  if (existsSync(record) && readFileSync(record, 'utf8') === wanted) return;
  say('Installing packages … (a minute or two the first time)');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status, error } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (error) fail(`npm could not be started: ${error.message}`);
  if (status !== 0) fail('npm ci did not succeed; its messages are above.');
  writeFileSync(record, wanted);
}

/** Short-lived objects (rows, statements, activations) die before they are moved: a tenth of the processor's time less. */
const memoryFlags = ['--min-semi-space-size=16', '--max-semi-space-size=32'];

/** Runs a program in this terminal; the exit code is its own. Ctrl-C reaches it by itself, a signal to us is passed on. */
function run(file, args, end = (code) => process.exit(code)) {
  const child = spawn(process.execPath, [...memoryFlags, file, ...args], {
    cwd: process.cwd(),
    stdio: 'inherit',
  });
  let isInterrupted = false;
  process.on('SIGINT', () => {
    // From a terminal the whole group has got it; from a program only we have.
    isInterrupted = true;
    if (!process.stdin.isTTY) child.kill('SIGINT');
  });
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.once('exit', (code, signal) =>
    end(code ?? (signal === 'SIGINT' && isInterrupted ? 130 : 1)),
  );
}

checkNode();
if (!(command in programs) && !['build', 'test'].includes(command)) {
  fail(
    `Usage: node runtime/launch.mjs ${[...Object.keys(programs), 'build', 'test'].join(' | ')} [arguments]`,
  );
}
install();
const { build } = await import(pathToFileURL(join(root, 'runtime', 'build.mjs')).href);
await build(say);
if (command === 'test') {
  run(join(root, 'dist', 'fetch.js'), [], (code) => {
    if (code !== 0) process.exit(code);
    process.removeAllListeners('SIGINT');
    process.removeAllListeners('SIGTERM');
    run(join(root, 'node_modules', 'vitest', 'vitest.mjs'), ['run', ...rest]);
  });
} else if (command === 'autoinvoice') {
  // In this process: a command that a person waits for does not start Node twice.
  const file = join(root, 'dist', 'autoinvoice.js');
  process.argv = [process.execPath, file, ...rest];
  await import(pathToFileURL(file).href);
} else if (command !== 'build') {
  run(join(root, 'dist', `${programs[command]}.js`), rest);
}
