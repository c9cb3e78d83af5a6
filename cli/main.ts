import { readEnvironment } from './config.ts';
import { run } from './run.ts';

const environment = readEnvironment();
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
// Whoever reads our lines may stop reading: `autoinvoice deliveries | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  environment,
  workingFolder: process.cwd(),
  hasColour: process.stdout.isTTY && !environment['NO_COLOR'],
  signal: stop.signal,
});
