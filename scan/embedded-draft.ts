import { isCreditNoteCode } from '../invoice/ubl-write.ts';
import type { Invoice } from '../invoice/model.ts';
import type { InterpretedDocument } from './draft.ts';
import type { Page } from './words.ts';

/** The draft of a file that carries its own e-invoice, which says all of it with certainty. */
export const embeddedDraft = (
  invoice: Invoice,
  pages: readonly Pick<Page, 'number'>[],
): InterpretedDocument => ({
  pages: pages.map(({ number }) => number),
  kind: isCreditNoteCode(invoice.typeCode) ? 'credit-note' : 'invoice',
  release: true,
  certainty: 1,
  invoice,
  confidence: {},
  boxes: {},
  alternatives: {},
  derived: [],
  remembered: [],
  doubts: [],
});
