import type { DraftFinding, ReadDraft } from './scan-draft.ts';

/** Kinds of documents that are booked. A receipt is, but a person decides that. */
const invoiceKinds: ReadonlySet<string> = new Set(['invoice', 'credit-note']);

/** Kinds that are certainly nothing to book: they go to the company's own people. */
const otherKinds: ReadonlySet<string> = new Set([
  'reminder',
  'order-confirmation',
  'delivery-note',
  'quote',
  'statement',
  'letter',
]);

export const isInvoiceKind = (kind: string): boolean => invoiceKinds.has(kind);

export interface JudgeFacts {
  readonly draft: Pick<ReadDraft, 'kind' | 'release'>;
  readonly findings: readonly DraftFinding[];
  /** The company has an address that documents can be forwarded to. */
  readonly canForward: boolean;
}

/**
 * What happens to a document that has been read: accepted without a person, shown to one, or sent on because it is no
 * invoice. Nothing is sent on where nobody would get it.
 */
export function judgeScan({
  draft,
  findings,
  canForward,
}: JudgeFacts): 'release' | 'review' | 'forward' {
  if (otherKinds.has(draft.kind)) return canForward ? 'forward' : 'review';
  const isHeld = findings.some(({ holds }) => holds);
  return draft.release && isInvoiceKind(draft.kind) && !isHeld ? 'release' : 'review';
}
