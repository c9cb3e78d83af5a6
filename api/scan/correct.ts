import { z } from 'zod';
import { currentTime, secondsFromNow } from '../../db/clock.ts';
import { appendEvents } from '../../db/events.ts';
import { updateDraft } from '../../db/scan-drafts.ts';
import { readDraftFacts } from '../../db/scan-facts.ts';
import { invoiceColumns, updateScan } from '../../db/scans.ts';
import { correctDraft } from '../../policy/scan-correction.ts';
import { reviewDraft } from '../../policy/scan-review.ts';
import type { CompanyCaller } from '../auth.ts';
import { Problem } from '../problem.ts';
import { changing, holderOf, lockSeconds, requireVersion } from './change.ts';
import type { ScanPorts } from './ports.ts';
import { showDraft, type scanDraft } from './view.ts';

export const correction = z
  .object({
    fields: z
      .record(z.string().max(200), z.unknown())
      .refine((fields) => Object.keys(fields).length > 0, 'At least one field.')
      .describe(
        'New values by path: `{"totals.amountDue": "1250.00", "dueDate": null}`. A path may name a list or a group: `lines`, `lines[0].quantity`. Null takes the value away.',
      ),
    kind: z.enum(['invoice', 'credit-note']).optional().describe('What the document is after all.'),
  })
  .meta({ id: 'ScanCorrection' });

/**
 * Corrects a draft: all of it or nothing. The draft comes back with its next version, sums that were computed are
 * computed again, and the findings are those of the corrected one. The caller has the scan for ten minutes more.
 */
export async function correctScan(
  ports: ScanPorts,
  caller: CompanyCaller,
  id: string,
  version: number | null,
  { fields, kind }: z.output<typeof correction>,
): Promise<z.output<typeof scanDraft>> {
  const { tenantId } = caller;
  const asked = await changing(ports, caller, id, ['review'], ({ draft }) =>
    Promise.resolve(correct(requireVersion(draft, version), fields)),
  );
  // Asked outside the transaction: the register may take its time.
  const seller = await ports.findSeller(asked);
  return changing(ports, caller, id, ['review'], async ({ transaction, scan, draft, company }) => {
    const before = requireVersion(draft, version);
    const invoice = correct(before, fields);
    const known = await readDraftFacts(transaction, scan, invoice);
    const corrected = [...new Set([...before.corrected, ...Object.keys(fields)])];
    const read = kind === undefined ? before.read : { ...before.read, kind };
    const facts = {
      ...known,
      seller,
      today: today(),
      ownNumber: company.organisationNumber,
      ownName: company.name,
    };
    const findings = reviewDraft({ invoice, read, corrected }, company, facts);
    const after = { invoice, read, corrected, findings, version: before.version + 1 };
    await updateDraft(transaction, id, after);
    await updateScan(transaction, id, {
      ...invoiceColumns(invoice),
      kind: read.kind,
      lockedBy: holderOf(caller),
      lockedUntil: secondsFromNow(lockSeconds),
    });
    await appendEvents(transaction, [
      {
        tenantId,
        subjectId: id,
        code: 'scan.corrected',
        parameters: { paths: Object.keys(fields).join(', '), by: holderOf(caller) },
      },
    ]);
    return showDraft({ ...before, ...after, updatedAt: currentTime() });
  });
}

const norwegianDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' });
const today = (): string => norwegianDay.format(currentTime());

function correct(
  { invoice, read }: Parameters<typeof showDraft>[0],
  fields: Readonly<Record<string, unknown>>,
): Parameters<typeof showDraft>[0]['invoice'] {
  const done = correctDraft(invoice, read.derived, fields);
  if (done.ok) return done.invoice;
  throw new Problem(422, 'correction-invalid', 'The corrections cannot be taken.', {
    findings: done.errors,
  });
}
