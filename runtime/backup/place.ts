import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createFileStore, type DocumentStore } from '../../documents/store.ts';
import { hasOwnDatabase, readEmbeddedConfig, readSetUpConfig } from '../config.ts';
import { documentStoreOf } from '../document-store.ts';
import { takeLock } from '../embedded/lock.ts';
import { runningUrl, startPostgres } from '../embedded/postgres.ts';
import { claimPort } from '../embedded/ports.ts';
import { readSecrets } from '../secrets.ts';

/** Where a back-up is taken from, or goes back into. */
export interface Place {
  readonly ownerUrl: string;
  readonly appPassword: string;
  readonly documents: DocumentStore;
  /** Folder with the keys between the parts; null where the operator keeps them in the environment. */
  readonly secretsFolder: string | null;
  close(): Promise<void>;
}

/** The keys that an embedded installation made for itself. */
export const secretFiles = ['secrets.json', 'operator.json'];

const done = (): Promise<void> => Promise.resolve();

/** PostgreSQL and documents as `dist/migrate.js` gets them. */
function separatePlace(): Place {
  const { ownerUrl, appPassword, documents } = readSetUpConfig();
  if (documents.documents === '')
    throw new Error('AUTOINVOICE_DOCUMENTS says where documents are.');
  const store = documentStoreOf(documents);
  return { ownerUrl, appPassword, documents: store, secretsFolder: null, close: done };
}

/** The installation that is running: separate processes where `DATABASE_URL` is set, else the embedded one of the data folder. */
export function runningPlace(): Place {
  if (hasOwnDatabase()) return separatePlace();
  const folder = readEmbeddedConfig().AUTOINVOICE_DATA;
  const ownerUrl = runningUrl(join(folder, 'postgres'));
  if (ownerUrl === null)
    throw new Error(`No installation runs in ${folder}. Start it, or copy the folder as it is.`);
  return {
    ownerUrl,
    appPassword: readSecrets(folder).appPassword,
    documents: createFileStore(join(folder, 'documents')),
    secretsFolder: folder,
    close: done,
  };
}

/** An empty installation: the database of `DATABASE_URL`, or a data folder that has none, whose server runs until it is closed. */
export async function emptyPlace(bringSecrets: (folder: string) => Promise<void>): Promise<Place> {
  if (hasOwnDatabase()) return separatePlace();
  const folder = readEmbeddedConfig().AUTOINVOICE_DATA;
  if (existsSync(join(folder, 'postgres')))
    throw new Error(`${folder} has a database already: restore into an empty folder.`);
  const lock = takeLock(join(folder, 'lock'));
  try {
    await bringSecrets(folder);
    const host = '127.0.0.1';
    const port = await claimPort({ name: 'Postgres', host, preferred: 0, setting: 'PORT' });
    const server = await startPostgres({ folder: join(folder, 'postgres'), host, port });
    return {
      ownerUrl: server.superuserUrl,
      appPassword: readSecrets(folder).appPassword,
      documents: createFileStore(join(folder, 'documents')),
      secretsFolder: folder,
      close: async () => {
        await server.stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
