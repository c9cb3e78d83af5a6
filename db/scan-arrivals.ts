import { and, desc, eq, lt } from 'drizzle-orm';
import type { ScanEngine, ScanSource } from '../policy/scan.ts';
import { appendEvents } from './events.ts';
import { isUniqueViolation } from './errors.ts';
import { newId } from './id.ts';
import { openNextScanRun } from './scan-runs.ts';
import { scanArrivals, scans, type ArrivalPart, type ScanArrivalRow } from './schema/scan.ts';
import type { TenantTransaction } from './tenant.ts';

/** A file whose bytes are kept in the document store already. */
export interface KeptFile {
  readonly filename: string;
  readonly contentType: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

export interface NewScanArrival {
  readonly id: string;
  readonly tenantId: string;
  readonly source: ScanSource;
  readonly engine: ScanEngine;
  /** Each becomes a scan with a run of its own. */
  readonly files: readonly KeptFile[];
  /** What became of the parts that are no scans. */
  readonly otherParts?: readonly ArrivalPart[];
  readonly mail?: Partial<
    Pick<
      ScanArrivalRow,
      'sender' | 'subject' | 'messageId' | 'rawSha256' | 'onceKey' | 'authentication'
    >
  >;
  /** When the sweeper starts the workflows if nobody else has. */
  readonly dueAt: Date;
}

/**
 * Keeps an arrival with one scan per file, their first runs, deadlines and events. The caller starts the workflows
 * after the commit.
 */
export async function keepScanArrival(
  transaction: TenantTransaction,
  arrival: NewScanArrival,
): Promise<{ id: string; filename: string }[]> {
  const { tenantId, source } = arrival;
  const made = arrival.files.map((file) => ({ ...file, id: newId('scn') }));
  await transaction.insert(scanArrivals).values({
    id: arrival.id,
    tenantId,
    source,
    ...arrival.mail,
    parts: [
      ...made.map(({ id, filename }) => ({ filename, became: 'scan' as const, id, code: null })),
      ...(arrival.otherParts ?? []),
    ],
  });
  if (made.length === 0) return [];
  await transaction.insert(scans).values(
    made.map((file) => ({
      id: file.id,
      tenantId,
      arrivalId: arrival.id,
      status: 'received' as const,
      source,
      filename: file.filename,
      contentType: file.contentType,
      documentSha256: file.sha256,
      sizeBytes: file.sizeBytes,
      runNumber: 1,
    })),
  );
  for (const { id } of made) {
    await openNextScanRun(
      transaction,
      { id, tenantId, runNumber: 0 },
      { openedBy: 'arrival', engine: arrival.engine, dueAt: arrival.dueAt },
    );
  }
  await appendEvents(
    transaction,
    made.map(({ id, filename }) => ({
      tenantId,
      code: 'scan.received' as const,
      subjectId: id,
      parameters: { filename, source },
    })),
  );
  return made.map(({ id, filename }) => ({ id, filename }));
}

/** Whether `keepScanArrival` was refused because the same mail has been kept before. */
export const isKeptBefore = (error: unknown): boolean =>
  isUniqueViolation(error, 'scan_arrivals_once');

/** One arrival of the tenant, or null. */
export async function readScanArrival(
  transaction: TenantTransaction,
  tenantId: string,
  id: string,
): Promise<ScanArrivalRow | null> {
  const [row] = await transaction
    .select()
    .from(scanArrivals)
    .where(and(eq(scanArrivals.tenantId, tenantId), eq(scanArrivals.id, id)));
  return row ?? null;
}

/** A page of arrivals, newest first, after `cursor` (an id). */
export const listScanArrivals = (
  transaction: TenantTransaction,
  tenantId: string,
  page: { limit: number; cursor: string | null },
): Promise<ScanArrivalRow[]> =>
  transaction
    .select()
    .from(scanArrivals)
    .where(
      and(
        eq(scanArrivals.tenantId, tenantId),
        page.cursor === null ? undefined : lt(scanArrivals.id, page.cursor),
      ),
    )
    .orderBy(desc(scanArrivals.id))
    .limit(page.limit);
