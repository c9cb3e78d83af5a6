import type { ReadDraft } from '../policy/scan-draft.ts';
import { appendEvents } from './events.ts';
import { newId } from './id.ts';
import { keepDraft } from './scan-drafts.ts';
import { openNextScanRun } from './scan-runs.ts';
import { draftColumns } from './scans.ts';
import { scans, type ScanRow } from './schema/scan.ts';
import type { TenantTransaction } from './tenant.ts';

/** One document of a file. */
export interface ScanPart {
  readonly pages: readonly number[];
  /** What was read of it; null: it is interpreted next. */
  readonly read: ReadDraft | null;
}

/**
 * Makes a scan of each document in a file, with its pages and an open first run whose next step is the judgement of its
 * draft, or the interpretation where it has none. Returns their ids in the order given.
 */
export async function insertChildren(
  transaction: TenantTransaction,
  parent: ScanRow,
  parts: readonly ScanPart[],
  dueAt: Date,
): Promise<string[]> {
  const { tenantId, source, filename } = parent;
  const ids: string[] = [];
  for (const { pages, read } of parts) {
    const id = newId('scn');
    ids.push(id);
    await transaction.insert(scans).values({
      id,
      tenantId,
      arrivalId: parent.arrivalId,
      status: 'reading',
      source,
      filename,
      contentType: parent.contentType,
      documentSha256: parent.documentSha256,
      sizeBytes: parent.sizeBytes,
      splitFrom: parent.id,
      pages: [...pages],
      rotations: parent.rotations,
      runNumber: 1,
      engine: parent.engine,
      pageCount: pages.length,
      wordsSha256: parent.wordsSha256,
      ...(read && { draftedByRun: 1, ...draftColumns(read) }),
    });
    if (read) await keepDraft(transaction, { scanId: id, tenantId, read });
    await openNextScanRun(
      transaction,
      { id, tenantId, runNumber: 0 },
      { openedBy: 'split', engine: 'auto', dueAt },
    );
    await appendEvents(transaction, [
      { tenantId, code: 'scan.received', subjectId: id, parameters: { filename, source } },
    ]);
  }
  return ids;
}
