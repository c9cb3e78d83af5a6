import { and, eq, sql } from 'drizzle-orm';
import { deadlines } from './schema.ts';
import type { TenantTransaction } from './tenant.ts';

/** The next promised act of a workflow, which the sweeper makes good when it does not come. */
export interface Deadline {
  readonly workflowId: string;
  readonly tenantId: string;
  readonly subjectId: string;
  readonly dueAt: Date;
}

/** Sets or moves the deadline of a workflow. */
export async function promise(transaction: TenantTransaction, deadline: Deadline): Promise<void> {
  await transaction
    .insert(deadlines)
    .values(deadline)
    .onConflictDoUpdate({
      target: deadlines.workflowId,
      set: { dueAt: deadline.dueAt, lookedAt: null },
    });
}

/** Nothing is promised any more: the workflow is done. */
export async function fulfil(transaction: TenantTransaction, workflowId: string): Promise<void> {
  await transaction.delete(deadlines).where(eq(deadlines.workflowId, workflowId));
}

/** Whether the promised act is more than `seconds` late. */
export async function isOverdue(
  transaction: TenantTransaction,
  workflowId: string,
  seconds: number,
): Promise<boolean> {
  const late = sql`${deadlines.dueAt} < now() - make_interval(secs => ${seconds})`;
  const rows = await transaction
    .select({ workflowId: deadlines.workflowId })
    .from(deadlines)
    .where(and(eq(deadlines.workflowId, workflowId), late));
  return rows.length > 0;
}
