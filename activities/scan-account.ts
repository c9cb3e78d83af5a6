import { currentTime } from '../db/clock.ts';
import type { Database } from '../db/client.ts';
import { fulfil, promise } from '../db/deadlines.ts';
import { appendEvents } from '../db/events.ts';
import { lockScanAccount, writeScanAccount } from '../db/scan-accounts.ts';
import { withTenant } from '../db/tenant.ts';
import { scanAccountDue, type ScanAccountStatus } from '../policy/scanning.ts';
import { scanAccountWorkflowId } from '../policy/workflow-ids.ts';

/** The company whose scan account it is. */
export interface ScanAccountSubject {
  readonly tenantId: string;
}

export interface ScanAccountActivities {
  /** Opens or closes the account where its time has come; says until when there is nothing to do, null for ever. */
  turnScanAccount(
    subject: ScanAccountSubject,
  ): Promise<{ readonly status: ScanAccountStatus; readonly until: string | null }>;
}

export function createScanAccountActivities(
  database: Database,
  { graceSeconds }: { readonly graceSeconds: number },
): ScanAccountActivities {
  return {
    turnScanAccount: ({ tenantId }) =>
      withTenant(database, tenantId, async (transaction) => {
        const found = await lockScanAccount(transaction, tenantId);
        if (!found) throw new Error(`${tenantId} has no scan account.`);
        const turned = scanAccountDue(found, currentTime().getTime());
        const { status, nextAt } = turned ?? found;
        if (turned) {
          await writeScanAccount(transaction, tenantId, { ...found, ...turned });
          const code = `scan-account.${turned.status}` as const;
          const parameters = { address: found.address };
          await appendEvents(transaction, [{ tenantId, code, subjectId: tenantId, parameters }]);
        }
        const workflowId = scanAccountWorkflowId(tenantId);
        if (nextAt === null) {
          await fulfil(transaction, workflowId);
          return { status, until: null };
        }
        const dueAt = new Date(nextAt + graceSeconds * 1000);
        await promise(transaction, { workflowId, tenantId, subjectId: tenantId, dueAt });
        return { status, until: new Date(nextAt).toISOString() };
      }),
  };
}
