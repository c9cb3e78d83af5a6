import { z } from 'zod';
import { secondsFromNow } from '../../db/clock.ts';
import { openBatch, readBatch, readBatchResults, setBatchStatus } from '../../db/scan-batches.ts';
import type { ScanBatchRow } from '../../db/schema/scan.ts';
import { withTenant } from '../../db/tenant.ts';
import { scanEngines } from '../../policy/scan.ts';
import { progressOf, rerunStatuses } from '../../policy/scan-rerun.ts';
import { Problem } from '../problem.ts';
import type { ScanPorts } from './ports.ts';

const instant = z.iso.datetime({ offset: true });

export const rerunRequest = z
  .object({
    status: z.array(z.enum(rerunStatuses)).min(1).default(['failed']),
    ids: z.array(z.string().max(100)).max(10_000).optional(),
    from: instant.optional(),
    to: instant.optional(),
    engine: z.enum(scanEngines).default('auto'),
  })
  .meta({ id: 'RerunRequest' });

export const scanBatch = z
  .object({
    id: z.string(),
    status: z.enum(['running', 'paused', 'cancelled', 'done']),
    engine: z.enum(scanEngines),
    progress: z.object({
      total: z.number().int(),
      done: z.number().int(),
      failed: z.number().int(),
    }),
    results: z.array(
      z.object({
        scanId: z.string(),
        outcome: z.string().nullable().describe('Status of the scan, or `skipped`; null: not yet.'),
        code: z.string().nullable(),
      }),
    ),
    createdAt: z.iso.datetime(),
    closedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ScanBatch' });
type Shown = z.output<typeof scanBatch>;

/** Has scans read again; those that a person has corrected, or another batch has in hand, are left out. */
export async function startRerun(
  ports: ScanPorts,
  tenantId: string,
  { status, ids, from, to, engine }: z.output<typeof rerunRequest>,
): Promise<Shown> {
  const filter = {
    statuses: status,
    ids,
    ...(from && { from: new Date(from) }),
    ...(to && { to: new Date(to) }),
  };
  const dueAt = secondsFromNow(ports.graceSeconds);
  const batch = await withTenant(ports.database, tenantId, (transaction) =>
    openBatch(transaction, tenantId, filter, { engine, dueAt }),
  );
  if (batch.status === 'running') {
    await ports.workflows.startRerun({ tenantId, batchId: batch.id });
  }
  return showBatch(ports, tenantId, batch.id);
}

/** One batch with what became of each document, or a 404 problem. */
export const showBatch = ({ database }: ScanPorts, tenantId: string, id: string): Promise<Shown> =>
  withTenant(database, tenantId, async (transaction) => {
    const batch = await readBatch(transaction, tenantId, id);
    if (!batch) throw batchUnknown(id);
    return show(batch, await readBatchResults(transaction, id));
  });

/** Pauses, resumes or cancels; a batch that is over stays as it is. Documents that are being read are read. */
export async function steerBatch(
  ports: ScanPorts,
  tenantId: string,
  id: string,
  status: 'running' | 'paused' | 'cancelled',
): Promise<Shown> {
  const batch = await withTenant(ports.database, tenantId, (transaction) =>
    setBatchStatus(transaction, tenantId, id, status),
  );
  if (!batch) throw batchUnknown(id);
  await ports.workflows.tellRerun({ tenantId, batchId: id });
  return showBatch(ports, tenantId, id);
}

const batchUnknown = (id: string): Problem =>
  new Problem(404, 'scan-unknown', `This company has no batch ${id}.`);

const show = (
  batch: ScanBatchRow,
  results: Awaited<ReturnType<typeof readBatchResults>>,
): Shown => ({
  id: batch.id,
  status: batch.status,
  engine: batch.engine,
  progress: progressOf(results),
  results,
  createdAt: batch.createdAt.toISOString(),
  closedAt: batch.closedAt?.toISOString() ?? null,
});
