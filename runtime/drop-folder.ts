import { describeError, type Log } from '../api/log.ts';
import { documentStoreOf } from './document-store.ts';
import { createDropFolder } from '../mailroom/drop-folder.ts';
import { scanAddress } from '../policy/scanning.ts';
import { openReaders } from '../scan/read/pool/readers.ts';
import type { ServiceConfig } from './config.ts';
import { startRounds } from './rounds.ts';
import type { Connections, Running } from './service.ts';
import { createWorkflowStarter } from './workflows.ts';

/** Looks after the folder for scanned paper, where there is one. */
export function watchDropFolder(
  config: ServiceConfig,
  { database, client }: Connections,
  log: Log,
): Running {
  const { scanFolder } = config;
  if (scanFolder === null) return { stop: () => Promise.resolve() };
  const readers = openReaders({ ocrModels: null, atOnce: 1 });
  const tellError = (message: string, error: unknown): void =>
    log.error(message, { error: describeError(error) });
  const folder = createDropFolder(
    {
      database,
      documents: documentStoreOf(config),
      workflows: createWorkflowStarter(client, false),
      graceSeconds: config.graceSeconds,
      tellError,
      addressOf: (organisationNumber) => scanAddress(organisationNumber, config.scanDomain),
      findSeparators: async (bytes) => {
        const found = await readers.findSeparators(bytes);
        return 'error' in found ? { pageCount: 0, separators: [] } : found;
      },
    },
    scanFolder,
  );
  const rounds = startRounds(
    config.scanFolderSeconds * 1000,
    async () => {
      await folder.round();
      return false;
    },
    (error) => tellError('The drop folder could not be read; it is tried again.', error),
  );
  return {
    stop: async () => {
      await rounds.stop();
      await readers.close();
    },
  };
}
