import { createHash } from 'node:crypto';
import type { Dirent, Stats } from 'node:fs';
import { lstat, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { secondsFromNow } from '../db/clock.ts';
import { findScanAccount } from '../db/doors.ts';
import { newId } from '../db/id.ts';
import { isKeptBefore } from '../db/scan-arrivals.ts';
import { keepPaper } from '../db/scan-batch-files.ts';
import { withTenant } from '../db/tenant.ts';
import { safeFilename } from '../policy/file-name.ts';
import {
  documentsBetween,
  dropFailureNote,
  isUnfinishedName,
  type DropFailure,
} from '../policy/scan-folder.ts';
import { scannableType } from '../policy/scan.ts';
import type { MailroomPorts } from './ports.ts';

export interface DropFolderPorts extends Pick<
  MailroomPorts,
  'database' | 'documents' | 'workflows' | 'graceSeconds' | 'tellError'
> {
  /** The scan address of a company with this organisation number. */
  readonly addressOf: (organisationNumber: string) => string;
  /** Which pages of a file are separator sheets. What cannot be opened has none: its scan tells why. */
  readonly findSeparators: (
    bytes: Uint8Array,
  ) => Promise<{ readonly pageCount: number; readonly separators: readonly number[] }>;
}

const limitBytes = 50_000_000;

/**
 * Files of scanned paper, in a folder for each company by its organisation number. A round takes each file that has not
 * changed since the round before: it is stored and written as an arrival, and after that moved to `done`, or to
 * `failed` with a note beside it. The same file again is the same arrival, so a round that dies anywhere loses nothing
 * and takes nothing twice. A company without an open scan account has its files left where they are.
 */
export function createDropFolder(
  ports: DropFolderPorts,
  folder: string,
): { round(): Promise<void> } {
  let earlier = new Map<string, string>();
  return {
    round: async () => {
      const seen = new Map<string, string>();
      for (const company of await entriesOf(folder)) {
        if (!company.isDirectory() || !/^\d{9}$/.test(company.name)) continue;
        const account = await findScanAccount(ports.database, ports.addressOf(company.name));
        if (!account) continue;
        const at = join(folder, company.name);
        for (const { name } of await filesOf(at)) {
          const path = join(at, name);
          const mark = markOf(await lstat(path).catch(() => null));
          if (mark === null) continue;
          if (earlier.get(path) === mark) {
            await take(ports, account.tenantId, at, name, mark).catch((error: unknown) =>
              ports.tellError('A file of a drop folder could not be taken; it stays there.', error),
            );
          } else seen.set(path, mark);
        }
      }
      earlier = seen;
    },
  };
}

/** What a folder holds; one that is not there holds nothing. */
const entriesOf = (folder: string): Promise<Dirent[]> =>
  readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Links and what is being written are left alone. */
const filesOf = async (folder: string): Promise<Dirent[]> =>
  (await entriesOf(folder)).filter((entry) => entry.isFile() && !isUnfinishedName(entry.name));

const markOf = (stats: Stats | null): string | null =>
  stats && `${stats.size} ${stats.mtimeMs} ${stats.ino}`;

async function take(
  ports: DropFolderPorts,
  tenantId: string,
  folder: string,
  name: string,
  mark: string,
): Promise<void> {
  const path = join(folder, name);
  const stats = await lstat(path);
  const failure = stats.size > limitBytes ? 'too-large' : stats.size === 0 ? 'empty' : null;
  if (failure !== null) return putAside(folder, name, failure);
  const bytes = await readFile(path);
  // It was written to after all: it is looked at again in the next rounds.
  if (markOf(await lstat(path)) !== mark) return;
  const contentType = scannableType(bytes);
  if (contentType === null) return putAside(folder, name, 'not-a-document');
  const { pageCount, separators } = await ports.findSeparators(bytes);
  const documents = documentsBetween(pageCount, separators);
  if (documents?.length === 0) return putAside(folder, name, 'only-separators');
  const kept = await ports.documents.put(tenantId, bytes);
  const started = await withTenant(ports.database, tenantId, (transaction) =>
    keepPaper(
      transaction,
      {
        id: newId('arr'),
        tenantId,
        source: 'folder',
        engine: 'auto',
        files: [{ filename: safeFilename(name), contentType, ...kept }],
        mail: { onceKey: createHash('sha256').update(`folder/${kept.sha256}`).digest('hex') },
        dueAt: secondsFromNow(ports.graceSeconds),
      },
      documents,
    ),
  ).catch((error: unknown) => {
    if (isKeptBefore(error)) return [];
    throw error;
  });
  await Promise.all(
    started.map((scanId) => ports.workflows.startScan({ tenantId, scanId, run: 1 })),
  );
  await moveTo(folder, 'done', name);
}

async function putAside(folder: string, name: string, code: DropFailure): Promise<void> {
  const moved = await moveTo(folder, 'failed', name);
  if (moved !== null) await writeFile(`${moved}.txt`, dropFailureNote(code));
}

/** Moves the file under a name that is free there, and returns where it is now; null where somebody else took it. */
async function moveTo(folder: string, into: string, name: string): Promise<string | null> {
  const target = join(folder, into);
  await mkdir(target, { recursive: true });
  const taken = new Set(await readdir(target));
  const extension = extname(name);
  const stem = name.slice(0, name.length - extension.length);
  let free = name;
  for (let copy = 2; taken.has(free); copy++) free = `${stem} (${copy})${extension}`;
  try {
    await rename(join(folder, name), join(target, free));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  return join(target, free);
}
