import { CommanderError } from 'commander';
import { CliError, exitCodes } from './failure.ts';
import { createProgram } from './program.ts';
import { paint, type Terminal } from './terminal.ts';

/** Runs one command line and gives its exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = exitCodes.done;
  const program = createProgram(terminal, (code) => (exitCode = code));
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has printed its own words already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
    if (!(error instanceof CliError)) {
      if (terminal.signal.aborted) return exitCodes.interrupted;
      throw error;
    }
    const { code, message, findings, hint } = error;
    const places = findings.map(({ path, text }) => `  ${path}: ${text}\n`).join('');
    terminal.stderr.write(`${paint(terminal, 'red', message)} [${code}]\n${places}`);
    if (hint !== undefined) terminal.stderr.write(`${hint}\n`);
    return error.exitCode;
  }
}
