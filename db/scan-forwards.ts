import { and, eq } from 'drizzle-orm';
import { currentTime } from './clock.ts';
import { scanForwardWorkflowId } from '../policy/workflow-ids.ts';
import { fulfil, promise } from './deadlines.ts';
import { newId } from './id.ts';
import { scanForwards, type ScanForwardRow } from './schema/scan.ts';
import type { TenantTransaction } from './tenant.ts';

export interface NewForward {
  readonly tenantId: string;
  readonly arrivalId: string;
  readonly scanId: string | null;
  readonly reason: string;
  readonly recipient: string;
  /** Behind the @ of its Message-ID. */
  readonly domain: string;
  readonly dueAt: Date;
}

/** Promises a forwarded mail, with the Message-ID that every try of it has; returns its id. */
export async function openForward(
  transaction: TenantTransaction,
  { domain, dueAt, ...forward }: NewForward,
): Promise<string> {
  const id = newId('fwd');
  const { tenantId } = forward;
  await transaction
    .insert(scanForwards)
    .values({ ...forward, id, messageId: `<${id}@${domain}>`, status: 'open' });
  const workflowId = scanForwardWorkflowId(id);
  await promise(transaction, { workflowId, tenantId, subjectId: id, dueAt });
  return id;
}

export async function readForward(
  transaction: TenantTransaction,
  tenantId: string,
  id: string,
): Promise<ScanForwardRow | null> {
  const [row] = await transaction
    .select()
    .from(scanForwards)
    .where(and(eq(scanForwards.tenantId, tenantId), eq(scanForwards.id, id)));
  return row ?? null;
}

/** The mail is on its way, or will never be. */
export async function closeForward(
  transaction: TenantTransaction,
  id: string,
  end: { status: 'sent' | 'refused'; code: string | null },
): Promise<void> {
  await transaction
    .update(scanForwards)
    .set({ ...end, closedAt: currentTime() })
    .where(eq(scanForwards.id, id));
  await fulfil(transaction, scanForwardWorkflowId(id));
}
