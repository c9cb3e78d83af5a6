import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBacking, type Backing } from '../../runtime/backing.ts';
import {
  anyPorts,
  readEmbeddedConfig,
  toEnvironment,
  type EmbeddedConfig,
} from '../../runtime/config.ts';
import { keep, say, type Program } from './process.ts';

/** An installation whose parts are processes of their own, so that each can be taken away. */
export interface Victim {
  readonly folder: string;
  readonly backing: Backing;
  /** What is killed, by name: API and worker, and what the scenario has beside them. */
  readonly service: Readonly<Record<string, { kill(): void }>>;
  /** Temporal comes back without its database the next time that it is started. */
  deleteTemporalDatabase(): void;
  stop(): Promise<void>;
}

/** A process of the service, and what its environment has that the others' have not. */
export interface Part {
  readonly program: Program;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface VictimOptions {
  readonly config?: Partial<EmbeddedConfig>;
  /** By name; API and worker unless said otherwise. */
  readonly parts?: Readonly<Record<string, Part>>;
}

const usualParts: Readonly<Record<string, Part>> = {
  api: { program: 'api' },
  worker: { program: 'worker' },
};

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

/** Starts what is behind the service, and each part of the service as a process that comes back when it has ended. */
export async function startVictim(
  folder: string,
  { config = {}, parts = usualParts }: VictimOptions = {},
): Promise<Victim> {
  let isDeletionDue = false;
  const backing = await startBacking({
    config: {
      ...readEmbeddedConfig(anyPorts),
      AUTOINVOICE_DATA: folder,
      AUTOINVOICE_GRACE_SECONDS: 5,
      ...config,
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
  const common = toEnvironment(backing.service);
  const service = Object.fromEntries(
    Object.entries(parts).map(([name, { program, environment }]) => [
      name,
      keep(program, { ...common, ...environment }, join(folder, 'logs', `${name}.log`)),
    ]),
  );
  return {
    folder,
    backing,
    service,
    deleteTemporalDatabase: () => (isDeletionDue = true),
    stop: async () => {
      await Promise.all(Object.values(service).map((part) => part.stop()));
      await backing.stop();
    },
  };
}
