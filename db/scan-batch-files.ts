import { appendEvents } from './events.ts';
import { keepScanArrival, type NewScanArrival } from './scan-arrivals.ts';
import { insertChildren } from './scan-children.ts';
import { closeScanRun } from './scan-runs.ts';
import { lockScan, updateScan } from './scans.ts';
import type { TenantTransaction } from './tenant.ts';

/**
 * Keeps a file of scanned paper as an arrival. With `documents` it is split at once: a scan for each, with its pages,
 * and one of the file that ends as `split`. Returns the scans whose workflows are to be started.
 */
export async function keepPaper(
  transaction: TenantTransaction,
  arrival: NewScanArrival,
  documents: readonly (readonly number[])[] | null,
): Promise<string[]> {
  const { tenantId, dueAt } = arrival;
  const scans = await keepScanArrival(transaction, arrival);
  const [file] = scans;
  if (documents === null || !file) return scans.map(({ id }) => id);
  const held = await lockScan(transaction, tenantId, file.id);
  if (!held) throw new Error(`There is no scan ${file.id}.`);
  const parts = documents.map((pages) => ({ pages, read: null }));
  const children = await insertChildren(transaction, held.scan, parts, dueAt);
  await updateScan(transaction, file.id, { status: 'split' });
  await closeScanRun(transaction, file.id, held.run.number);
  const parameters = { documents: String(children.length) };
  const subjectId = file.id;
  await appendEvents(transaction, [{ tenantId, subjectId, code: 'scan.split', parameters }]);
  return children;
}
