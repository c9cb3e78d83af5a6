import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { dumpTables, loadTables } from '../../db/dump.ts';
import { setUpDatabase } from '../../db/set-up.ts';
import { createFileStore, type DocumentStore } from '../../documents/store.ts';
import { secretFiles, type Place } from './place.ts';

const manifest = z.object({
  at: z.iso.datetime(),
  tables: z
    .array(z.object({ name: z.string(), columns: z.array(z.string()).readonly() }))
    .readonly(),
  migrations: z.array(z.string()).readonly(),
  tenants: z.array(z.string()).readonly(),
  documents: z.int(),
});

export interface Told {
  /** The moment of which the rows are. */
  readonly at: string;
  readonly companies: number;
  readonly documents: number;
}

const manifestFile = (folder: string): string => join(folder, 'backup.json');
const tableFile = (folder: string, table: string): string =>
  join(folder, 'tables', `${table}.copy.gz`);

/** Copies every document of these tenants; each is checked against its hash on the way. */
async function copyDocuments(
  tenants: readonly string[],
  from: DocumentStore,
  to: DocumentStore,
): Promise<number> {
  let count = 0;
  for (const tenant of tenants) {
    for await (const sha256 of from.list(tenant)) {
      await to.put(tenant, await from.get(tenant, sha256));
      count++;
    }
  }
  return count;
}

/**
 * Writes a back-up into an empty folder while the installation goes on: the rows of one moment, then every document.
 * Documents are written before the rows that name them and never changed, so none of these rows lacks its document.
 */
export async function writeBackup(place: Place, folder: string): Promise<Told> {
  await mkdir(join(folder, 'tables'), { recursive: true, mode: 0o700 });
  const found = (await readdir(folder)).filter((name) => name !== 'tables');
  if (found.length > 0) throw new Error(`${folder} is not empty.`);
  const at = new Date().toISOString();
  const dump = await dumpTables(place.ownerUrl, async (table, rows) => {
    const file = createWriteStream(tableFile(folder, table), { mode: 0o600, flush: true });
    await pipeline(rows, createGzip(), file);
  });
  const copies = createFileStore(join(folder, 'documents'));
  const documents = await copyDocuments(dump.tenants, place.documents, copies);
  if (place.secretsFolder !== null) await bringSecrets(place.secretsFolder, folder);
  // Last: a folder without it is no back-up.
  const whole: z.input<typeof manifest> = { at, ...dump, documents };
  const file = await open(manifestFile(folder), 'wx', 0o600);
  await file.writeFile(JSON.stringify(whole, null, 2));
  await file.sync();
  await file.close();
  return { at, companies: dump.tenants.length, documents };
}

/** What the folder holds; throws where a back-up was not finished. */
export async function readManifest(folder: string): Promise<z.output<typeof manifest>> {
  if (!existsSync(manifestFile(folder)))
    throw new Error(`${folder} holds no finished back-up: backup.json is missing.`);
  return manifest.parse(JSON.parse(await readFile(manifestFile(folder), 'utf8')));
}

/** Copies the keys of an embedded installation, where there are any, readable by their owner only. */
export async function bringSecrets(from: string, folder: string): Promise<void> {
  for (const name of secretFiles) {
    if (!existsSync(join(from, name))) continue;
    await writeFile(join(folder, name), await readFile(join(from, name)), { mode: 0o600 });
  }
}

/** Fills an empty installation from a back-up: documents first, then all rows or none, then what a newer version changes. */
export async function readBackup(place: Place, folder: string): Promise<Told> {
  const { at, tables, migrations, tenants, documents } = await readManifest(folder);
  const { ownerUrl, appPassword } = place;
  const copies = createFileStore(join(folder, 'documents'));
  const count = await copyDocuments(tenants, copies, place.documents);
  if (count !== documents)
    throw new Error(`The back-up has ${documents} documents, ${count} of them were found.`);
  await setUpDatabase({ ownerUrl, appPassword, only: migrations });
  const rowsOf = (table: string): Readable =>
    createReadStream(tableFile(folder, table)).pipe(createGunzip());
  await loadTables(ownerUrl, tables, rowsOf);
  await setUpDatabase({ ownerUrl, appPassword });
  return { at, companies: tenants.length, documents };
}
