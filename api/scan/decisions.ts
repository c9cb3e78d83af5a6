import { readDraft } from '../../db/scan-drafts.ts';
import { readScan } from '../../db/scans.ts';
import type { ScanRow } from '../../db/schema/scan.ts';
import { withTenant } from '../../db/tenant.ts';
import { findingText } from '../../policy/scan-texts.ts';
import type { Rejection, ScanRun } from '../../workflows/contracts/scan.ts';
import type { CompanyCaller } from '../auth.ts';
import { ActionRefused, WorkflowsAway } from '../ports.ts';
import { Problem } from '../problem.ts';
import { requireFree, versionMissing } from './change.ts';
import type { ScanPorts } from './ports.ts';
import { scanUnknown } from './view.ts';

const refusals: Readonly<Record<string, readonly [status: number, detail: string]>> = {
  'wrong-state': [409, 'The scan’s status does not allow this now.'],
  'return-address-missing': [
    422,
    'There is nobody to forward to: set "scanning.returnEmail" or the company’s e-mail.',
  ],
  'draft-changed': [412, 'Somebody has changed the draft since you read it. Read it again.'],
};

/** Makes a received invoice of the draft as the caller saw it, and returns its id. */
export async function acceptDraft(
  ports: ScanPorts,
  caller: CompanyCaller,
  id: string,
  version: number | null,
): Promise<string> {
  const { run, scan } = await decidable(ports, caller, id);
  if (scan.status === 'accepted' && scan.receivedId !== null) return scan.receivedId;
  if (version === null) throw versionMissing();
  const end = await deciding(ports, run, () => ports.workflows.acceptScan(run, { version }));
  if (end.kind !== 'settled' || end.receivedId === null) throw refused('wrong-state');
  return end.receivedId;
}

/** Puts the document aside, and has it sent on where the caller wants that. */
export async function rejectDraft(
  ports: ScanPorts,
  caller: CompanyCaller,
  id: string,
  rejection: Rejection,
): Promise<void> {
  const { run, scan } = await decidable(ports, caller, id);
  if (scan.status === 'rejected') return;
  await deciding(ports, run, () => ports.workflows.rejectScan(run, rejection));
}

/** The newest run of a scan that nobody else is correcting. */
async function decidable(
  { database }: ScanPorts,
  caller: CompanyCaller,
  id: string,
): Promise<{ run: ScanRun; scan: ScanRow }> {
  const { tenantId } = caller;
  const scan = await withTenant(database, tenantId, (transaction) =>
    readScan(transaction, tenantId, id),
  );
  if (!scan) throw scanUnknown(id);
  requireFree(scan, caller);
  return { run: { tenantId, scanId: id, run: scan.runNumber }, scan };
}

async function deciding<T>(
  { database }: ScanPorts,
  { tenantId, scanId }: ScanRun,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WorkflowsAway) {
      throw new Problem(
        503,
        'workflows-unavailable',
        'Temporal does not answer; nothing was changed.',
        { retryAfterSeconds: 5 },
      );
    }
    if (!(error instanceof ActionRefused)) throw error;
    if (error.code !== 'invoice-invalid') throw refused(error.code);
    const draft = await withTenant(database, tenantId, (transaction) =>
      readDraft(transaction, tenantId, scanId),
    );
    const findings = (draft?.findings ?? []).filter(({ holds }) => holds);
    throw new Problem(
      422,
      'invoice-invalid',
      'The draft is no valid invoice yet; the findings say what is missing.',
      {
        findings: findings.map((finding) => ({
          path: finding.path ?? '',
          text: findingText(finding).en,
          ...(finding.parameters['rule'] !== undefined && { rule: finding.parameters['rule'] }),
        })),
      },
    );
  }
}

function refused(code: string): Problem {
  const [status, detail] = refusals[code] ?? refusals['wrong-state'] ?? [409, code];
  return new Problem(status, code, detail);
}
