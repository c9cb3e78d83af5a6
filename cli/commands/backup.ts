import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs a program that lies beside this one in dist/, in this terminal; returns its exit code. */
export async function runProgram(
  name: 'backup' | 'restore' | 'retention',
  args: readonly string[],
): Promise<number> {
  const file = fileURLToPath(new URL(`./${name}.js`, import.meta.url));
  const child = spawn(process.execPath, [file, ...args], { stdio: 'inherit' });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => done(code ?? 1));
  });
}
