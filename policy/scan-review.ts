import type { Invoice } from '../invoice/model.ts';
import type { Receiver } from './scan-acceptance.ts';
import { checkDraft, type DraftFacts } from './scan-checks.ts';
import { judgeInvoice } from './scan-document.ts';
import type { DraftFinding, ReadDraft } from './scan-draft.ts';

/** Everything that a person should know of a draft: rules, checks, and what the interpretation was unsure of. */
export function reviewDraft(
  {
    invoice,
    read,
    corrected,
  }: {
    readonly invoice: Invoice;
    readonly read: Pick<ReadDraft, 'kind' | 'doubts'>;
    readonly corrected: readonly string[];
  },
  receiver: Receiver,
  facts: DraftFacts,
): DraftFinding[] {
  const checked = checkDraft(invoice, read.kind, facts);
  const doubts = read.doubts
    .filter(({ path }) => path === null || !corrected.includes(path))
    // A check that found the same says it better.
    .filter(({ code, path }) => !checked.some((one) => one.code === code && one.path === path))
    // They have been weighed already, in the decision to release.
    .map(({ code, path }) => ({ code, path, holds: false, parameters: {} }));
  return [...judgeInvoice(invoice, receiver).findings, ...checked, ...doubts];
}
