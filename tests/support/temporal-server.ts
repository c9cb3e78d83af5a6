import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from './installation.ts';

const folder = (): string => join(dataFolder(), 'temporal');

/** Ends the installation's Temporal as a crash does; it is started again by itself. */
export function killTemporal(): void {
  const { pid } = JSON.parse(readFileSync(join(folder(), 'server.json'), 'utf8')) as {
    pid: number;
  };
  process.kill(pid, 'SIGKILL');
}

/** The same, and everything that it knew is gone. */
export function loseTemporal(): void {
  for (const end of ['', '-wal', '-shm'])
    rmSync(join(folder(), `temporal.db${end}`), { force: true });
  killTemporal();
}
