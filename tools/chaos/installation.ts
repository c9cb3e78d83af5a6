import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBacking, type Backing } from '../../runtime/backing.ts';
import { anyPorts, readEmbeddedConfig, toEnvironment } from '../../runtime/config.ts';
import { keep, say } from './process.ts';

/** An installation whose parts are processes of their own, so that each can be taken away. */
export interface Victim {
  readonly folder: string;
  readonly backing: Backing;
  readonly service: Readonly<Record<'api' | 'worker', { kill(): void }>>;
  /** Temporal comes back without its database the next time that it is started. */
  deleteTemporalDatabase(): void;
  stop(): Promise<void>;
}

/** A folder for one run: the one given, or a fresh one. */
export function openFolder(given: string | undefined): string {
  const folder = given ?? mkdtempSync(join(tmpdir(), 'autoinvoice-chaos-'));
  mkdirSync(folder, { recursive: true });
  // Postgres runs as another user where this runs as root.
  chmodSync(folder, 0o755);
  return folder;
}

/** What went wrong can be looked at afterwards. */
export function closeFolder(folder: string, given: string | undefined, isGood: boolean): void {
  if (!isGood) say(`The installation is kept in ${folder}.`);
  else if (given === undefined) rmSync(folder, { recursive: true, force: true });
}

export async function startVictim(folder: string): Promise<Victim> {
  let isDeletionDue = false;
  const backing = await startBacking({
    config: {
      ...readEmbeddedConfig(anyPorts),
      AUTOINVOICE_DATA: folder,
      AUTOINVOICE_GRACE_SECONDS: 5,
      // So that everybody is reminded twice, and signs after that.
      AUTOINVOICE_DAY_SECONDS: 3,
      AUTOINVOICE_SIGNS_AFTER_SECONDS: 30,
    },
    progress: say,
    beforeTemporalRestart: () => {
      if (!isDeletionDue) return;
      isDeletionDue = false;
      for (const end of ['', '-wal', '-shm'])
        rmSync(join(folder, 'temporal', `temporal.db${end}`), { force: true });
      say('Temporal’s database is deleted.');
    },
  });
  const environment = toEnvironment(backing.service);
  const api = keep('api', environment, join(folder, 'logs', 'api.log'));
  const worker = keep('worker', environment, join(folder, 'logs', 'worker.log'));
  return {
    folder,
    backing,
    service: { api, worker },
    deleteTemporalDatabase: () => (isDeletionDue = true),
    stop: async () => {
      await Promise.all([api.stop(), worker.stop()]);
      await backing.stop();
    },
  };
}
