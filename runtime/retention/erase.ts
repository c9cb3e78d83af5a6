import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { tar } from '../../api/accounts/tar.ts';
import type { Database } from '../../db/client.ts';
import { currentTime } from '../../db/clock.ts';
import { appendEvents } from '../../db/events.ts';
import {
  companiesWithExpired,
  eraseExpired,
  readExpiredRows,
  unnamedDocuments,
  type Expired,
} from '../../db/retention.ts';
import { withTenant, type TenantTransaction } from '../../db/tenant.ts';
import type { DocumentStore } from '../../documents/store.ts';
import type { IsoDate } from '../../invoice/model.ts';
import { expiringKinds, keptSince, type ExpiringKind } from '../../policy/retention.ts';

interface Ports {
  readonly database: Database;
  readonly documents: DocumentStore;
}

/** What was erased, or would be. */
export interface ToldExpired {
  /** Everything since this day is kept. */
  readonly keptSince: IsoDate;
  readonly erased: boolean;
  readonly companies: readonly ({
    readonly tenantId: string;
    readonly documents: number;
  } & Readonly<Record<ExpiringKind, number>>)[];
}

/** Of each kind in one transaction, and in one archive. */
const mostAtOnce = 500;

class DryRun extends Error {
  readonly expired: readonly Expired[];
  readonly documents: number;
  constructor(expired: readonly Expired[], documents: number) {
    super('Nothing is erased.');
    this.expired = expired;
    this.documents = documents;
  }
}

/** What would be erased today. Nothing is. */
export async function tellExpiredOfAll(ports: Ports, today: IsoDate): Promise<ToldExpired> {
  const { before, since } = limit(today);
  const companies = [];
  for (const tenantId of await companiesWithExpired(ports.database, before)) {
    try {
      // The very door that erases, in a transaction that is undone: it cannot say anything else than it does.
      await withTenant(ports.database, tenantId, async (transaction) => {
        const all = await eraseExpired(transaction, tenantId, before, 1_000_000);
        throw new DryRun(all, (await unnamed(transaction, tenantId, all)).length);
      });
    } catch (error) {
      if (!(error instanceof DryRun)) throw error;
      companies.push({ tenantId, documents: error.documents, ...counted(error.expired) });
    }
  }
  return { keptSince: since, erased: false, companies };
}

/** Erases what the law wants kept no longer; with a folder, an archive of it is written there first. */
export async function eraseExpiredOfAll(
  ports: Ports,
  today: IsoDate,
  folder: string | null,
): Promise<ToldExpired> {
  const { before, since } = limit(today);
  if (folder !== null) await mkdir(folder, { recursive: true, mode: 0o700 });
  const companies = [];
  for (const tenantId of await companiesWithExpired(ports.database, before)) {
    const all: Expired[] = [];
    let documents = 0;
    for (;;) {
      const done = await eraseSome(ports, { tenantId, before, since, folder });
      if (done.expired.length === 0) break;
      all.push(...done.expired);
      documents += done.documents;
    }
    if (all.length > 0) companies.push({ tenantId, documents, ...counted(all) });
  }
  return { keptSince: since, erased: true, companies };
}

interface Batch {
  readonly tenantId: string;
  readonly before: Date;
  readonly since: IsoDate;
  readonly folder: string | null;
}

/**
 * One transaction's worth. The archive is complete before anything goes, and the documents go before the commit: after
 * a crash in between, the same call ends what was begun.
 */
async function eraseSome(
  { database, documents }: Ports,
  { tenantId, before, since, folder }: Batch,
): Promise<{ expired: readonly Expired[]; documents: number }> {
  if (folder !== null) await archive({ database, documents }, { tenantId, before, since, folder });
  return withTenant(database, tenantId, async (transaction) => {
    const expired = await eraseExpired(transaction, tenantId, before, mostAtOnce);
    if (expired.length === 0) return { expired, documents: 0 };
    const hashes = await unnamed(transaction, tenantId, expired);
    await appendEvents(transaction, [
      {
        tenantId,
        subjectId: tenantId,
        code: 'company.expired-erased',
        parameters: { since, documents: String(hashes.length), count: String(expired.length) },
      },
    ]);
    for (const sha256 of hashes) await documents.remove(tenantId, sha256);
    return { expired, documents: hashes.length };
  });
}

/** Writes what the next transaction erases: `<company>-<instant>.tar.gz`, whole or not at all. */
async function archive(
  { database, documents }: Ports,
  { tenantId, before, folder }: Batch & { readonly folder: string },
): Promise<void> {
  const expired: readonly Expired[] = await withTenant(database, tenantId, async (transaction) => {
    throw new DryRun(await eraseExpired(transaction, tenantId, before, mostAtOnce), 0);
  }).catch((error: unknown) => {
    if (error instanceof DryRun) return error.expired;
    throw error;
  });
  if (expired.length === 0) return;
  const tables = await withTenant(database, tenantId, (transaction) =>
    readExpiredRows(transaction, tenantId, expired),
  );
  async function* files(): AsyncGenerator<{ name: string; bytes: Uint8Array }> {
    for (const { table, rows } of tables) {
      const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
      yield { name: `tables/${table}.jsonl`, bytes: Buffer.from(text) };
    }
    for (const sha256 of new Set(expired.flatMap((one) => one.documents))) {
      const bytes = await documents.get(tenantId, sha256);
      yield { name: `documents/${sha256}`, bytes };
    }
  }
  const now = currentTime();
  const file = join(folder, `${tenantId}-${now.toISOString().replaceAll(/[:.]/g, '-')}.tar.gz`);
  const part = createWriteStream(`${file}.part`, { mode: 0o600, flush: true });
  await pipeline(Readable.from(tar(files(), now)), createGzip(), part);
  await rename(`${file}.part`, file);
}

const unnamed = (
  transaction: TenantTransaction,
  tenantId: string,
  expired: readonly Expired[],
): Promise<string[]> =>
  unnamedDocuments(transaction, tenantId, [...new Set(expired.flatMap((one) => one.documents))]);

function limit(today: IsoDate): { before: Date; since: IsoDate } {
  const since = keptSince(today);
  // On New Year's Day Norway is an hour ahead of UTC.
  return { since, before: new Date(`${since}T00:00:00+01:00`) };
}

const counted = (expired: readonly Expired[]): Record<ExpiringKind, number> =>
  Object.fromEntries(
    expiringKinds.map((kind) => [kind, expired.filter((one) => one.kind === kind).length]),
  ) as Record<ExpiringKind, number>;
