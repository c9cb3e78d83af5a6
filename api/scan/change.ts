import type { CompanyCaller } from '../auth.ts';
import { currentTime } from '../../db/clock.ts';
import { readCompany, type Company } from '../../db/companies.ts';
import { readDraft } from '../../db/scan-drafts.ts';
import { lockScan } from '../../db/scans.ts';
import type { ScanDraftRow, ScanRow } from '../../db/schema/scan.ts';
import { withTenant, type TenantTransaction } from '../../db/tenant.ts';
import { Problem } from '../problem.ts';
import type { ScanPorts } from './ports.ts';
import { scanUnknown } from './view.ts';

/** Who corrects a scan: the person, or the key. */
export const holderOf = ({ actorId }: CompanyCaller): string => actorId;

/** How long a person has a scan to themselves after each change. */
export const lockSeconds = 600;

export interface Changeable {
  readonly transaction: TenantTransaction;
  readonly scan: ScanRow;
  /** Null while it has not been interpreted, or could not be. */
  readonly draft: ScanDraftRow | null;
  readonly company: Company;
}

/**
 * Changes a scan that a person may change: in one of the statuses, and not while somebody else has it.
 * 404, 409 `wrong-state`, 409 `locked`.
 */
export const changing = <T>(
  { database }: ScanPorts,
  caller: CompanyCaller,
  id: string,
  statuses: readonly ScanRow['status'][],
  work: (held: Changeable) => Promise<T>,
): Promise<T> =>
  withTenant(database, caller.tenantId, async (transaction) => {
    const held = await lockScan(transaction, caller.tenantId, id);
    if (!held) throw scanUnknown(id);
    const { scan } = held;
    if (!statuses.includes(scan.status)) {
      const detail = `The scan is "${scan.status}"; this is possible in ${statuses.join(', ')}.`;
      throw new Problem(409, 'wrong-state', detail);
    }
    requireFree(scan, caller);
    const [draft, company] = await Promise.all([
      readDraft(transaction, caller.tenantId, id),
      readCompany(transaction, caller.tenantId),
    ]);
    if (!company) throw new Error(`There is no company ${caller.tenantId}.`);
    return work({ transaction, scan, draft, company });
  });

/** A 409 problem while somebody else has the scan. */
export function requireFree(scan: ScanRow, caller: CompanyCaller): void {
  const { lockedBy, lockedUntil } = scan;
  const isHeld = lockedBy !== null && lockedUntil !== null && lockedUntil > currentTime();
  if (isHeld && lockedBy !== holderOf(caller)) {
    throw new Problem(
      409,
      'locked',
      `Somebody else (${lockedBy}) is correcting it until ${lockedUntil.toISOString()}.`,
    );
  }
}

/** The draft of that version, or 428, 412, 409. */
export function requireVersion(draft: ScanDraftRow | null, version: number | null): ScanDraftRow {
  if (version === null) throw versionMissing();
  if (!draft) throw new Problem(409, 'wrong-state', 'The scan has no draft.');
  if (draft.version !== version) {
    throw new Problem(
      412,
      'draft-changed',
      `The draft is at version ${draft.version}. Read it again before you change it.`,
    );
  }
  return draft;
}

export const versionMissing = (): Problem =>
  new Problem(
    428,
    'version-missing',
    'Send If-Match with the version of the draft that you have seen.',
  );
