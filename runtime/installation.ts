import { join } from 'node:path';
import type { Log } from '../api/log.ts';
import type { standInParticipants } from '../channels/peppol/stand-in-participants.ts';
import { startBacking, type Backing } from './backing.ts';
import { installationFile, type EmbeddedConfig } from './config.ts';
import { takeLock } from './embedded/lock.ts';
import { watchDropFolder } from './drop-folder.ts';
import { fetchOcrModels } from './embedded/ocr-models.ts';
import { openMailroom } from './mailroom.ts';
import { startScanWorker } from './scan.ts';
import { openWatch } from './watch/activities.ts';
import { writeWhole } from './secrets.ts';
import { connect, startApi, startWorkers, type Connections, type Running } from './service.ts';

/** `.data/installation.json`: how other programs reach this installation. */
export interface InstallationFile {
  readonly addresses: Readonly<Record<string, string>>;
  readonly accessPoint: { readonly url: string; readonly key: string };
  readonly tenants?: readonly { name: string; organisationNumber: string; apiKey: string }[];
  readonly standIns?: typeof standInParticipants;
}

export interface Installation extends Running {
  readonly backing: Backing;
  readonly connections: Connections;
  /** Writes `.data/installation.json`. */
  describe(more?: Pick<InstallationFile, 'tenants' | 'standIns'>): void;
  /** Rejected when a worker ends by itself. */
  readonly failed: Promise<never>;
}

/** The whole installation in this process: everything behind the service, the API and the workers. */
export async function startInstallation(
  config: EmbeddedConfig,
  log: Log,
  progress: (text: string) => void,
): Promise<Installation> {
  const lock = takeLock(join(config.AUTOINVOICE_DATA, 'lock'));
  const started: Running[] = [{ stop: () => Promise.resolve(lock.release()) }];
  const stop = async (): Promise<void> => {
    for (let part = started.pop(); part; part = started.pop()) await part.stop();
  };
  try {
    const backing = await startBacking({ config, progress });
    started.push(backing);
    const { service, addresses } = backing;
    const connections = await connect(service);
    started.push({ stop: () => connections.close() });
    const watch = openWatch(log);
    const workers = await startWorkers(service, connections, watch);
    started.push(workers);
    const scanWorker = await startScanWorker(service, connections, watch);
    started.push(scanWorker);
    started.push(fetchInBackground(service.ocrModels, config, progress));
    const api = await startApi(service, connections, watch, true);
    started.push(api);
    started.push(await openMailroom(service, connections, log));
    started.push(watchDropFolder(service, connections, log));
    lock.setAddress(api.url);
    const describe: Installation['describe'] = (more = {}) => {
      const accessPoint = { url: service.doorUrl, key: service.doorKey };
      const file: InstallationFile = { addresses, accessPoint, ...more };
      writeWhole(installationFile(config.AUTOINVOICE_DATA), file);
    };
    describe();
    return {
      backing,
      connections,
      describe,
      failed: Promise.race([workers.failed, scanWorker.failed]),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The models come while the rest starts; where the operator names a folder of theirs, nothing is fetched. */
function fetchInBackground(
  folder: string,
  config: EmbeddedConfig,
  progress: (text: string) => void,
): Running {
  const stopping = new AbortController();
  const fetching =
    config.AUTOINVOICE_OCR_MODELS === undefined
      ? fetchOcrModels(folder, progress, stopping.signal)
      : Promise.resolve();
  return {
    stop: async () => {
      stopping.abort();
      await fetching;
    },
  };
}
